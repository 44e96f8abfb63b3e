"""The store in a local folder: a file is written, synced and renamed before its row is."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ideell.files.contents import CHUNK, Contents, Damaged, Missing, StoreDown, checked
from ideell.foundation.disk import make_folder, sync_folder

__all__ = ["Damaged", "Missing", "Store", "StoreDown"]


class Store(Contents):
    """Contents by sha256 in a local folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Return where a content stands."""
        return self.folder / checked(sha256)[:2] / sha256

    def exists(self, sha256: str) -> bool:
        """Tell whether there is such a content; what may not be looked at is `StoreDown`."""
        try:
            self.path(sha256).stat()
        except FileNotFoundError:
            return False
        except OSError as fault:
            raise StoreDown from fault
        return True

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """Give a content in pieces, unchecked."""
        try:
            with self.path(sha256).open("rb") as file:
                while chunk := file.read(CHUNK):
                    yield chunk
        except FileNotFoundError as fault:
            raise Missing(sha256) from fault
        except OSError as fault:
            raise StoreDown from fault

    def write(self, sha256: str, stream: IO[bytes]) -> None:
        """Store a content: beside its place, synced, then under its name."""
        final = self.path(sha256)
        try:
            make_folder(final.parent)
            handle, temporary = tempfile.mkstemp(dir=final.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    shutil.copyfileobj(stream, file, CHUNK)
                    file.flush()
                    os.fsync(file.fileno())
                Path(temporary).replace(final)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
            sync_folder(final.parent)
        except OSError as fault:
            raise StoreDown from fault

    def names(self) -> Iterator[str]:
        """Give the number of every content; one that is still being written has none."""
        for path in sorted(self.folder.glob("??/*")):
            if len(path.name) == 64:
                yield path.name

    @contextmanager
    def at_hand(self, sha256: str) -> Iterator[Path]:
        """Give the path of the content itself; it is only read."""
        if not self.exists(sha256):
            raise Missing(sha256)
        yield self.path(sha256)
