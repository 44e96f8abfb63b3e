"""Whether others than one person have words in a document: then it is no longer theirs alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ideell.documents.models import Document, DocumentVersion
from ideell.extensions import db
from ideell.writing.comments import Comment
from ideell.writing.models import Revision
from ideell.writing.suggestions import Suggestion

WITHDRAWN = "withdrawn"


def others_have_part(document: Document, user_id: Any, since: datetime | None = None) -> bool:
    """Tell whether others than `user_id` have a version, or have written, suggested or commented
    in it; with `since`, after that moment. What they took back themselves does not count.
    """
    text_id = document.text_id
    found = [
        _of(DocumentVersion.at, since)
        .where(DocumentVersion.document_id == document.id, DocumentVersion.author_id != user_id)
        .where(DocumentVersion.removed_at.is_(None)),
        _of(Revision.at, since).where(Revision.text_id == text_id, Revision.author_id != user_id),
        _of(Suggestion.made_at, since)
        .where(Suggestion.text_id == text_id, Suggestion.author_id != user_id)
        .where(Suggestion.state != WITHDRAWN),
        _of(Comment.made_at, since)
        .where(Comment.text_id == text_id, Comment.author_id != user_id)
        .where(Comment.state != WITHDRAWN),
    ]
    return bool(db.session.scalar(sa.select(sa.or_(*(one.exists() for one in found)))))


def _of(moment: Any, since: datetime | None) -> sa.Select[Any]:
    return sa.select(sa.literal(1)).where(sa.true() if since is None else moment > since)
