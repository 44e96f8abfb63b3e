"""The folder of all state: used by one start at a time, and the demo's marked as such."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from ideell.config import SettingMissing

MARK = "demo"
WRITING, WRITTEN = "writing", "written"

# What Ideell puts there. Nothing else is ever deleted: somebody may have chosen their home.
OURS = (
    "ideell.db*", "runner.db*", "files", "outbox", "secret-key", "before-upgrade-*.zip", MARK,
)  # fmt: skip


def data_folder() -> Path:
    """Return the folder of all state."""
    return Path(os.environ.get("IDEELL_DATA", "").strip() or "var")


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Within the block nobody else starts or resets on `folder`; the system lets go by itself.

    Raises `SettingMissing` when somebody does, or when the folder cannot be written in.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = (folder / "running").open("w")
    except OSError as fault:
        raise SettingMissing(
            f"Ideell cannot keep its data in {folder} ({fault.strerror}): "
            "set IDEELL_DATA to a folder that this user may write in."
        ) from fault
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            raise SettingMissing(f"Ideell runs on {folder} already. Stop it first.") from fault
        yield


def mark_demo(folder: Path, how_far: str) -> None:
    """Remember that the folder holds a demo, and whether all of it was written."""
    (folder / MARK).write_text(how_far)


def is_demo(folder: Path) -> bool:
    """Tell whether the folder holds a demo, whole or not."""
    return (folder / MARK).exists()


def is_half_written(folder: Path) -> bool:
    """Tell whether a first start was stopped while it wrote the demo."""
    return is_demo(folder) and (folder / MARK).read_text() == WRITING


def forget_demo(folder: Path) -> None:
    """Delete the demo's data; raises `SettingMissing` when the folder holds no demo."""
    if os.environ.get("IDEELL_DATABASE_URL", "").strip():
        raise SettingMissing("The demo is in a database of its own: empty that one yourself.")
    if any(folder.glob("ideell.db")) and not is_demo(folder):
        raise SettingMissing(f"{folder} holds no demo, so nothing was deleted.")
    for path in (found for pattern in OURS for found in folder.glob(pattern)):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
