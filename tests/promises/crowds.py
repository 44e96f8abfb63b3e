"""Many people at once on one section, over HTTP: in processes as people run it, or in threads."""

from __future__ import annotations

import contextlib
import html
import http.client
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from ideell import create_app
from ideell.drafting.models import Section
from ideell.extensions import db
from tests import databases
from tests.conftest import settings_for
from tests.drafting.builders import make_answer
from tests.promises.principals import Principal, signed_in
from tests.serving import ROOT, free_port, in_thread, unmeasured
from tests.world import World, build_world, make_person

WORKERS, THREADS = 2, 8
PATIENCE = 600
INPUT = re.compile(r"<input\b[^>]*>")
ATTRIBUTE = re.compile(r'\b(name|value)="([^"]*)"')
TEXTAREA = re.compile(r'<textarea\b[^>]*\bname="(\w+)"[^>]*>\n?(.*?)</textarea>', re.DOTALL)


@dataclass
class Crowd:
    """An application with an answer in it, its moderators at their browsers, and its server."""

    app: Flask
    address: str
    people: list[Person]
    section_id: int


@dataclass
class Person:
    """A signed-in moderator with a connection of their own."""

    address: str
    principal: Principal
    _line: http.client.HTTPConnection | None = field(default=None, repr=False)

    def get(self, path: str) -> tuple[int, str]:
        """Fetch a page."""
        return self._ask("GET", path, None)

    def send(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """Send a form, with this session's token."""
        sent = {"csrf_token": self.principal.token, **fields}
        return self._ask("POST", path, urllib.parse.urlencode(sent))

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        headers = {"Cookie": self.principal.cookie, "Referer": f"{self.address}/"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if self._line is None:
            host = self.address.removeprefix("http://")
            self._line = http.client.HTTPConnection(host, timeout=PATIENCE)
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        return answer.status, answer.read().decode()

    def leave(self) -> None:
        """Close the connection."""
        if self._line is not None:
            self._line.close()


def fields_of(page: str, action: str) -> dict[str, str]:
    """Return the fields of the form that posts to `action`, as they stand; no radio buttons."""
    form = page[page.index(f'action="{action}"') :].partition("</form>")[0]
    fields = {}
    for tag in INPUT.findall(form):
        known = dict(ATTRIBUTE.findall(tag))
        if "name" in known and 'type="radio"' not in tag:
            fields[known["name"]] = html.unescape(known.get("value", ""))
    return fields | {name: html.unescape(text) for name, text in TEXTAREA.findall(form)}


@contextlib.contextmanager
def gathered(number: int, text: str, *, url: str = "", processes: bool = False) -> Iterator[Crowd]:
    """Give so many moderators of one section with `text` in it, and a server before them."""
    logged = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    folder, port = Path(tempfile.mkdtemp(prefix="ideell-crowd-")), free_port()
    address = f"http://127.0.0.1:{port}"
    app = create_app(settings_for(folder, database_url=url, base_address=address))
    app.testing = False
    server = _processes(folder, port, url) if processes else in_thread(app, port)
    people: list[Person] = []
    try:
        section_id, numbers = _settled(app, number, text)
        with server:
            people = [Person(address, signed_in(app, f"p{one}", one)) for one in numbers]
            yield Crowd(app, address, people, section_id)
    finally:
        for person in people:
            person.leave()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        shutil.rmtree(folder, ignore_errors=True)
        logging.disable(logged)


def _settled(app: Flask, number: int, text: str) -> tuple[int, list[int]]:
    with app.app_context():
        db.create_all()
        world: World = build_world()
        moderators = [
            make_person(f"Moderator {one}", a=(world.samklang, ["moderator"]))
            for one in range(number)
        ]
        db.session.flush()
        section: Section = make_answer(world, text=text).section
        section.state = "open"
        db.session.commit()
        return section.id, [one.id for one in moderators]


@contextlib.contextmanager
def _processes(folder: Path, port: int, url: str) -> Iterator[None]:
    """Run the server as `make run` does, with more workers than one."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", str(WORKERS), "--blocking-threads", str(THREADS),
        "--no-ws", "--log-level", "error", "wsgi:app",
    ]  # fmt: skip
    own = {"IDEELL_DATA": str(folder), "IDEELL_DATABASE_URL": url, "PORT": str(port)}
    environment = {**unmeasured(), **own, "IDEELL_DEMO": "1", "IDEELL_LOG_LEVEL": "error"}
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(port)
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/halsa")
            if line.getresponse().status == 200:
                return
        time.sleep(0.2)
    raise RuntimeError("the server did not start")


def places(*, full: bool) -> dict[str, str]:
    """Return the databases to try on, by name: both at full size, else the one of the tests."""
    on_postgres = os.environ.get("IDEELL_TEST_DATABASE") == "postgres"
    wanted = {} if on_postgres and not full else {"SQLite": ""}
    if (full or on_postgres) and databases.postgres_url() is not None:
        wanted["PostgreSQL"] = "another"
    return wanted


def emptied(url: str) -> str:
    """Return an address that holds nothing yet."""
    if not url:
        return ""
    folder, name = os.environ[databases.RUNNING], f"ideell_crowd_{os.getpid()}"
    databases.create(folder, name)
    return databases.address(folder, name)
