"""What other rooms may know of discussions."""

from __future__ import annotations

from ideell.activity import notices
from ideell.discussions import moderating, polls, posting, starting, waiting
from ideell.discussions.models import (
    Mention,
    Post,
    PostAgreement,
    PostWording,
    Thread,
)
from ideell.discussions.polls import Poll, PollChoice, Vote
from ideell.discussions.reports import PostReport
from ideell.discussions.searched import POSTS, THREADS
from ideell.discussions.summaries import ThreadSummary
from ideell.files.attachments import let_carry
from ideell.foundation import kinds
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.foundation.waiting import register_waiting


def introduce() -> None:
    """Register this room's kinds, its place in the header, and what waits here."""
    kinds.register_room(lazy("Diskussioner"), "discussions.index", "/diskussioner", place=30)
    kinds.register(
        Thread,
        url=lambda thread: thread.url,
        title=lambda thread: thread.title,
        undo={
            "thread.started": starting.undo_start,
            "thread.pinned": starting.undo_pin,
            "thread.unpinned": starting.undo_pin,
            "thread.summed_up": starting.undo_summary,
            "thread.closed": starting.undo_closing,
            "thread.reopened": starting.undo_closing,
            "thread.moved": starting.undo_move,
            "thread.renamed": starting.undo_rename,
        },
        search=THREADS,
    )
    kinds.register(
        Post,
        url=waiting.url_of,
        title=lambda post: _("Inlägg av %(name)s", name=post.author.name),
        undo={
            "post.made": posting.withdraw,
            "post.changed": posting.undo_change,
            "post.hidden": moderating.undo_hiding,
            "post.shown": moderating.undo_showing,
        },
        search=POSTS,
    )
    kinds.register(
        PostReport,
        url=lambda report: f"/inlagg/{report.post_id}",
        title=lambda report: _("Anmälan av ett inlägg"),
        undo={
            "post.reported": moderating.take_back_report,
            "post.left_standing": moderating.undo_leaving,
        },
    )
    kinds.register(
        Poll,
        url=lambda poll: f"/diskussioner/{poll.thread_id}#poll-{poll.id}",
        title=lambda poll: poll.question,
        undo={
            "poll.asked": polls.take_back_poll,
            "poll.voted": polls.take_back_vote,
            "poll.ended": polls.take_back_end,
        },
    )
    for part, why in (
        (ThreadSummary, "a thread's summary as it was"),
        (PostWording, "a post as it stood before"),
        (Mention, "a person named in a post"),
        (PostAgreement, "a person's agreement with a post"),
        (PollChoice, "an answer that a poll can have"),
        (Vote, "what somebody chose"),
    ):
        kinds.register(part, internal=why)
    let_carry(Post)
    notices.say(posting.TOLD, Post, waiting.mentioned)
    notices.say(moderating.TOLD, Post, waiting.was_hidden)
    register_waiting(waiting.reported, in_workspaces=False)
    register_waiting(waiting.unsent, in_workspaces=False)
