"""Numbers said on the telephone lead to their section or block."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request
from flask import Response as Answer

from ideell.drafting.models import Response
from ideell.drafting.numbers_said import Called, called, labels_in, stood_after, understood
from ideell.drafting.policy import may_read_response
from ideell.foundation import replies
from ideell.foundation.access import authorized
from ideell.foundation.language import gettext as _

bp = Blueprint("numbers", __name__)


@bp.get("/svar/<int:response_id>/stycke")
@authorized(may_read_response, Response)
def look_up(response: Response) -> Answer:
    """Go to the number typed in the field "Gå till stycke"."""
    typed = request.args.get("nummer", "")
    said = understood(typed)
    if said is None:
        return _nowhere(response, typed)
    return redirect(f"/svar/{response.id}/{said}", 303)  # type: ignore[return-value]  # because werkzeug types its own answer


@bp.get("/svar/<int:response_id>/<label>")
@authorized(may_read_response, Response)
def find(response: Response, label: str) -> Answer:
    """Find a section or a block by its number; a removed block is shown as it last read."""
    said = understood(label)
    if said is None:
        abort(404)
    found = called(response, said)
    if found.url is None:
        return _nowhere(response, said, found)
    if found.block is not None and found.is_removed:
        after = stood_after(found.block)
        return replies.page(
            "drafting/removed_block.html", response=response, called=found, after=after
        )
    now = found.renumbered
    told = _("%(said)s heter nu %(now)s.", said=said, now=now) if now else ""
    return replies.changed(at=found.url, said=told)


def _nowhere(response: Response, typed: str, found: Called | None = None) -> Answer:
    """Say in words that nothing has that number, and ask again."""
    nearby = found.nearby if found else None
    labels = labels_in(nearby) if nearby else None
    return replies.page(
        "drafting/no_number.html", status=404 if typed else 200, response=response,
        typed=typed[:40], nearby=nearby, labels=labels,
    )  # fmt: skip
