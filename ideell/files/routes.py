"""Fetching attached files."""

from __future__ import annotations

from flask import Blueprint, Response

from ideell.files.attachments import Attachment, the_store
from ideell.files.policy import may_fetch
from ideell.foundation import replies
from ideell.foundation.access import authorized

bp = Blueprint("files", __name__)


@bp.get("/filer/<int:attachment_id>")
@authorized(may_fetch, Attachment)
def fetch(attachment: Attachment) -> Response:
    """The file as it came, to keep."""
    file = attachment.file
    content = the_store().get(file.sha256)
    return replies.download(content, name=file.name, media_type=file.media_type)
