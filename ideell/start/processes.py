"""Server and runner side by side, until one of them ends or we are told to stop."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import sys
import time

from flask import Flask

from ideell.config import Settings

HOST = "127.0.0.1"
SERVER_THREADS = 8
SLOWEST_STOP = 15  # seconds that the processes get to stop by themselves
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def serve(app: Flask, port: int) -> int:
    """Run server and runner; returns the exit status."""
    told: list[int] = []
    for one in STOPS:
        signal.signal(one, lambda number, _frame: told.append(number))
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in _commands(port).items():
            running[name] = subprocess.Popen(command)  # noqa: S603 because the commands are ours
        has_told = False
        while not told:
            if (ended := _ended(running)) is not None:
                print(f"{ended} Everything is stopped. Start again: make run", file=sys.stderr)
                return 1
            if not has_told and not is_free(port):
                has_told = True
                _tell(app.extensions["ideell_settings"])
            time.sleep(0.2)
        return 0
    finally:
        _stop(list(running.values()))


def is_free(port: int) -> bool:
    """Tell whether nobody listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _commands(port: int) -> dict[str, list[str]]:
    return {
        "The runner": [sys.executable, "-m", "ideell.runner"],
        "The server": [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST,
            "--port", str(port), "--workers", "1", "--blocking-threads", str(SERVER_THREADS),
            "--no-ws", "--log-level", "error", "wsgi:app",
        ],
    }  # fmt: skip


def _ended(running: dict[str, subprocess.Popen[bytes]]) -> str | None:
    """Return a sentence about a process that is no more, or None."""
    for name, process in running.items():
        if (status := process.poll()) is not None:
            return f"{name} ended by itself (exit status {status})."
    return None


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    """Tell the processes to stop, wait for them, and end those that do not."""
    latest = time.monotonic() + SLOWEST_STOP
    for process in processes:
        process.terminate()
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=max(0.1, latest - time.monotonic()))
        process.kill()  # nothing happens to one that has ended
        process.wait()


def _tell(settings: Settings) -> None:
    print(f"\nIdeell is at {settings.base_address}")
    if settings.demo:
        print(
            f"Sign in at {settings.base_address}/logga-in as one of the demo's people, as\n"
            "  Kerstin (office and moderator), Birgitta (pen holder), Amina (representative).\n"
            f"Mail lands at {settings.base_address}/utkorg."
        )
    print("Stop with Ctrl-C.\n", flush=True)
