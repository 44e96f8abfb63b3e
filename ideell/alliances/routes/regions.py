"""The list that is the map, and each region on it."""

from __future__ import annotations

from flask import Response, request

from ideell.alliances.finding import found_regions
from ideell.alliances.landscape import landscape
from ideell.alliances.pages import federations_of, region_page
from ideell.alliances.policy import may_see_alliances
from ideell.alliances.routes.blueprint import NAMES, bp, region_or_404
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.forms import one_line
from ideell.people.regions import region_with

LONGEST_SEARCH = 100


@bp.get("/allianser")
@authorized(may_see_alliances)
def index() -> Response:
    """The regions from north to south, the one that was chosen, and what was looked for."""
    typed = one_line(request.args.get("q"))[:LONGEST_SEARCH]
    chosen = region_with(request.args.get("region", ""))
    places = landscape()
    return replies.page(
        "alliances/index.html",
        places=places,
        standing=sum(one.state == "stands" for one in places),
        forming=sum(one.state == "forming" for one in places),
        here=region_page(chosen, current_actor) if chosen else None,
        typed=typed,
        found=found_regions(typed),
        moves_focus=replies.is_fragment(),
        names=NAMES,
    )


@bp.get("/allianser/regioner/<string:code>")
@authorized(may_see_alliances)
def region(code: str) -> Response:
    """One region: its alliances, whom to ask, what is under way, or how to start."""
    here = region_page(region_or_404(code), current_actor)
    federations = federations_of(here.associations)
    return replies.page("alliances/region.html", here=here, federations=federations, names=NAMES)
