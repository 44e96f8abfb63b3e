"""Two people of one organisation who differ keep two drafts until one is picked or both merged.

The others are kept as *ersatta* or *sammanslagna*: their authors read them, and it is undone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

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


class Unseen(RuleBroken):
    """The drafts are not those that the reader chose among; the page shows them as they are."""

    def __init__(self) -> None:
        super().__init__(
            _("Någon har skrivit om ett av utkasten sedan du läste dem. Läs dem igen först.")
        )


def mark_of(drafts: Iterable[Contribution]) -> str:
    """Return what tells these very words from any others: number and version of each draft."""
    return " ".join(f"{one.id}:{one.version}" for one in drafts)


def rivals_of(contribution: Contribution) -> Sequence[Contribution]:
    """Return what others of the organisation share on the same matter and nobody has released.

    An alliance has one voice: its drafts differ whoever wrote them.
    """
    if contribution.state not in UNSENT:
        return []
    another = Contribution.author_id != contribution.author_id
    if contribution.voice_of_id is not None:
        another = Contribution.id != contribution.id
    return db.session.scalars(
        sa.select(Contribution)
        .where(same_matter(contribution), Contribution.state == "shared", another)
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


def pick(contribution: Contribution, *, by: Actor, seen: str | None = None) -> Deed:
    """Let this draft stand for the organisation; the others on the same matter are replaced.

    `seen` is the mark of what the reader chose among; raises `Unseen` when it says anything else.
    """
    others, before = _held(contribution, seen), contribution.state
    states = _states(others)
    _stand(others, "replaced", contribution)
    contribution.state = "shared"
    return _record(by, "contribution.picked", contribution, others=states, before=before)


def undo_pick(contribution: Contribution, *, deed: Deed, by: Actor) -> None:
    """Let the drafts stand side by side again; refused once it was released.

    What was its writer's own draft is so again, unless others have written in it since.
    """
    was_draft = deed.details["before"] == "draft"
    _refuse_followed(contribution, deed if was_draft else None)
    _let_stand(contribution, deed)
    if was_draft:
        contribution.state = "draft"


def merge(
    contribution: Contribution, *, by: Actor, text: str, stance: str | None, seen: str | None = None
) -> tuple[Contribution, Deed]:
    """Write one draft of several; those that it was made of are kept with their authors.

    `seen` is the mark of what its writer had read; raises `Unseen` when they say anything else.
    """
    if not text.strip():
        raise RuleBroken(_("Skriv vad ni tycker. En mening räcker."))
    parts = [contribution, *_held(contribution, seen)]
    states = _states(parts)
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
    return made, _record(by, "contribution.merged", made, others=states)


def undo_merge(contribution: Contribution, *, deed: Deed, by: Actor) -> None:
    """Let what it was made of stand again; the merged words become a draft of their writer.

    Refused once it was released, or others have written in it.
    """
    _refuse_followed(contribution, deed)
    _let_stand(contribution, deed)
    contribution.state = "draft"


def _held(contribution: Contribution, seen: str | None) -> Sequence[Contribution]:
    """Return the others as they stand, held so that nobody changes or releases one meanwhile."""
    hold(contribution)
    for one in rivals_of(contribution):
        hold(one)
    others = rivals_of(contribution)  # asked again, for what happened while we waited
    if not others:
        raise RuleBroken(_("Det finns bara ett utkast om det här nu. Läs om sidan."))
    known = mark_of([contribution, *others]).split()
    if seen is not None and not set(known) <= set(seen.split()):
        raise Unseen
    return others


def _states(drafts: Iterable[Contribution]) -> dict[str, str]:
    """Return the state of each draft, as a deed keeps it for undo."""
    return {str(one.id): one.state for one in drafts}


def _record(by: Actor, tag: str, contribution: Contribution, **details: Any) -> Deed:
    db.session.flush()  # the version to come
    return record(by, tag, contribution, version=contribution.version, **details)


def _stand(others: Sequence[Contribution], state: str, into: Contribution) -> None:
    for one in others:
        one.state, one.into, one.changed_at = state, into, now()


def _let_stand(into: Contribution, deed: Deed) -> None:
    """Give those that it took the place of their states back; a draft was its writer's alone."""
    states = deed.details["others"]
    kept = sa.select(Contribution).where(
        Contribution.id.in_([int(number) for number in states]), Contribution.into_id == into.id
    )
    for one in db.session.scalars(kept):
        one.state, one.into = states[str(one.id)], None


def _refuse_followed(contribution: Contribution, deed: Deed | None) -> None:
    """Refuse once it was released or replaced; with `deed` when others' words would be hidden.

    A draft is its writer's alone already, so whatever was written in it is nobody else's.
    """
    hold(contribution)
    written_in = deed is not None and contribution.version != deed.details["version"]
    if contribution.state not in UNSENT or (written_in and contribution.state == "shared"):
        raise RuleBroken(_("Inspelet har ändrats efter dig, så det går inte att ångra."))
