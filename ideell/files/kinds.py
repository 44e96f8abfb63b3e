"""What other rooms may know of stored files."""

from __future__ import annotations

from ideell.files.checking import CHECK, StoreCheck, check_store, waiting
from ideell.files.models import StoredFile
from ideell.foundation import jobs, kinds


def introduce() -> None:
    """Register this room's kinds, its nightly work, and what waits when files are damaged."""
    jobs.work(CHECK)(check_store)
    kinds.register(StoredFile, internal="the content of a document")
    kinds.register(StoreCheck, internal="a nightly reading of the whole store")
    kinds.register_waiting(waiting)
