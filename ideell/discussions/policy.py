"""Who may do what in a discussion. The gate has found it through its `visible_to`."""

from __future__ import annotations

from ideell.discussions.models import Post, Thread
from ideell.discussions.polls import Poll
from ideell.discussions.reports import PostReport
from ideell.foundation.actor import Actor
from ideell.people.leading import leads


def may_see_threads(actor: Actor) -> bool:
    """Everybody who belongs to an organisation; the list shows each what is open to them."""
    return actor.belongs


def may_start_thread(actor: Actor) -> bool:
    """Everybody with an organisation to speak for."""
    return actor.org_id is not None


def may_read_thread(actor: Actor, thread: Thread) -> bool:
    """Whoever its `visible_to` lets find it."""
    return True


def may_post(actor: Actor, thread: Thread) -> bool:
    """Whoever sees the thread and has an organisation to speak for; a closed one says so."""
    return actor.org_id is not None


def may_moderate(actor: Actor, thread: Thread) -> bool:
    """Those who lead the owner's work, and the office."""
    return actor.is_office or leads(actor, thread.owner_org_id)


def may_lead_thread(actor: Actor, thread: Thread) -> bool:
    """Whoever started it, and those who moderate it: title, summary, closing, moving."""
    own = thread.author_id == actor.user_id and actor.org_id is not None
    return own or may_moderate(actor, thread)


def may_ask(actor: Actor, thread: Thread) -> bool:
    """Whoever leads the thread asks it a question, while it is open."""
    return not thread.is_closed and may_lead_thread(actor, thread)


def may_vote(actor: Actor, poll: Poll) -> bool:
    """Whoever sees the thread, for the organisation acted for; a closed poll says so."""
    return actor.org_id is not None


def may_read_post(actor: Actor, post: Post) -> bool:
    """Whoever sees its thread; what is hidden is read by its author and those who moderate."""
    own = post.author_id == actor.user_id
    return post.state == "visible" or own or may_moderate(actor, post.thread)


def may_change_post(actor: Actor, post: Post) -> bool:
    """Its author, while the post stands and the thread is open."""
    is_open = post.state == "visible" and not post.thread.is_closed
    return is_open and post.author_id == actor.user_id and actor.org_id is not None


def may_agree_with_post(actor: Actor, post: Post) -> bool:
    """Everybody who sees it, with others than oneself."""
    others = post.author_id != actor.user_id
    return others and post.state == "visible" and actor.org_id is not None


def may_hide_post(actor: Actor, post: Post) -> bool:
    """Those who moderate the thread; one's own is taken back instead."""
    return post.author_id != actor.user_id and may_moderate(actor, post.thread)


def may_report_post(actor: Actor, post: Post) -> bool:
    """Everybody who sees it, about others' posts."""
    return may_agree_with_post(actor, post)


def may_handle_report(actor: Actor, report: PostReport) -> bool:
    """Those who moderate the thread."""
    return may_moderate(actor, report.post.thread)
