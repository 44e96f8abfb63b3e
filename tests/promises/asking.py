"""One request at an address as one person, and what the answer means."""

from __future__ import annotations

import secrets
from typing import Any

from werkzeug.test import TestResponse

from tests.promises.addresses import Address
from tests.promises.principals import Principal
from tests.promises.town import Key, Town
from tests.promises.typed import typed

YES, NO, HIDDEN, SIGN_IN = "yes", "no", "404", "→"
LET_IN = {200, 204, 302, 303, 409, 422}
HTMX = {"HX-Request": "true"}


def ask(
    town: Town,
    who: Principal,
    address: Address,
    path: str,
    *,
    hx: bool = False,
    numbers: dict[Key, int] | None = None,
    **changed: Any,
) -> TestResponse:
    """Send one request, with what a person would type and the tokens of the person's page."""
    headers = HTMX if hx else {}
    if address.method == "GET":
        return who.ask(town.app, "GET", path, headers=headers)
    fields = typed(address, town.things if numbers is None else numbers)
    fields |= {"csrf_token": who.token, "once": secrets.token_urlsafe(18)} | changed
    return who.ask(town.app, "POST", path, data=fields, headers=headers)


def verdict(answer: TestResponse) -> str:
    """Return how an answer stands in docs/permissions.md, or its status where it fits nowhere."""
    code = answer.status_code
    if code == 401 or (code == 303 and leads_to_sign_in(answer)):
        return SIGN_IN
    known = {403: NO, 404: HIDDEN} | dict.fromkeys(LET_IN, YES)
    return known.get(code, str(code))


def leads_to_sign_in(answer: TestResponse) -> bool:
    """Tell whether the answer sends a stranger to sign in and back again."""
    return answer.headers.get("Location", "").startswith("/logga-in?next=")


def acted(answer: TestResponse) -> bool:
    """Tell whether a form did what it is for."""
    return answer.status_code in {200, 204, 302, 303}
