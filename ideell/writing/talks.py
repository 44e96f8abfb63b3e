"""What is said about a text, as pages show it: only the columns that are shown are fetched."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from ideell.foundation.actor import Actor
from ideell.foundation.dates import moment_in_words
from ideell.foundation.questions import ask
from ideell.people.models import Organisation, User
from ideell.people.names import CALLED
from ideell.writing.comments import Agreement, Comment, Conversation
from ideell.writing.margins import CommentShown, Talk
from ideell.writing.models import Text


def talk_about(text: Text, actor: Actor) -> list[Talk]:
    """Return the conversations on a text as a whole, oldest first."""
    return talks_where(actor, Conversation.text_id == text.id, Conversation.block_id.is_(None))


def comment_shown(comment: Comment, actor: Actor) -> CommentShown:
    """Return one comment as a page shows it."""
    (talk,) = talks_where(actor, Comment.id == comment.id)
    return talk.comments[0]


def talks_where(actor: Actor, *conditions: sa.ColumnElement[bool]) -> list[Talk]:
    """Return conversations with their comments, who said them, and how many agree."""
    resolver, speaker = sa.orm.aliased(User), sa.orm.aliased(User)
    rows = ask(
        sa.select(
            Conversation.id.label("talk_id"), Conversation.block_id, Conversation.resolved_at,
            Conversation.state.label("talk_state"), resolver.name.label("resolver"),
            Comment.id, Comment.state, Comment.hidden_reason, Comment.on_behalf, Comment.html,
            Comment.made_at, Comment.author_id, speaker.name, CALLED.label("organisation"),
        )
        .join(Comment, Comment.conversation_id == Conversation.id)
        .join(speaker, speaker.id == Comment.author_id)
        .join(Organisation, Organisation.id == Comment.acting_org_id)
        .outerjoin(resolver, resolver.id == Conversation.resolved_by_id)
        .where(*conditions, Comment.state != "withdrawn")
        .order_by(Conversation.id, Comment.id)
    ).all()  # fmt: skip
    agreed = _agreed(actor, [row.id for row in rows])
    by_talk = groupby(rows, attrgetter("talk_id"))
    return [_talk(list(some), agreed, actor.user_id) for _id, some in by_talk]


def _agreed(actor: Actor, comment_ids: Sequence[int]) -> dict[int, tuple[int, bool]]:
    """Return for each comment that anybody agrees with how many do, and whether `actor` does."""
    mine = sa.func.max(sa.case((Agreement.user_id == actor.user_id, 1), else_=0))
    rows = ask(
        sa.select(Agreement.comment_id, sa.func.count(), mine)
        .where(Agreement.comment_id.in_(comment_ids))
        .group_by(Agreement.comment_id)
    )
    return {row[0]: (row[1], bool(row[2])) for row in rows} if comment_ids else {}


def _talk(rows: Sequence[Any], agreed: dict[int, tuple[int, bool]], user_id: int | None) -> Talk:
    first = rows[0]
    return Talk(
        id=first.talk_id,
        block_id=first.block_id,
        is_done=first.talk_state == "resolved",
        who=first.resolver or "",
        when=moment_in_words(first.resolved_at) if first.resolved_at else "",
        comments=tuple([_comment(row, agreed, user_id) for row in rows]),
    )


def _comment(row: Any, agreed: dict[int, tuple[int, bool]], user_id: int | None) -> CommentShown:
    many, mine = agreed.get(row.id, (0, False))
    return CommentShown(
        id=row.id,
        hidden_reason=row.hidden_reason if row.state == "hidden" else None,
        who=row.name,
        organisation=row.organisation,
        on_behalf=row.on_behalf,
        html=row.html,
        when=moment_in_words(row.made_at),
        is_mine=row.author_id == user_id,
        agreed=many,
        i_agree=mine,
    )
