"""Suggesting: new wording for a block, a new block, a removal, or a description in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.language import _
from ideell.foundation.rules import RuleBroken
from ideell.writing import blocks as typed
from ideell.writing import planning
from ideell.writing.holding import hold, hold_to_suggest
from ideell.writing.models import Block, Revision
from ideell.writing.moves import order_of, refuse_still, settle_move
from ideell.writing.saving import changed_since
from ideell.writing.showing import show, show_other
from ideell.writing.suggestions import OPEN_STATES, Suggestion
from ideell.writing.words import guess_kind


@dataclass(frozen=True)
class Wish:
    """What somebody wants: `op` as in `suggestions.OPS`, and the text as typed.

    `kind` is None when the server shall guess; `is_whole` says that the text is a wholly new one;
    `after_id` is the block to stand after when it is moved (None: first); `comment_id` is the
    comment that it was made from.
    """

    op: str = "replace"
    text: str = ""
    why: str = ""
    kind: str | None = None
    is_whole: bool = False
    after_id: int | None = None
    comment_id: int | None = None


def text_as_seen(block: Block, base: Revision | None) -> str:
    """Return what the block said in the revision that somebody had before them."""
    if base is None:
        return block.text
    seen = {known.id: known.text for known in base.standing}
    return seen.get(block.id, block.text)


def is_empty(wish: Wish, seen: str) -> bool:
    """Tell whether a wish asks for nothing: no words, or the words that stand already."""
    if wish.op in {"remove", "move"}:
        return False
    wanted = typed.tidy(wish.text)
    return not wanted or (wish.op == "replace" and wanted == typed.tidy(seen))


def kind_of(wish: Wish, seen: str) -> str:
    """Return the kind chosen, else the one guessed; in doubt it is a matter of substance."""
    if wish.kind:
        return wish.kind
    return guess_kind(seen, typed.tidy(wish.text)) if wish.op == "replace" else "substance"


def suggest(
    block: Block, wish: Wish, *, base: Revision | None, by: Actor
) -> tuple[Suggestion, Deed]:
    """Suggest a change to a block, made on `base` (None: on the text as it stands).

    It is planned together with the others on the block as it stands; one to a block that is gone
    is kept, to be looked at again, and one whose words came in meanwhile is merged. Raises
    `RuleBroken` when it changes nothing, `Closed` when suggesting is over.
    """
    hold_to_suggest(block.host_text, by=by)
    if block.removed_at is not None and wish.op == "remove":
        raise RuleBroken(_("Stycket är redan borttaget."))
    suggestion = put_forward(block, wish, base=base, by=by)
    return suggestion, record(by, "suggestion.made", suggestion)


def put_forward(block: Block, wish: Wish, *, base: Revision | None, by: Actor) -> Suggestion:
    """Do as `suggest` in a text that is held already, without a deed."""
    seen = text_as_seen(block, base)
    if is_empty(wish, seen):
        raise RuleBroken(
            _("Du har inte ändrat något än. Ändra i texten, eller skriv med egna ord.")
        )
    if wish.op == "move":
        refuse_still(block, wish.after_id)
    suggestion = Suggestion(
        text_id=block.text_id,
        block=block,
        op=wish.op,
        base_revision_id=base.id if base else block.host_text.head_id,
        base_text=seen,
        text="" if wish.op in {"remove", "move"} else typed.tidy(wish.text),
        is_whole=wish.is_whole,
        why=wish.why,
        kind=kind_of(wish, seen),
        after_id=wish.after_id,
        from_comment_id=wish.comment_id,
        author_id=by.user_id,
        acting_org_id=by.org_id,
        on_behalf=by.on_behalf,
    )
    db.session.add(suggestion)
    db.session.flush()
    join_plan(block, suggestion)
    return suggestion


def join_plan(block: Block, suggestion: Suggestion) -> None:
    """Let a suggestion (new, or open again) stand among the others to its block."""
    if suggestion.op not in planning.PLANNED:
        show_other(suggestion)
    if block.removed_at is not None:
        suggestion.state = "review_needed"
        if suggestion.op in planning.PLANNED:
            show(suggestion, suggestion.base_text, suggestion.text)
    elif suggestion.op in planning.PLANNED:
        plan = planning.added(planning.plan_of(block), block, suggestion)
        others, came_in = planning.open_suggestions([block.id]), None
        if plan.state_of(suggestion.id) == "already in":
            came_in = changed_since(block.host_text, suggestion.base_revision, block.id)[:1]
        planning.store(block, plan, others, came_in[0] if came_in else None)
    elif suggestion.op == "move":
        settle_move(suggestion, order_of(block.host_text))
    else:
        suggestion.state = "open"


def leave_plan(block: Block) -> None:
    """Let the suggestions to a block that are no longer open fall out of its plan."""
    db.session.flush()
    plan = planning.plan_of(block)
    if plan.is_of(block.text):
        planning.store(block, plan, planning.open_suggestions([block.id]))


def reopen(suggestions: Sequence[Suggestion]) -> None:
    """Open decided suggestions again, planned anew on the text as it stands."""
    for suggestion in suggestions:
        suggestion.state, suggestion.reason = "open", ""
        suggestion.decided_by_id = suggestion.decided_at = None
        suggestion.result_revision = suggestion.merged_into_id = None
    db.session.flush()
    for suggestion in suggestions:
        if suggestion.block.removed_at is not None:
            suggestion.state = "review_needed"
        elif suggestion.op == "move":
            settle_move(suggestion, order_of(suggestion.host_text))
    for block in {suggestion.block for suggestion in suggestions}:
        if block.removed_at is None:
            planning.plan_anew(block)


def merged_by(revision: Revision) -> Sequence[Suggestion]:
    """Return the suggestions that counted as done when `revision` was saved."""
    return db.session.scalars(
        sa.select(Suggestion).where(
            Suggestion.text_id == revision.text_id,
            Suggestion.state == "merged",
            Suggestion.result_revision_id == revision.id,
        )
    ).all()


def withdraw(suggestion: Suggestion, *, by: Actor) -> Deed:
    """Take one's own suggestion back. Raises `RuleBroken` when it is decided already."""
    hold(suggestion.host_text)
    if suggestion.state not in OPEN_STATES:
        raise RuleBroken(_("Förslaget är redan avgjort, så det går inte att ta tillbaka."))
    suggestion.state = "withdrawn"
    leave_plan(suggestion.block)
    return record(by, "suggestion.withdrawn", suggestion)


def undo_suggestion(suggestion: Suggestion, *, deed: Deed, by: Actor) -> None:
    """Take back having suggested, while nobody has decided."""
    withdraw(suggestion, by=by)


def undo_withdrawal(suggestion: Suggestion, *, deed: Deed, by: Actor) -> None:
    """Let a withdrawn suggestion stand again. Refused when suggesting is over."""
    hold_to_suggest(suggestion.host_text, by=by)
    reopen([suggestion])
