"""A test browser that inspects every page it fetches."""

from __future__ import annotations

import re
from typing import Any

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ideell.extensions import db
from ideell.people.models import User
from ideell.people.sessions import LoginSession
from tests.world import World

NS = "{http://www.w3.org/1999/xhtml}"
LABELLED = {"input", "select", "textarea"}
UNLABELLED_TYPES = {"hidden", "submit", "button", "image", "reset"}
STRAIGHT = re.compile(r"(^|\s)[\"']\w|\w[\"'](\s|$)")


class Page:
    """An answer, with its tree when it is HTML."""

    def __init__(self, response: TestResponse, *, fragment: bool) -> None:
        self.response = response
        self.status = response.status_code
        self.text = response.get_data(as_text=True) if _is_text(response) else ""
        kept = response.headers.get("Content-Disposition", "").startswith("attachment")
        self.is_html = response.mimetype == "text/html" and bool(self.text) and not kept
        self.fragment = fragment
        self.tree = _parse(self.text, fragment=fragment) if self.is_html else None

    def __repr__(self) -> str:
        """Return what it says, for a test that looked in vain."""
        return f"Page {self.status}: {words(self.tree) if self.tree is not None else self.text}"

    def all(self, tag: str) -> list[Any]:
        """Return every element with this tag."""
        return [] if self.tree is None else list(self.tree.iter(NS + tag))

    def said(self) -> str:
        """Return what the status region says."""
        return " ".join(words(e) for e in self.tree.iter() if e.get("id") == "besked").strip()

    def form(self, action: str) -> dict[str, str]:
        """Return the fields, as they stand, of the form that posts to `action` (or its button)."""
        for form in self.all("form"):
            if (form.get("action") or "").split("?")[0] == action:
                return fields_of(form)
        for form in self.all("form"):
            if any(button.get("formaction") == action for button in form.iter(NS + "button")):
                return fields_of(form)
        actions = [form.get("action") for form in self.all("form")]
        raise AssertionError(f"no form posts to {action}; there are {actions}")

    def __contains__(self, text: str) -> bool:
        return text in (words(self.tree) if self.tree is not None else self.text)


class Browser:
    """A person at a browser. Sends forms as a browser does, with htmx or without."""

    def __init__(self, client: FlaskClient, *, htmx: bool) -> None:
        self.client = client
        self.htmx = htmx

    def get(self, path: str, *, status: int = 200, follow: bool = False) -> Page:
        """Fetch and inspect a page."""
        response = self._open("GET", path, follow_redirects=follow, headers=self._headers())
        return self._inspected(response, status, path)

    def post(
        self,
        path: str,
        data: dict[str, Any] | None = None,
        *,
        status: int = 303,
        on: str = "/min-sida",
    ) -> Page:
        """Send a form; the token comes from a page of this session, unless one is given."""
        sent = dict(data or {})
        if "csrf_token" not in sent:
            sent["csrf_token"] = self.token(on)
        response = self._open("POST", path, data=sent, headers=self._headers())
        return self._inspected(response, status, path)

    def send(self, page: str, action: str, *, status: int = 303, **typed: Any) -> Page:
        """Open a page, fill in its form for `action`, and send it."""
        fields = self.get_plain(page).form(action) | typed
        response = self._open("POST", action, data=fields, headers=self._headers())
        return self._inspected(response, status, action)

    def get_plain(self, path: str) -> Page:
        """Fetch a whole page, as without htmx."""
        response = self._open("GET", path, headers={"Host": "localhost"})
        return self._inspected(response, 200, path, fragment=False)

    def token(self, on: str = "/min-sida") -> str:
        """Return this session's token."""
        page = Page(self._open("GET", on, headers={"Host": "localhost"}), fragment=False)
        return next(e.get("value") for e in page.all("input") if e.get("name") == "csrf_token")

    def _open(self, method: str, path: str, **sent: Any) -> TestResponse:
        """Send one request in a context of its own: an open one leaks the signed-in person."""
        db.session.rollback()
        with self.client.application.app_context():
            response = self.client.open(path, method=method, **sent)
        db.session.rollback()
        db.session.expire_all()
        return response

    def _headers(self) -> dict[str, str]:
        plain = {"Host": "localhost", "Referer": "http://localhost/"}
        return plain | ({"HX-Request": "true"} if self.htmx else {})

    def _inspected(
        self, response: TestResponse, status: int, path: str, fragment: bool | None = None
    ) -> Page:
        page = Page(response, fragment=self.htmx if fragment is None else fragment)
        if self.htmx and status == 303 and response.status_code in {200, 204}:
            status = response.status_code
        assert response.status_code == status, f"{path}: {response.status_code}\n{page.text[:1500]}"
        inspect(page, path)
        return page


