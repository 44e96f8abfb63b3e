"""The front page, what waits, and whether the product is up."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Blueprint, Response, make_response

from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import current_actor, open_to_all

bp = Blueprint("home", __name__)


@bp.get("/")
@open_to_all("Strangers meet what Ideell is; members their overview.")
def front() -> Response:
    """What waits for me, or what Ideell is."""
    if current_actor.is_stranger:
        return replies.page("home/welcome.html")
    return replies.page("home/overview.html")


@bp.get("/halsa")
@open_to_all("A watchman asks whether the product is up; it tells nothing else.")
def health() -> Response:
    """Answer 200 once the database answers."""
    db.session.execute(sa.select(1))
    return make_response("ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"})
