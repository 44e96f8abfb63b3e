"""Giving a stored file to somebody who may have it: to keep, never to open here."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from flask import Response

from ideell.files.contents import Contents
from ideell.files.models import StoredFile
from ideell.files.types import UNKNOWN
from ideell.foundation import replies

# What a browser could run is sent as octets, so that nothing is left to its judgement.
ACTIVE = frozenset({"text/html", "image/svg+xml", "application/xml", "message/rfc822"})


def download(file: StoredFile, store: Contents) -> Response:
    """Answer with the file; raises `StoreDown`, `Missing` or `Damaged` before anything is sent.

    A large content found damaged at its end breaks off: the browser says that it is not whole.
    """
    pieces = store.stream(file.sha256)
    whole: Iterator[bytes] = chain([next(pieces)], pieces)
    return replies.download(whole, name=file.name, media_type=served_as(file), size=file.size)


def served_as(file: StoredFile) -> str:
    """Return the media type that a browser is told; text says its letters."""
    if file.media_type in ACTIVE:
        return UNKNOWN
    is_text = file.media_type.startswith("text/")
    return f"{file.media_type}; charset=utf-8" if is_text else file.media_type
