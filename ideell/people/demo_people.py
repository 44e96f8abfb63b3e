"""The demo's people as buttons: only in the demo, only on loopback."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address

import sqlalchemy as sa
from flask import current_app, request
from sqlalchemy.orm import selectinload

from ideell.extensions import db
from ideell.people.models import LET_IN, Membership, User


def is_loopback() -> bool:
    """Tell whether the request came straight from this computer, in the demo.

    A forwarded request is never loopback: a proxy on the same computer speaks for others.
    """
    if not current_app.extensions["ideell_settings"].demo:
        return False
    forwarded = {"X-Forwarded-For", "Forwarded", "X-Real-Ip"} & set(request.headers.keys())
    try:
        return not forwarded and ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def demo_people() -> Sequence[User]:
    """Return the people to offer: those who are let in, in the order they were made."""
    let_in = sa.select(User).where(User.state.in_(LET_IN))
    places = selectinload(User.memberships).joinedload(Membership.organisation, innerjoin=True)
    return db.session.scalars(let_in.options(places).order_by(User.id).limit(40)).all()
