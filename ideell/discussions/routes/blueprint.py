"""The room's blueprint, and the addresses its pages come back to."""

from __future__ import annotations

from flask import Blueprint

from ideell.discussions.models import Post, Thread

bp = Blueprint("discussions", __name__)


def at_post(post: Post) -> str:
    """Return where a post is seen in its thread."""
    return f"/diskussioner/{post.thread_id}?fran={post.id}#post-{post.id}"


def place_of_reply(thread: Thread) -> str:
    """Return the place under which what is typed into the reply box is kept."""
    return f"discussions.reply:{thread.id}"