class Browsers:
    """Gives browsers: `as_(world.anna)`, `as_(world.anna, htmx=True)`, `as_(None)`."""

    def __init__(self, app: Flask, world: World) -> None:
        self.app = app
        self.world = world

    def __call__(self, person: User | None, *, htmx: bool = False, org: Any = None) -> Browser:
        client = self.app.test_client()
        if person is not None:
            sign_in(client, person, org)
        return Browser(client, htmx=htmx)


def sign_in(client: FlaskClient, person: User, org: Any = None) -> LoginSession:
    """Give the client a signed-in session, as the code would."""
    row = LoginSession.begin(person, remembered=True, device="test")
    row.acting_org_id = org.id if org else None
    db.session.commit()
    with client.session_transaction(base_url="http://localhost") as session:
        session["_user_id"] = row.token
        session["_fresh"] = True
    return row


def inspect(page: Page, path: str) -> None:
    """Check what every page must have; the assertion says what is missing."""
    headers = page.response.headers
    assert "default-src 'none'" in headers["Content-Security-Policy"], path
    assert headers["X-Content-Type-Options"] == "nosniff", path
    if not page.is_html or page.tree is None:
        return
    ids = [e.get("id") for e in page.tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids)), (
        f"{path}: ids twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    )
    for form in page.all("form"):
        assert form.get("action"), f"{path}: a form without action"
        assert form.get("method") in {"post", "get"}, f"{path}: a form without method"
    _check_labels(page, path)
    _check_no_inline(page, path)
    if not page.fragment:
        _check_whole_page(page, path)


def _check_whole_page(page: Page, path: str) -> None:
    headings = page.all("h1")
    assert len(headings) == 1, f"{path}: {len(headings)} h1"
    title = words(page.all("title")[0]).removeprefix("Fel: ")
    assert title.startswith(words(headings[0])), (
        f"{path}: title {title!r} vs {words(headings[0])!r}"
    )
    assert page.all("html")[0].get("lang"), f"{path}: no lang"
    body = " ".join(text for text in page.all("body")[0].itertext())
    assert "None" not in body.split(), f"{path}: None in the text"


def _check_labels(page: Page, path: str) -> None:
    labels = {e.get("for") for e in page.all("label")}
    wrapped = {id(child) for label in page.all("label") for child in label.iter()}
    for tag in LABELLED:
        for control in page.all(tag):
            if control.get("type") in UNLABELLED_TYPES:
                continue
            named = (
                control.get("id") in labels or control.get("aria-label") or id(control) in wrapped
            )
            assert named, f"{path}: no label for {control.get('name')}"


def _check_no_inline(page: Page, path: str) -> None:
    for element in page.tree.iter():
        for name in element.keys():  # noqa: SIM118  # because it is an element, not a dict
            assert name != "style", f"{path}: a style inline"
            assert not name.startswith("on"), f"{path}: {name} inline"


def fields_of(form: Any) -> dict[str, str]:
    """Return what a browser would send of a form's fields, untouched."""
    fields: dict[str, str] = {}
    for control in form.iter():
        tag, name = str(control.tag).removeprefix(NS), control.get("name")
        if not name or tag not in LABELLED:
            continue
        kind = control.get("type", "text")
        if kind in {"radio", "checkbox"} and control.get("checked") is None:
            continue
        if tag == "textarea":
            fields[name] = "".join(control.itertext()).removeprefix("\n")
        elif tag == "select":
            chosen = [o for o in control.iter(NS + "option") if o.get("selected") is not None]
            options = chosen or list(control.iter(NS + "option"))
            fields[name] = (options[0].get("value") or "") if options else ""
        else:
            fields[name] = control.get("value", "on" if kind == "checkbox" else "")
    return fields


def words(element: Any) -> str:
    """Return an element's text with single spaces."""
    return " ".join("".join(element.itertext()).split())


def _is_text(response: TestResponse) -> bool:
    return response.mimetype.startswith("text/") or response.mimetype == "application/json"


def _parse(text: str, *, fragment: bool) -> Any:
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
    return parser.parseFragment(text, container="div") if fragment else parser.parse(text)
