"""One suggestion on a page of its own."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.writing.comments import Comment
from ideell.writing.deciding import how_decided
from ideell.writing.hosting import host_of
from ideell.writing.suggestions import Suggestion


def about_suggestion(suggestion: Suggestion, actor: Actor) -> dict[str, Any]:
    """Return what the page of a suggestion shows."""
    host = host_of(suggestion)
    return {
        "suggestion": suggestion,
        "place": host.place,
        "decided": "" if suggestion.is_open else how_decided(suggestion),
        "may_decide": suggestion.is_open and host.may_decide(actor),
        "comment": _made_from(suggestion),
    }


def _made_from(suggestion: Suggestion) -> Comment | None:
    """Return the comment that it was made from, unless that is taken back or hidden."""
    return db.session.scalar(
        sa.select(Comment)
        .where(Comment.id == suggestion.from_comment_id, Comment.state == "visible")
        .options(joinedload(Comment.author))
    )
