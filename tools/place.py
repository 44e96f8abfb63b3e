"""Where things are, and what is said about what is being done."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
STAMPS = CACHE / "stamps"
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
NODE_MODULES = ROOT / "node_modules"


class SetupStopped(Exception):
    """Something is missing that only the reader can supply; the message says what to do."""


def say(sentence: str) -> None:
    """Show what is happening, at once and where it does not mix with a program's output."""
    print(f"· {sentence}", file=sys.stderr, flush=True)


def fingerprint(paths: Iterable[Path], *also: str) -> str:
    """Return one hash over the names and contents of `paths`, and over `also`."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(f"{os.path.relpath(path, ROOT)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    for text in also:
        digest.update(f"{text}\0".encode())
    return digest.hexdigest()


def once(stamp: Path, state: str, sentence: str, step: Callable[[], None]) -> bool:
    """Take `step` unless `stamp` says that it was taken in this very state.

    Returns whether it was taken. The stamp is written last, so a step that was cut off is
    taken again.
    """
    if stamp.is_file() and stamp.read_text() == state:
        return False
    say(sentence)
    began = time.monotonic()
    stamp.unlink(missing_ok=True)
    step()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(state)
    say(f"  done in {time.monotonic() - began:.0f} s")
    return True


def environment() -> dict[str, str]:
    """Return the environment for pip and npm, with caches of our own where HOME has no room."""
    changed = dict(os.environ)
    home = Path(changed.get("HOME") or "/nonexistent")
    if not (home.is_dir() and os.access(home, os.W_OK)):
        changed["HOME"] = str(CACHE / "home")
        Path(changed["HOME"]).mkdir(parents=True, exist_ok=True)
    return changed
