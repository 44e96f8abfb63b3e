"""Discussions: threads, posts with a file, a report, a poll."""

from __future__ import annotations

from io import BytesIO

from ideell.discussions import moderating, polls, posting, starting
from ideell.discussions.models import Post, Thread
from ideell.discussions.polls import Poll
from ideell.discussions.reports import PostReport
from ideell.extensions import db
from ideell.files.attachments import Attachment, attach
from ideell.files.opening import the_store
from ideell.files.taking import TakenIn
from ideell.foundation.clock import today
from ideell.people.identity import actor_of
from ideell.people.sharing import Room
from tests.promises.town import Side, example


@example("Thread", "open", "closed")
def thread(side: Side, state: str) -> Thread:
    by = actor_of(side.author, side.author_org.id)
    made = starting.start(f"Hur gör vi ({state})?", Room(side.owner.id, "members"), by=by)
    if state == "closed":
        starting.close(made, "Så gör vi.", by=by)
    return made


@example("Post", "visible", "hidden", "withdrawn")
def post(side: Side, state: str) -> Post:
    by = actor_of(side.author, side.author_org.id)
    made = posting.say(side.of("Thread"), f"Så här gör vi ({state}).", by=by)
    if state == "hidden":
        moderating.hide(made, "Fel tråd.", by=actor_of(side.moderator, side.owner.id))
    if state == "withdrawn":
        made.state = "withdrawn"
    return made


@example("PostReport")
def report(side: Side, _state: str) -> PostReport:
    made = PostReport(post_id=side.of("Post").id, user_id=side.moderator.id, reason="Titta här.")
    db.session.add(made)
    return made


@example("Poll", "open", "over", "ended")
def poll(side: Side, state: str) -> Poll:
    room = Room(side.owner.id, "members")
    by = actor_of(side.author, side.author_org.id)
    about = starting.start(f"En fråga ({state})", room, by=by)
    closes = today().replace(year=2020) if state == "over" else today()
    asked = {"closes_on": closes, "per": "person", "is_open": True}
    made = polls.ask(about, "Ja eller nej?", ["Ja", "Nej"], **asked, by=by)
    if state == "ended":
        polls.end(made, by=by)
    return made


@example("Attachment")
def attachment(side: Side, _state: str) -> Attachment:
    content = f"En fil från {side.owner.name}.".encode()
    by = actor_of(side.author, side.author_org.id)
    stored = TakenIn("fil.txt", "text/plain", the_store().take(BytesIO(content)))
    (made,) = attach(side.of("Post"), [stored], by=by)
    db.session.flush()
    return made
