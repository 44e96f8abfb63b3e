"""How far one has read: forwards only, for each person, counted in one statement."""

from __future__ import annotations

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.activity.read_positions import has_read, last_seen, unread
from ideell.extensions import db
from tests.world import World

DEEDS = unread(
    "Organisation", Deed, Deed.thing_id, lambda actor: sa.and_(Deed.user_id != actor.user_id)
)


def deeds(world: World, many: int) -> list[int]:
    mona = world.actor("mona")
    return [record(mona, "organisation.changed", world.norrvik).id for _ in range(many)]


def test_nothing_is_seen_at_first_and_one_never_reads_backwards(world: World) -> None:
    anna = world.actor("anna")
    assert last_seen(anna, "Organisation", 7) == 0
    for said, seen in ((5, 5), (3, 5), (9, 9)):
        has_read("Organisation", 7, said, by=anna)
        assert last_seen(anna, "Organisation", 7) == seen
    assert last_seen(world.actor("nora"), "Organisation", 7) == 0


def test_what_is_new_is_counted_for_each_reader(world: World) -> None:
    first, second, _third = deeds(world, 3)
    anna, mona, here = world.actor("anna"), world.actor("mona"), world.norrvik.id
    assert DEEDS.rows(anna, numbers=[here, 999]) == [(here, 3, first)]
    has_read("Organisation", here, first, by=anna)
    assert DEEDS.rows(anna, numbers=[here]) == [(here, 2, second)]
    assert DEEDS.rows(mona, numbers=[here]) == [], "one's own is not new to oneself"
    db.session.rollback()
