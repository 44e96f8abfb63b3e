"""S16: what every answer tells the browser, on http and on https."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from http.cookies import SimpleCookie

from flask import Flask
from werkzeug.test import TestResponse

from tests.promises.answers import Answer, of_addresses, of_errors
from tests.promises.outcome import Outcome, thousands
from tests.promises.town import Town, standing

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
EXACT = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HTTPS = "https://rum.example.se"
LOADED = re.compile(r"<(?:script|link)\b[^>]*>")
SESSION = {False: "ideell", True: "__Host-ideell"}


def s16(*, full: bool) -> Outcome:
    """Look at every sort of answer, on both kinds of address."""
    tried, faults, red = 0, list[str](), list[str]()
    for https in (False, True):
        with standing(**({"base_address": HTTPS} if https else {})) as town:
            looked, wrong = _look(town, https=https, full=full)
            tried += looked
            faults += [f"{'https' if https else 'http'}: {fault}" for fault in wrong]
            with nothing_added(town.app):
                red += _look(town, https=https, errors_only=True)[1]
    return Outcome(
        figure=f"{len(faults)} faults in {thousands(tried)} answers, on http and https",
        faults=faults,
        control=f"without our headers, {thousands(len(red))} faults",
        control_is_red=len(red) > 100,
    )


def _look(
    town: Town, *, https: bool, full: bool = False, errors_only: bool = False
) -> tuple[int, list[str]]:
    tried, faults = 0, []
    answers: list[Iterator[Answer]] = [of_errors(town)]
    answers += [] if errors_only else [of_addresses(town, full=full)]
    for source in answers:
        for name, answer in source:
            tried += 1
            faults += [f"{name} ({answer.status_code}): {what}" for what in wrong(answer, https)]
    return tried, faults


def wrong(answer: TestResponse, https: bool) -> list[str]:
    """Return what is wrong with an answer's headers, cookies and loaded files."""
    found = [
        f"{name} is {answer.headers.get(name)!r}"
        for name, value in EXACT.items()
        if answer.headers.get(name) != value
    ]
    policies = answer.headers.getlist("Content-Security-Policy")
    is_file = "attachment" in answer.headers.get("Content-Disposition", "")
    is_static = answer.request.path.startswith("/static/") and answer.status_code == 200
    if policies != [FILE_POLICY if is_file or is_static else PAGE_POLICY]:
        found.append(f"Content-Security-Policy is {policies}")
    hsts = answer.headers.get("Strict-Transport-Security", "")
    if https != hsts.startswith("max-age=31536000"):
        found.append(f"Strict-Transport-Security is {hsts!r}")
    if not is_static:
        found += _wrong_caching(answer)
    return found + _wrong_cookies(answer, https) + _wrong_loading(answer)


def _wrong_caching(answer: TestResponse) -> list[str]:
    found = []
    if "Cookie" not in answer.headers.get("Vary", ""):
        found.append("no Vary: Cookie")
    if "HX-Request" not in answer.headers.get("Vary", ""):
        found.append("no Vary: HX-Request")
    signed_in = "Cookie" in answer.request.headers
    if signed_in and answer.headers.get("Cache-Control") != "no-store":
        found.append(f"Cache-Control is {answer.headers.get('Cache-Control')!r}")
    return found


def _wrong_cookies(answer: TestResponse, https: bool) -> list[str]:
    found = []
    for header in answer.headers.getlist("Set-Cookie"):
        ((name, cookie),) = SimpleCookie(header).items()
        if bool(cookie["secure"]) != https:
            found.append(f"cookie {name}: Secure is {bool(cookie['secure'])}")
        if not cookie["httponly"] or cookie["samesite"] != "Lax":
            found.append(f"cookie {name} is not HttpOnly and SameSite=Lax")
        if cookie["domain"] or cookie["path"] != "/":
            found.append(f"cookie {name} has a domain or another path than /")
        if "ideell" in name and name != SESSION[https]:
            found.append(f"the session's cookie is called {name}")
    return found


def _wrong_loading(answer: TestResponse) -> list[str]:
    if answer.mimetype != "text/html":
        return []
    return [
        f"without integrity: {tag}"
        for tag in LOADED.findall(answer.get_data(as_text=True))
        if ("src=" in tag or "stylesheet" in tag) and "integrity=" not in tag
    ]


@contextlib.contextmanager
def nothing_added(app: Flask) -> Iterator[None]:
    """The control: the product as the frameworks send it."""
    kept = app.after_request_funcs[None][:]
    app.after_request_funcs[None].clear()
    try:
        yield
    finally:
        app.after_request_funcs[None][:] = kept
