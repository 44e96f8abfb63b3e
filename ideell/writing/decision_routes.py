"""Deciding on suggestions: accept, change and accept, decline; each a noun with a POST."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, request

from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor, place_of_form
from ideell.foundation.kept_replies import kept
from ideell.foundation.language import gettext as _
from ideell.writing import blocks as typed
from ideell.writing import deciding
from ideell.writing.answer_forms import ChangeForm, DeclineForm
from ideell.writing.arranging import as_typed
from ideell.writing.cards import Card, card_of, together
from ideell.writing.deciding import AlreadyDecided
from ideell.writing.drafts import let_go
from ideell.writing.holding import Collided
from ideell.writing.looking_over import best_attempt
from ideell.writing.merge import mixed_sentences
from ideell.writing.moves import refuse_to_rewrite_a_move
from ideell.writing.outcome import Asked, answered, chosen_among
from ideell.writing.policy import may_decide
from ideell.writing.shown_forms import drafted
from ideell.writing.suggestions import Suggestion
from ideell.writing.too_late import handed_on

bp = Blueprint("deciding", __name__)


@bp.post("/forslag/<int:suggestion_id>/antagande")
@authorized(may_decide, Suggestion)
def accept(suggestion: Suggestion) -> Response:
    """Accept a suggestion, or the one chosen on its card."""
    asked = Asked.about(suggestion)
    chosen = chosen_among(suggestion, request.form.get("vald"))
    try:
        deed = deciding.accept(chosen, by=current_actor)
    except AlreadyDecided as decided:
        return _told(asked, chosen, decided)
    db.session.commit()
    return answered(asked, chosen, said=_accepted(chosen), undo=deed)


@bp.route("/forslag/<int:suggestion_id>/andring", methods=["GET", "POST"])
@authorized(may_decide, Suggestion, keeps=True)
def change(suggestion: Suggestion) -> Response:
    """Change a suggestion, or bring those of its card together, and accept that."""
    asked, form = Asked.about(suggestion), _change_form(suggestion)
    if not form.sent_and_valid() or (suggestion.is_open and form.refuse_unchanged(suggestion)):
        return _change_page(asked, suggestion, form)
    others = [one for one in _card(suggestion).suggestions if one is not suggestion]
    act = {"base": form.base_revision, "by": current_actor}
    try:
        deed = deciding.accept_changed(suggestion, form.text.data or "", together=others, **act)
    except AlreadyDecided as decided:
        return handed_on(suggestion, form, decided) or _told(asked, suggestion, decided)
    except Collided:
        return _overtaken(asked, suggestion, form)
    let_go(current_actor.user_id, place_of_form(), form.opened.data)
    db.session.commit()
    said = _("Ändrat och godkänt. Stycke %(number)s är ändrat.", number=suggestion.block.label)
    return answered(asked, suggestion, said=said, undo=deed)


@bp.post("/forslag/<int:suggestion_id>/andring/utkast")
@authorized(may_decide, Suggestion, claims=False)
def keep_change(suggestion: Suggestion) -> Response:
    """Keep what is typed."""
    return kept(f"deciding.change:{suggestion.id}", at=f"/forslag/{suggestion.id}/andring")


@bp.post("/forslag/<int:suggestion_id>/avslag")
@authorized(may_decide, Suggestion, keeps=True)
def decline(suggestion: Suggestion) -> Response:
    """Decline a suggestion, or all on its card, with a reason."""
    asked, form = Asked.about(suggestion), DeclineForm()
    form.offer_phrases()
    if not form.sent_and_valid() or not form.reason:
        return _ask_why(asked, suggestion, form)
    card = _card(suggestion)
    try:
        deed = deciding.decline(card.suggestions, form.reason, by=current_actor)
    except AlreadyDecided as decided:
        return _told(asked, suggestion, decided)
    db.session.commit()
    said = _("Nekat. %(name)s får veta varför.", name=card.authors)
    return answered(asked, suggestion, said=said, undo=deed)


def _accepted(chosen: Suggestion) -> str:
    if chosen.op == "move":
        return _("Godkänt. Stycke %(number)s är flyttat.", number=chosen.block.label)
    if chosen.state == "review_needed":
        name = chosen.author.first_name
        return _("Resten är godkänd. Det som inte fick plats är kvar hos %(name)s.", name=name)
    return _("Godkänt. Stycke %(number)s är ändrat.", number=chosen.block.label)


def _ask_why(asked: Asked, suggestion: Suggestion, form: DeclineForm) -> Response:
    """Ask for the reason; nothing was declined, so the form may be sent again."""
    card = _card(suggestion)
    if "asked" in request.form and not form.reason:
        said = _("Skriv ett kort skäl, så att %(name)s förstår.", name=card.authors)
        form.own_words.errors = [said]
    db.session.rollback()
    page = {"card": card, "place": asked.place, "back": asked.back}
    on_card = replies.is_fragment()
    return replies.form("writing/decline_form.html", form=form, on_card=on_card, **page)


def _told(asked: Asked, suggestion: Suggestion, decided: AlreadyDecided) -> Response:
    """Somebody else was first: told, not an error, and nothing is done twice."""
    db.session.rollback()
    return answered(asked, suggestion, said=decided.sentence, undo=None)


def _card(suggestion: Suggestion) -> Card:
    """The card that a suggestion stands on now; a decided one stands alone."""
    return card_of(suggestion) or Card(suggestion.block, (suggestion,))


def _proposal(suggestion: Suggestion) -> str:
    """What the editor begins with, as one types it."""
    refuse_to_rewrite_a_move(suggestion)
    card = _card(suggestion)
    if suggestion.op in {"words", "insert_after"}:
        block = suggestion.block.as_block
        return suggestion.text if suggestion.op == "insert_after" else as_typed(block)
    if suggestion.block.removed_at is not None:
        return suggestion.text
    if suggestion.state == "review_needed" and suggestion.op == "replace":
        return as_typed(suggestion.block.as_block._replace(text=best_attempt(suggestion)))
    return typed.serialise([suggestion.block.as_block._replace(text=together(card))])


def _change_form(suggestion: Suggestion) -> ChangeForm:
    """The form, as sent, as kept, or with what is proposed; several may stand open on a page."""
    form, block = ChangeForm(), suggestion.block
    form.text.id = f"text-{suggestion.id}"
    form.begin(block.host_text, block, _proposal(suggestion), drafted())
    return form


def _change_page(asked: Asked, suggestion: Suggestion, form: ChangeForm) -> Response:
    return replies.form(
        "writing/change_form.html", form=form, overtaken=None, kept=drafted(),
        **_around(asked, suggestion, _mixed(suggestion, form)),
    )  # fmt: skip


def _mixed(suggestion: Suggestion, form: ChangeForm) -> list[str]:
    """Sentences in what the editor begins with that nobody wrote so; none in what one typed."""
    if request.method == "POST" or drafted() is not None or suggestion.op != "replace":
        return []
    texts = [one.text for one in _card(suggestion).suggestions]
    return mixed_sentences(form.text.data or "", suggestion.block.text, *texts)


def _around(asked: Asked, suggestion: Suggestion, mixed: Sequence[str] = ()) -> dict[str, Any]:
    """What stands around the editor; where it took the place of its card, the card comes back."""
    shown = {
        "card": _card(suggestion),
        "block": suggestion.block,
        "place": asked.place,
        "mixed": mixed,
    }
    return shown | {"back": asked.back, "on_card": replies.is_fragment()}


def _overtaken(asked: Asked, suggestion: Suggestion, form: ChangeForm) -> Response:
    """409: somebody changed the same words while one wrote. Both texts, and write again."""
    db.session.rollback()
    block = suggestion.block
    form.base.data = str(block.host_text.head_id)
    return replies.page(
        "writing/change_form.html", status=409, form=form, overtaken=block.text, kept=None,
        **_around(asked, suggestion),
    )  # fmt: skip
