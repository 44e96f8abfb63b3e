"""Min sida: one's own details, devices and settings."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, redirect, request
from flask_login import current_user
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice

from ideell.activity.models import record
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.clock import now
from ideell.foundation.forms import Form
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.foundation.links import came_from
from ideell.people.directory import places_of
from ideell.people.forms import DetailsForm
from ideell.people.names import roles_in_words
from ideell.people.office import change_person
from ideell.people.policy import is_signed_in, may_end_session
from ideell.people.sessions import LoginSession, live_sessions
from ideell.people.sign_in_routes import forget_cookie

bp = Blueprint("my_page", __name__)

YEAR = 365 * 24 * 3600


class ThemeForm(Form):
    """How the pages look on this computer."""

    theme = RadioField(
        lazy("Färger"),
        choices=[
            SelectChoice(value="", label=lazy("Som på datorn")),
            SelectChoice(value="ljust", label=lazy("Ljust")),
            SelectChoice(value="morkt", label=lazy("Mörkt")),
        ],
    )


@bp.route("/min-sida", methods=["GET", "POST"])
@authorized(is_signed_in, keeps=True)
def details() -> Response:
    """Show and change what others see of me."""
    me = current_actor.user
    form = DetailsForm(me)
    if not form.sent_and_valid():
        return replies.form("people/my_page.html", form=form, **_settings_of_mine())
    deed = change_person(me, **form.values, by=current_actor)
    db.session.commit()
    return replies.changed(at="/min-sida", said=_("Sparat."), undo=deed)


@bp.post("/min-sida/farger")
@authorized(is_signed_in)
def theme() -> Response:
    """Choose light or dark on this computer, without JavaScript."""
    form = ThemeForm()
    answer = make_response(redirect(came_from() or "/min-sida", 303))
    chosen = form.theme.data if form.theme.data in {"ljust", "morkt"} else ""
    secure = request.is_secure
    answer.set_cookie("tema", chosen, max_age=YEAR, samesite="Lax", secure=secure, httponly=True)
    return answer


@bp.post("/min-sida/snabbtangenter")
@authorized(is_signed_in)
def keys() -> Response:
    """Switch the single-key shortcuts on or off."""
    me = current_actor.user
    me.keys_on = not me.keys_on
    record(current_actor, "keys.switched", me)
    db.session.commit()
    said = _("Snabbtangenterna är på.") if me.keys_on else _("Snabbtangenterna är av.")
    return replies.changed(at=came_from() or "/min-sida", said=said)


@bp.post("/min-sida/enheter/<int:login_session_id>/utloggning")
@authorized(may_end_session, LoginSession)
def end_device(device: LoginSession) -> Response:
    """Sign one device out."""
    device.ended_at = now()
    record(current_actor, "session.ended", device)
    db.session.commit()
    return replies.changed(at="/min-sida", said=_("Enheten är utloggad."))


@bp.post("/min-sida/utloggning-overallt")
@authorized(is_signed_in)
def end_everywhere() -> Response:
    """Sign out everywhere, here too."""
    LoginSession.end_all(current_actor.user.id)
    record(current_actor, "session.ended_everywhere", current_actor.user)
    db.session.commit()
    forget_cookie()
    return replies.changed(at="/logga-in", said=_("Du är utloggad överallt."))


def _settings_of_mine() -> dict[str, Any]:
    """Return what the page shows beside the form."""
    return {
        "colours": ThemeForm(data={"theme": request.cookies.get("tema", "")}),
        "devices": live_sessions(current_actor.user.id),
        "this_device": current_user.id,
        "places": places_of(current_actor.user),
        "roles_in_words": roles_in_words,
    }
