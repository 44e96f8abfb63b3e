"""Taking an answer out as a file."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, abort, request
from flask import Response as Answer

from ideell.drafting.letter import letter_of
from ideell.drafting.models import Response
from ideell.drafting.policy import is_inside, may_export, may_read_letter
from ideell.export import FORMATS, PdfNotMade, export, made_sound
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.rules import RuleBroken

bp = Blueprint("export", __name__)

# A published letter is made once: strangers may ask for it as often as they like.
published_file = lru_cache(maxsize=32)(export)


@bp.get("/svar/<int:response_id>/hamta")
@authorized(may_export, Response)
def choose(response: Response) -> Answer:
    """Choose a kind of file; tell beforehand what will look otherwise in it."""
    letter, notes = made_sound(letter_of(response))
    return replies.page("drafting/export.html", response=response, letter=letter, notes=notes)


@bp.get("/svar/<int:response_id>/hamta/<format_name>")
@authorized(may_read_letter, Response, strangers=True, seen=Response.letter_visible_to)
def take(response: Response, format_name: str) -> Answer:
    """Answer with the file; that of a published answer is everybody's."""
    if format_name not in FORMATS:
        abort(404)
    inside = is_inside(current_actor, response)
    make = export if inside else published_file
    try:
        made = make(letter_of(response), format_name, numbered=inside and "nummer" in request.args)
    except PdfNotMade as fault:
        raise RuleBroken(str(fault)) from fault
    return replies.download(made.content, name=made.filename, media_type=made.media_type)
