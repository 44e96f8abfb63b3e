"""What a page says of a post: plain values, by which its piece is remembered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import sqlalchemy as sa
from markupsafe import Markup

from ideell.discussions.models import Post, PostAgreement
from ideell.files.attachments import AttachedFile, attached_to
from ideell.foundation.actor import Actor
from ideell.foundation.dates import clock_time, moment_in_words
from ideell.foundation.questions import Question, Select, question
from ideell.foundation.statements import given_numbers
from ideell.people.models import Organisation, User, first_name
from ideell.people.names import CALLED

MOST_NAMES = 3
NOBODY: list[tuple[int, str]] = []
MOST = 100  # posts on a page


class Quote(NamedTuple):
    """The words of another post, and whose they are; no words when that post is gone."""

    post_id: int
    who: str
    words: str


class PostShown(NamedTuple):
    """One post as a page shows it to one reader."""

    id: int
    thread_id: int
    who: str
    organisation: str
    on_behalf: bool
    html: Markup
    when: str
    changed: str
    state: str
    hidden_reason: str
    quote: Quote | None
    agreed: int
    agreeing: tuple[str, ...]
    i_agree: bool
    files: tuple[AttachedFile, ...]
    is_mine: bool
    is_open: bool  # the thread takes more posts
    is_new: bool = False  # just sent by the reader: it takes the focus


def posts_from(thread_id: int, first: int, actor: Actor, *, is_open: bool) -> list[PostShown]:
    """Return the posts of a thread from one on, at most as many as a page holds."""
    return _shown(POSTS["thread"].rows(thread_id=thread_id, first=first), actor, is_open=is_open)


def post_shown(post: Post, actor: Actor, *, is_new: bool = False) -> PostShown:
    """Return one post as a page shows it."""
    is_open = not post.thread.is_closed
    (one,) = _shown(POSTS["one"].rows(number=post.id), actor, is_open=is_open)
    return one._replace(is_new=is_new)


def _shown(rows: Sequence[Any], actor: Actor, *, is_open: bool) -> list[PostShown]:
    numbers = [row.id for row in rows]
    agreed = _agreeing(numbers)
    files = attached_to(Post.__name__, numbers)
    reader_id = actor.user_id
    return [_post(row, agreed, files, reader_id, is_open) for row in rows]


def _posts(where: tuple[sa.ColumnElement[bool], ...], most: int) -> Select:
    quoted, asked = sa.orm.aliased(Post), sa.orm.aliased(User)
    return (
        sa.select(
            Post.id, Post.thread_id, Post.author_id, Post.on_behalf, Post.html, Post.made_at,
            Post.changed_at, Post.state, Post.hidden_reason, Post.quoted_id, Post.quote,
            User.name, CALLED.label("organisation"), asked.name.label("quoted_name"),
            quoted.state.label("quoted_state"),
        )
        .join(User, User.id == Post.author_id)
        .join(Organisation, Organisation.id == Post.acting_org_id)
        .outerjoin(quoted, quoted.id == Post.quoted_id)
        .outerjoin(asked, asked.id == quoted.author_id)
        .where(*where)
        .order_by(Post.id)
        .limit(most)
    )  # fmt: skip


_IN_THREAD = (
    Post.thread_id == sa.bindparam("thread_id"),
    Post.id >= sa.bindparam("first"),
)
POSTS: dict[str, Question] = {
    "thread": question(partial(_posts, _IN_THREAD, MOST)),
    "one": question(partial(_posts, (Post.id == sa.bindparam("number"),), 1)),
}


def _agreeing(numbers: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """Return who agrees with each of the posts, in the order that they said so."""
    found: dict[int, list[tuple[int, str]]] = {}
    for post_id, user_id, name in _agreements.rows(numbers=numbers) if numbers else ():
        found.setdefault(post_id, []).append((user_id, name))
    return found


@question
def _agreements() -> Select:
    return (
        sa.select(PostAgreement.post_id, PostAgreement.user_id, User.name)
        .join(User, User.id == PostAgreement.user_id)
        .where(PostAgreement.post_id.in_(given_numbers("numbers")))
        .order_by(PostAgreement.id)
    )


def _post(
    row: Any,
    agreed: Mapping[int, list[tuple[int, str]]],
    files: Mapping[int, list[AttachedFile]],
    reader_id: int | None,
    is_open: bool,
) -> PostShown:
    (
        number, thread_id, author_id, on_behalf, html, made_at, changed_at, state, reason,
        quoted_id, quote, who, organisation, quoted_name, quoted_state,
    ) = row  # fmt: skip
    is_mine = author_id == reader_id
    stands = state == "visible" or (state == "hidden" and is_mine)
    agreeing = agreed.get(number, NOBODY)
    others = [name for user_id, name in agreeing if user_id != reader_id]
    quoted = None
    if quoted_id and stands:  # where the post quoted was hidden or taken back, its words are gone
        quoted = Quote(
            quoted_id, first_name(quoted_name), quote if quoted_state == "visible" else ""
        )
    return PostShown(  # by place, not by name: a page makes a hundred of them
        number, thread_id, who, organisation, on_behalf,
        html if stands else Markup(""),
        moment_in_words(made_at),
        clock_time(changed_at) if changed_at and stands else "",
        state, reason, quoted, len(agreeing), tuple(others[:MOST_NAMES]),
        len(others) < len(agreeing),
        tuple(files.get(number, ())) if stands else (),
        is_mine, is_open,
    )  # fmt: skip
