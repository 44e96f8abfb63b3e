"""`make run`: everything in one go, in the foreground. Upgrade, demo, runner, server."""

from __future__ import annotations

import argparse
import os
import sys

from ideell import create_app
from ideell.config import SettingMissing, port_of
from ideell.foundation.dumping import BackupFailed
from ideell.start.folder import alone_in, data_folder, forget_demo, is_half_written
from ideell.start.prepare import prepare_data
from ideell.start.processes import is_free, serve


def main(arguments: list[str] | None = None) -> int:
    """Start what was asked for; returns the exit status."""
    parser = argparse.ArgumentParser(prog="ideell", description=__doc__)
    parser.add_argument("--reset", action="store_true", help="throw the demo away")
    parser.add_argument("--prepare", action="store_true", help="prepare the data, start nothing")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("IDEELL_DEMO", "1")
    try:
        with alone_in(data_folder()):
            return _run(port_of(os.environ), reset=chosen.reset, prepare=chosen.prepare)
    except SettingMissing as fault:
        print(fault, file=sys.stderr)
        return 2
    except BackupFailed as fault:
        print(f"{fault} Without a backup nothing was upgraded.", file=sys.stderr)
        return 2


def _run(port: int, *, reset: bool, prepare: bool) -> int:
    folder = data_folder()
    if reset or is_half_written(folder):
        forget_demo(folder)
    if reset:
        print(f"The demo in {folder} is gone. The next start begins anew.")
        return 0
    if not prepare and not is_free(port):
        another = 5055 if port != 5055 else 5056
        print(f"Port {port} is taken. Try another: PORT={another} make run", file=sys.stderr)
        return 1
    app = create_app()
    prepare_data(app)
    return 0 if prepare else serve(app, port)
