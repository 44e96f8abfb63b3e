"""R11: no request ends in 5xx, whatever bytes and values it is made of."""

from __future__ import annotations

import contextlib
import io
import os
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any
from urllib.parse import quote

from flask import Flask, got_request_exception, request

from tests.promises.addresses import ARGUMENT, Address, addresses
from tests.promises.outcome import Outcome, thousands
from tests.promises.permissions import cells
from tests.promises.principals import Principal
from tests.promises.town import Town, standing
from tests.promises.typed import typed
from tests.promises.vectors import payloads

FULL, SMALL = 50_000, 400
SEED = 20261123

NUMBERS = [
    "0", "-1", "1", "2147483648", "9223372036854775808", "1e309", "NaN", "0x1", "٣", "1_000", " 1",
    "1\u0000", "99999999999999999999999999999999",
]  # fmt: skip
ODD = [
    "", " ", "\u0000", "\ud800", "\uffff", "\u202e", "\r\n", "\n" * 50, "%", "%zz", "%s%s%s", "{}",
    "[]", "null", "'", '"', "\\", "a" * 5_000, "å" * 999, "😀", "e\u0301" * 40, "1;2", "a\tb",
    "2026-02-30", "9999-12-31", "0001-01-01", "31/2", "i går", "https://[", "x@y", "\x7f\x80\xff",
]  # fmt: skip
HEADERS = [
    "Accept", "Accept-Language", "Content-Length", "Content-Type", "Cookie", "HX-Current-URL",
    "HX-Prompt", "HX-Request", "HX-Target", "If-Modified-Since", "If-None-Match", "Origin",
    "Range", "Referer", "Sec-Fetch-Site", "Transfer-Encoding", "User-Agent", "X-Forwarded-For",
    "X-Forwarded-Proto",
]  # fmt: skip
CONTENT_TYPES = [
    "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded; charset=utf-16", "application/json", "text/plain", "",
    "application/x-www-form-urlencoded; charset=nonsense",
]  # fmt: skip


