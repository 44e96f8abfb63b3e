"""How blocks, suggestions and comments are found: through whatever hosts their text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.extensions import db
from ideell.foundation import kinds
from ideell.foundation.actor import Actor
from ideell.foundation.database import bring_along
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.foundation.searched import Group, Searched, joined
from ideell.writing.comments import Comment, Conversation
from ideell.writing.hosting import find_hosts, host_of
from ideell.writing.models import Block, BlockNumber, Text
from ideell.writing.suggestions import OPEN_STATES, Suggestion

ANSWERS = Group("svar", lazy("Våra svar"), 30)
TALK = Group("forslag", lazy("Förslag och kommentarer"), 40)


def _groups_of(numbers: Sequence[int]) -> dict[int, Group]:
    """Which blocks are found under the heading of their host's kind."""
    hosts = {kind.model.__name__: kind.text_group for kind in kinds.known().values()}
    own = [name for name, group in hosts.items() if group is not None]
    rows = db.session.execute(
        sa.select(Block.id, Text.hosted_by)
        .join(Text, Text.id == Block.text_id)
        .where(Block.id.in_(numbers), Text.hosted_by.in_(own))
    )
    return {row[0]: hosts[row[1]] for row in rows}


def where(thing: Any) -> str:
    """Return where a text stands: the titles that lead to it, without the room's."""
    return ", ".join(title for title, _url in host_of(thing).place.trail[1:])


def _owner_of(column: Any, table: Any) -> Any:
    """Return the organisation in whose room the text numbered by `column` stands."""
    owners = [
        sa.select(kind.text_owner).where(kind.text_of == column).correlate(table).scalar_subquery()
        for kind in kinds.known().values()
        if kind.text_owner is not None
    ]
    return sa.func.coalesce(*owners, sa.null())


def _in_text_of(thing: Any) -> sa.ColumnElement[bool] | None:
    """The blocks of the text that a thing hosts, where they are its owner's."""
    kind = kinds.of(thing)
    if kind.text_owner is None:
        return None
    condition: sa.ColumnElement[bool] = Block.text_id == getattr(thing, kind.text_of.key)
    return condition


def _numbers() -> Any:
    """Every number that the block has or had: "4:3"."""
    mine = sa.select(BlockNumber.number).where(BlockNumber.block_id == Block.id)
    return joined(mine, BlockNumber.id, of=Block)


def _seen_with_hosts(column: Any) -> Callable[[Actor], sa.ColumnElement[bool]]:
    """As `seen_with_its_host`, for many rows: the texts that are seen are listed once."""

    def seen(actor: Actor) -> sa.ColumnElement[bool]:
        texts = [
            sa.select(hosted).where(hosted.is_not(None), model.visible_to(actor))  # type: ignore[attr-defined]  # because hosts are models
            for model, hosted in kinds.hosts_of_texts()
        ]
        return sa.or_(sa.false(), *map(column.in_, texts))

    return seen


def _with_talk(comments: Sequence[Comment]) -> None:
    talk = joinedload(Comment.conversation, innerjoin=True).joinedload(Conversation.block)
    bring_along(comments, talk, joinedload(Comment.author), joinedload(Comment.host_text))
    find_hosts(comments)


def _url_of_suggestion(suggestion: Suggestion) -> str:
    """Where it is decided while it is open; afterwards the block that it was about."""
    is_open = suggestion.state in OPEN_STATES
    return kinds.url_of(suggestion if is_open else suggestion.block)


def _name_of_suggestion(suggestion: Suggestion) -> str:
    return _(
        "Förslag till stycke %(number)s av %(name)s",
        number=suggestion.block.label,
        name=suggestion.author.name,
    )


BLOCKS = Searched(
    ANSWERS,
    groups_of=_groups_of,
    heading=lambda: (_numbers(),),
    body=lambda: (Block.text,),
    organisation=lambda: _owner_of(Block.text_id, Block),
    owned_with=_in_text_of,
    at=lambda: Block.changed_at,
    stands=lambda: Block.removed_at.is_(None),
    seen=_seen_with_hosts(Block.text_id),
    where=where,
    fetch=find_hosts,
)
SUGGESTIONS = Searched(
    TALK,
    body=lambda: (Suggestion.text, Suggestion.why),
    organisation=lambda: Suggestion.acting_org_id,
    at=lambda: Suggestion.made_at,
    stands=lambda: Suggestion.state.not_in(["draft", "withdrawn"]),
    seen=_seen_with_hosts(Suggestion.text_id),
    where=where,
    url=_url_of_suggestion,
    title=_name_of_suggestion,
    fetch=find_hosts,
)
COMMENTS = Searched(
    TALK,
    body=lambda: (Comment.body,),
    organisation=lambda: Comment.acting_org_id,
    at=lambda: Comment.made_at,
    stands=lambda: Comment.state == "visible",
    seen=_seen_with_hosts(Comment.text_id),
    where=where,
    fetch=_with_talk,
)
