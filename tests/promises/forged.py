"""S7: no state is changed by a GET, and no forged POST gets through."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from flask import Flask, request

from ideell.extensions import db
from ideell.people.models import User
from tests.promises.addresses import addresses
from tests.promises.crawling import crawl
from tests.promises.forms import Sendable, sendable
from tests.promises.outcome import Outcome, thousands
from tests.promises.principals import WHO
from tests.promises.town import Town, standing
from tests.promises.typed import typed

EVIL = "https://evil.example"


def s7(*, full: bool) -> Outcome:
    """Ask for every page and crawl from there; forge every form."""
    with standing() as town:
        asked, by_get = changes_by_get(town, full=full)
        forged, by_post = changes_by_forgery(town)
        with tokens_ignored(town.app):
            red = changes_by_forgery(town, every=6)[1]
        with a_get_that_writes(town.app) as path:
            red_get = _get(town, "moderator", path)
    return Outcome(
        figure=(
            f"{len(by_get)} changes by {thousands(asked)} GETs, "
            f"{len(by_post)} of {thousands(forged)} forged POSTs got through"
        ),
        faults=[*by_get, *by_post],
        control=f"with tokens ignored, {len(red)} got through; a GET that writes was seen: "
        f"{'yes' if red_get else 'no'}",
        control_is_red=len(red) > 10 and bool(red_get),
    )


def changes_by_get(town: Town, *, full: bool) -> tuple[int, list[str]]:
    """Ask for every address, then follow every link; return how many, and what changed."""
    faults: list[str] = []
    asked = 0
    for address in addresses(town.app):
        if address.method == "GET":
            for who in WHO if full else ("moderator",):
                asked += 1
                faults += _get(town, who, address.path(town.things))
    for who in WHO if full else ("moderator",):
        pages = crawl(town, town.people[who], most=100_000 if full else 60)
        asked += len(pages)
        if town.snapshot.changed():
            faults.append(f"something on the way of the crawl of {who}")
            town.snapshot.restore()
    return asked, faults


def _get(town: Town, who: str, path: str) -> list[str]:
    town.people[who].ask(town.app, "GET", path)
    if not town.snapshot.changed():
        return []
    town.snapshot.restore()
    return [f"GET {path} as {who} wrote to the database"]


def changes_by_forgery(town: Town, *, every: int = 1) -> tuple[int, list[str]]:
    """Forge every form in every way; return how many, and those that were not refused."""
    faults: list[str] = []
    tried = 0
    for form in sendable(town)[::every]:
        for way, sent in forgeries(town, form).items():
            tried += 1
            answer = form_as(town, form, **sent)
            changed = town.snapshot.changed()
            town.snapshot.restore()
            if answer.status_code not in {400, 401, 403} or changed:
                faults.append(f"{form.name}, {way}: {answer.status_code}, changed: {changed}")
    return tried, faults


def forgeries(town: Town, form: Sendable) -> dict[str, dict[str, Any]]:
    """Return what another site, or somebody with a token of their own, could send."""
    victim = town.people[form.senders[0]]
    other = next(one for one in town.people.values() if one.name not in {victim.name, "stranger"})
    return {
        "without a token": {"token": ""},
        "with another's token": {"token": other.token},
        "with a stranger's token": {"token": town.people["stranger"].token},
        "with a made-up token": {"token": "x" * 90},
        "from a foreign origin": {"headers": {"Origin": EVIL}},
        "from a page without origin": {"headers": {"Origin": "null"}},
        "from another site, as the browser says": {"headers": {"Sec-Fetch-Site": "cross-site"}},
    }


def form_as(
    town: Town, form: Sendable, *, token: str | None = None, headers: dict[str, str] | None = None
) -> Any:
    """Send a form as the victim's browser would, with another token or other headers."""
    victim = town.people[form.senders[0]]
    fields = typed(form.address, town.things) | {"once": "forged"}
    fields["csrf_token"] = victim.token if token is None else token
    path = form.address.path(town.things)
    return victim.ask(town.app, "POST", path, data=fields, headers=headers or {})


@contextlib.contextmanager
def tokens_ignored(app: Flask) -> Iterator[None]:
    """The control: tokens and origins are not looked at."""
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        yield
    finally:
        app.config["WTF_CSRF_ENABLED"] = True


@contextlib.contextmanager
def a_get_that_writes(app: Flask) -> Iterator[str]:
    """The other control: a request by GET that leaves something behind."""

    def leave_something() -> None:
        if request.args.get("control"):
            person = db.session.query(User).order_by(User.id).first()
            assert person is not None
            person.keys_on = not person.keys_on
            db.session.commit()

    app.before_request_funcs.setdefault(None, []).append(leave_something)
    try:
        yield "/halsa?control=1"
    finally:
        app.before_request_funcs[None].remove(leave_something)
