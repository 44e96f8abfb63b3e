"""Signing in and out, and choosing which organisation to act for."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request, session, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.exceptions import TooManyRequests

from ideell.activity.models import record
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor, open_to_all
from ideell.foundation.clock import now
from ideell.foundation.language import gettext as _
from ideell.foundation.links import local_path
from ideell.foundation.rules import RuleBroken
from ideell.people.attempts import TooMany
from ideell.people.demo_people import demo_people, is_loopback
from ideell.people.identity import actor_of
from ideell.people.models import User
from ideell.people.policy import is_signed_in
from ideell.people.sessions import LoginSession
from ideell.people.sign_in import ask_for_code, try_code
from ideell.people.sign_in_forms import AddressForm, CodeForm, HatForm

bp = Blueprint("sign_in", __name__)

SIGN_IN = "The way in."


@bp.route("/logga-in", methods=["GET", "POST"])
@open_to_all(SIGN_IN)
def ask() -> Response:
    """Ask for a code to one's address."""
    if current_user.is_authenticated:
        return _onward(request.values.get("next"))
    form = AddressForm(data={"next": local_path(request.args.get("next"))})
    if not form.sent_and_valid():
        people = demo_people() if is_loopback() else []
        return replies.form("people/sign_in.html", form=form, people=people)
    session["asked_for"] = form.email.data
    _send_code()
    return replies.changed(at=url_for("sign_in.code", next=local_path(form.next.data)))


@bp.route("/logga-in/kod", methods=["GET", "POST"])
@open_to_all(SIGN_IN)
def code() -> Response:
    """Type the code."""
    if current_user.is_authenticated:
        return _onward(request.values.get("next"))
    if "asked_for" not in session:
        return replies.changed(at=url_for("sign_in.ask", next=request.values.get("next")))
    form = CodeForm(data={"next": local_path(request.args.get("next"))})
    if form.sent_and_valid():
        verdict = _limited(try_code, form.code.data, browser=_browser())
        if verdict.user:
            return _welcome(verdict.user, remembered=form.remember.data, to=form.next.data)
        form.code.errors = [_why_not(verdict.why_not)]
    return replies.form("people/sign_in_code.html", form=form, sent_to=session["asked_for"])


@bp.post("/logga-in/kod/ny")
@open_to_all(SIGN_IN)
def another_code() -> Response:
    """Send another code to the same address."""
    onward = local_path(request.form.get("next"))
    if "asked_for" not in session:
        return replies.changed(at=url_for("sign_in.ask", next=onward))
    _send_code()
    said = _("En ny kod är på väg. Använd den i det senaste mejlet.")
    return replies.changed(at=url_for("sign_in.code", next=onward), said=said)


@bp.post("/logga-in/demo")
@open_to_all(SIGN_IN)
def as_demo_person() -> Response:
    """Sign in as one of the demo's people: in the demo, from this computer only."""
    people = {person.id: person for person in demo_people()} if is_loopback() else {}
    person = people.get(request.form.get("person", 0, int))
    if person is None:
        return replies.changed(at=url_for("sign_in.ask"))
    return _welcome(person, remembered=False, to=request.form.get("next"))


@bp.post("/logga-ut")
@authorized(is_signed_in)
def out() -> Response:
    """Sign out here; a copied cookie is worth nothing afterwards."""
    here = db.session.get_one(LoginSession, current_user.id)
    here.ended_at = now()
    record(current_actor, "session.ended", here)
    db.session.commit()
    forget_cookie()
    return replies.changed(at=url_for("home.front"), said=_("Du är utloggad."))


@bp.post("/organisation")
@authorized(is_signed_in)
def choose_hat() -> Response:
    """Choose which organisation to act for, and go on where one was."""
    form = HatForm()
    hat = next((hat for hat in current_actor.hats if hat.id == form.organisation.data), None)
    if hat is None:
        raise RuleBroken(
            _("Du är inte med i den organisationen. Fråga kansliet om du ska vara det.")
        )
    here = db.session.get_one(LoginSession, current_user.id)
    here.acting_org_id = hat.id
    record(current_actor, "session.hat_chosen", here)
    db.session.commit()
    said = _("Du skriver nu för %(organisation)s.", organisation=hat.name)
    return replies.changed(at=local_path(request.form.get("next")) or "/", said=said)


def forget_cookie() -> None:
    """Let nothing of the session stay in the browser."""
    logout_user()
    session.clear()


def _welcome(user: User, *, remembered: bool, to: str | None) -> Response:
    """Begin a new session: nothing of the old cookie is kept (session fixation)."""
    user.state = "active"
    session.clear()
    row = LoginSession.begin(user, remembered=remembered, device=request.user_agent.string)
    record(actor_of(user), "session.begun", row)
    db.session.commit()
    login_user(row)
    session.permanent = remembered
    return _onward(to)


def _onward(to: str | None) -> Response:
    return replies.changed(at=local_path(to) or url_for("home.front"))


def _send_code() -> None:
    """Mail a code to the address that this browser asked for."""
    address = request.remote_addr or ""
    _limited(ask_for_code, session["asked_for"], browser=_browser(), address=address)
    db.session.commit()


def _browser() -> str:
    """Return this browser's own secret; the code works only where it was asked for."""
    if "browser" not in session:
        session["browser"] = secrets.token_urlsafe(24)
    return str(session["browser"])


def _limited(act: Callable[..., Any], *args: Any, **named: Any) -> Any:
    try:
        return act(*args, **named)
    except TooMany as error:
        raise TooManyRequests(retry_after=error.seconds) from error


def _why_not(reason: str) -> str:
    if reason == "wrong":
        return _("Koden stämmer inte. Titta i det senaste mejlet och försök igen.")
    return _("Koden gäller inte längre. Tryck på Skicka en ny kod.")