def r11(*, full: bool) -> Outcome:
    """Throw junk at every address, in every place of a request."""
    many = FULL if full else SMALL
    faults = everywhere(many) if full else broken_in_a_town(SEED, many, full=False)
    with standing() as town, a_view_that_trusts(town.app):
        red = broken(town, SMALL // 2, Dice(random.Random(SEED), NUMBERS))
    return Outcome(
        figure=f"{len(faults)} of {thousands(many)} ended in 5xx",
        faults=_told(faults),
        control=f"with a view that trusts what it gets, {len(red)} of {SMALL // 2}",
        control_is_red=len(red) > 3,
    )


def _told(faults: list[str]) -> list[str]:
    return [f"{number} × {fault}" for fault, number in Counter(faults).most_common()]


def everywhere(many: int) -> list[str]:
    """Share the work among the machine's cores, each with a town and dice of its own."""
    hands = os.cpu_count() or 1
    with ProcessPoolExecutor(hands, mp_context=get_context("spawn")) as pool:
        shares = [pool.submit(broken_in_a_town, SEED + n, many // hands) for n in range(hands)]
        return [fault for share in shares for fault in share.result()]


def broken_in_a_town(seed: int, many: int, *, full: bool = True) -> list[str]:
    """Build a town and throw so much at it."""
    corpus = payloads("blns", "template", "xml", "path", full=full)
    with standing() as town:
        return broken(town, many, Dice(random.Random(seed), [*ODD, *NUMBERS, *corpus]))


def broken(town: Town, many: int, dice: Dice) -> list[str]:
    """Send so many requests of junk; return what failed: where, and with which error."""
    targets = _targets(town)
    faults: list[str] = []
    raised: list[BaseException] = []

    def note(_app: Flask, exception: BaseException, **_more: Any) -> None:
        raised.append(exception)

    with got_request_exception.connected_to(note, town.app):
        for _number in range(many):
            address, who = dice.among(targets)
            status = _send(town, address, who, dice)
            if status >= 500:
                why = type(raised[-1]).__name__ if raised else "?"
                faults.append(f"{address.name}: {status} {why}")
            raised.clear()
            if town.snapshot.changed():
                town.snapshot.restore()
    return faults


def _targets(town: Town) -> list[tuple[Address, Principal]]:
    """Return every address with somebody who is let in there, and with a stranger."""
    let_in = {cell.address: cell.who for cell in cells(town.app) if cell.expected == "yes"}
    people = town.people
    targets = [(address, people[who]) for address, who in let_in.items()]
    return targets + [(address, people["stranger"]) for address in addresses(town.app)][::4]


@dataclass
class Dice:
    """What is thrown: values from a list, or bytes."""

    random: random.Random
    values: list[str] = field(default_factory=list)

    def among(self, things: Any) -> Any:
        """Return one of them."""
        return things[self.random.randrange(len(things))]

    def sometimes(self, share: float) -> bool:
        """Tell whether this is one of the times."""
        return self.random.random() < share

    def text(self) -> str:
        """Return a value: from the list, or of letters from anywhere in Unicode."""
        if self.sometimes(0.7):
            return str(self.among(self.values))
        return "".join(
            chr(self.random.randrange(0x11000)) for _ in range(self.random.randrange(40))
        )

    def octets(self, most: int = 200) -> bytes:
        """Return bytes of any sort."""
        return self.random.randbytes(self.random.randrange(most))


def _send(town: Town, address: Address, who: Principal, dice: Dice) -> int:
    """Send one request; return its status. What no HTTP client could send counts as 0."""
    path = address.path(town.things)
    sent: dict[str, Any] = {"headers": _headers(dice, who)}
    if dice.sometimes(0.4):
        path = _bent(address, path, dice)
    if "?" not in path and dice.sometimes(0.4):  # the client takes a query in one place only
        names = ["q", "next", "kapitel", "efter", "avsnitt", "slag", "vy", "fran", "till", "base"]
        sent["query_string"] = {dice.among(names): dice.text() for _ in range(2)}
    if address.method == "POST":
        sent |= _body(town, address, who, dice)
    try:
        return int(who.ask(town.app, address.method, path, **sent).status_code)
    except (ValueError, UnicodeError) as error:
        if "header" in str(error).lower() or "surrogates" in str(error):
            return 0
        raise


def _bent(address: Address, path: str, dice: Dice) -> str:
    """Return the path with junk in place of its numbers, or after it."""
    if "<" in address.rule and dice.sometimes(0.7):
        return ARGUMENT.sub(lambda _: quote(dice.text(), safe="", errors="replace"), address.rule)
    return path + quote(dice.octets(12))


def _headers(dice: Dice, who: Principal) -> dict[str, str]:
    if dice.sometimes(0.6):
        return {}
    name = dice.among(HEADERS)
    value = dice.text().encode("utf-8", "replace").decode("latin-1")
    value = "".join(letter for letter in value if letter.isprintable())
    return {name: f"{who.cookie}{value}" if name == "Cookie" and dice.sometimes(0.5) else value}


def _body(town: Town, address: Address, who: Principal, dice: Dice) -> dict[str, Any]:
    """Return a form with junk in it, a file of junk, or junk as a whole."""
    if dice.sometimes(0.1):
        return {"data": dice.octets(2_000), "content_type": dice.among(CONTENT_TYPES)}
    fields: dict[str, Any] = typed(address, town.things) | {
        "csrf_token": who.token, "once": dice.text()[:90] or "x",
    }  # fmt: skip
    for name in [name for name in fields if name != "csrf_token" and dice.sometimes(0.5)]:
        fields[name] = dice.text()
    if dice.sometimes(0.2):
        fields["file"] = (io.BytesIO(dice.octets(500)), dice.text()[:80] or "x")
    return {"data": {name: _sendable(value) for name, value in fields.items()}}


def _sendable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, tuple):
        return (value[0], value[1].encode("utf-8", "replace").decode())
    return value


@contextlib.contextmanager
def a_view_that_trusts(app: Flask) -> Iterator[None]:
    """The control: something that takes what it gets for what it hopes for."""

    def trust() -> None:
        for value in request.args.values():
            int(value)

    app.before_request_funcs.setdefault(None, []).append(trust)
    try:
        yield
    finally:
        app.before_request_funcs[None].remove(trust)
