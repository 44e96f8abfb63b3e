"""The content-addressed store: a file is written, synced and renamed before its row is."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from ideell.foundation.disk import make_folder, sync_folder


class Damaged(Exception):
    """A stored content no longer has the checksum it is filed under."""


class Store:
    """Contents by sha256 in a local folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Return where a content stands; the name is checked, never taken on trust."""
        if len(sha256) != 64 or any(c not in "0123456789abcdef" for c in sha256):
            raise ValueError("not a sha256")
        return self.folder / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        """Store a content so that it survives a power cut; return its sha256."""
        sha256 = hashlib.sha256(content).hexdigest()
        final = self.path(sha256)
        if final.exists():
            return sha256
        make_folder(final.parent)
        handle, temporary = tempfile.mkstemp(dir=final.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(final)
        sync_folder(final.parent)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return a content; raises `Damaged` when it is not what it was, `FileNotFoundError`."""
        content = self.path(sha256).read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise Damaged(sha256)
        return content
