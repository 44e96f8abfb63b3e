"""The page of the search."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, request

from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.search.policy import may_search
from ideell.search.results import search
from ideell.search.wanted import wanted_from

bp = Blueprint("search", __name__)
SHORTEST = 3  # letters from which results come by themselves


@bp.get("/sok")
@authorized(may_search, strangers=True)
def index() -> Response:
    """Everything that the reader may open in which these words stand."""
    wanted = wanted_from(request.args, current_actor)
    if replies.is_fragment() and 0 < len(wanted.typed) < SHORTEST:
        return make_response("", 204)
    return replies.page("search/index.html", result=search(wanted, current_actor))
