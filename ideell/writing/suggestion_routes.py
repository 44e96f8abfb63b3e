"""Suggesting: the form, its draft, the comparison beside it, and withdrawing."""

from __future__ import annotations

from flask import Blueprint, Response, request

from ideell.extensions import db
from ideell.foundation import keep, replies
from ideell.foundation.access import authorized, current_actor, place_of_form
from ideell.foundation.dates import clock_time
from ideell.foundation.language import gettext as _
from ideell.foundation.sent import sent_fields, sent_once
from ideell.writing import presence, suggesting
from ideell.writing.drafts import keep_nothing, let_go
from ideell.writing.forms import NewBlocksForm, WriteForm
from ideell.writing.hosting import host_of
from ideell.writing.instead import let_go_written, offered
from ideell.writing.models import Block, Text
from ideell.writing.policy import may_suggest, may_withdraw, may_write
from ideell.writing.shown_forms import about_block, change_in, news_about
from ideell.writing.suggestion_form import SuggestionForm
from ideell.writing.suggestions import Suggestion
from ideell.writing.text_form import TextForm

bp = Blueprint("suggesting", __name__)

OPS = {"nytt": "insert_after", "bort": "remove", "flytt": "move", "ord": "words"}


@bp.route("/stycken/<int:block_id>/forslag", methods=["GET", "POST"])
@authorized(may_suggest, Block, keeps=True)
def suggest(block: Block) -> Response:
    """Suggest a change to a block."""
    asked = OPS.get(request.args.get("slag", ""), "replace")
    kept = offered(block, asked)
    form = SuggestionForm.of(block, kept, asked)
    if not form.sent_and_valid():
        _keep_nothing_of(form, place_of_form())
        page = about_block(block, form, marked=False, kept=kept)
        return replies.form("writing/suggestion_form.html", form=form, **page)
    made, deed = suggesting.suggest(block, form.wish, base=form.base_revision, by=current_actor)
    let_go(current_actor.user_id, place_of_form(), form.opened.data)
    let_go_written(block, form.op.data, form.opened.data)
    presence.leave(block.host_text, block, by=current_actor)
    db.session.commit()
    at, said = _what_became_of(made)
    return replies.changed(at=at, said=said, undo=deed if made.state != "merged" else None)


@bp.post("/stycken/<int:block_id>/forslag/utkast")
@authorized(may_suggest, Block, claims=False)
def keep_suggestion(block: Block) -> Response:
    """Keep a suggestion that is being typed."""
    form = SuggestionForm.of(block, None, "replace")
    place = f"suggesting.suggest:{block.id}"
    answer = _kept(place, form, block, f"/stycken/{block.id}/forslag")
    _keep_nothing_of(form, place)
    return answer


@bp.post("/stycken/<int:block_id>/skriv/utkast")
@authorized(may_write, Block, claims=False)
def keep_writing(block: Block) -> Response:
    """Keep a text that is being typed."""
    form = WriteForm.of(block, None)
    return _kept(f"writing.write_block:{block.id}", form, block, f"/stycken/{block.id}/skriv")


@bp.post("/texter/<int:text_id>/stycken/utkast")
@authorized(may_write, Text, claims=False)
def keep_new_blocks(text: Text) -> Response:
    """Keep new blocks that are being typed."""
    form = NewBlocksForm.of(text, None, "")
    return _kept(f"writing.add_blocks:{text.id}", form, None, f"/texter/{text.id}/stycken")


@bp.post("/stycken/<int:block_id>/forslag/jamforelse")
@authorized(may_suggest, Block, claims=False)
def compare_suggestion(block: Block) -> Response:
    """Show what a suggestion would change: beside the form, or on the page itself."""
    form = SuggestionForm.of(block, None, "replace")
    form.guess_kind()
    page = about_block(block, form, marked=False)
    if not replies.is_fragment():
        return replies.page("writing/suggestion_form.html", form=form, **page)
    also = [("writing/_kind_choice.html", {"form": form, "is_extra": True})]
    return replies.changed("writing/_change.html", at="", also=also, **page)


@bp.post("/stycken/<int:block_id>/skriv/jamforelse")
@authorized(may_write, Block, claims=False)
def compare_writing(block: Block) -> Response:
    """Show what writing directly would change."""
    form = WriteForm.of(block, None)
    if replies.is_fragment():
        change = change_in(block, form, marked=True)
        return replies.page("writing/_change.html", change=change, same=[])
    form.put_in_references()
    return replies.page("writing/write_form.html", form=form, **about_block(block, form))


@bp.post("/forslag/<int:suggestion_id>/aterkallande")
@authorized(may_withdraw, Suggestion)
def withdraw(suggestion: Suggestion) -> Response:
    """Take one's own suggestion back."""
    deed = suggesting.withdraw(suggestion, by=current_actor)
    db.session.commit()
    at = f"{host_of(suggestion).place.url}#{suggestion.block.anchor}"
    return replies.changed(at=at, said=_("Förslaget är tillbakataget."), undo=deed)


def _what_became_of(made: Suggestion) -> tuple[str, str]:
    """Where a suggestion that was sent leads, and what is said: it may fit no longer."""
    place = host_of(made).place
    at = f"{place.url}#{made.block.anchor}"
    if made.state == "merged":
        return at, _("Någon hann före dig. Det du föreslår finns redan i texten.")
    if made.state == "review_needed":
        said = _("Texten ändrades medan du skrev. Ditt förslag är sparat. Se över det.")
        return (at if made.op == "move" else f"/forslag/{made.id}/oversyn"), said
    return at, _("Tack! %(name)s läser ditt förslag.", name=place.readers)


def _keep_nothing_of(form: SuggestionForm, place: str) -> None:
    """Keep no draft of what equals the text as it stands."""
    if form.is_sent and form.holds_nothing:
        db.session.rollback()  # it was not used
        keep_nothing(current_actor.user_id, place)
        db.session.commit()


def _kept(place: str, form: TextForm, block: Block | None, back: str) -> Response:
    """Keep what is typed under the form's own number; answer with the status line alone."""
    still_here = presence.renew if replies.is_fragment() else presence.sign
    still_here(form.host_text, block, by=current_actor)
    once = sent_once()
    saved = keep.keep_typed(current_actor.user_id, once, place, sent_fields()) if once else None
    at = clock_time(saved) if saved else None
    if not replies.is_fragment():
        said = _("Utkastet är sparat %(time)s. Det finns kvar här.", time=at or "")
        return replies.changed(at=back, said=said)
    news = news_about(block, form) if block else None
    return replies.page("writing/_draft_line.html", saved_at=at, news=news)
