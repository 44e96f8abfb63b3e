"""A browser that signs in by the code from the mail, as people do."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa
from werkzeug.test import TestResponse

from ideell.extensions import db
from ideell.foundation.mail import Mail
from tests.promises.principals import TOKEN, base_address
from tests.promises.town import Town

CODE = re.compile(r"(\d{3}) (\d{3})")


class Browser:
    """Keeps one cookie and the newest token it saw; everything else is forgotten."""

    def __init__(self, town: Town, *, cookie: str = "", address: str = "127.0.0.1") -> None:
        self.town = town
        self.cookie = cookie
        self.token = ""
        self.address = address

    def get(self, path: str, **headers: str) -> TestResponse:
        """Fetch a page."""
        return self._open("GET", path, headers)

    def post(self, path: str, fields: dict[str, Any], **headers: str) -> TestResponse:
        """Send a form with the newest token."""
        return self._open("POST", path, headers, data={"csrf_token": self.token} | fields)

    def _open(self, method: str, path: str, headers: dict[str, str], **sent: Any) -> TestResponse:
        base = base_address(self.town.app)
        sent["headers"] = {"Cookie": self.cookie, "Referer": f"{base}/"} | headers
        sent["environ_base"] = {"REMOTE_ADDR": self.address}
        client = self.town.app.test_client(use_cookies=False)
        answer = client.open(path, method=method, base_url=base, **sent)
        for header in answer.headers.getlist("Set-Cookie"):
            if header.startswith(self.town.app.config["SESSION_COOKIE_NAME"]):
                self.cookie = header.partition(";")[0]
        found = TOKEN.search(answer.get_data(as_text=True))
        self.token = found[1] if found else self.token
        return answer


def ask_for_code(browser: Browser, email: str) -> TestResponse:
    """Ask for a code from the sign-in page."""
    browser.get("/logga-in")
    return browser.post("/logga-in", {"email": email})


def code_in_mail(town: Town, nth: int = 0) -> str:
    """Return the six digits of the newest mail (or the nth before it)."""
    with town.app.app_context():
        texts = db.session.scalars(sa.select(Mail.text).order_by(Mail.id.desc()).offset(nth)).all()
        db.session.rollback()
    found = CODE.search(texts[0])
    assert found, texts[0]
    return found[1] + found[2]


def sign_in_by_code(browser: Browser, email: str) -> TestResponse:
    """Sign in as people do: the address, then the code from the mail."""
    ask_for_code(browser, email)
    browser.get("/logga-in/kod")
    return browser.post("/logga-in/kod", {"code": code_in_mail(browser.town)})


def is_signed_in(browser: Browser) -> bool:
    """Tell whether the browser is let in to a private page."""
    return browser.get("/min-sida").status_code == 200
