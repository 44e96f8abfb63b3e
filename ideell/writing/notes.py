"""What is suggested beside the blocks of a text: a note for every card, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from ideell.foundation.actor import Actor
from ideell.foundation.language import in_a_row
from ideell.foundation.questions import Question, Select, question
from ideell.foundation.statements import given_numbers
from ideell.people.models import User
from ideell.writing.card_members import choices_among, members_of_cards
from ideell.writing.hosting import host_of
from ideell.writing.margins import Note
from ideell.writing.models import Block, Text
from ideell.writing.plan import Plan
from ideell.writing.suggestions import OPEN_STATES, Suggestion


def suggested(about: str, number: int) -> Sequence[Any]:
    """Return the open suggestions to a text ("text_id") or to a block ("block_id")."""
    return _open(about).rows(number=number)


@cache
def _open(about: str) -> Question:
    return question(lambda: _open_where(getattr(Suggestion, about) == sa.bindparam("number")))


def _open_where(condition: sa.ColumnElement[bool]) -> Select:
    after = sa.orm.aliased(Block)
    return (
        sa.select(
            Suggestion.id, Suggestion.block_id, Suggestion.op, Suggestion.state,
            Suggestion.author_id, sa.cast(Suggestion.excerpt, sa.Text).label("excerpt"),
            Suggestion.after_id, Suggestion.packet_id, User.name, after.number.label("after"),
        )
        .join(User, User.id == Suggestion.author_id)
        .outerjoin(after, after.id == Suggestion.after_id)
        .where(condition, Suggestion.state.in_(OPEN_STATES))
        .order_by(Suggestion.block_id, Suggestion.id)
    )  # fmt: skip


def notes_of(rows: Sequence[Any], text: Text, actor: Actor) -> list[tuple[int, Note]]:
    """Return (number of the block, note) for every card, in the order of the text."""
    url, reader_id = host_of(text).place.reviewing, actor.user_id
    prefix = f"{text.prefix}:" if text.prefix else ""
    groups = {number: list(some) for number, some in groupby(rows, attrgetter("block_id"))}
    plans = _plans([number for number, some in groups.items() if len(some) > 1])
    return [
        (number, _note(members, plans.get(number), url, reader_id, prefix))
        for number, some in groups.items()
        for members in members_of_cards(plans.get(number), some)
    ]


def _plans(block_ids: Sequence[int]) -> dict[int, Plan]:
    if not block_ids:
        return {}
    rows = _stored.rows(numbers=block_ids)
    return {row.id: Plan.from_json(row.plan or {}) for row in rows}


@question
def _stored() -> Select:
    return sa.select(Block.id, Block.plan).where(Block.id.in_(given_numbers("numbers")))


def _note(
    members: Sequence[Any], plan: Plan | None, reviewing: str, user_id: int | None, prefix: str
) -> Note:
    first = members[0]
    mine = first.author_id == user_id
    return Note(
        id=first.id,
        many=len(choices_among(plan or Plan(""), members)),
        who=in_a_row(one.name for one in members),
        op=first.op,
        excerpt=first.excerpt,
        needs_a_look=any(one.state == "review_needed" for one in members),
        url=f"{reviewing}#suggestion-{first.id}",
        is_mine=mine,
        after=f"{prefix}{first.after}" if first.after else "",
        packet_id=first.packet_id if mine else None,
    )
