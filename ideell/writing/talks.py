"""What is said about a text, as pages show it: only the columns that are shown are fetched."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

import sqlalchemy as sa
from markupsafe import Markup

from ideell.foundation.actor import Actor
from ideell.foundation.dates import moment_in_words
from ideell.foundation.language import lazy
from ideell.foundation.questions import Select, question
from ideell.foundation.text import plain
from ideell.people.models import Organisation, User
from ideell.people.names import CALLED
from ideell.writing.comments import Agreement, Comment, Conversation, can_be_withdrawn
from ideell.writing.from_comments import became
from ideell.writing.margins import CommentShown, Talk, WordsThen
from ideell.writing.models import Block, Text

OUTCOME_NAMES = {
    "taken": lazy("Beaktad"),
    "partly": lazy("Delvis beaktad"),
    "not_taken": lazy("Inte beaktad"),
}


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
    "talk_id": Conversation.id == sa.bindparam("talk_id"),
    "comment_id": Comment.id == sa.bindparam("comment_id"),
}


def talks_where(actor: Actor, **about: int) -> list[Talk]:
    """Return conversations with their comments, who said them, and how many agree."""
    (name,) = about
    rows = SAID[name].rows(actor, **about)
    by_talk = groupby(rows, attrgetter("talk_id"))
    reader_id = actor.user_id
    return [_talk(list(some), reader_id) for _id, some in by_talk]


def _said(about: sa.ColumnElement[bool], reader: Actor) -> Select:
    resolver, speaker = sa.orm.aliased(User), sa.orm.aliased(User)
    first, quote = _words_then()
    agreeing = sa.select(sa.func.count()).where(Agreement.comment_id == Comment.id)
    mine = agreeing.where(Agreement.user_id == reader.user_id)
    return (
        sa.select(
            Conversation.id.label("talk_id"), Conversation.block_id, Conversation.resolved_at,
            Conversation.state.label("talk_state"), Conversation.outcome, Conversation.outcome_note,
            resolver.name.label("resolver"),
            Comment.id, Comment.state, Comment.hidden_reason, Comment.on_behalf, Comment.html,
            Comment.made_at, Comment.author_id, became().label("became"), speaker.name,
            CALLED.label("organisation"), Conversation.anchor, Text.prefix,
            first.number.label("first_number"), quote,
            agreeing.correlate(Comment).scalar_subquery().label("agreed"),
            mine.correlate(Comment).scalar_subquery().label("i_agree"),
        )
        .join(Comment, Comment.conversation_id == Conversation.id)
        .join(speaker, speaker.id == Comment.author_id)
        .join(Organisation, Organisation.id == Comment.acting_org_id)
        .join(Text, Text.id == Conversation.text_id)
        .outerjoin(Block, Block.id == Conversation.block_id)
        .outerjoin(first, first.id == Conversation.first_block_id)
        .outerjoin(resolver, resolver.id == Conversation.resolved_by_id)
        .where(about)
        .order_by(Conversation.id, Comment.id)
    )  # fmt: skip


SAID = {name: question(partial(_said, about)) for name, about in ABOUT.items()}


def _words_then() -> tuple[Any, sa.Label[str]]:
    """The block a conversation began on, and its text where the page does not show it anyhow."""
    differs = (Conversation.anchor == "moved") | (Conversation.quote != Block.text)
    told = (Conversation.anchor != "here") & differs
    return sa.orm.aliased(Block), sa.case((told, Conversation.quote), else_="").label("quote")


def _talk(rows: Sequence[Any], user_id: int | None) -> Talk:
    first = rows[0]
    return Talk(
        id=first.talk_id,
        block_id=first.block_id,
        is_done=first.talk_state == "resolved",
        who=first.resolver or "",
        when=moment_in_words(first.resolved_at) if first.resolved_at else "",
        outcome=str(OUTCOME_NAMES[first.outcome]) if first.outcome else "",
        note=first.outcome_note,
        comments=tuple([_comment(row, user_id) for row in rows]),
        about=_about(first) if first.quote else None,
    )


def _about(row: Any) -> WordsThen:
    """What a conversation was about, when its words are elsewhere or no longer as they were."""
    prefix = f"{row.prefix}:" if row.prefix else ""
    came = row.anchor == "moved" and row.first_number
    return WordsThen(plain(row.quote), f"{prefix}{row.first_number}" if came else "")


def _comment(row: Any, user_id: int | None) -> CommentShown:
    return CommentShown(
        id=row.id,
        hidden_reason=row.hidden_reason if row.state == "hidden" else None,
        who=row.name,
        organisation=row.organisation,
        on_behalf=row.on_behalf,
        html=row.html if row.state == "visible" else Markup(""),
        is_withdrawn=row.state == "withdrawn",
        when=moment_in_words(row.made_at),
        is_mine=row.author_id == user_id,
        agreed=row.agreed,
        i_agree=bool(row.i_agree),
        block_id=row.block_id,
        became=row.became,
        can_be_withdrawn=row.author_id == user_id and can_be_withdrawn(row),
    )
