"""Who may be named where: those who see the thread, and nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ideell.discussions.mentioning import Found, find_named
from ideell.discussions.models import Thread
from ideell.foundation.access import find_visible
from ideell.people.audience import people_who_see
from ideell.people.identity import actor_of
from ideell.people.models import User
from ideell.people.sharing import Room


def find_in_thread(body: str, where: Thread | Room, meant: Mapping[str, str]) -> Found:
    """Find who is named in a text that is to stand in a thread, or in a room for a new one."""
    if "@" not in body:
        return Found()
    people = _people(where)
    found = find_named(body, people, meant)
    blind = _blind(where, found)
    while blind:  # a thread about something is seen only by those who see that too
        people = [one for one in people if one.id not in blind]
        found = find_named(body, people, meant)
        blind = _blind(where, found)
    return found


def _people(where: Thread | Room) -> Sequence[User]:
    owner = where.owner_org_id if isinstance(where, Thread) else where.owner_id
    return people_who_see(owner, where.audience)


def _blind(where: Thread | Room, found: Found) -> set[int]:
    """Return those named, or offered to be meant, who do not see the thread."""
    if isinstance(where, Room) or not where.about_kind:
        return set()
    offered = {number for one in found.unclear for number, _name in one.meant}
    return {number for number in offered | set(found.user_ids) if not _sees(number, where)}


def _sees(user_id: int, thread: Thread) -> bool:
    from ideell.extensions import db

    actor = actor_of(db.session.get_one(User, user_id))
    return find_visible(Thread, thread.id, actor) is not None
