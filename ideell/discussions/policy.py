"""Who may do what in a discussion. The gate has found it through its `visible_to`."""

from __future__ import annotations

from ideell.discussions.models import Post, Thread
from ideell.discussions.polls import Poll
from ideell.discussions.reports import PostReport
from ideell.discussions.voices import has_voices_beside
from ideell.foundation.actor import Actor
from ideell.people.audience import is_in_room
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
    """Whoever started it, and those who moderate it: title, summary, closing."""
    own = thread.author_id == actor.user_id and actor.org_id is not None
    return own or may_moderate(actor, thread)


def may_move_thread(actor: Actor, thread: Thread) -> bool:
    """Those who moderate it; whoever started it, until somebody else has said something."""
    if not may_lead_thread(actor, thread):
        return False
    return may_moderate(actor, thread) or not has_voices_beside(thread.author_id, thread)


def may_ask(actor: Actor, thread: Thread) -> bool:
    """Whoever leads the thread asks it a question, while it is open."""
    return not thread.is_closed and may_lead_thread(actor, thread)


def may_end_poll(actor: Actor, poll: Poll) -> bool:
    """Whoever leads the thread, as they may ask in it."""
    return may_lead_thread(actor, poll.thread)


def may_vote(actor: Actor, poll: Poll) -> bool:
    """Whoever sees the thread. Where each organisation has a vote: for one it is open to."""
    if actor.org_id is None:
        return False
    where = (poll.thread.owner_org_id, poll.thread.audience)
    return poll.per == "person" or is_in_room(actor, *where)


def may_read_post(actor: Actor, post: Post) -> bool:
    """Whoever sees its thread; what is hidden is read by its author and those who moderate."""
    own = post.author_id == actor.user_id
    return post.state == "visible" or own or _looks_after(actor, post)


def may_change_post(actor: Actor, post: Post) -> bool:
    """Its author, while the post stands and the thread is open."""
    is_open = post.state == "visible" and not post.thread.is_closed
    return is_open and post.author_id == actor.user_id and actor.org_id is not None


def may_agree_with_post(actor: Actor, post: Post) -> bool:
    """Everybody who sees it, with others than oneself."""
    others = post.author_id != actor.user_id
    return others and post.state == "visible" and actor.org_id is not None


def may_hide_post(actor: Actor, post: Post) -> bool:
    """Those who moderate the thread, or its coordinators where the only moderator wrote it; one's
    own is taken back instead.
    """
    return post.author_id != actor.user_id and _looks_after(actor, post)


def may_report_post(actor: Actor, post: Post) -> bool:
    """Everybody who sees it, about others' posts."""
    return may_agree_with_post(actor, post)


def may_handle_report(actor: Actor, report: PostReport) -> bool:
    """Those who may hide the post; never its author, who is not told who reported it."""
    return may_hide_post(actor, report.post)


def _looks_after(actor: Actor, post: Post) -> bool:
    """As `may_moderate`; a coordinator too, where the only moderator wrote the post."""
    return actor.is_office or leads(actor, post.thread.owner_org_id, besides=post.author_id)
