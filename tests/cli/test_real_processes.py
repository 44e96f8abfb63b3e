"""`make run` for real: server and runner as people run them. Slow, and worth it."""

from __future__ import annotations

import http.cookiejar
import json
import os
import re
import shutil
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

from ideell.runner import WORKERS
from tests.cli.post_office import PostOffice, post_office
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


@pytest.fixture(scope="module")
def running(demo: Path) -> Iterator[tuple[RealServer, PostOffice]]:
    """The product as it runs, with a mail server to send to."""
    with post_office() as office:
        mail = {"IDEELL_SMTP_HOST": "127.0.0.1", "IDEELL_SMTP_PORT": str(office.port)}
        with in_processes(demo, IDEELL_SMTP_TLS="none", **mail) as server:
            assert wait_for(server, "Ideell is at")
            yield server, office


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


def wait_for(server: RealServer, words: str) -> bool:
    latest = time.monotonic() + 20
    while time.monotonic() < latest and words not in server.log.read_text():
        time.sleep(0.1)
    return words in server.log.read_text()


def test_it_says_where_it_is_and_as_whom(running: tuple[RealServer, PostOffice]) -> None:
    said = running[0].log.read_text()
    assert f"Ideell is at {running[0].address}" in said
    assert "Kerstin (office and moderator)" in said


def test_a_second_start_beside_the_first_is_refused(
    running: tuple[RealServer, PostOffice], demo: Path
) -> None:
    environment = {**os.environ, "IDEELL_DATA": str(demo), "PORT": str(free_port())}
    other = subprocess.run(
        [sys.executable, "-m", "ideell.start"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert other.returncode == 2
    assert "runs on" in other.stderr
    assert "Traceback" not in other.stderr


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


def test_a_code_leaves_within_ten_seconds_and_signs_in(
    running: tuple[RealServer, PostOffice],
) -> None:
    server, office = running
    cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    browser = urllib.request.build_opener(cookies)
    asked = time.monotonic()
    page = open_form(
        browser, f"{server.address}/logga-in", email="birgitta.lindqvist@gardstun.example.se"
    )
    assert "Skriv koden från mejlet" in page
    letter = office.wait(MAIL_SECONDS)
    assert office.arrived[0][0] - asked < MAIL_SECONDS
    code = re.search(r"(\d{3}) (\d{3})", letter)
    page = open_form(
        browser, f"{server.address}/logga-in/kod", code=code[1] + code[2], remember="y"
    )
    assert "Hej Birgitta" in page
    logged = server.log.read_text()
    assert code[1] + code[2] not in logged
    assert "gardstun.example.se" not in logged


def test_a_second_start_changes_nothing_and_ctrl_c_leaves_nothing(
    demo: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "var"
    shutil.copytree(demo, folder)
    before = everything_in(folder)
    with in_processes(folder) as server:
        children = children_of(server.process.pid)
        assert len(children) == 2
        server.process.send_signal(signal.SIGINT)
        assert end_of(server) == 0
        assert not server.is_up()
    assert not [number for number in children if Path(f"/proc/{number}").exists()]
    said = server.log.read_text()
    assert "Traceback" not in said
    assert "writing the demo" not in said
    assert everything_in(folder) == before


def test_when_one_part_dies_everything_stops_with_a_sentence(demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "var"
    shutil.copytree(demo, folder)
    with in_processes(folder) as server:
        children = children_of(server.process.pid)
        runner = next(number for number, words in children.items() if "ideell.runner" in words)
        os.kill(runner, signal.SIGKILL)
        assert end_of(server) == 1
    said = server.log.read_text()
    assert "The runner ended by itself (exit status -9). Everything is stopped." in said
    assert not [number for number in children if Path(f"/proc/{number}").exists()]


def wait_until_it_works(number: int) -> None:
    """Wait until the runner has its workers, and so its answer to SIGTERM."""
    latest = time.monotonic() + 60
    while time.monotonic() < latest:
        if len(list(Path(f"/proc/{number}/task").iterdir())) >= 2 + WORKERS:
            time.sleep(0.5)
            return
        time.sleep(0.1)
    raise AssertionError("it never began to work")


def test_the_runner_is_told_to_stop_and_finishes(demo: Path) -> None:
    environment = {**os.environ, "IDEELL_DATA": str(demo), "IDEELL_DEMO": "1"}
    runner = subprocess.Popen(
        [sys.executable, "-m", "ideell.runner"], cwd=ROOT, env=environment, stderr=subprocess.PIPE
    )
    wait_until_it_works(runner.pid)
    runner.send_signal(signal.SIGTERM)
    _out, said = runner.communicate(timeout=30)
    assert runner.returncode == 0
    for line in said.decode().splitlines():
        json.loads(line)


@pytest.mark.parametrize(
    ("what", "gives_up_with"), [(["-m", "ideell.runner"], 1), (["-c", "import wsgi"], 3)]
)
def test_without_settings_nothing_starts_and_a_sentence_says_why(
    tmp_path: Path, what: list[str], gives_up_with: int
) -> None:
    """Gunicorn takes 3 as "cannot boot" and stops; anything else it tries again for ever."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("IDEELL_")}
    environment |= {"IDEELL_DATA": str(tmp_path / "var")}
    refused = subprocess.run(
        [sys.executable, *what], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert refused.returncode == gives_up_with
    assert "Ideell cannot start: set IDEELL_BASE_ADDRESS" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "var").exists()
