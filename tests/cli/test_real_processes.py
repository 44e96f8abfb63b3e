"""`make run` for real: server and runner as people run them. Slow, and worth it."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.post_office import post_office
from tests.serving import ROOT, RealServer, free_port, in_processes

pytestmark = pytest.mark.slow

MAIL_SECONDS = 10  # the promise


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the whole demo, written once."""
    folder = tmp_path_factory.mktemp("start") / "var"
    environment = {**os.environ, "IDEELL_DATA": str(folder), "IDEELL_DEMO": "1"}
    subprocess.run(
        [sys.executable, "-m", "ideell.start", "--prepare"], cwd=ROOT, env=environment, check=True
    )
    return folder


@pytest.fixture
def server(demo: Path) -> Iterator[RealServer]:
    with in_processes(demo) as server:
        yield server


def children_of(number: int) -> dict[int, str]:
    """Return the numbers and command lines of a process's children."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
            words = (path.parent / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
        if parent == number:
            found[int(path.parent.name)] = words
    return found


def everything_in(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "ideell.db") as connection:
        return list(connection.iterdump())


def end_of(server: RealServer) -> int:
    assert server.process is not None
    return server.process.wait(timeout=30)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_is_and_stops_without_leaving_anything(
    server: RealServer, how: signal.Signals
) -> None:
    said = server.log.read_text()
    assert f"Ideell is at {server.address}" in said or wait_for(server, "Ideell is at")
    children = children_of(server.process.pid)
    assert len(children) == 2
    server.process.send_signal(how)
    assert end_of(server) == 0
    assert not server.is_up()
    assert not [number for number in children if Path(f"/proc/{number}").exists()]
    assert "Traceback" not in server.log.read_text()


def wait_for(server: RealServer, words: str) -> bool:
    latest = time.monotonic() + 10
    while time.monotonic() < latest and words not in server.log.read_text():
        time.sleep(0.1)
    return words in server.log.read_text()


def test_a_second_start_takes_seconds_and_changes_nothing(demo: Path) -> None:
    before, began = everything_in(demo), time.monotonic()
    with in_processes(demo):
        took = time.monotonic() - began
    assert took < 15
    assert everything_in(demo) == before


def test_a_second_start_beside_the_first_is_refused(server: RealServer, demo: Path) -> None:
    environment = {**os.environ, "IDEELL_DATA": str(demo), "PORT": str(free_port())}
    other = subprocess.run(
        [sys.executable, "-m", "ideell.start"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert other.returncode == 2 and "runs on" in other.stderr and "Traceback" not in other.stderr


@pytest.mark.parametrize("which", ["ideell.runner", "granian"])
def test_when_one_part_dies_everything_stops_with_a_sentence(
    server: RealServer, which: str
) -> None:
    wait_for(server, "Ideell is at")
    children = children_of(server.process.pid)
    victim = next(number for number, words in children.items() if which in words)
    os.kill(victim, signal.SIGKILL)
    assert end_of(server) == 1
    assert "ended by itself (exit status -9). Everything is stopped." in server.log.read_text()
    assert not [number for number in children if Path(f"/proc/{number}").exists()]


def open_form(browser: urllib.request.OpenerDirector, address: str, **typed: str) -> str:
    """Open a page, fill its first form in, send it, and return the answer."""
    page = browser.open(address).read().decode()
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    for hidden in re.findall(r'<input [^>]*type="hidden"[^>]*>', page):
        name, value = re.search(r'name="(\w+)"', hidden), re.search(r'value="([^"]*)"', hidden)
        fields[name[1]] = value[1] if value else ""
    sent = urllib.parse.urlencode(fields | typed).encode()
    headers = {"Referer": address}
    return browser.open(urllib.request.Request(address, sent, headers)).read().decode()


def test_a_code_leaves_within_ten_seconds_and_signs_in(demo: Path) -> None:
    cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    browser = urllib.request.build_opener(cookies)
    with post_office() as office, in_processes(
        demo, IDEELL_SMTP_HOST="127.0.0.1", IDEELL_SMTP_PORT=str(office.port), IDEELL_SMTP_TLS="none"
    ) as server:
        asked = time.monotonic()
        page = open_form(
            browser, f"{server.address}/logga-in", email="birgitta.lindqvist@gardstun.example.se"
        )
        assert "Skriv koden från mejlet" in page
        letter = office.wait(MAIL_SECONDS)
        assert office.arrived[0][0] - asked < MAIL_SECONDS
        code = re.search(r"(\d{3}) (\d{3})", letter)
        page = open_form(browser, f"{server.address}/logga-in/kod", code=code[1] + code[2], remember="y")
        assert "Hej Birgitta" in page
        server.stop()
    text = server.log.read_text()
    assert code[1] + code[2] not in text and "birgitta" not in text.lower().replace("birgitta (pen", "")


def test_the_runner_is_told_to_stop_and_finishes(demo: Path) -> None:
    environment = {**os.environ, "IDEELL_DATA": str(demo), "IDEELL_DEMO": "1"}
    runner = subprocess.Popen(
        [sys.executable, "-m", "ideell.runner"], cwd=ROOT, env=environment, stderr=subprocess.PIPE
    )
    time.sleep(4)
    runner.send_signal(signal.SIGTERM)
    _out, said = runner.communicate(timeout=30)
    assert runner.returncode == 0
    for line in said.decode().splitlines():
        json.loads(line)


@pytest.mark.parametrize("what", [["-m", "ideell.runner"], ["-c", "import wsgi"]])
def test_without_settings_nothing_starts_and_a_sentence_says_why(
    tmp_path: Path, what: list[str]
) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("IDEELL_")}
    environment |= {"IDEELL_DATA": str(tmp_path / "var")}
    refused = subprocess.run(
        [sys.executable, *what], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert refused.returncode == 1
    assert "Ideell cannot start: set IDEELL_BASE_ADDRESS" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "var").exists()
