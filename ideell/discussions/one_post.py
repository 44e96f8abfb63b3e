"""The page of one post: everybody who agrees, and how it stood before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.discussions.models import Post, PostAgreement, PostWording
from ideell.discussions.shown import post_shown
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import NotOpen
from ideell.people.models import Organisation, User
from ideell.people.names import CALLED


def post_page(post: Post, actor: Actor) -> dict[str, Any]:
    """Return what the page shows; its author and those who moderate read it when it is hidden."""
    return {
        "post": post,
        "thread": post.thread,
        "shown": post_shown(post, actor)._replace(html=post.html),
        "agreeing": _agreeing(post),
        "wordings": _wordings(post),
        "made": _made(post) if post.author_id == actor.user_id else None,
    }


def say_if_hidden(post: Post) -> NoReturn:
    """Refuse a post; of one that was hidden it is said why (`NotOpen`)."""
    if post.state != "hidden":
        raise NotOpen
    why = post.hidden_reason
    raise NotOpen(_("Inlägget är dolt av den som leder diskussionen: %(why)s", why=why))


def _agreeing(post: Post) -> Sequence[Any]:
    said = (
        sa.select(User.name, CALLED.label("organisation"))
        .join(PostAgreement, PostAgreement.user_id == User.id)
        .join(Organisation, Organisation.id == PostAgreement.organisation_id)
        .where(PostAgreement.post_id == post.id)
        .order_by(PostAgreement.id)
    )
    return db.session.execute(said).all()


def _made(post: Post) -> Deed | None:
    """Return the deed that its author takes back, while that can be done."""
    said = sa.select(Deed).where(
        Deed.thing_kind == Post.__name__, Deed.thing_id == post.id, Deed.tag == "post.made"
    )
    deed = db.session.scalars(said).first()
    return deed if deed is not None and deed.can_be_undone else None


def _wordings(post: Post) -> Sequence[PostWording]:
    """Return how the post stood before each change that was marked, the newest first."""
    mine = sa.select(PostWording).where(
        PostWording.post_id == post.id, PostWording.is_quiet.is_(False)
    )
    return db.session.scalars(mine.order_by(PostWording.id.desc())).all()
