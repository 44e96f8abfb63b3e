"""A checksum over a whole file in its own last bytes, so that one file tells of any change."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import IO

SEAL = 64  # a sha256 in hexadecimal, as the comment at the end of the file


def seal(path: Path) -> None:
    """Write the checksum into the last bytes, and the file to the disk."""
    with path.open("rb+") as file:
        digest = _digest_of_all_but_the_seal(file)
        file.seek(-SEAL, os.SEEK_END)
        file.write(digest)
        file.flush()
        os.fsync(file.fileno())


def is_whole(path: Path) -> bool:
    """Tell whether a sealed file is what was sealed."""
    with path.open("rb") as file:
        expected = _digest_of_all_but_the_seal(file)
        return file.read() == expected


def _digest_of_all_but_the_seal(file: IO[bytes]) -> bytes:
    left = file.seek(0, os.SEEK_END) - SEAL
    file.seek(0)
    digest = hashlib.sha256()
    while left > 0 and (chunk := file.read(min(left, 1 << 20))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest().encode()
