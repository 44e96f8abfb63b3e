"""Fetching attached files."""

from __future__ import annotations

from flask import Blueprint, Response

from ideell.files.attachments import Attachment
from ideell.files.giving import download
from ideell.files.opening import the_store
from ideell.files.policy import may_fetch
from ideell.foundation.access import authorized

bp = Blueprint("files", __name__)


@bp.get("/filer/<int:attachment_id>")
@authorized(may_fetch, Attachment)
def fetch(attachment: Attachment) -> Response:
    """The file as it came, to keep."""
    return download(attachment.file, the_store())
