"""Both: what one did and what stands now, when it cannot simply be taken back."""

from __future__ import annotations

from flask import Blueprint, Response

from ideell.activity.models import Deed
from ideell.activity.policy import may_undo
from ideell.extensions import db
from ideell.foundation import kinds, replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.writing.both import both_of, take_back_anyway
from ideell.writing.hosting import host_of

bp = Blueprint("taking_back", __name__)


@bp.get("/handelser/<int:deed_id>/bada")
@authorized(may_undo, Deed)
def both(deed: Deed) -> Response:
    """What one did, what stands now, who changed it, and what one can do."""
    shown = both_of(deed, by=current_actor)
    if shown is None:
        return replies.changed(at=_back(deed))
    place = host_of(shown.text).place
    return replies.page("writing/both.html", both=shown, place=place)


@bp.post("/handelser/<int:deed_id>/bada")
@authorized(may_undo, Deed)
def take_back(deed: Deed) -> Response:
    """Let the text be as it was before, as a new version."""
    if both_of(deed, by=current_actor) is None:
        return replies.changed(at=_back(deed))
    made = take_back_anyway(deed, by=current_actor)
    db.session.commit()
    said = _("Texten är som den var före din ändring. Den andra finns kvar bland versionerna.")
    return replies.changed(at=_back(deed), said=said, undo=made)


def _back(deed: Deed) -> str:
    return kinds.url_of(db.session.get(kinds.named(deed.thing_kind), deed.thing_id))
