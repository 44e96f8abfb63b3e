"""What every store of contents answers: by sha256, never overwritten, never deleted.

A content is whole in its store before any row that names it is committed. Where it stands (a
folder, a bucket) is said by `store.py` and `bucket.py`; which of them by the settings
(`opening.py`).
"""

from __future__ import annotations

import hashlib
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, NamedTuple

from ideell.foundation.language import gettext as _
from ideell.foundation.rules import OutOfReach

CHUNK = 1 << 18
HEX = frozenset("0123456789abcdef")


class StoreDown(OutOfReach):
    """The store does not answer, or takes nothing just now; the message is a sentence."""

    def __init__(self) -> None:
        super().__init__(
            _("Lagret för filer svarar inte just nu. Allt annat fungerar. Försök om en stund.")
        )


class Damaged(OutOfReach):
    """A stored content no longer has the checksum it is filed under."""

    def __init__(self, sha256: str) -> None:
        super().__init__(
            _("Filen är skadad i lagret. Säg till kansliet, så hämtar de den ur en säkerhetskopia.")
        )
        self.sha256 = sha256


class Missing(OutOfReach, FileNotFoundError):
    """The store answers, and has no such content."""

    def __init__(self, sha256: str) -> None:
        super().__init__(
            _("Filen saknas i lagret. Säg till kansliet, så hämtar de den ur en säkerhetskopia.")
        )
        self.sha256 = sha256


class Taken(NamedTuple):
    """A content that was stored: its number and its size in bytes."""

    sha256: str
    size: int


class Contents(ABC):
    """A store of contents."""

    @abstractmethod
    def exists(self, sha256: str) -> bool:
        """Tell whether there is such a content; raises `StoreDown`."""

    @abstractmethod
    def chunks(self, sha256: str) -> Iterator[bytes]:
        """Give a content in pieces, unchecked; raises `Missing` or `StoreDown`."""

    @abstractmethod
    def write(self, sha256: str, stream: IO[bytes]) -> None:
        """Store a content under its number so that it survives a power cut; `StoreDown`."""

    @abstractmethod
    def names(self) -> Iterator[str]:
        """Give the number of every content that stands."""

    def put(self, content: bytes) -> str:
        """Store a content; return its sha256. Equal contents are stored once."""
        return self.take(BytesIO(content)).sha256

    def take(self, stream: IO[bytes], *, anew: bool = False) -> Taken:
        """Store what a stream holds from its beginning, however much; it can be read again.

        A content that stands already is written `anew` when it is known to be damaged.
        """
        taken = measured(stream)
        if anew or not self.exists(taken.sha256):
            self.write(taken.sha256, stream)
            stream.seek(0)
        return taken

    def stream(self, sha256: str) -> Iterator[bytes]:
        """Give a content in pieces; raises `Damaged` before the last one if it is not sound.

        So nobody gets a whole file that is not what was stored.
        """
        digest, held = hashlib.sha256(), b""
        for chunk in self.chunks(sha256):
            digest.update(chunk)
            if held:
                yield held
            held = chunk
        if digest.hexdigest() != sha256:
            raise Damaged(sha256)
        yield held

    def get(self, sha256: str) -> bytes:
        """Return a content; raises `Damaged`, `Missing` or `StoreDown`."""
        return b"".join(self.stream(sha256))

    def fault(self, sha256: str) -> str:
        """Read a content through; return "missing", "damaged", or "" when it is sound."""
        try:
            for _chunk in self.stream(sha256):
                pass
        except Missing:
            return "missing"
        except Damaged:
            return "damaged"
        return ""

    @contextmanager
    def at_hand(self, sha256: str) -> Iterator[Path]:
        """Give a path where the content can be read while the block lasts."""
        with tempfile.NamedTemporaryFile(prefix="ideell-") as file:
            for chunk in self.stream(sha256):
                file.write(chunk)
            file.flush()
            yield Path(file.name)


def measured(stream: IO[bytes]) -> Taken:
    """Return the number and the size of what a stream holds; it can be read again."""
    digest, size = hashlib.sha256(), 0
    stream.seek(0)
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    stream.seek(0)
    return Taken(digest.hexdigest(), size)


def checked(sha256: str) -> str:
    """Return a number that may name a place; raises `ValueError`: never taken on trust."""
    if len(sha256) != 64 or not HEX.issuperset(sha256):
        raise ValueError("not a sha256")
    return sha256
