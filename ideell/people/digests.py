"""Secrets are stored as their digests only."""

from __future__ import annotations

import hashlib


def digest(secret: str) -> str:
    """Return what is stored of a secret."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
