"""Addresses of others' pages that we lead to."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#].*)?")


def whole_address(typed: str) -> str:
    """Return the address with https:// before it, when it was typed without ("regeringen.se/…")."""
    return f"https://{typed}" if _BARE.fullmatch(typed) else typed


def is_web_address(typed: str) -> bool:
    """Tell whether `typed` is a whole address on the web: http or https, with a host."""
    if any(c.isspace() or not c.isprintable() for c in typed) or "\\" in typed:
        return False
    try:
        parts = urlsplit(typed)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
