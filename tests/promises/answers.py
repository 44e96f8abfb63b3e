"""One answer of every sort that the product gives: pages, fragments, redirects, errors, files."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from flask import Flask, request
from werkzeug.test import TestResponse

from ideell.foundation.assets import load_manifest
from tests.promises.addresses import addresses
from tests.promises.asking import HTMX, ask
from tests.promises.principals import WHO
from tests.promises.town import Town

Answer = tuple[str, TestResponse]
SOME = ("stranger", "member", "moderator")


def of_addresses(town: Town, *, full: bool) -> Iterator[Answer]:
    """Give the answers at every address: plain and with htmx; at small size to one person each."""
    for number, address in enumerate(addresses(town.app)):
        for who in WHO if full else [SOME[number % len(SOME)]]:
            for hx in (False, True) if full else [number % 2 == 0]:
                path = address.path(town.things)
                answer = ask(town, town.people[who], address, path, hx=hx)
                if town.snapshot.changed():
                    town.snapshot.restore()
                yield f"{address.name} as {who}{' by htmx' if hx else ''}", answer


def of_errors(town: Town) -> Iterator[Answer]:
    """Give an answer for every way in which a request goes wrong."""
    me, app = town.people["moderator"], town.app
    for hx in (False, True):
        way = HTMX if hx else {}
        with failing(app):
            asked: list[tuple[str, str, str, dict[str, Any]]] = [
                ("400 wrong token", "POST", "/min-sida", {"data": {"csrf_token": "x"}}),
                ("404 nowhere", "GET", "/finns-inte", {}),
                ("405 wrong method", "POST", "/halsa", {"data": {"csrf_token": me.token}}),
                ("413 too large", "POST", "/min-sida", {"data": b"x" * 3_000_000}),
                ("500", "GET", "/halsa?control=500", {}),
                ("503 locked", "GET", "/halsa?control=503", {}),
                ("teapot", "GET", "/halsa?control=418", {}),
            ]
            for name, method, path, sent in asked:
                sent.setdefault("content_type", "application/x-www-form-urlencoded")
                yield (
                    f"{name}{' by htmx' if hx else ''}",
                    me.ask(app, method, path, headers=way, **sent),
                )
    yield "OPTIONS", me.ask(app, "OPTIONS", "/min-sida")
    yield "HEAD", me.ask(app, "HEAD", "/min-sida")
    yield "400 wrong host", me.ask(app, "GET", "/", headers={"Host": "evil.example"})
    yield from _of_limits(town)
    yield from _of_files(town)


def _of_limits(town: Town) -> Iterator[Answer]:
    nobody = town.people["stranger"]
    for _time in range(12):
        sent = {"csrf_token": nobody.token, "email": "nobody@example.se"}
        yield "429 in the end", nobody.ask(town.app, "POST", "/logga-in", data=sent)
    town.snapshot.restore()


def _of_files(town: Town) -> Iterator[Answer]:
    nobody = town.people["stranger"]
    for name, asset in load_manifest().items():
        yield f"static {name}", nobody.ask(town.app, "GET", asset.url)
    yield "static 404", nobody.ask(town.app, "GET", "/static/finns-inte.css")


@contextlib.contextmanager
def failing(app: Flask) -> Iterator[None]:
    """Let `/halsa?control=500` fail like a fault of ours, 503 like a locked database."""

    def fail() -> None:
        wanted = request.args.get("control")
        if wanted == "500":
            raise ZeroDivisionError("a fault of ours")
        if wanted == "503":
            raise sa.exc.OperationalError("", {}, Exception("database is locked"))
        if wanted == "418":
            from flask import abort

            abort(418)

    app.before_request_funcs.setdefault(None, []).append(fail)
    try:
        yield
    finally:
        app.before_request_funcs[None].remove(fail)
