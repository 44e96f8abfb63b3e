"""Going through suggestions: one queue for a section, and one for the whole answer."""

from __future__ import annotations

from flask import Blueprint, request
from flask import Response as Answer

from ideell.drafting.models import Response
from ideell.drafting.policy import may_read_response
from ideell.drafting.queue import queue_of
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor

bp = Blueprint("queue", __name__)


@bp.get("/svar/<int:response_id>/forslag")
@authorized(may_read_response, Response)
def show(response: Response) -> Answer:
    """The suggestions that wait, in the order of the text; decided ones as lines."""
    position = request.args.get("avsnitt", type=int)
    queue = queue_of(response, current_actor, position, request.args.get("slag", ""))
    return replies.page("drafting/queue.html", queue=queue)
