"""Looking a suggestion over when the text has changed: three panes, and sending it again."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from ideell.extensions import db
from ideell.foundation import keep, replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.dates import clock_time
from ideell.foundation.language import gettext as _
from ideell.foundation.sent import sent_fields, sent_once
from ideell.writing import looking_over, supporting
from ideell.writing.drafts import let_go, unfinished
from ideell.writing.hosting import host_of
from ideell.writing.look_over_form import LookOverForm
from ideell.writing.looking_over import panes_of
from ideell.writing.policy import may_keep_supporting, may_look_over, may_send_again
from ideell.writing.shown_forms import change_between, news_about
from ideell.writing.suggestions import Suggestion

bp = Blueprint("looking_over", __name__)


@bp.get("/forslag/<int:suggestion_id>/oversyn")
@authorized(may_look_over, Suggestion)
def show(suggestion: Suggestion) -> Response:
    """What its author saw, what stands now, what was proposed; and a best attempt."""
    kept = unfinished(current_actor.user_id, _place(suggestion))
    return _page(suggestion, LookOverForm.of(suggestion, kept))


@bp.post("/forslag/<int:suggestion_id>/oversyn")
@authorized(may_send_again, Suggestion, keeps=True)
def send_again(suggestion: Suggestion) -> Response:
    """Send the same suggestion again, made on the text as it stands."""
    form = LookOverForm.of(suggestion, None)
    if not form.sent_and_valid():
        return _page(suggestion, form)
    typed = (form.text.data or "", form.why.data or "")
    act = {"base": form.base_revision, "by": current_actor}
    deed = looking_over.send_again(suggestion, *typed, **act)
    let_go(current_actor.user_id, _place(suggestion), form.opened.data)
    db.session.commit()
    place = host_of(suggestion).place
    if suggestion.state == "review_needed":
        said = _("Texten ändrades igen medan du skrev. Ditt förslag är sparat. Se över det igen.")
        return replies.changed(at=f"/forslag/{suggestion.id}/oversyn", said=said, undo=deed)
    at = f"{place.url}#{suggestion.block.anchor}"
    return replies.changed(at=at, said=_thanks(suggestion, place.readers), undo=deed)


@bp.post("/forslag/<int:suggestion_id>/oversyn/utkast")
@authorized(may_send_again, Suggestion, claims=False)
def keep_draft(suggestion: Suggestion) -> Response:
    """Keep what is typed."""
    once, form = sent_once(), LookOverForm.of(suggestion, None)
    who, fields = current_actor.user_id, sent_fields()
    saved = keep.keep_typed(who, once, _place(suggestion), fields) if once else None
    at = clock_time(saved) if saved else None
    if not replies.is_fragment():
        said = _("Utkastet är sparat %(time)s. Det finns kvar här.", time=at or "")
        return replies.changed(at=f"/forslag/{suggestion.id}/oversyn", said=said)
    news = news_about(suggestion.block, form)
    return replies.page("writing/_draft_line.html", saved_at=at, news=news)


@bp.post("/forslag/<int:suggestion_id>/oversyn/jamforelse")
@authorized(may_send_again, Suggestion, claims=False)
def compare(suggestion: Suggestion) -> Response:
    """Show what the new wording would change."""
    form = LookOverForm.of(suggestion, None)
    if not replies.is_fragment():
        return replies.page("writing/look_over.html", **_shown(suggestion, form))
    return replies.page("writing/_change.html", change=_change(form), same=[])


@bp.post("/forslag/<int:suggestion_id>/fortsatt-stod")
@authorized(may_keep_supporting, Suggestion)
def keep_supporting(suggestion: Suggestion) -> Response:
    """Agree with the suggestion as it stands now, too."""
    deed = supporting.keep_supporting(suggestion, by=current_actor)
    db.session.commit()
    at = f"{host_of(suggestion).place.reviewing}#suggestion-{suggestion.id}"
    said = _("Ni håller med om det nya förslaget också.")
    return replies.changed(at=at, said=said, undo=deed)


def _place(suggestion: Suggestion) -> str:
    return f"looking_over.send_again:{suggestion.id}"


def _page(suggestion: Suggestion, form: LookOverForm) -> Response:
    return replies.form("writing/look_over.html", **_shown(suggestion, form))


def _shown(suggestion: Suggestion, form: LookOverForm) -> dict[str, Any]:
    panes = panes_of(suggestion)
    kept = None if form.is_sent else unfinished(current_actor.user_id, _place(suggestion))
    return {
        "form": form,
        "panes": panes,
        "block": suggestion.block,
        "place": host_of(suggestion).place,
        "now_change": change_between(panes.seen, panes.now or ""),
        "wanted_change": change_between(panes.seen, panes.wanted),
        "change": _change(form),
        "same": [],
        "told": looking_over.how_it_stands(suggestion),
        "kept": kept,
        "saved_at": clock_time(kept.saved_at) if kept else None,
        "news": news_about(suggestion.block, form),
    }


def _change(form: LookOverForm) -> object:
    return change_between(form.seen, (form.text.data or "").strip())


def _thanks(suggestion: Suggestion, readers: str) -> str:
    if suggestion.agreeing:
        return _("Tack! %(name)s läser ditt förslag igen. De som håller med får veta det.",
                 name=readers)  # fmt: skip
    return _("Tack! %(name)s läser ditt förslag igen.", name=readers)
