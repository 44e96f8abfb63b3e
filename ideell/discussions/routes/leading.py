"""What those who lead a discussion do with it: title, summary, pin, end, move."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from ideell.discussions import starting
from ideell.discussions.forms import MoveForm, RenameForm, SummaryForm
from ideell.discussions.models import AUDIENCES, Thread
from ideell.discussions.policy import (
    may_lead_thread,
    may_moderate,
    may_move_thread,
    may_read_thread,
)
from ideell.discussions.routes.blueprint import bp
from ideell.discussions.summaries import summaries_of
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.people.sharing import moved, who_sees


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
    form = SummaryForm(thread)
    if not form.sent_and_valid():
        return replies.form("discussions/close_form.html", form=form, thread=thread)
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
    form = MoveForm()
    if "till" in request.args and not form.is_sent:
        form.room.process_formdata([request.args["till"]])
    form.room.offer(current_actor, AUDIENCES, standing=starting.room_of(thread))
    if not form.sent_and_valid():
        return replies.form(
            "discussions/move.html", form=form, thread=thread, **_seen(thread, form)
        )
    deed = starting.move(thread, form.room.room, by=current_actor)
    db.session.commit()
    return replies.changed(at=_after_move(thread), said=_("Flyttad."), undo=deed)


def _seen(thread: Thread, form: MoveForm) -> dict[str, Any]:
    """Return who gains and who loses sight, once somewhere else is chosen."""
    here, there = starting.room_of(thread), form.room.rooms.get(str(form.room.data))
    shown: dict[str, Any] = {"now": who_sees(here.owner_id, here.audience), "change": None}
    if there is not None and there != here:
        shown |= {"change": moved(here, there), "there": there}
        shown |= {"then": who_sees(there.owner_id, there.audience)}
    return shown


def _after_move(thread: Thread) -> str:
    """Return the thread, or the list when one has moved it out of one's own sight."""
    from ideell.foundation.access import find_visible

    return thread.url if find_visible(Thread, thread.id, current_actor) else "/diskussioner"
