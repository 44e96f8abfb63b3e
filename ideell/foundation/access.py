"""The gate: fetch the thing, ask the policy, let the view act. Deny by default.

`URL → gate → form → one verb, by=actor → commit → reply`. A view that no gate or
`open_to_all` stands before never answers.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, TypeVar

import sqlalchemy as sa
from flask import Flask, abort, current_app, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.local import LocalProxy

from ideell.extensions import db
from ideell.foundation import keep
from ideell.foundation.actor import STRANGER, Actor
from ideell.foundation.database import LARGEST_NUMBER
from ideell.foundation.language import gettext as _
from ideell.foundation.questions import Question, Select, question
from ideell.foundation.rules import NotOpen, RuleBroken
from ideell.foundation.sent import sent_fields, sent_once

Seen = Callable[[Actor], sa.ColumnElement[bool]]
View = TypeVar("View", bound=Callable[..., Any])


def _actor() -> Actor:
    if "actor" not in g:
        g.actor = current_app.extensions["ideell_identify"]()
    return g.actor  # type: ignore[no-any-return]  # because flask's g is untyped


current_actor: Any = LocalProxy(_actor)


def find_who_asks() -> None:
    """Let `current_actor` be known also where no gate was reached; a stranger if it cannot be."""
    try:
        _actor()
    except (HTTPException, sa.exc.SQLAlchemyError):
        db.session.rollback()
        g.actor = STRANGER


class SignInNeeded(Exception):
    """A stranger asked for something that needs a sign-in."""


def authorized(
    policy: Callable[..., bool],
    thing: type | None = None,
    *,
    keeps: bool = False,
    claims: bool = True,
    strangers: bool = False,
    seen: Seen | None = None,
    why_not: Callable[[Any], str] | None = None,
) -> Callable[[View], View]:
    """Stand before a view: only those whom `policy(actor[, thing])` lets through reach it.

    The thing is fetched through its `visible_to(actor)`, so what one may not see is answered
    like what does not exist (404). Every further `<x>_id` of the address must be the thing's
    own. With `keeps`, what was typed is stored before anything else may fail; with `claims`
    (all but the saving of drafts) a form sent twice acts once. With `strangers`, people who
    are not signed in are asked the policy too, and see what `visible_to` shows them. `seen`
    stands in for `visible_to` where one view shows less of a thing to more people. `why_not`
    says of a thing why the policy said no, where that is known.
    """

    def gate(view: View) -> View:
        @wraps(view)
        def gated(**address: Any) -> Any:
            actor = _actor()
            _let_begin(actor, keeps=keeps, strangers=strangers)
            found = _fetch(thing, address, actor, seen) if thing else None
            if thing and found is None:
                _not_there(actor)
            if not (policy(actor, found) if thing else policy(actor)):
                abort(403, why_not(found) if why_not else "")
            if claims and request.method == "POST":
                note_use(actor)
            return view(found, **address) if thing else view(**address)

        gated.gate = (policy, thing)  # type: ignore[attr-defined]  # because it marks the view
        return gated  # type: ignore[return-value]  # because wraps keeps the view's shape

    return gate


def open_to_all(reason: str) -> Callable[[View], View]:
    """Let everybody in, strangers too; `reason` says why and stands in docs/permissions.md."""

    def mark(view: View) -> View:
        view.gate = (reason, None)  # type: ignore[attr-defined]  # because it marks the view
        return view

    return mark


def deny_ungated(app: Flask) -> None:
    """Refuse every view that no gate stands before; a refusal may carry its reason."""
    app.aborter.mapping[403] = NotOpen

    @app.before_request
    def check_gate() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if view is not None and not hasattr(view, "gate"):
            abort(403)


@cache
def _by_number(thing: type, seen: Seen | None) -> Question:
    """The question of the gate, with what the policies and views of the thing ask for."""
    model: Any = thing
    options = getattr(model, "gate_options", list)

    @question
    def visible(reader: Actor) -> Select:
        mine = model.id == sa.bindparam("number")
        return sa.select(model).where(mine, (seen or model.visible_to)(reader)).options(*options())

    return visible


def find_visible(thing: type, number: int, actor: Actor, seen: Seen | None = None) -> Any:
    """Return the thing with this number when the actor may see it, else None.

    `seen` tells what may be seen when it is not the thing's own `visible_to`.
    """
    return None if number > LARGEST_NUMBER else _by_number(thing, seen).thing(actor, number=number)


def place_of_form() -> str:
    """Return the name of the form's place: the view and what it is about."""
    numbers = ":".join(str(value) for value in (request.view_args or {}).values())
    return f"{request.endpoint}:{numbers}"[:120]


def _fetch(thing: type, address: dict[str, Any], actor: Actor, seen: Seen | None) -> Any:
    own = _own_key(thing, address)
    found = find_visible(thing, address.pop(own), actor, seen)
    if found is None or any(
        key.endswith("_id") and getattr(found, key, None) != value for key, value in address.items()
    ):
        return None
    for key in [key for key in address if key.endswith("_id")]:
        del address[key]
    return found


def _let_begin(actor: Actor, *, keeps: bool, strangers: bool) -> None:
    """Turn away who is not signed in; keep what was typed; then refuse a hat that is gone."""
    if actor.is_stranger and not strangers:
        raise SignInNeeded
    if keeps and request.method == "POST":
        _keep_typed(actor)
    if actor.lost_hat:
        left = _("Du är inte längre med i organisationen som du skrev för. Din text finns kvar.")
        raise RuleBroken(left)


def _not_there(actor: Actor) -> None:
    """What is not there and what one may not see get one answer; strangers may sign in."""
    if actor.is_stranger:
        raise SignInNeeded
    abort(404)


def _own_key(thing: type, address: dict[str, Any]) -> str:
    keys = [key for key in address if key.endswith("_id")]
    return next(key for key in keys if key == f"{_snake(thing.__name__)}_id")


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def _keep_typed(actor: Actor) -> None:
    once, typed = sent_once(), sent_fields()
    if once and actor.user_id and any(typed.values()):
        keep.keep_typed(actor.user_id, once, place_of_form(), typed, anew=True)


def note_use(actor: Actor) -> None:
    """Note in the act's transaction that the form was used; raises `AlreadyDone`."""
    g.acts = True
    if (once := sent_once()) and actor.user_id:
        keep.claim(actor.user_id, once, place_of_form())
