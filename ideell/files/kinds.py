"""What other rooms may know of files."""

from __future__ import annotations

from flask import url_for

from ideell.files.attachments import Attachment
from ideell.foundation import kinds


def introduce() -> None:
    """Register the files that hang on things."""
    kinds.register(
        Attachment,
        url=lambda one: url_for("files.fetch", attachment_id=one.id),
        title=lambda one: one.file.name,
    )
