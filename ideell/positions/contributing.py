"""Input on its way: written, shared inside, released, taken back, answered."""

from __future__ import annotations

from collections.abc import Collection

from ideell.activity.models import Deed, record
from ideell.consultations.models import Consultation, SourceNode
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.positions.answering import refuse_others_on
from ideell.positions.choosing import refuse_rivals
from ideell.positions.models import DISPOSITIONS, Contribution, Gathering
from ideell.writing.prose import render_prose


def contribute(
    consultation: Consultation,
    *,
    by: Actor,
    text: str,
    node: SourceNode | None = None,
    stance: str | None = None,
    gathering: Gathering | None = None,
) -> Contribution:
    """Write input as a draft that only its author sees; in a gathering it is to the alliance."""
    if gathering is not None and not gathering.takes_input:
        raise RuleBroken(_("Insamlingen tar inte emot fler inspel. Hör av dig till alliansen."))
    if node is not None and node.consultation_id != consultation.id:
        raise RuleBroken(_("Välj ett förslag i den här remissens underlag."))
    contribution = Contribution(
        consultation_id=consultation.id,
        node_id=node.id if node else None,
        organisation_id=by.org_id,
        author_id=by.user_id,
        on_behalf=by.on_behalf,
        gathering=gathering,
    )
    _write(contribution, text, stance)
    db.session.add(contribution)
    record(by, "contribution.written", contribution)
    return contribution


def change(contribution: Contribution, *, by: Actor, text: str, stance: str | None) -> Deed:
    """Change what was written, until it is released."""
    if contribution.state not in {"draft", "shared"}:
        raise RuleBroken(_("Inspelet är skickat. Ta tillbaka det först om det ska ändras."))
    _write(contribution, text, stance)
    contribution.changed_at = now()
    return record(by, "contribution.changed", contribution)


def share(contribution: Contribution, *, by: Actor) -> Deed:
    """Let the organisation's people see it."""
    if contribution.state not in {"draft", "withdrawn"}:
        raise RuleBroken(_("Inspelet är redan delat i organisationen."))
    return _move(contribution, "shared", "contribution.shared", by)


def release(contribution: Contribution, *, by: Actor, told: Collection[int] = ()) -> Deed:
    """Let everybody who sees the consultation see it, as the organisation's word.

    What is given in a gathering is released to the alliance. Raises `RuleBroken` where others
    of the organisation share something else on the same matter, but for those with the numbers
    `told`, which the reader has seen beside it.
    """
    if contribution.state not in {"draft", "shared"}:
        raise RuleBroken(_("Inspelet är redan skickat eller återtaget."))
    refuse_rivals(contribution, told)
    return _move(contribution, "released", "contribution.released", by)


def withdraw(contribution: Contribution, *, by: Actor) -> Deed:
    """Take it back: only the organisation sees it then, or its author alone."""
    _refuse_answered(contribution)
    if contribution.state not in {"shared", "released"}:
        raise RuleBroken(_("Inspelet är redan återtaget."))
    state = "withdrawn" if contribution.state == "released" else "draft"
    return _move(contribution, state, "contribution.withdrawn", by)


def undo_move(contribution: Contribution, *, deed: Deed, by: Actor) -> None:
    """Give it back the state it had before it was shared, released or withdrawn."""
    _refuse_answered(contribution)
    if contribution.state != deed.details["after"]:
        raise RuleBroken(_("Inspelet har ändrats efter dig, så det går inte att ångra."))
    _stand(contribution, deed.details["before"], by)


def dispose(contribution: Contribution, disposition: str, reason: str, *, by: Actor) -> Deed:
    """Say what became of released input; what was not wholly taken needs a reason."""
    if disposition not in DISPOSITIONS:
        raise RuleBroken(_("Välj om inspelet är beaktat, delvis beaktat eller inte beaktat."))
    if disposition != "taken" and not reason.strip():
        raise RuleBroken(_("Skriv ett kort skäl, så att de som skrev inspelet förstår."))
    before = [contribution.disposition, contribution.disposition_reason]
    contribution.disposition = disposition
    contribution.disposition_reason = reason.strip()
    contribution.disposed_by_id = by.user_id
    contribution.disposed_at = now()
    after = [disposition, contribution.disposition_reason]
    return record(by, "contribution.disposed", contribution, before=before, after=after)


def undo_disposition(contribution: Contribution, *, deed: Deed, by: Actor) -> None:
    """Let the input wait for its answer again, or have the answer it had."""
    refuse_others_on(by, contribution)
    if [contribution.disposition, contribution.disposition_reason] != deed.details["after"]:
        raise RuleBroken(_("Någon har svarat efter dig, så det går inte att ångra."))
    contribution.disposition, contribution.disposition_reason = deed.details["before"]
    answered = contribution.disposition is not None
    contribution.disposed_at = now() if answered else None
    contribution.disposed_by_id = by.user_id if answered else None


def _move(contribution: Contribution, state: str, tag: str, by: Actor) -> Deed:
    before = contribution.state
    _stand(contribution, state, by)
    return record(by, tag, contribution, before=before, after=state)


def _stand(contribution: Contribution, state: str, by: Actor) -> None:
    contribution.state = state
    is_out = state == "released"
    contribution.released_at = now() if is_out else None
    contribution.released_by_id = by.user_id if is_out else None


def _refuse_answered(contribution: Contribution) -> None:
    if contribution.disposition and contribution.gathering is not None:
        raise RuleBroken(_("Alliansen har redan svarat på inspelet. Hör av dig till samordnaren."))
    if contribution.disposition:
        raise RuleBroken(
            _("De som håller i pennan har redan svarat på inspelet. Hör av dig till dem.")
        )


def _write(contribution: Contribution, text: str, stance: str | None) -> None:
    if not text.strip():
        raise RuleBroken(_("Skriv vad ni tycker. En mening räcker."))
    contribution.text = text
    contribution.html = render_prose(text)
    contribution.stance = stance or None
