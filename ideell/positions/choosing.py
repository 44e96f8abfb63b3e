"""Two people of one organisation who differ keep two drafts until one is picked or both merged.

The others are kept as *ersatta* or *sammanslagna*: their authors read them, and it is undone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.activity.models import Deed, record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import hold
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.positions.models import Contribution
from ideell.writing.prose import render_prose

UNSENT = ("draft", "shared")


def rivals_of(contribution: Contribution) -> Sequence[Contribution]:
    """Return what others of the organisation share on the same matter and nobody has released."""
    if contribution.state not in UNSENT:
        return []
    return db.session.scalars(
        sa.select(Contribution)
        .where(
            same_matter(contribution),
            Contribution.state == "shared",
            Contribution.author_id != contribution.author_id,
        )
        .options(joinedload(Contribution.author, innerjoin=True))
        .order_by(Contribution.id)
    ).all()


def same_matter(contribution: Contribution) -> sa.ColumnElement[bool]:
    """What the same organisation says on the same part of the report, in the same room."""
    names = ("consultation_id", "organisation_id", "node_id", "gathering_id", "voice_of_id")
    return sa.and_(
        *(getattr(Contribution, name).is_not_distinct_from(getattr(contribution, name))
          for name in names)
    )  # fmt: skip


def refuse_rivals(contribution: Contribution, told: Collection[int] = ()) -> None:
    """Raise `RuleBroken` when others of the organisation differ, and the reader was not told."""
    if {one.id for one in rivals_of(contribution)} - set(told):
        raise RuleBroken(
            _("Det finns två utkast från er om samma sak. Välj ett eller skriv ihop dem först.")
        )


def pick(contribution: Contribution, *, by: Actor) -> Deed:
    """Let this draft stand for the organisation; the others on the same matter are replaced."""
    others = _held(contribution)
    _stand(others, "replaced", contribution)
    if contribution.state == "draft":
        contribution.state = "shared"
    return record(by, "contribution.picked", contribution, others=[one.id for one in others])


def undo_pick(contribution: Contribution, *, deed: Deed, by: Actor) -> None:
    """Let the drafts stand side by side again; refused once it was released."""
    _refuse_sent(contribution)
    _let_stand(deed.details["others"], contribution)


def merge(
    contribution: Contribution, *, by: Actor, text: str, stance: str | None
) -> tuple[Contribution, Deed]:
    """Write one draft of several; those that it was made of are kept with their authors."""
    if not text.strip():
        raise RuleBroken(_("Skriv vad ni tycker. En mening räcker."))
    parts = [contribution, *_held(contribution)]
    made = Contribution(
        consultation_id=contribution.consultation_id, node_id=contribution.node_id,
        organisation_id=contribution.organisation_id, author_id=by.user_id,
        on_behalf=by.on_behalf, gathering_id=contribution.gathering_id,
        voice_of_id=contribution.voice_of_id, state="shared", text=text,
        html=render_prose(text), stance=stance or None,
        origins=list({one.id: one for part in parts for one in part.origins}.values()),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    _stand(parts, "merged", made)
    return made, record(by, "contribution.merged", made, others=[one.id for one in parts])


def undo_merge(contribution: Contribution, *, deed: Deed, by: Actor) -> None:
    """Let what it was made of stand again; the merged words become a draft of their writer."""
    _refuse_sent(contribution)
    _let_stand(deed.details["others"], contribution)
    contribution.state = "draft"


def _held(contribution: Contribution) -> Sequence[Contribution]:
    """Return the others, held so that nobody releases one meanwhile."""
    hold(contribution)
    others = rivals_of(contribution)
    if not others:
        raise RuleBroken(_("Det finns bara ett utkast om det här nu. Läs om sidan."))
    for one in others:
        hold(one)
    return others


def _stand(others: Sequence[Contribution], state: str, into: Contribution) -> None:
    for one in others:
        one.state, one.into, one.changed_at = state, into, now()


def _let_stand(numbers: list[int], into: Contribution) -> None:
    kept = sa.select(Contribution).where(
        Contribution.id.in_(numbers), Contribution.into_id == into.id
    )
    for one in db.session.scalars(kept):
        one.state, one.into = "shared", None


def _refuse_sent(contribution: Contribution) -> None:
    if contribution.state not in UNSENT:
        raise RuleBroken(_("Inspelet har ändrats efter dig, så det går inte att ångra."))
