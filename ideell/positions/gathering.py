"""Gathering an alliance's members' input to somebody else's consultation (design: product 11).

The alliance asks, its members answer inside it, and nobody outside knows of it. Each act leaves
a deed; what the alliance then says itself is made in `voice`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.consultations.models import Consultation, SourceNode
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.database import hold
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.people.leading import has_role, leads
from ideell.positions.last_day import fitting_day
from ideell.positions.models import Contribution, Gathering, GatheringAnswer
from ideell.positions.models.gathering import UNDER_WAY


def asks(actor: Actor, alliance_id: int) -> bool:
    """Tell whether `actor` gathers input for an alliance: its coordinators and moderators."""
    return actor.has("coordinator", alliance_id) or leads(actor, alliance_id)


def releases(actor: Actor, alliance_id: int) -> bool:
    """Tell whether `actor` releases what an alliance says: a coordinator, where there is one."""
    if actor.has("coordinator", alliance_id):
        return True
    return asks(actor, alliance_id) and not has_role(alliance_id, "coordinator")


def gathering_for(consultation: Consultation, alliance_id: int | None) -> Gathering | None:
    """Return what an alliance gathers on a consultation, or None."""
    return db.session.scalar(
        sa.select(Gathering).where(
            Gathering.consultation_id == consultation.id, Gathering.alliance_id == alliance_id
        )
    )


def open_gathering(
    consultation: Consultation,
    *,
    by: Actor,
    introduction: str,
    last_day: date,
    nodes: Sequence[SourceNode] = (),
) -> tuple[Gathering, Deed]:
    """Ask the members of the alliance acted for; they see the facts and the report through it.

    Raises `RuleBroken` where the alliance owns the consultation (its members see it anyway),
    asks already, or could not say anything any more.
    """
    if consultation.owner_org_id == by.org_id:
        raise RuleBroken(_("Det är er egen remiss. Medlemmarna ser den redan och ger inspel där."))
    if consultation.state not in UNDER_WAY:
        raise RuleBroken(_("Remissen är inte öppen för inspel längre."))
    fitting_day(consultation, last_day)
    if gathering_for(consultation, by.org_id) is not None:
        raise _asked_already()
    made = Gathering(
        consultation=consultation, alliance_id=by.org_id, introduction=introduction,
        last_day=last_day, nodes=_its_own(consultation, nodes), user_id=by.user_id,
    )  # fmt: skip
    db.session.add(made)
    try:
        db.session.flush()
    except sa.exc.IntegrityError as error:  # somebody asked at the same instant
        raise _asked_already() from error
    return made, record(by, "gathering.opened", made)


def undo_opening(gathering: Gathering, *, deed: Deed, by: Actor) -> None:
    """Ask no more; refused once a member has said anything."""
    said = sa.select(Contribution.id).where(Contribution.gathering_id == gathering.id)
    told = sa.select(GatheringAnswer.id).where(GatheringAnswer.gathering_id == gathering.id)
    if db.session.scalar(sa.union_all(said, told).limit(1)) is not None:
        raise RuleBroken(_("Någon har redan svarat. Stäng insamlingen i stället."))
    gathering.state = "closed"


def change_gathering(
    gathering: Gathering,
    *,
    by: Actor,
    introduction: str,
    last_day: date,
    nodes: Sequence[SourceNode],
) -> Deed:
    """Change the question, its last day or what it is about; a later day opens it again."""
    fitting_day(gathering.consultation, last_day)
    before = _known_of(gathering)
    _set(gathering, introduction, last_day, _its_own(gathering.consultation, nodes))
    return record(by, "gathering.changed", gathering, before=before, after=_known_of(gathering))


def undo_change(gathering: Gathering, *, deed: Deed, by: Actor) -> None:
    """Put back what was asked; refused when it was changed since."""
    if _known_of(gathering) != deed.details["after"]:
        raise RuleBroken(_("Insamlingen har ändrats efter dig, så det går inte att ångra."))
    before = deed.details["before"]
    nodes = sa.select(SourceNode).where(SourceNode.id.in_(before["nodes"]))
    _set(gathering, before["introduction"], date.fromisoformat(before["last_day"]),
         list(db.session.scalars(nodes)))  # fmt: skip


def close_gathering(gathering: Gathering, *, by: Actor) -> Deed:
    """Take no more input; what came in stays, and can be put together and released."""
    if gathering.state == "closed":
        raise RuleBroken(_("Insamlingen är redan stängd."))
    gathering.state = "closed"
    return record(by, "gathering.closed", gathering)


def reopen_gathering(gathering: Gathering, *, by: Actor) -> Deed:
    """Take input again until the last day."""
    if gathering.state == "open":
        raise RuleBroken(_("Insamlingen är redan öppen."))
    gathering.state = "open"
    return record(by, "gathering.reopened", gathering)


def undo_closing(gathering: Gathering, *, deed: Deed, by: Actor) -> None:
    """Let it stand as before it was closed or opened again."""
    deed.refuse_when_followed("gathering.closed", "gathering.reopened")
    gathering.state = "open" if deed.tag == "gathering.closed" else "closed"


def answer_of(gathering: Gathering, organisation_id: int | None) -> GatheringAnswer | None:
    """Return what a member has told apart from its input, or None."""
    return db.session.scalar(
        sa.select(GatheringAnswer).where(
            GatheringAnswer.gathering_id == gathering.id,
            GatheringAnswer.organisation_id == organisation_id,
        )
    )


def say_read(gathering: Gathering, *, by: Actor, has_nothing: bool = False) -> Deed:
    """Tell the alliance that the organisation has read the question, or has nothing to say.

    Both are something else than silence, and than agreeing.
    """
    hold(gathering)  # of two colleagues at once the second finds the first one's answer
    answer = answer_of(gathering, by.org_id)
    before = None if answer is None else answer.has_nothing
    if answer is None:
        answer = GatheringAnswer(
            gathering=gathering, organisation_id=by.org_id, user_id=by.user_id
        )  # fmt: skip
        db.session.add(answer)
    answer.has_nothing = has_nothing
    tag = "gathering.nothing" if has_nothing else "gathering.read"
    return record(by, tag, answer, before=before)


def undo_saying(answer: GatheringAnswer, *, deed: Deed, by: Actor) -> None:
    """Let the organisation not have said that; that it has read stays true."""
    deed.refuse_when_followed("gathering.nothing", "gathering.read")
    answer.has_nothing = bool(deed.details["before"])


def _set(gathering: Gathering, text: str, last_day: date, nodes: list[SourceNode]) -> None:
    gathering.introduction, gathering.last_day, gathering.nodes = text, last_day, nodes


def _known_of(gathering: Gathering) -> dict[str, Any]:
    return {
        "introduction": gathering.introduction,
        "last_day": gathering.last_day.isoformat(),
        "nodes": sorted(node.id for node in gathering.nodes),
    }


def _its_own(consultation: Consultation, nodes: Sequence[SourceNode]) -> list[SourceNode]:
    if any(node.consultation_id != consultation.id for node in nodes):
        raise RuleBroken(_("Välj kapitel i den här remissens underlag."))
    return list(nodes)


def _asked_already() -> RuleBroken:
    return RuleBroken(_("Ni har redan en insamling till den här remissen. Öppna den i stället."))
