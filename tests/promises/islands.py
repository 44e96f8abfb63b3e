"""S2: alliances are islands. What is theirs is answered like what does not exist."""

from __future__ import annotations

import contextlib
import difflib
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import sqlalchemy as sa
from werkzeug.test import TestResponse

from ideell.extensions import db
from ideell.foundation import access
from tests.promises.addresses import ARGUMENT, NOWHERE, Address, addresses
from tests.promises.asking import ask
from tests.promises.outcome import Outcome, thousands
from tests.promises.principals import WHO
from tests.promises.town import Town, standing

# Who is who is open to all members, of whatever alliance.
OPEN_TO_MEMBERS = {"Organisation", "User", "Membership", "RegionContact"}
PUBLISHED = {
    ("GET /svar/<response_id>/hela", "published"),
    ("GET /svar/<response_id>/hamta/<format_name>", "published"),
}
ISLANDERS = {"other moderator"}
CHANGING = (
    re.compile(r'name="(?:csrf_token|once)" value="[^"]*"'),
    re.compile(r"\b\d\d\.\d\d\b"),  # the time of day
    re.compile(r'data-person="\d+"'),
)


def s2(*, full: bool) -> Outcome:
    """Ask for everything of the other alliance's, as everybody here, in every way."""
    with standing() as town:
        tried, faults = differences(town, full=full)
        with walls_down():
            red = differences(town, full=False, every=7)[1]
    return Outcome(
        figure=f"{len(faults)} of {thousands(tried)} answers tell that something is there",
        faults=faults,
        control=f"with visible_to switched off, {thousands(len(red))}",
        control_is_red=len(red) > 3,
    )


def differences(town: Town, *, full: bool, every: int = 1) -> tuple[int, list[str]]:
    """Compare each answer about a thing of theirs with that about no thing; return how many
    were compared, and those that differ. At small size people take turns at the addresses.
    """
    who = [name for name in WHO if name not in ISLANDERS]
    faults: list[str] = []
    tried = 0
    for number, address in enumerate(list(of_islands(town))[::every]):
        for name in who if full else [who[number % len(who)]]:
            for hx in (False, True) if full else [number % 2 == 0]:
                tried += 1
                difference = _difference(town, address, name, hx=hx)
                if difference:
                    way = " by htmx" if hx else ""
                    faults.append(f"{address.name} ({address.state}) as {name}{way}: {difference}")
    return tried, faults


def of_islands(town: Town) -> Iterator[Address]:
    """Give every address of a thing that somebody owns, but for what is published to all."""
    for address in addresses(town.app):
        published = (address.name, address.state) in PUBLISHED
        if address.thing and address.thing not in OPEN_TO_MEMBERS and not published:
            yield address


def _difference(town: Town, address: Address, name: str, *, hx: bool) -> str:
    theirs, nothing = address.path(town.islands), address.path_to_nothing()
    answers = []
    for path in (theirs, nothing):
        answers.append(ask(town, town.people[name], address, path, hx=hx))
        if town.snapshot.changed():
            town.snapshot.restore()
    there, not_there = answers
    if there.status_code != not_there.status_code:
        return f"{there.status_code}, not {not_there.status_code}"
    return _first_difference(_plain(there, theirs, address), _plain(not_there, nothing, address))


def _plain(answer: TestResponse, path: str, address: Address) -> str:
    """Return headers and text of an answer without what differs between any two."""
    headers = sorted(f"{k}: {v}" for k, v in answer.headers if k not in {"Content-Length", "Date"})
    text = unquote("\n".join([*headers, answer.get_data(as_text=True)]))
    for pattern in CHANGING:
        text = pattern.sub("…", text)
    text = re.sub(r"Set-Cookie: [^;]*", "Set-Cookie: …", text)
    plain = ARGUMENT.sub("…", address.rule)
    return text.replace(path.partition("?")[0], plain).replace(str(NOWHERE), "…")


def _first_difference(one: str, other: str) -> str:
    if one == other:
        return ""
    lines = difflib.unified_diff(one.split("\n"), other.split("\n"), lineterm="", n=0)
    return next(line for line in lines if line[:3] not in {"---", "+++"} and line[0] in "+-")[:160]


@contextlib.contextmanager
def walls_down() -> Iterator[None]:
    """The control: things are fetched by number alone."""
    kept = access.find_visible

    def find_anything(thing: type, number: int, _actor: Any, _seen: Any = None) -> Any:
        model: Any = thing
        return db.session.scalar(sa.select(model).where(model.id == number))

    access.find_visible = find_anything
    try:
        yield
    finally:
        access.find_visible = kept
