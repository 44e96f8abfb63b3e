"""Polls: asked, and voted in."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from ideell.discussions import polls
from ideell.discussions.models import Thread
from ideell.discussions.policy import may_ask, may_end_poll, may_vote
from ideell.discussions.poll_form import PollForm
from ideell.discussions.polls import Poll
from ideell.discussions.results import shown
from ideell.discussions.routes.blueprint import bp
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.writing.text_form import number_in


@bp.route("/diskussioner/<int:thread_id>/omrostning", methods=["GET", "POST"])
@authorized(may_ask, Thread, keeps=True)
def ask(thread: Thread) -> Response:
    """Ask the discussion a question."""
    if request.method == "GET" and (known := polls.poll_of(thread)) is not None:
        at, said = f"{thread.url}#poll-{known.id}", _("Diskussionen har redan en omröstning.")
        return replies.changed(at=at, said=said)
    form = PollForm()
    if not form.sent_and_valid():
        return replies.form("discussions/ask.html", form=form, thread=thread)
    assert form.closes_on.data is not None  # the form was found valid
    poll = polls.ask(
        thread, form.question.data or "", form.listed, closes_on=form.closes_on.data,
        per=form.per.data, is_open=form.sight.data == "open", by=current_actor,
    )  # fmt: skip
    db.session.commit()
    at, said = f"{thread.url}#poll-{poll.id}", _("Omröstningen är öppen.")
    return replies.changed(at=at, said=said, undo=poll.deed)


@bp.post("/omrostningar/<int:poll_id>/roster")
@authorized(may_vote, Poll)
def vote(poll: Poll) -> Response:
    """Vote, or vote otherwise."""
    chosen = number_in(request.form.get("svar"))
    is_fine = any(one.id == chosen for one in poll.choices)
    deed = polls.vote(poll, chosen or 0, by=current_actor) if is_fine else None
    db.session.commit()
    at, said = f"/diskussioner/{poll.thread_id}#poll-{poll.id}", _("Din röst är sparad.")
    complaint = "" if is_fine else _("Välj ett av svaren först.")
    answer: dict[str, Any] = {"poll": shown(poll, current_actor), "complaint": complaint}
    return replies.changed(
        "discussions/_poll.html", at=at, said=said if is_fine else complaint, undo=deed, **answer
    )


@bp.post("/omrostningar/<int:poll_id>/avslut")
@authorized(may_end_poll, Poll)
def end(poll: Poll) -> Response:
    """End the poll before its last day."""
    deed = polls.end(poll, by=current_actor)
    db.session.commit()
    at = f"/diskussioner/{poll.thread_id}#poll-{poll.id}"
    said = _("Omröstningen är avslutad. Resultatet står kvar.")
    answer: dict[str, Any] = {"poll": shown(poll, current_actor), "complaint": ""}
    return replies.changed("discussions/_poll.html", at=at, said=said, undo=deed, **answer)
