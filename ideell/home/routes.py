"""The front page, what waits, the demo's outbox, and whether the product is up."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response, abort, make_response, request

from ideell.consultations.words import MILESTONE_NAMES
from ideell.discussions.followed import new_in_followed
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import current_actor, open_to_all
from ideell.foundation.actor import Actor
from ideell.foundation.mail import Mail
from ideell.foundation.waiting import waiting_for
from ideell.home.news import last_monday, news
from ideell.home.overview import (
    MOST_WAITING,
    is_new_here,
    next_dates,
    published_answers,
    standings,
    waiting_elsewhere,
)
from ideell.home.words import rough_time, things_waiting
from ideell.people.demo_people import is_loopback
from ideell.people.models import first_name

bp = Blueprint("home", __name__)


@bp.get("/")
@open_to_all("Strangers meet what Ideell is; members their overview.")
def front() -> Response:
    """What waits for me, or what Ideell is."""
    if current_actor.is_stranger:
        return replies.page("home/welcome.html", answers=published_answers())
    waiting = waiting_for(current_actor)
    shown = waiting if "alla" in request.args else waiting[:MOST_WAITING]
    return replies.page(
        "home/overview.html",
        first_name=first_name(current_actor.name),
        things=things_waiting(len(waiting)),
        time=rough_time(sum(item.minutes for item in shown)),
        rough_time=rough_time,
        waiting=shown,
        more=len(waiting) - len(shown),
        elsewhere=waiting_elsewhere(current_actor, waiting),
        **_beside(current_actor),
    )


def _beside(actor: Actor) -> dict[str, Any]:
    """Return what the overview shows apart from what waits."""
    return {
        "is_new_here": is_new_here(actor),
        "followed": new_in_followed(actor),
        "news": news(actor),
        "monday": last_monday(),
        "dates": next_dates(actor),
        "standings": standings(actor),
        "milestone_names": MILESTONE_NAMES,
    }


@bp.get("/utkorg")
@open_to_all("The demo's outbox, on loopback only; elsewhere it does not exist.")
def outbox() -> Response:
    """Show the mail that the demo would have sent."""
    if not is_loopback():
        abort(404)
    letters = sa.select(Mail).where(Mail.to != "").order_by(Mail.id.desc()).limit(50)
    mails = db.session.scalars(letters).all()
    return replies.page("home/outbox.html", mails=mails)


@bp.get("/halsa")
@open_to_all("A watchman asks whether the product is up; it tells nothing else.")
def health() -> Response:
    """Answer 200 once the database answers."""
    db.session.execute(sa.select(1))
    return make_response("ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"})
