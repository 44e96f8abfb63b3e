"""Addresses of others' pages that we lead to."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_web_address(typed: str) -> bool:
    """Tell whether `typed` is a whole address on the web: http or https, with a host."""
    if any(c.isspace() or not c.isprintable() for c in typed) or "\\" in typed:
        return False
    try:
        parts = urlsplit(typed)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
