"""`make run`: everything in one go, in the foreground. Upgrade, demo, runner, server."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from flask import Flask

from ideell import create_app
from ideell.config import SettingMissing
from ideell.demo import fill
from ideell.extensions import db
from ideell.foundation import upgrade
from ideell.foundation.backup import make_backup
from ideell.foundation.clock import now

SERVER_THREADS = 8


def main() -> int:
    """Start what was asked for; returns the exit status."""
    parser = argparse.ArgumentParser(prog="ideell", description=__doc__)
    parser.add_argument("--reset", action="store_true", help="throw the demo away first")
    parser.add_argument("--prepare", action="store_true", help="prepare the data, start nothing")
    chosen = parser.parse_args()
    os.environ.setdefault("IDEELL_DEMO", "1")
    os.environ.setdefault("PORT", "5000")
    try:
        if chosen.reset:
            forget_demo()
        app = create_app()
        prepare_data(app)
    except SettingMissing as fault:
        print(fault, file=sys.stderr)
        return 2
    return 0 if chosen.prepare or chosen.reset else serve(app)


def forget_demo() -> None:
    """Delete the demo's data; what is no demo is left alone."""
    folder = Path(os.environ.get("IDEELL_DATA", "var"))
    if folder.exists() and not (folder / "demo").exists():
        raise SettingMissing(f"{folder} holds no demo, so nothing was deleted.")
    shutil.rmtree(folder, ignore_errors=True)
    print(f"The demo in {folder} is gone; the next start begins anew.", flush=True)


def prepare_data(app: Flask) -> None:
    """Bring the database up to date (after a backup) and fill the demo at its first start."""
    settings = app.extensions["ideell_settings"]
    with app.app_context():
        first = upgrade.is_empty()
        if not upgrade.is_current():
            if not first:
                stamp = now().strftime("%Y%m%d-%H%M%S")
                target = settings.data / f"before-upgrade-{stamp}.zip"
                make_backup(target, engine=db.engine, folder=settings.data)
                print(f"· backup before the upgrade: {target}", flush=True)
            print("· bringing the database up to date", flush=True)
            upgrade.upgrade()
        if settings.demo and first:
            print("· writing the demo content", flush=True)
            (settings.data / "demo").touch()
            fill()


def serve(app: Flask) -> int:
    """Run server and runner until one of them ends or we are told to stop."""
    port = os.environ["PORT"]
    if not _is_free(int(port)):
        print(f"Port {port} is taken. Try another: PORT=5055 make run", file=sys.stderr)
        return 1
    commands = [
        [sys.executable, "-m", "ideell.runner"],
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
         "--port", port, "--workers", "1", "--blocking-threads", str(SERVER_THREADS),
         "--no-ws", "--log-level", "error", "wsgi:app"],
    ]  # fmt: skip
    running = [subprocess.Popen(command) for command in commands]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    _tell(app, port)
    try:
        while all(process.poll() is None for process in running):
            time.sleep(0.3)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(timeout=15)


def _tell(app: Flask, port: str) -> None:
    address = app.extensions["ideell_settings"].base_address
    print(f"\nIdeell is at {address}", flush=True)
    if app.extensions["ideell_settings"].demo:
        print(
            f"Sign in at {address}/logga-in as one of the demo's people, for instance\n"
            "  Kerstin (office and moderator), Birgitta (pen holder), Amina (representative).\n"
            f"Mail lands at {address}/utkorg. Stop with Ctrl-C.\n",
            flush=True,
        )


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
