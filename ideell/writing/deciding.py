"""Deciding on suggestions: accept, accept with changes, decline.

A suggestion is decided once. Accepting makes a revision that says which suggestions it came
from, and re-plans what else is suggested to the block, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ideell.activity.models import Deed, record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.dates import moment_in_words
from ideell.foundation.language import _
from ideell.foundation.rules import RuleBroken
from ideell.writing import blocks as typed
from ideell.writing.arranging import moved_after, put_after, rewritten
from ideell.writing.holding import hold_to_decide
from ideell.writing.models import Block, Revision
from ideell.writing.moves import refuse_to_rewrite_a_move
from ideell.writing.plan import Plan, settle
from ideell.writing.planning import PLANNED, plan_of
from ideell.writing.saving import Made, put
from ideell.writing.standing import rows_of, standing_before
from ideell.writing.suggesting import leave_plan
from ideell.writing.suggestions import OPEN_STATES, Suggestion


class AlreadyDecided(RuleBroken):
    """Somebody else decided first: told, not an error."""


def how_decided(suggestion: Suggestion) -> str:
    """Return in a sentence what became of a suggestion that is no longer open."""
    if suggestion.decided_by is None or suggestion.decided_at is None:
        if suggestion.state == "withdrawn":
            return _("%(name)s har tagit tillbaka förslaget.", name=suggestion.author.name)
        return _("Det som föreslås finns redan i texten.")
    values = {
        "name": suggestion.decided_by.name,
        "when": moment_in_words(suggestion.decided_at),
    }
    said = {
        "accepted": _("%(name)s godkände det %(when)s.", **values),
        "accepted_changed": _("%(name)s ändrade och godkände det %(when)s.", **values),
        "declined": _("%(name)s nekade det %(when)s.", **values),
        "merged": _("%(name)s skrev ihop det med ett annat %(when)s.", **values),
    }
    return said[suggestion.state]


def accept(suggestion: Suggestion, *, by: Actor) -> Deed:
    """Let the block say what the suggestion wants. Returns the deed, whose undo takes it back.

    When somebody's choice has left no room for a part of it, the rest is accepted, and the part
    stays with its author. Raises `AlreadyDecided`, or `RuleBroken` when it no longer fits the
    text or is only a description: then somebody must write ("Ändra och godkänn").
    """
    rows = _hold(suggestion, by)
    wanted, plans = _wanted(suggestion, rows)
    made = Made("accepted", kind=suggestion.kind, from_suggestions=(suggestion.id,))
    if suggestion.state == "review_needed":  # a part of it fits no longer
        saved = put(suggestion.host_text, wanted, by=by, made=made, held=rows, plans=plans)
        number = saved.revision.id if saved.revision else None
        return record(by, "suggestion.accepted_in_part", suggestion, revision=number)
    _mark(suggestion, "accepted", by=by)
    made = replace(made, decides=(suggestion,))
    saved = put(suggestion.host_text, wanted, by=by, made=made, held=rows, plans=plans)
    return _decided(suggestion, "accepted", saved.revision, by=by)


def accept_changed(
    suggestion: Suggestion,
    text: str,
    *,
    base: Revision | None,
    by: Actor,
    together: Sequence[Suggestion] = (),
) -> Deed:
    """Let the block say `text` (typed, with marks), written on `base` with the suggestion in mind.

    `together` are further suggestions that the text brings together with it; they count as
    merged into it. Raises `AlreadyDecided`, `Collided` and `RuleBroken`.
    """
    rows = _hold(suggestion, by)
    refuse_to_rewrite_a_move(suggestion)
    _refuse_decided(together)
    before = base.standing if base else [row.as_block for row in rows]
    wanted = _with_changes(suggestion, before, text, seen_gone=base is not None)
    all_of_them = (suggestion, *together)
    ids = tuple(one.id for one in all_of_them)
    made = Made("accepted", kind=suggestion.kind, from_suggestions=ids, decides=all_of_them)
    for one in all_of_them:
        _mark(one, "accepted_changed", by=by)
    leave_plan(suggestion.block)
    saved = put(suggestion.host_text, wanted, base=base, by=by, made=made, held=rows)
    for other in together:
        _mark(other, "merged", by=by)
        other.merged_into_id = suggestion.id
    return _decided(suggestion, "accepted_changed", saved.revision, by=by)


def decline(suggestions: Sequence[Suggestion], reason: str, *, by: Actor) -> Deed:
    """Say no to suggestions of one block, with a reason that their authors will read.

    Returns the deed of the first; its undo opens them all again. Raises `AlreadyDecided`, and
    `RuleBroken` without a reason.
    """
    first = suggestions[0]
    if not reason.strip():
        raise RuleBroken(_("Skriv ett kort skäl, så att %(name)s förstår.", name=first.author.name))
    _hold(first, by)
    _refuse_decided(suggestions)
    for suggestion in suggestions:
        _mark(suggestion, "declined", by=by)
        suggestion.reason = reason.strip()
    leave_plan(first.block)
    others = [suggestion.id for suggestion in suggestions[1:]]
    return record(by, "suggestion.declined", first, reason=reason.strip(), others=others)


def _hold(suggestion: Suggestion, by: Actor) -> list[Block]:
    """Hold the text and see the suggestion as it is now, not as it was a moment ago."""
    hold_to_decide(suggestion.host_text, by=by)
    if suggestion.state not in OPEN_STATES:
        raise AlreadyDecided(how_decided(suggestion))
    return rows_of(suggestion.host_text)


def _refuse_decided(suggestions: Sequence[Suggestion]) -> None:
    """Refuse when somebody decided on one of them while the text was waited for."""
    for one in suggestions:
        db.session.refresh(one)
        if one.state not in OPEN_STATES:
            raise AlreadyDecided(how_decided(one))


def _wanted(
    suggestion: Suggestion, rows: Sequence[Block]
) -> tuple[list[typed.Block], dict[int, Plan]]:
    block, standing = suggestion.block, [row.as_block for row in rows]
    if block.removed_at is not None:
        raise RuleBroken(_("Stycket är borttaget. Neka förslaget, eller lägg till stycket igen."))
    if suggestion.op == "insert_after":
        return put_after(standing, block.id, suggestion.text), {}
    if suggestion.op == "move":
        return moved_after(standing, block.id, suggestion.after_id), {}
    if suggestion.op not in PLANNED:
        raise RuleBroken(_("Förslaget är beskrivet med ord. Välj Ändra och godkänn, och skriv."))
    plan = plan_of(block)
    if not plan.is_of(block.text) or not plan.edits_of(suggestion.id):
        raise RuleBroken(_("Texten har ändrats sedan förslaget. Välj Ändra och godkänn."))
    edits = [edit.edit for edit in plan.edits_of(suggestion.id)]
    text, left = settle(plan, block.text, edits)
    if not text.strip():
        return [one for one in standing if one.id != block.id], {}
    typed_text = typed.serialise([block.as_block._replace(text=text)])
    return rewritten(standing, block.id, typed_text), {block.id: left}


def _with_changes(
    suggestion: Suggestion, before: Sequence[typed.Block], text: str, *, seen_gone: bool
) -> list[typed.Block]:
    """The blocks with `text` in them: in place of the block, after it, or where it stood when
    whoever decides saw that it was gone.
    """
    block = suggestion.block
    if suggestion.op == "insert_after":
        return put_after(before, block.id, text)
    if seen_gone and block.removed_at is not None and all(b.id != block.id for b in before):
        neighbour = standing_before(block)
        return put_after(before, neighbour.id if neighbour else None, text)
    return rewritten(before, block.id, text)


def _decided(suggestion: Suggestion, state: str, revision: Revision | None, *, by: Actor) -> Deed:
    if revision is None:  # the text said so already
        leave_plan(suggestion.block)
    return record(by, f"suggestion.{state}", suggestion, revision=revision.id if revision else None)


def _mark(suggestion: Suggestion, state: str, *, by: Actor) -> None:
    suggestion.state = state
    suggestion.decided_by_id = by.user_id
    suggestion.decided_at = now()
