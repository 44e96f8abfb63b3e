"""A suggestion whose words were changed goes back to its author, who sees what happened.

Three texts: what its author saw, what stands now, what was proposed; and a best attempt to bring
the proposal into the text of today. Sent again it is the same suggestion, made on a new base, with
those who agree with it (design: model, Merging 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ideell.activity.models import Deed, record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.language import _
from ideell.foundation.rules import RuleBroken
from ideell.writing import blocks as typed
from ideell.writing import planning
from ideell.writing.deciding import AlreadyDecided, how_decided
from ideell.writing.earlier_wordings import EarlierWording
from ideell.writing.holding import hold_to_suggest
from ideell.writing.merge import mine_on_theirs
from ideell.writing.models import Block, Revision
from ideell.writing.saving import changed_since
from ideell.writing.standing import standing_before
from ideell.writing.suggesting import Wish, join_plan, kind_of, text_as_seen
from ideell.writing.suggestions import OPEN_STATES, Suggestion

KEPT = ("block_id", "base_revision_id", "op", "base_text", "text", "why")


@dataclass(frozen=True)
class Panes:
    """What the page shows. `now` is None when the block is gone; `later` are the saves since."""

    suggestion: Suggestion
    seen: str
    now: str | None
    wanted: str
    later: Sequence[Revision]
    neighbour: Block | None

    @property
    def is_gone(self) -> bool:
        """Whether the block it was made for stands no more."""
        return self.now is None

    @property
    def can_be_new(self) -> bool:
        """Whether it can be proposed as a new block instead."""
        return self.is_gone and bool(self.wanted) and self.neighbour is not None


def panes_of(suggestion: Suggestion) -> Panes:
    """Return what its author saw, what stands now, and what was proposed."""
    block = suggestion.block
    is_gone = block.removed_at is not None
    return Panes(
        suggestion=suggestion,
        seen=suggestion.base_text,
        now=None if is_gone else block.text,
        wanted=suggestion.text,
        later=changed_since(block.host_text, suggestion.base_revision, block.id),
        neighbour=standing_before(block) if is_gone else None,
    )


def how_it_stands(suggestion: Suggestion) -> str:
    """Return in a sentence why there is nothing to look over, or "" when there is."""
    if suggestion.state == "review_needed":
        return ""
    if suggestion.state in OPEN_STATES:
        return _("Förslaget passar texten, så det finns inget att se över.")
    return how_decided(suggestion)


def best_attempt(suggestion: Suggestion) -> str:
    """Return what was proposed brought into the text as it stands.

    What touches nobody's words is carried over. Where somebody changed the same words, the words
    are those proposed: a suggestion only asks.
    """
    block = suggestion.block
    if block.removed_at is not None or suggestion.op != "replace":
        return suggestion.text
    return typed.tidy(mine_on_theirs(suggestion.base_text, suggestion.text, block.text))


def send_again(
    suggestion: Suggestion, text: str, why: str, *, base: Revision | None, by: Actor
) -> Deed:
    """Make the same suggestion on `base`, the text that its author has seen now.

    Those who agreed with it still do, and are told. Where its block is gone it asks for a new
    block. Raises `AlreadyDecided`, and `RuleBroken` when it would change nothing.
    """
    hold_to_suggest(suggestion.host_text, by=by)
    if suggestion.state not in OPEN_STATES:
        raise AlreadyDecided(how_decided(suggestion))
    old, block, op = suggestion.block, suggestion.block, suggestion.op
    if block.removed_at is not None:
        block, op = _as_new(suggestion)
    seen = text_as_seen(block, base)
    wanted = "" if op == "remove" else typed.tidy(text)
    if op == "replace" and wanted == seen:
        raise RuleBroken(_("Texten är redan så. Ta tillbaka förslaget om det inte behövs längre."))
    earlier = EarlierWording.of(suggestion, "sent_again")
    suggestion.earlier.append(earlier)
    suggestion.block, suggestion.block_id, suggestion.op = block, block.id, op
    suggestion.base_text, suggestion.text, suggestion.why = seen, wanted, why
    head_id = suggestion.host_text.head_id or suggestion.base_revision_id
    suggestion.base_revision_id = base.id if base else head_id
    suggestion.is_whole = False
    if suggestion.kind == "language":
        suggestion.kind = kind_of(Wish(op, wanted), seen)
    _plan_again(suggestion, old)
    return record(by, "suggestion.sent_again", suggestion, earlier=earlier.id)


def undo_sending_again(suggestion: Suggestion, *, deed: Deed, by: Actor) -> None:
    """Let the suggestion stand as before it was sent again.

    Refused when it is decided, or when its words have moved since.
    """
    hold_to_suggest(suggestion.host_text, by=by)
    if suggestion.state not in OPEN_STATES:
        raise AlreadyDecided(how_decided(suggestion))
    earlier = suggestion.earlier[-1] if suggestion.earlier else None
    if earlier is None or earlier.id != deed.details["earlier"]:
        raise RuleBroken(
            _("Det har ändrats efter dig, så det går inte att ångra. Rätta i stället.")
        )
    old = suggestion.block
    for name in KEPT:
        setattr(suggestion, name, getattr(earlier, name))
    suggestion.block = earlier.block
    suggestion.earlier.remove(earlier)
    db.session.delete(earlier)
    _plan_again(suggestion, old)


def _as_new(suggestion: Suggestion) -> tuple[Block, str]:
    """Where a suggestion whose block is gone can be made, and as what."""
    neighbour = standing_before(suggestion.block)
    if neighbour is None or not suggestion.text:
        raise RuleBroken(_("Stycket är borttaget, så det finns inget att ändra. Ta tillbaka det."))
    return neighbour, "words" if suggestion.op == "words" else "insert_after"


def _plan_again(suggestion: Suggestion, old: Block) -> None:
    """Plan a suggestion anew where it stands now, and let it fall out of where it stood."""
    db.session.flush()
    for block in {old, suggestion.block}:
        plan = planning.plan_of(block)
        if block.removed_at is None and plan.is_of(block.text):
            others = [o for o in planning.open_suggestions([block.id]) if o is not suggestion]
            planning.store(block, plan, others)
    suggestion.state = "open"
    join_plan(suggestion.block, suggestion)
