"""Ideell on a real port: in a thread beside the test, or as the processes that people run."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

ROOT = Path(__file__).resolve().parent.parent


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def unmeasured() -> dict[str, str]:
    """Return our environment for a child that is to be killed, or may write no file.

    Its coverage is not asked for: it would leave half a file, or an empty one.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


class Quiet(WSGIRequestHandler):
    """Keeps connections open between requests as a real server does, and logs nothing."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 because the base says so
        """Say nothing."""


@contextlib.contextmanager
def in_thread(app: Flask, port: int) -> Iterator[str]:
    """Serve `app` beside the test and give its address."""
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, name="ideell-server", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


@dataclass
class RealServer:
    """The processes of `make run` on a folder of their own; can be killed and started again."""

    folder: Path
    port: int = field(default_factory=free_port)
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Return where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """Return where its words go."""
        return self.folder.with_suffix(".log")

    def start(self, *, within: float = 90) -> None:
        """Start it and wait until it is up; raises RuntimeError with the end of its log."""
        own = {"IDEELL_DATA": str(self.folder), "IDEELL_DEMO": "1", "PORT": str(self.port)}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ideell.start"],
                cwd=ROOT,
                env={**os.environ, **own, **self.environment},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + within
        while time.monotonic() < deadline and self.process.poll() is None:
            if self.is_up():
                return
            time.sleep(0.1)
        ended = self.process.poll()
        self.kill()
        said = self.log.read_text()[-2000:]
        raise RuntimeError(f"it did not start (exit status {ended}):\n{said}")

    def is_up(self) -> bool:
        """Tell whether it answers that it is."""
        try:
            with urllib.request.urlopen(f"{self.address}/halsa", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def kill(self) -> None:
        """Kill every process of it at once, without a word (kill -9)."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to stop, as Ctrl-C or a service manager does."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            if how is signal.SIGKILL:
                os.killpg(self.process.pid, how)
            else:
                self.process.send_signal(how)
        try:
            self.process.wait(timeout=30)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process = None


@contextlib.contextmanager
def in_processes(folder: Path, **environment: str) -> Iterator[RealServer]:
    """Run Ideell as `make run` does, on `folder`, and ask it to stop afterwards."""
    server = RealServer(folder, environment=environment)
    server.start()
    try:
        yield server
    finally:
        server.stop()
