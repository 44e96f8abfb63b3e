"""What is said about a text, as pages show it: only the columns that are shown are fetched."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from ideell.foundation.actor import Actor
from ideell.foundation.dates import moment_in_words
from ideell.foundation.questions import Select, question
from ideell.people.models import Organisation, User
from ideell.people.names import CALLED
from ideell.writing.comments import Agreement, Comment, Conversation
from ideell.writing.margins import CommentShown, Talk
from ideell.writing.models import Text


def talk_about(text: Text, actor: Actor) -> list[Talk]:
    """Return the conversations on a text as a whole, oldest first."""
    return talks_where(actor, whole_text_id=text.id)


def comment_shown(comment: Comment, actor: Actor) -> CommentShown:
    """Return one comment as a page shows it."""
    (talk,) = talks_where(actor, comment_id=comment.id)
    return talk.comments[0]


# What one can ask about: the number comes with the question.
ABOUT = {
    "text_id": Conversation.text_id == sa.bindparam("text_id"),
    "whole_text_id": (Conversation.text_id == sa.bindparam("whole_text_id"))
    & Conversation.block_id.is_(None),
    "block_id": Conversation.block_id == sa.bindparam("block_id"),
    "comment_id": Comment.id == sa.bindparam("comment_id"),
}


def talks_where(actor: Actor, **about: int) -> list[Talk]:
    """Return conversations with their comments, who said them, and how many agree."""
    (name,) = about
    rows = SAID[name].rows(**about)
    agreed = _agreed(actor, [row.id for row in rows])
    by_talk = groupby(rows, attrgetter("talk_id"))
    return [_talk(list(some), agreed, actor.user_id) for _id, some in by_talk]


def _said(about: sa.ColumnElement[bool]) -> Select:
    resolver, speaker = sa.orm.aliased(User), sa.orm.aliased(User)
    return (
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
        .where(about, Comment.state != "withdrawn")
        .order_by(Conversation.id, Comment.id)
    )  # fmt: skip


SAID = {name: question(partial(_said, about)) for name, about in ABOUT.items()}


def _agreed(actor: Actor, comment_ids: Sequence[int]) -> dict[int, tuple[int, bool]]:
    """Return for each comment that anybody agrees with how many do, and whether `actor` does."""
    rows = _agreements.rows(actor, comment_ids=comment_ids) if comment_ids else []
    return {row[0]: (row[1], bool(row[2])) for row in rows}


@question
def _agreements(reader: Actor) -> Select:
    mine = sa.func.max(sa.case((Agreement.user_id == reader.user_id, 1), else_=0))
    return (
        sa.select(Agreement.comment_id, sa.func.count(), mine)
        .where(Agreement.comment_id.in_(sa.bindparam("comment_ids")))
        .group_by(Agreement.comment_id)
    )


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
