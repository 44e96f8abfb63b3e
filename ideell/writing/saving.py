"""Saving a text: every save is a new revision, and nothing typed is ever overwritten.

Design: model, Text and Merging 6. Whoever saves says on which revision they wrote. When another
one stands meanwhile, the two are merged by words; what touches the same words is not saved but
raised as `Collided`, with both texts, for a person to choose.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.activity.models import Deed, record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.rules import RuleBroken
from ideell.people.models import User
from ideell.writing import blocks as typed
from ideell.writing.holding import Collided, hold_to_write
from ideell.writing.hosting import host_of
from ideell.writing.merge import merge_blocks
from ideell.writing.models import Block, Revision, Text
from ideell.writing.origins import keep_origins
from ideell.writing.plan import Plan
from ideell.writing.replanning import replan
from ideell.writing.standing import Laid, lay, rows_of
from ideell.writing.suggestions import Suggestion
from ideell.writing.words import guess_kind


@dataclass(frozen=True)
class Saved:
    """What a save led to. `revision` is None when the text already said so.

    `together_with` are those whose changes to the same block were brought together with these.
    """

    revision: Revision | None
    together_with: tuple[User, ...] = ()
    deed: Deed | None = None


@dataclass(frozen=True)
class Made:
    """How a revision came to be: what people typed about it, and what it was made from.

    `decides` are suggestions that it is the result of, `again` a version that it brings back.
    """

    change: str = "written"
    note: str = ""
    kind: str | None = None
    from_suggestions: tuple[int, ...] = ()
    decides: tuple[Suggestion, ...] = ()
    again: Revision | None = None


WRITTEN = Made()


def write(
    text: Text,
    wanted: Sequence[typed.Block],
    *,
    base: Revision | None,
    by: Actor,
    made: Made = WRITTEN,
) -> Saved:
    """Let the text be `wanted`, as seen by somebody who wrote on `base` (None: on nothing).

    New blocks have no id. Raises `Collided` when another's save touches the same words, `Closed`
    when `by` may not write there (any longer), and `RuleBroken` when there is too much text.
    """
    saved = put(text, wanted, base=base, by=by, made=made)
    if saved.revision is None:
        return saved
    deed = record(by, "text.written", saved.revision, made=made.change)
    return Saved(saved.revision, saved.together_with, deed)


def put(
    text: Text,
    wanted: Sequence[typed.Block],
    *,
    base: Revision | None = None,
    by: Actor,
    made: Made = WRITTEN,
    held: list[Block] | None = None,
    plans: Mapping[int, Plan] | None = None,
) -> Saved:
    """Do as `write`, without a deed: for acts that leave one of their own.

    `held` are the blocks when the text is held already; `wanted` was then made from them
    unless a `base` is given. `plans` are those worked out for what the blocks are going to say.
    """
    if held is None:
        hold_to_write(text, by=by)
    rows = rows_of(text) if held is None else held
    standing = [row.as_block for row in rows]
    result = list(wanted)
    others: tuple[User, ...] = ()
    if (base is not None or held is None) and (base.id if base else None) != text.head_id:
        result, others = brought_together(text, base, wanted, standing)
    for complaint in typed.complaints(result)[:1]:
        raise RuleBroken(complaint)
    if result == standing:
        return Saved(None)
    laid = lay(text, rows, result)
    revision = _revision(text, laid, by=by, made=made)
    for suggestion in made.decides:
        suggestion.result_revision = revision
    replan(laid, revision, plans or {})
    db.session.flush()
    keep_origins(laid, revision, again=made.again)
    text.revision_count, text.head_id = revision.number, revision.id
    host_of(text).was_written(by=by)
    return Saved(revision, others)


def revision_of(text: Text, number: int | None) -> Revision | None:
    """Return the revision of the text with this key, or None."""
    if not number:
        return None
    return db.session.scalar(
        sa.select(Revision).where(Revision.id == number, Revision.text_id == text.id)
    )


def changed_since(text: Text, base: Revision | None, block_id: int | None = None) -> list[Revision]:
    """Return the saves after `base`, newest first; only those of one block when it is given."""
    later = db.session.scalars(
        sa.select(Revision)
        .where(Revision.text_id == text.id, Revision.number > (base.number if base else 0))
        .options(joinedload(Revision.author))
        .order_by(Revision.number.desc())
    ).all()
    return [revision for revision in later if block_id is None or block_id in revision.touched]


def brought_together(
    text: Text, base: Revision | None, wanted: Sequence[typed.Block], standing: list[typed.Block]
) -> tuple[list[typed.Block], tuple[User, ...]]:
    """Return what one wants on `base` together with what stands, and whose changes to the same
    blocks came along. Raises `Collided`; the text is held.
    """
    before = base.standing if base else []
    merged = merge_blocks(before, list(wanted), standing)
    if not merged.clean:
        raise Collided(merged.conflicts, db.session.get_one(Revision, text.head_id))
    mine = _changed_ids(before, wanted)
    later = changed_since(text, base)
    people = {r.author_id: r.author for r in later if mine & set(r.touched)}
    return list(merged.blocks), tuple(people.values())


def _changed_ids(before: Sequence[typed.Block], after: Sequence[typed.Block]) -> set[Any]:
    known = {block.id: block for block in before}
    return {block.id for block in after if block.id in known and known[block.id] != block}


def _revision(text: Text, laid: Laid, *, by: Actor, made: Made) -> Revision:
    stored: list[dict[str, Any]] = [block._asdict() for block in laid.after]
    revision = Revision(
        text_id=text.id,
        number=text.revision_count + 1,
        parent_id=text.head_id,
        author_id=by.user_id,
        acting_org_id=by.org_id,
        at=now(),
        blocks=stored,
        touched=sorted(laid.touched),
        from_suggestions=list(made.from_suggestions),
        note=made.note,
        kind=made.kind or _kind_of(laid),
        change=made.change,
        sha256=fingerprint(stored),
    )
    db.session.add(revision)
    return revision


def fingerprint(stored: Sequence[Mapping[str, Any]]) -> str:
    """Return the sha256 over a revision's blocks, in a form that never depends on the machine."""
    exact = json.dumps(list(stored), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(exact.encode("utf-8", "surrogatepass")).hexdigest()


def _kind_of(laid: Laid) -> str:
    if len(laid.touched) != 1 or laid.removed or not laid.before.keys() >= laid.touched:
        return "substance"
    (block_id,) = laid.touched
    row = next(row for row in laid.rows if row.id == block_id)
    return guess_kind(laid.before[block_id].text, row.text)
