"""Somebody is told of something until they have read it; one follows, or does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from ideell.activity import notices
from ideell.activity.models import Deed, record
from ideell.activity.notices import Notice
from ideell.extensions import db
from ideell.foundation.actor import STRANGER
from ideell.foundation.clock import now
from ideell.foundation.waiting import Waiting, waiting_for
from ideell.people.models import Organisation
from tests.drafting.builders import make_consultation
from tests.world import World

TAG = "organisation.told_in_a_test"


def saying(thing: Any, notice: Notice) -> Waiting | None:
    """Say who did it, unless there is nothing to tell of."""
    if thing.about == "inget":
        return None
    title = f"{notice.deed.user.name} om {thing.name}"
    return Waiting(title=title, sentence="", url="/", action="Läs", minutes=1)


@pytest.fixture(autouse=True)
def known(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A tag of this test alone."""
    monkeypatch.setattr(notices, "_sayings", dict(notices._sayings))
    notices.say(TAG, Organisation, saying)
    return


def told(world: World, *people: str) -> Deed:
    deed = record(world.actor("mona"), "organisation.changed", world.norrvik)
    notices.tell([world.named[name].id for name in people], deed, TAG, world.norrvik)
    return deed


def titles(world: World, name: str) -> list[str]:
    return [item.title for item in notices.waiting_notices(world.actor(name))]


def test_one_is_told_once_and_never_of_ones_own_doing(world: World) -> None:
    told(world, "anna", "anna", "mona")
    assert titles(world, "anna") == ["Mona Ask om Alliansen Norrvik"]
    assert titles(world, "mona") == []
    assert notices.waiting_notices(STRANGER) == []


def test_it_waits_on_the_overview_until_it_is_read(world: World) -> None:
    told(world, "anna")
    anna, about = world.actor("anna"), [("Organisation", world.norrvik.id)]
    assert "Mona Ask om Alliansen Norrvik" in [one.title for one in waiting_for(anna)]
    assert notices.read(about, by=world.actor("nora")) == 0, "nobody reads for another"
    assert notices.read(about, by=anna, tag="something.else") == 0
    assert notices.read([], by=anna) == 0
    assert notices.read(about, by=anna) == 1
    assert titles(world, "anna") == []


def test_what_one_no_longer_sees_is_not_told(world: World) -> None:
    told(world, "anna")
    for place in world.anna.memberships:
        place.to_day = place.from_day.replace(year=2020)
    assert titles(world, "anna") == []


def test_what_has_nothing_to_tell_any_more_is_silent(world: World) -> None:
    told(world, "anna")
    world.norrvik.about = "inget"
    assert titles(world, "anna") == []


def test_what_is_told_again_is_told_once(world: World) -> None:
    for _time in range(2):
        told(world, "anna")
    assert titles(world, "anna") == ["Mona Ask om Alliansen Norrvik"]
    assert sum(one.read_at is None for one in db.session.scalars(sa.select(Notice))) == 1


def test_what_was_undone_is_not_told(world: World) -> None:
    told(world, "anna").undone_at = now()
    assert titles(world, "anna") == []


def test_what_has_nothing_to_tell_buries_nothing(world: World) -> None:
    told(world, "anna")
    silent = world.soderas
    silent.about = "inget"
    for _number in range(2 * notices.MOST):
        deed = record(world.actor("mona"), "organisation.changed", silent)
        mine = {"user_id": world.anna.id, "deed_id": deed.id, "tag": TAG}
        db.session.add(Notice(**mine, thing_kind="Organisation", thing_id=silent.id))
    db.session.flush()
    assert titles(world, "anna") == ["Mona Ask om Alliansen Norrvik"]
    silent.about = ""
    assert titles(world, "anna") == ["Mona Ask om Alliansen Söderås"] * notices.MOST


def test_a_tag_that_no_room_says_is_passed_over(world: World) -> None:
    deed = record(world.actor("mona"), "organisation.changed", world.norrvik)
    notices.tell([world.anna.id], deed, "circus.came", world.norrvik)
    assert titles(world, "anna") == []


def test_a_notice_is_seen_by_whom_it_is_for(world: World) -> None:
    assert str(Notice.visible_to(STRANGER)) == "false"
    assert "user_id" in str(Notice.visible_to(world.actor("anna")))


def test_one_follows_until_one_no_longer_does(world: World) -> None:
    consultation = make_consultation(world)
    anna, about = world.actor("anna"), ("Consultation", consultation.id)
    assert not notices.follows(anna, *about)
    notices.follow(*about, by=anna)
    assert notices.follows(anna, *about)
    notices.unfollow(*about, by=anna)
    notices.follow(*about, by=anna, again=False)
    assert not notices.follows(anna, *about), "taking part does not bring it back"
    notices.follow(*about, by=anna)
    assert notices.follows(anna, *about)
    assert not notices.follows(world.actor("nora"), *about)
    notices.unfollow(*about, by=world.actor("nora"))
    assert not notices.follows(world.actor("nora"), *about)
