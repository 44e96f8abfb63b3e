"""The front page, what waits, the demo's outbox, and whether the product is up."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Blueprint, Response, abort, make_response

from ideell.consultations.words import MILESTONE_NAMES
from ideell.extensions import db
from ideell.foundation import kinds, replies
from ideell.foundation.access import current_actor, open_to_all
from ideell.foundation.mail import Mail
from ideell.home.overview import MOST_WAITING, next_dates, published_answers, standings
from ideell.people.demo_people import is_loopback

bp = Blueprint("home", __name__)


@bp.get("/")
@open_to_all("Strangers meet what Ideell is; members their overview.")
def front() -> Response:
    """What waits for me, or what Ideell is."""
    if current_actor.is_stranger:
        return replies.page("home/welcome.html", answers=published_answers(current_actor))
    waiting = kinds.waiting_for(current_actor)
    return replies.page(
        "home/overview.html",
        waiting=waiting[:MOST_WAITING],
        more=max(0, len(waiting) - MOST_WAITING),
        minutes=sum(item.minutes for item in waiting[:MOST_WAITING]),
        dates=next_dates(current_actor),
        standings=standings(current_actor),
        milestone_names=MILESTONE_NAMES,
    )


@bp.get("/utkorg")
@open_to_all("The demo's outbox, on loopback only; elsewhere it does not exist.")
def outbox() -> Response:
    """Show the mail that the demo would have sent."""
    if not is_loopback():
        abort(404)
    mails = db.session.scalars(sa.select(Mail).order_by(Mail.id.desc()).limit(50)).all()
    return replies.page("home/outbox.html", mails=mails)


@bp.get("/halsa")
@open_to_all("A watchman asks whether the product is up; it tells nothing else.")
def health() -> Response:
    """Answer 200 once the database answers."""
    db.session.execute(sa.select(1))
    return make_response("ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"})
