"""Taking deeds back."""

from __future__ import annotations

from flask import Blueprint, Response, request

from ideell.activity.models import Deed
from ideell.activity.policy import may_undo
from ideell.extensions import db
from ideell.foundation import kinds, replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import _
from ideell.foundation.links import local_path
from ideell.foundation.rules import Followed

bp = Blueprint("activity", __name__)


@bp.post("/handelser/<int:deed_id>/atertagande")
@authorized(may_undo, Deed)
def undo(deed: Deed) -> Response:
    """Take a deed back and return to where it is seen; when something builds on it, show both."""
    try:
        deed.undo(by=current_actor)
    except Followed as followed:
        db.session.rollback()
        return replies.changed(at=f"/handelser/{followed.deed_id}/bada")
    db.session.commit()
    thing = db.session.get(kinds.named(deed.thing_kind), deed.thing_id)
    return replies.changed(
        at=local_path(request.form.get("next")) or kinds.url_of(thing), said=_("Ångrat.")
    )
