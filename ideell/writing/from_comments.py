"""Making a suggestion of a comment: the words that it begins with, and what became of it."""

from __future__ import annotations

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.language import _
from ideell.foundation.text import plain
from ideell.writing.comments import Comment, Conversation
from ideell.writing.models import Block
from ideell.writing.suggestions import Suggestion

LONGEST_QUOTE = 600


def comment_on(block: Block, number: int | None) -> Comment | None:
    """Return the comment with this number when it is on the block and can be read."""
    if number is None:
        return None
    return db.session.scalar(
        sa.select(Comment)
        .join(Comment.conversation)
        .where(Comment.id == number, Comment.state == "visible", Conversation.block_id == block.id)
    )


def quoted(comment: Comment) -> str:
    """Return a comment as one quotes it: who said it, and no more of it than a reader needs."""
    said = " ".join(plain(comment.body).split())
    if len(said) > LONGEST_QUOTE:
        said = said[:LONGEST_QUOTE].rpartition(" ")[0] + " …"
    return _("%(name)s skrev: ”%(said)s”", name=comment.author.name, said=said)


def became() -> sa.ScalarSelect[int | None]:
    """Return, for the comment of the query around it, the latest suggestion made from it."""
    return (
        sa.select(sa.func.max(Suggestion.id))
        .where(Suggestion.from_comment_id == Comment.id, Suggestion.state != "withdrawn")
        .correlate(Comment)
        .scalar_subquery()
    )
