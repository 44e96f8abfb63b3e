"""One suggestion on a page of its own, and what organisations say of it."""

from __future__ import annotations

from flask import Blueprint, Response

from ideell.activity.models import Deed
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.writing import supporting
from ideell.writing.answer_forms import OpposeForm
from ideell.writing.drafts import sent_otherwise
from ideell.writing.hosting import host_of
from ideell.writing.policy import may_join, may_read_text, may_support
from ideell.writing.shown_forms import about_block
from ideell.writing.shown_suggestion import about_suggestion
from ideell.writing.suggestion_form import SuggestionForm
from ideell.writing.suggestions import Suggestion

bp = Blueprint("supporting", __name__)


@bp.get("/forslag/<int:suggestion_id>")
@authorized(may_read_text, Suggestion)
def show(suggestion: Suggestion) -> Response:
    """One suggestion: what it changes, why, who agrees, and what became of it."""
    return replies.page("writing/suggestion.html", **about_suggestion(suggestion, current_actor))


@bp.post("/forslag/<int:suggestion_id>/stod")
@authorized(may_support, Suggestion)
def support(suggestion: Suggestion) -> Response:
    """Let one's organisation agree with a suggestion, or no longer."""
    deed = supporting.support(suggestion, by=current_actor)
    db.session.commit()
    agrees = deed.tag == "suggestion.supported"
    return _said(
        suggestion, _("Ni håller med.") if agrees else _("Ni har tagit tillbaka ert stöd."), deed
    )


@bp.route("/forslag/<int:suggestion_id>/invandning", methods=["GET", "POST"])
@authorized(may_support, Suggestion, keeps=True)
def oppose(suggestion: Suggestion) -> Response:
    """Say that one's organisation does not agree, and why in a word."""
    form = OpposeForm.of(suggestion, current_actor)
    if not form.sent_and_valid():
        page = {"suggestion": suggestion, "place": host_of(suggestion).place}
        return replies.form("writing/oppose_form.html", form=form, **page)
    deed = supporting.oppose(suggestion, form.word.data or "", by=current_actor)
    db.session.commit()
    return _said(suggestion, _("Sparat. Den som avgör ser att ni inte håller med."), deed)


@bp.post("/forslag/<int:suggestion_id>/anslutning")
@authorized(may_join, Suggestion, keeps=True)
def join(suggestion: Suggestion) -> Response:
    """Stand behind a suggestion instead of sending the same; why goes along as a word."""
    block, form = suggestion.block, SuggestionForm.of(suggestion.block, None, suggestion.op)
    if not form.why.validate(form):
        return replies.form("writing/suggestion_form.html", form=form, **_page(suggestion, form))
    try:
        deed = supporting.join(suggestion, form.why.data or "", by=current_actor)
    except supporting.Over as over:
        db.session.rollback()
        form.form_errors = [over.sentence]
        return replies.form("writing/suggestion_form.html", form=form, **_page(suggestion, form))
    sent_otherwise(current_actor.user_id, f"suggesting.suggest:{block.id}", form.opened.data)
    db.session.commit()
    return _joined(suggestion, deed)


def _page(suggestion: Suggestion, form: SuggestionForm) -> dict[str, object]:
    return about_block(suggestion.block, form, marked=False)


def _joined(suggestion: Suggestion, deed: Deed) -> Response:
    at = f"{host_of(suggestion).place.url}#{suggestion.block.anchor}"
    said = _("Tack! Ni står bakom förslaget från %(name)s.", name=suggestion.author.name)
    return replies.changed(at=at, said=said, undo=deed)


def _said(suggestion: Suggestion, said: str, deed: Deed) -> Response:
    return replies.changed(
        "writing/_support.html", at=f"/forslag/{suggestion.id}", said=said, undo=deed,
        suggestion=suggestion,
    )  # fmt: skip
