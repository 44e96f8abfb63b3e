"""Which store the product has, by its settings."""

from __future__ import annotations

from functools import lru_cache

from flask import current_app

from ideell.config import Settings
from ideell.files.bucket import Bucket
from ideell.files.contents import Contents
from ideell.files.store import Store


def open_store(settings: Settings) -> Contents:
    """Return the store that the settings name: a bucket, or a folder beside the database."""
    if not settings.store:
        return Store(settings.data / "files")
    return _bucket(
        settings.store,
        settings.store_endpoint,
        settings.store_region,
        settings.store_key,
        settings.store_secret,
    )


def the_store() -> Contents:
    """Return the store of the product that answers now."""
    return open_store(current_app.extensions["ideell_settings"])


@lru_cache(8)
def _bucket(address: str, endpoint: str, region: str, key: str, secret: str) -> Bucket:
    """One connection to a bucket is enough for a process."""
    return Bucket(address, endpoint=endpoint, region=region, key=key, secret=secret)
