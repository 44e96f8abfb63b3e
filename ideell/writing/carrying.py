"""Suggestions and comments carried along when their words come to stand in another block.

Where words went is worked out by `writing.anchors`; here it meets the rows. Only what has lost
its words is looked for, and only in the blocks that a save changed or made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.questions import Select, question
from ideell.foundation.statements import given_numbers
from ideell.writing import blocks as typed
from ideell.writing.anchors import follow, share, trace, where
from ideell.writing.comments import Conversation
from ideell.writing.diff import Edit, apply_edits, planned_edits
from ideell.writing.earlier_wordings import EarlierWording
from ideell.writing.models import Block, Revision
from ideell.writing.showing import show
from ideell.writing.standing import Laid
from ideell.writing.suggestions import Suggestion

HALF = 0.5


def changed_texts(laid: Laid) -> dict[int, str]:
    """Return what the blocks say whose words a save changed or made, by their numbers."""
    before = laid.before
    return {
        row.id: row.text
        for row in laid.rows
        if row.id not in before or before[row.id].text != row.text
    }


def carry_suggestions(
    suggestions: Iterable[Suggestion], laid: Laid, revision: Revision
) -> dict[int, list[Suggestion]]:
    """Let suggestions that have lost their words follow them; return who came to which block.

    A suggestion whose words stand together is made on the block where they stand. One whose
    words are changed goes with its paragraph, and waits there for its author.
    """
    texts = changed_texts(laid)
    rows = {row.id: row for row in laid.rows}
    came: dict[int, list[Suggestion]] = {}
    for suggestion in suggestions if texts else ():
        place = _carried(suggestion, texts, rows, revision)
        if place is not None:
            came.setdefault(place, []).append(suggestion)
    return came


def _carried(
    suggestion: Suggestion, texts: Mapping[int, str], rows: Mapping[int, Block], revision: Revision
) -> int | None:
    home, base = suggestion.block_id, suggestion.base_text
    others = {key: text for key, text in texts.items() if key != home}
    if not any(trace(base, text) for text in others.values()):
        return None
    here = {home: texts[home]} if home in texts else {}
    found = follow(base, _edits(suggestion), here | others)
    if found is not None:
        if found[0] == home and suggestion.op == "insert_after":
            return None
        _make_on(rows[found[0]], suggestion, found[1], revision)
        return found[0]
    if home in rows and share(base, rows[home].text) >= HALF:
        return None
    place = where(base, others)
    if place is not None:
        _put_beside(rows[place], suggestion)
    return place


def _edits(suggestion: Suggestion) -> list[Edit]:
    """What a suggestion changes; of one that comes after its block, the place where it comes."""
    base = suggestion.base_text
    if suggestion.op == "insert_after":
        return [Edit(len(base), len(base), "", "")]
    if suggestion.op in {"replace", "remove"}:
        return planned_edits(base, suggestion.text, suggestion.is_whole)
    return []


def _make_on(row: Block, suggestion: Suggestion, edits: Sequence[Edit], revision: Revision) -> None:
    """Let a suggestion be made on the block where its words stand now."""
    _put_beside(row, suggestion)
    suggestion.base_text, suggestion.base_revision = row.text, revision
    if suggestion.op != "insert_after":
        suggestion.text = typed.tidy(apply_edits(row.text, edits))
        suggestion.op = "replace" if suggestion.text else "remove"
        suggestion.is_whole = False


def _put_beside(row: Block, suggestion: Suggestion) -> None:
    db.session.add(EarlierWording.of(suggestion, "followed"))
    suggestion.block, suggestion.block_id = row, row.id


def leave_behind(suggestions: Iterable[Suggestion]) -> None:
    """Let suggestions whose block is gone, and whose words are nowhere, wait for their authors."""
    for suggestion in suggestions:
        if suggestion.state == "review_needed":
            continue
        suggestion.state = "review_needed"
        if suggestion.op in {"replace", "remove"}:
            show(suggestion, suggestion.base_text, suggestion.text)


def carry_comments(laid: Laid) -> None:
    """Say of every conversation about the blocks of a save where its words stand now."""
    texts = changed_texts(laid)
    gone = {row.id for row in laid.removed}
    if not texts and not gone:
        return
    rows = {row.id: row for row in laid.rows}
    for talk in _talks(laid, {*texts, *gone}):
        first = talk.first_block_id or talk.block_id
        place = _place_of(talk, first, texts, rows)
        talk.anchor = "outdated" if place is None else "here" if place == first else "moved"
        if (place or first) != talk.block_id:
            talk.block_id, talk.first_block_id = place or first, first
            db.session.expire(talk, ["block"])


def _place_of(
    talk: Conversation, first: int | None, texts: Mapping[int, str], rows: Mapping[int, Block]
) -> int | None:
    """The block where the words of a conversation stand: the first of all, or where it is."""
    for number in dict.fromkeys((first, talk.block_id)):
        row = rows.get(number or 0)
        if row is not None and share(talk.quote, row.text) >= HALF:
            return row.id
    return where(talk.quote, texts)


def _talks(laid: Laid, touched: Iterable[int]) -> Sequence[Conversation]:
    """The conversations about these blocks, and those that lost theirs before."""
    text_id = next(row.text_id for row in [*laid.rows, *laid.removed])
    with db.session.no_autoflush:
        return _about.things(text_id=text_id, numbers=list(touched))


@question
def _about() -> Select:
    mine: Any = sa.bindparam("text_id")
    lost = sa.select(Block.id).where(Block.text_id == mine, Block.removed_at.is_not(None))
    here = Conversation.block_id.in_(given_numbers("numbers")) | Conversation.block_id.in_(lost)
    asked = sa.select(Conversation).where(Conversation.text_id == mine, here)
    return asked.order_by(Conversation.id)
