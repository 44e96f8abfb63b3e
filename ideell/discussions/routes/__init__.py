"""The pages of discussions."""

from ideell.discussions.routes import leading, moderation, polls, posts, replying, threads
from ideell.discussions.routes.blueprint import bp

__all__ = ["bp", "leading", "moderation", "polls", "posts", "replying", "threads"]
