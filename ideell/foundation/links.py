"""Addresses: those we lead to stay on our own host."""

from __future__ import annotations

from urllib.parse import SplitResult, unquote, urlsplit

from flask import current_app, request


def local_path(typed: str | None) -> str | None:
    r"""Return `typed` when it is the path of a page on this host, else None.

    A browser reads backslashes as slashes and drops tabs and line ends, so none may be in it;
    "//host" and "/\host" lead away and are refused. So is what only a form is sent to.
    """
    if not typed or len(typed) > 400 or not typed.startswith("/") or typed.startswith("//"):
        return None
    if "\\" in typed or any(ord(c) <= 32 or ord(c) == 127 for c in typed):
        return None
    parts = urlsplit(typed)
    return typed if not parts.scheme and not parts.netloc and _is_page(parts.path) else None


def _is_page(path: str) -> bool:
    adapter = current_app.url_map.bind("")
    return adapter.test(unquote(path), method="GET")


def came_from() -> str | None:
    """Return the path of the page that sent the request, when it was ours."""
    parts = split(request.referrer or "")
    if parts.netloc != request.host:
        return None
    return local_path(parts.path + (f"?{parts.query}" if parts.query else ""))


def split(address: str) -> SplitResult:
    """Return the parts of an address; what is none has no parts."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")
