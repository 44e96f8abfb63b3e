"""What other rooms may know of stored files, and of those that hang on things."""

from __future__ import annotations

from flask import url_for

from ideell.activity import notices
from ideell.files.attachments import Attachment
from ideell.files.checking import CHECK, FAULTS, StoreCheck, check_store, told
from ideell.files.models import StoredFile, Upload
from ideell.foundation import jobs, kinds


def introduce() -> None:
    """Register this room's kinds, its nightly work, and what waits when files are damaged."""
    jobs.work(CHECK)(check_store)
    kinds.register(StoredFile, internal="the content of a document")
    kinds.register(Upload, internal="a file on its way")
    kinds.register(StoreCheck, internal="a nightly reading of the whole store")
    kinds.register(
        Attachment,
        url=lambda one: url_for("files.fetch", attachment_id=one.id),
        title=lambda one: one.file.name,
    )
    notices.say(FAULTS, StoreCheck, told)
