"""The one voice of an alliance: made of what came in, and released as a whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.activity.models import Deed, record
from ideell.consultations.models import SourceNode
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import hold
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.positions.choosing import mark_of, rivals_of
from ideell.positions.contributing import dispose
from ideell.positions.models import Contribution, Gathering
from ideell.writing.prose import render_prose


def compose(
    gathering: Gathering,
    *,
    by: Actor,
    text: str,
    node: SourceNode | None,
    stance: str | None,
    origins: Sequence[Contribution],
) -> Contribution:
    """Write what the alliance says on a part of the report, or on the whole.

    `origins` are those whose words it was made of: input that nobody has answered is thereby
    taken, and its writers see so. Whose words they are is seen inside the alliance alone. The
    alliance's people see the text at once, others when it is released.
    """
    if not gathering.is_under_way:
        raise RuleBroken(_("Remissen är inte öppen för inspel längre."))
    if not text.strip():
        raise RuleBroken(_("Skriv vad ni tycker. En mening räcker."))
    made = Contribution(
        consultation_id=gathering.consultation_id,
        node_id=node.id if node else None,
        organisation_id=gathering.alliance_id,
        author_id=by.user_id,
        on_behalf=by.on_behalf,
        voice_of=gathering,
        state="shared",
        text=text,
        html=render_prose(text),
        stance=stance or None,
        origins=list(origins),
    )
    db.session.add(made)
    record(by, "contribution.composed", made, origins=[one.id for one in origins])
    for one in origins:
        if one.disposition is None:
            dispose(one, "taken", "", by=by)
    return made


def voices_of(gathering: Gathering, *states: str) -> Sequence[Contribution]:
    """Return what the alliance says itself, in the report's order, in these states."""
    return db.session.scalars(
        sa.select(Contribution)
        .outerjoin(SourceNode, SourceNode.id == Contribution.node_id)
        .where(Contribution.voice_of_id == gathering.id, Contribution.state.in_(states))
        .options(joinedload(Contribution.author, innerjoin=True), joinedload(Contribution.node))
        .order_by(sa.nulls_first(SourceNode.position), Contribution.id)
    ).all()


def own_draft(gathering: Gathering, node: SourceNode | None, by: Actor) -> Contribution | None:
    """Return what this person has written as the alliance on the matter and not released."""
    number = node.id if node else None
    mine = (
        one for one in voices_of(gathering, "shared")
        if one.node_id == number and one.author_id == by.user_id
    )  # fmt: skip
    return next(mine, None)


def said_before(gathering: Gathering, node_ids: Collection[int | None]) -> list[Contribution]:
    """Return what the alliance has let out already on these parts (None: the whole)."""
    return [one for one in voices_of(gathering, "released") if one.node_id in node_ids]


class ReadyVoice:
    """What can be released now, what cannot because two differ, and what was said before."""

    def __init__(self, gathering: Gathering) -> None:
        unsent = voices_of(gathering, "shared")
        self.differing = [one for one in unsent if rivals_of(one)]
        self.ready = [one for one in unsent if one not in self.differing]
        self.before = said_before(gathering, {one.node_id for one in self.ready})

    @property
    def mark(self) -> str:
        """Return what tells these very texts from any others."""
        return mark_of(self.ready)


def release_voice(gathering: Gathering, *, by: Actor) -> Deed:
    """Let everybody who sees the consultation see what the alliance says, and nothing else.

    Where two drafts of the alliance differ on the same matter, none of them is released.
    """
    hold(gathering)
    ready = ReadyVoice(gathering).ready
    if not gathering.is_under_way:
        raise RuleBroken(_("Remissen är inte öppen för inspel längre."))
    if not ready:
        raise RuleBroken(_("Det finns inget att skicka. Sammanställ det som kom in först."))
    moment = now()
    for one in ready:
        one.state, one.released_at, one.released_by_id = "released", moment, by.user_id
    voices = [one.id for one in ready]
    return record(
        by, "gathering.released", gathering, voices=voices, released=moment.isoformat()
    )  # fmt: skip


def undo_release(gathering: Gathering, *, deed: Deed, by: Actor) -> None:
    """Let it be the alliance's own again: what still stands as it was let out then.

    Refused once somebody outside has answered any of it, the answer has left, or the alliance
    has let out more since.
    """
    deed.refuse_when_followed("gathering.released")
    hold(gathering)
    if not gathering.is_under_way:
        raise RuleBroken(_("Remissen är inte öppen för inspel längre."))
    numbers, moment = deed.details["voices"], datetime.fromisoformat(deed.details["released"])
    voices = [
        one for one in voices_of(gathering, "released")
        if one.id in numbers and one.released_at == moment
    ]  # fmt: skip
    if not voices:
        raise RuleBroken(_("Inspelet har ändrats efter dig, så det går inte att ångra."))
    if any(one.disposition for one in voices):
        raise RuleBroken(
            _("De som håller i pennan har redan svarat på inspelet. Hör av dig till dem.")
        )
    for one in voices:
        one.state, one.released_at, one.released_by_id = "shared", None, None
