"""Those who ask: everybody who stands differently towards a thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from ideell.extensions import db
from ideell.people.models import User
from tests.browsing import sign_in

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')

# In the order of the columns of docs/permissions.md. Things are owned by the umbrella.
WHO = {
    "stranger": "nobody signed in",
    "outsider": "a representative of an organisation that is linked to nobody",
    "other alliance": "a representative in an association of another alliance",
    "other moderator": "a moderator of an alliance in the umbrella, where she moderates nothing",
    "member": "a representative of another member organisation",
    "colleague": "a representative of the author's organisation",
    "author": "the one who wrote it, did it, or whose device it is",
    "pen holder": "holds the pen of the section",
    "coordinator": "the coordinator of the author's organisation",
    "signatory": "a signatory of the author's organisation",
    "moderator": "a moderator of the owner",
    "office": "the umbrella's office, without being a moderator",
    "paused": "a moderator of the owner, paused after signing in",
    "removed": "a moderator of the owner, removed a second ago, still signed in",
}


@dataclass
class Principal:
    """Somebody at a browser: the cookie, and the token that belongs to it."""

    name: str
    cookie: str
    token: str
    user_id: int | None = None

    def ask(self, app: Flask, method: str, path: str, **sent: Any) -> TestResponse:
        """Send one request with this person's cookie, in a context of its own."""
        client = app.test_client(use_cookies=False)
        base = base_address(app)
        headers = {"Cookie": self.cookie, "Referer": f"{base}/"} | sent.pop("headers", {})
        return client.open(
            path, method=method, base_url=base, headers=headers, buffered=True, **sent
        )


def base_address(app: Flask) -> str:
    """Return the address that the product is reached at."""
    return str(app.extensions["ideell_settings"].base_address)


def stranger(app: Flask) -> Principal:
    """Return a visitor who has looked at the sign-in page."""
    client = app.test_client(use_cookies=False)
    answer = client.get("/logga-in", base_url=base_address(app))
    return Principal("stranger", _cookie_of(answer), _token_of(answer))


def signed_in(app: Flask, name: str, user_id: int) -> Principal:
    """Return a signed-in person; the session begins now. Not within an open context."""
    client = app.test_client()
    with app.app_context():
        sign_in(client, db.session.get_one(User, user_id))
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"], domain="localhost")
    assert cookie is not None
    person = Principal(name, f"{cookie.key}={cookie.value}", "", user_id)
    answer = person.ask(app, "GET", "/min-sida")
    person.cookie, person.token = _cookie_of(answer), _token_of(answer)
    return person


def _cookie_of(answer: TestResponse) -> str:
    return answer.headers["Set-Cookie"].partition(";")[0]


def _token_of(answer: TestResponse) -> str:
    found = TOKEN.search(answer.get_data(as_text=True))
    assert found, f"{answer.request.path} ({answer.status_code}) has no token"
    return found[1]
