"""Signing people in without walking the way in each time."""

from __future__ import annotations

from typing import Any

from flask import Flask

from ideell.extensions import db
from ideell.people.models import User
from tests.browsing import sign_in


def signed_in(app: Flask, person: User, org: Any = None) -> dict[str, str]:
    """Sign a person in on the server and return name and value of the cookie."""
    client = app.test_client()
    db.session.rollback()
    sign_in(client, person, org)
    db.session.rollback()
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name, domain="localhost")
    assert cookie is not None, "signing in gave no cookie"
    return {"name": name, "value": cookie.value}
