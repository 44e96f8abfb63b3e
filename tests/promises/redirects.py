"""S8: links and redirects stay home, whatever `next=` or Host say."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from urllib.parse import parse_qsl, urljoin, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from ideell.foundation import links
from tests.promises.addresses import addresses
from tests.promises.forms import sendable
from tests.promises.outcome import Outcome, thousands
from tests.promises.principals import base_address
from tests.promises.town import Town, standing
from tests.promises.vectors import CORE, has_corpus, payloads

DROPPED = re.compile(r"[\t\r\n]")
ADDRESS = re.compile(r'\s(?:href|action|src|hx-get|hx-post)="([^"]*)"')
READ_NEXT = {"sign_in.ask", "sign_in.code", "positions.stance"}
Send = Callable[[], TestResponse]
EVIL = re.compile(r"evil|google|example\.com", re.I)
FORWARDED = ("X-Forwarded-Host", "X-Host", "X-Original-Host", "Forwarded", "X-Forwarded-Server")


def s8(*, full: bool) -> Outcome:
    """Send every vector as `next` to every form and page, and as Host and forwarding headers."""
    with standing() as town:
        tried, faults = leaving(town, full=full)
        hosts, astray = by_host(town, full=full)
        with every_path_local():
            red = leaving(town, full=False, every=9)[1]
    corpus = "" if has_corpus() else ", own vectors only"
    return Outcome(
        figure=f"{len(faults)} of {thousands(tried)} leave, "
        f"{len(astray)} of {hosts} by Host{corpus}",
        faults=[*faults, *astray],
        control=f"with every path taken as local, {len(red)} leave",
        control_is_red=len(red) > 5,
    )


def leaving(town: Town, *, full: bool, every: int = 1) -> tuple[int, list[str]]:
    """Return how many answers were looked at, and those that lead away from home."""
    vectors = payloads("redirect") if full else CORE["redirect"]
    asked = [*_by_form(town, vectors if full else vectors[::7]), *_by_page(town, vectors, full)]
    faults = []
    asked = asked[::every]
    for name, send in asked:
        faults += [f"{name}: {to}" for to in _sent_astray(town, send)]
        if town.snapshot.changed():
            town.snapshot.restore()
    return len(asked), faults


def _by_form(town: Town, vectors: list[str]) -> Iterator[tuple[str, Send]]:
    for form in list(sendable(town)):
        for number, vector in enumerate(vectors):
            send = partial(form.send, town, next=vector, hx=bool(number % 2))
            yield f"{form.name} with {vector!r}", send


def _by_page(town: Town, vectors: list[str], full: bool) -> Iterator[tuple[str, Send]]:
    pages = [one for one in addresses(town.app) if one.method == "GET"]
    for address in pages if full else [one for one in pages if one.endpoint in READ_NEXT]:
        for who, vector in product(("stranger", "moderator"), vectors):
            path, _mark, own = address.path(town.things).partition("?")
            query = dict(parse_qsl(own)) | {"next": vector}
            ask = partial(town.people[who].ask, town.app, "GET", path, query_string=query)
            yield f"{address.name} with {vector!r} as {who}", ask


def _sent_astray(town: Town, send: Send) -> list[str]:
    try:
        return _astray(town.app, send())
    except UnicodeError:
        return ["an address that no header can carry"]


def _astray(app: Flask, answer: TestResponse) -> list[str]:
    """Return the addresses of an answer that leave our host, or lead to no page of ours."""
    sent_to = [answer.headers.get(name) for name in ("Location", "HX-Redirect", "HX-Location")]
    gone = [to for to in sent_to if to and not (is_home(app, to) and is_page(app, to))]
    text = answer.get_data(as_text=True) if answer.mimetype == "text/html" else ""
    shown = [to for to in ADDRESS.findall(text) if EVIL.search(to) and not is_home(app, to)]
    return gone + shown


def is_home(app: Flask, to: str) -> bool:
    """Tell whether a browser that reads `to` stays on our host (WHATWG's way of reading)."""
    base = base_address(app)
    seen = DROPPED.sub("", to.strip("".join(map(chr, range(33))))).replace("\\", "/")
    try:
        whole = urlsplit(urljoin(base, seen))
    except ValueError:
        return False
    return f"{whole.scheme}://{whole.netloc}" == base and not seen.startswith("//")


def is_page(app: Flask, to: str) -> bool:
    """Tell whether `to` is something that can be asked for by GET, or is nowhere."""
    adapter = app.url_map.bind(urlsplit(base_address(app)).netloc)
    try:
        adapter.match(urlsplit(to).path, method="GET")
    except RequestRedirect:
        return True
    except HTTPException as error:
        return error.code == 404
    return True


def by_host(town: Town, *, full: bool) -> tuple[int, list[str]]:
    """Ask under other names; return how many ways, and those that show in an answer."""
    faults = []
    tried = 0
    for vector in payloads("host", full=full):
        for header in ("Host", *FORWARDED):
            tried += 1
            try:
                answer = town.people["moderator"].ask(
                    town.app, "GET", "/min-sida", headers={header: vector}
                )
            except ValueError:  # what no HTTP header can carry
                continue
            foreign = [
                to
                for to in ADDRESS.findall(answer.get_data(as_text=True))
                if to.startswith(("http", "//")) and not is_home(town.app, to)
            ]
            ours = header != "Host" or _is_ours(vector)
            if foreign or not (answer.status_code == 400 or ours):
                faults.append(f"{header}: {vector!r}: {answer.status_code} {foreign}")
    return tried, faults + _letters_astray(town)


def _is_ours(host: str) -> bool:
    """Tell whether a Host value names this computer, at whatever port."""
    return host.partition(":")[0] in {"", "127.0.0.1", "localhost"}


def _letters_astray(town: Town) -> list[str]:
    """Return the mails written while somebody lied about the host, when they repeat the lie."""
    nobody = town.people["stranger"]
    sent = {"csrf_token": nobody.token, "email": "anna.ek@example.se"}
    for header in FORWARDED:
        nobody.ask(town.app, "POST", "/logga-in", data=sent, headers={header: "evil.example"})
    written = [row for row in town.snapshot.rows()["mails"].values() if "evil" in str(row)]
    town.snapshot.restore()
    return [f"mail: {row}" for row in written]


@contextlib.contextmanager
def every_path_local() -> Iterator[None]:
    """The control: whatever is typed counts as a path of ours."""
    kept = links.local_path.__code__
    links.local_path.__code__ = (lambda typed: typed).__code__
    try:
        yield
    finally:
        links.local_path.__code__ = kept
