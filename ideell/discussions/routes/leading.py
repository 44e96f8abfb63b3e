"""What those who lead a discussion do with it: title, summary, pin, end, move."""

from __future__ import annotations

from flask import Response, request

from ideell.discussions import starting
from ideell.discussions.forms import RenameForm, SummaryForm
from ideell.discussions.models import AUDIENCES, Thread
from ideell.discussions.policy import (
    may_lead_thread,
    may_moderate,
    may_move_thread,
    may_read_thread,
)
from ideell.discussions.polls import poll_of
from ideell.discussions.routes.blueprint import bp
from ideell.discussions.summaries import summaries_of
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.people.move_form import MoveForm, place_after


@bp.route("/diskussioner/<int:thread_id>/rubrik", methods=["GET", "POST"])
@authorized(may_lead_thread, Thread, keeps=True)
def rename(thread: Thread) -> Response:
    """Give the discussion another title."""
    form = RenameForm(thread)
    if not form.sent_and_valid():
        return replies.form("discussions/rename.html", form=form, thread=thread)
    deed = starting.rename(thread, form.title.data or "", by=current_actor)
    db.session.commit()
    return replies.changed(at=thread.url, said=_("Rubriken är ändrad."), undo=deed)


@bp.route("/diskussioner/<int:thread_id>/sammanfattning", methods=["GET", "POST"])
@authorized(may_lead_thread, Thread, keeps=True)
def sum_up(thread: Thread) -> Response:
    """Say what the discussion has come to."""
    form = SummaryForm(thread)
    if not form.sent_and_valid():
        return replies.form("discussions/summary_form.html", form=form, thread=thread)
    deed = starting.sum_up(thread, form.summary.data or "", by=current_actor)
    db.session.commit()
    return replies.changed(at=thread.url, said=_("Sammanfattningen är sparad."), undo=deed)


@bp.get("/diskussioner/<int:thread_id>/sammanfattningar")
@authorized(may_read_thread, Thread)
def summaries(thread: Thread) -> Response:
    """What the discussion had come to at each time, as somebody put it."""
    rows = summaries_of(thread)
    return replies.page("discussions/summaries.html", thread=thread, summaries=rows)


@bp.route("/diskussioner/<int:thread_id>/avslut", methods=["GET", "POST"])
@authorized(may_lead_thread, Thread, keeps=True)
def close(thread: Thread) -> Response:
    """End the discussion, with what came out of it."""
    if request.method == "GET" and thread.is_closed:
        return replies.changed(at=thread.url, said=_("Diskussionen är redan avslutad."))
    form = SummaryForm(thread)
    if not form.sent_and_valid():
        page = {"thread": thread, "poll": poll_of(thread)}
        return replies.form("discussions/close_form.html", form=form, **page)
    deed = starting.close(thread, form.summary.data or "", by=current_actor)
    db.session.commit()
    return replies.changed(at=thread.url, said=_("Diskussionen är avslutad."), undo=deed)


@bp.post("/diskussioner/<int:thread_id>/oppning")
@authorized(may_lead_thread, Thread)
def reopen(thread: Thread) -> Response:
    """Open the discussion again."""
    deed = starting.reopen(thread, by=current_actor)
    db.session.commit()
    return replies.changed(at=thread.url, said=_("Diskussionen är öppen igen."), undo=deed)


@bp.post("/diskussioner/<int:thread_id>/fast")
@authorized(may_moderate, Thread)
def pin(thread: Thread) -> Response:
    """Let the discussion stand first in the list, or no longer."""
    deed = starting.pin(thread, on=request.form.get("overst") != "0", by=current_actor)
    db.session.commit()
    said = _("Den står överst nu.") if thread.is_pinned else _("Den står inte överst längre.")
    return replies.changed(at=thread.url, said=said, undo=deed)


@bp.route("/diskussioner/<int:thread_id>/flytt", methods=["GET", "POST"])
@authorized(may_move_thread, Thread)
def move(thread: Thread) -> Response:
    """Choose who sees the discussion; first it is shown who gains and who loses sight."""
    form = MoveForm.of(starting.room_of(thread), AUDIENCES, current_actor)
    if not form.sent_and_valid():
        return replies.form("discussions/move.html", form=form, thing=thread)
    deed = starting.move(thread, form.room.room, by=current_actor)
    db.session.commit()
    at = place_after(thread, "/diskussioner", current_actor)
    return replies.changed(at=at, said=form.done, undo=deed)
