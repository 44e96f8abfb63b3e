"""A discussion in the invented town."""

from __future__ import annotations

from typing import Any

from ideell.discussions import posting, starting
from ideell.discussions.models import Post, Thread
from ideell.extensions import db
from ideell.people.sharing import Room
from tests.world import World


def make_thread(
    world: World, who: str = "anna", *, owner: str = "samklang", audience: str = "members",
    about: Any = None, posts: int = 0, title: str = "Hur räknar vi ideella timmar?",
) -> Thread:  # fmt: skip
    """Begin a discussion, with so many posts by Anna and Lars-Erik in turns."""
    room = Room(getattr(world, owner).id, audience)
    thread = starting.start(title, room, about=about, by=world.actor(who))
    for number in range(posts):
        say(world, thread, f"Inlägg nummer {number}.", ("anna", "larserik")[number % 2])
    db.session.commit()
    return thread


def say(world: World, thread: Thread, body: str, who: str = "larserik", **more: Any) -> Post:
    """Let somebody say something."""
    post = posting.say(thread, body, by=world.actor(who), **more)
    db.session.commit()
    return post
