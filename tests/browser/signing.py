"""Signing people in without walking the way in each time."""

from __future__ import annotations

from contextvars import copy_context
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from ideell.extensions import db
from ideell.foundation.database import begin_as_reader
from ideell.people.models import User
from tests.browsing import sign_in


def signed_in(app: Flask, person: User, org: Any = None) -> dict[str, str]:
    """Sign a person in on the server and return name and value of the cookie."""
    client = app.test_client()
    db.session.rollback()
    copy_context().run(_sign_in_as_writer, client, person, org)
    db.session.rollback()
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = client.get_cookie(name, domain="localhost")
    assert cookie is not None, "signing in gave no cookie"
    return {"name": name, "value": cookie.value}


def _sign_in_as_writer(client: FlaskClient, person: User, org: Any) -> None:
    """Wait for one's turn to write: a reader who begins to write does not, but fails at once
    when the server has written since (a draft that a closed tab sent off, say).
    """
    begin_as_reader(False)
    sign_in(client, person, org)
