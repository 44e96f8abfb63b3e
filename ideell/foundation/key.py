"""The key that signs cookies, in a file of its own."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from ideell.config import SettingMissing


def secret_key(folder: Path) -> bytes:
    """Return the key that signs cookies, made at the first start and kept with mode 0600.

    Of several processes at a first start one makes it, whole, and the others read it. Raises
    `SettingMissing` when the folder cannot be written in.
    """
    path = folder / "secret-key"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            _write_whole(path, secrets.token_bytes(48))
        return path.read_bytes()
    except OSError as fault:
        raise SettingMissing(
            f"Ideell cannot keep its data in {folder} ({fault.strerror}): "
            "set IDEELL_DATA to a folder that this user may write in."
        ) from fault


def _write_whole(path: Path, content: bytes) -> None:
    """Write a file that nobody else may read, unless somebody was first; never half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent)  # with mode 0600
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(name, path)
    os.unlink(name)  # noqa: PTH108  # because mkstemp gives a name
