"""Who may be named where: those who see the thread, and nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ideell.discussions.mentioning import Found, find_named
from ideell.discussions.models import Thread
from ideell.extensions import db
from ideell.foundation.access import find_visible
from ideell.foundation.seen_through import find_seen
from ideell.people.audience import people_who_see
from ideell.people.identity import actor_of
from ideell.people.models import User
from ideell.people.sharing import Room


def find_in_thread(
    body: str, where: Thread | Room, meant: Mapping[str, str], *, about: Any = None
) -> Found:
    """Find who is named in a text that is to stand in a thread, or in a room for a new one
    `about` something.
    """
    if "@" not in body:
        return Found()
    people = _people(where)
    found = find_named(body, people, meant)
    blind = _blind(where, found, about)
    while blind:  # a thread about something is seen only by those who see that too
        people = [one for one in people if one.id not in blind]
        found = find_named(body, people, meant)
        blind = _blind(where, found, about)
    return found


def _people(where: Thread | Room) -> Sequence[User]:
    owner = where.owner_org_id if isinstance(where, Thread) else where.owner_id
    return people_who_see(owner, where.audience)


def _blind(where: Thread | Room, found: Found, about: Any) -> set[int]:
    """Return those named, or offered to be meant, who do not see the thread."""
    stands_alone = about is None if isinstance(where, Room) else not where.about_kind
    if stands_alone:
        return set()
    offered = {number for one in found.unclear for number, _name in one.meant}
    return {number for number in offered | set(found.user_ids) if not _sees(number, where, about)}


def _sees(user_id: int, where: Thread | Room, about: Any) -> bool:
    actor = actor_of(db.session.get_one(User, user_id))
    if isinstance(where, Thread):
        return find_visible(Thread, where.id, actor) is not None
    key = (type(about).__name__, about.id)
    return key in find_seen([key], [type(about)], actor)
