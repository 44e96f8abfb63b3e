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
from ideell.writing.showing import show, show_other
from ideell.writing.suggestions import OPEN_STATES, Suggestion, Support
from ideell.writing.words import guess_kind


@dataclass(frozen=True)
class Wish:
    """What somebody wants: `op` as in `suggestions.OPS`, and the text as typed.

    `kind` is None when the server shall guess; `is_whole` says that the text is a wholly new one.
    """

    op: str = "replace"
    text: str = ""
    why: str = ""
    kind: str | None = None
    is_whole: bool = False


def text_as_seen(block: Block, base: Revision | None) -> str:
    """Return what the block said in the revision that somebody had before them."""
    if base is None:
        return block.text
    seen = {known.id: known.text for known in base.standing}
    return seen.get(block.id, block.text)


def is_empty(wish: Wish, seen: str) -> bool:
    """Tell whether a wish asks for nothing: no words, or the words that stand already."""
    if wish.op == "remove":
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
    is kept, to be looked at again. Raises `RuleBroken` when it changes nothing, `Closed` when
    suggesting is over.
    """
    text = block.host_text
    hold_to_suggest(text, by=by)
    seen = text_as_seen(block, base)
    if is_empty(wish, seen):
        raise RuleBroken(
            _("Du har inte ändrat något än. Ändra i texten, eller skriv med egna ord.")
        )
    suggestion = Suggestion(
        text_id=text.id,
        block=block,
        op=wish.op,
        base_revision_id=base.id if base else text.head_id,
        base_text=seen,
        text="" if wish.op == "remove" else typed.tidy(wish.text),
        is_whole=wish.is_whole,
        why=wish.why,
        kind=kind_of(wish, seen),
        author_id=by.user_id,
        acting_org_id=by.org_id,
        on_behalf=by.on_behalf,
    )
    db.session.add(suggestion)
    db.session.flush()
    join_plan(block, suggestion)
    return suggestion, record(by, "suggestion.made", suggestion)


def join_plan(block: Block, suggestion: Suggestion) -> None:
    """Let a suggestion (new, or open again) stand among the others to its block."""
    if block.removed_at is not None:
        suggestion.state = "review_needed"
        show(suggestion, suggestion.base_text, suggestion.text)
    elif suggestion.op in planning.PLANNED:
        plan = planning.added(planning.plan_of(block), block, suggestion)
        planning.store(block, plan, planning.open_suggestions([block.id]))
    else:
        suggestion.state = "open"
        show_other(suggestion)


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


def support(suggestion: Suggestion, *, by: Actor) -> bool:
    """Let the organisation agree with a suggestion, or no longer; returns whether it agrees."""
    hold_to_suggest(suggestion.host_text, by=by)
    known = db.session.scalar(
        sa.select(Support).where(
            Support.suggestion_id == suggestion.id, Support.organisation_id == by.org_id
        )
    )
    if known is not None:
        suggestion.supports.remove(known)
        db.session.delete(known)
    else:
        suggestion.supports.append(Support(organisation_id=by.org_id, user_id=by.user_id))
    record(by, "suggestion.unsupported" if known else "suggestion.supported", suggestion)
    return known is None
