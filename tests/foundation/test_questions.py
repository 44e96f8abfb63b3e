"""Questions are built once for each kind of reader, and answered for the one who asks."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ideell.consultations.models import Consultation
from ideell.extensions import db
from ideell.foundation.actor import STRANGER, Actor
from ideell.foundation.questions import AnyReader, Question, Select, question
from ideell.people.models import Membership, Organisation
from tests.consultations.builders import make_consultation
from tests.world import World


@question
def places(reader: Actor) -> Select:
    """Where the reader belongs."""
    own = Membership.organisation_id.in_(reader.own)
    return sa.select(Membership.organisation_id).where(Membership.user_id == reader.user_id, own)


def test_each_reader_gets_what_is_true_of_them(world: World) -> None:
    for name in ("anna", "ulla", "anna"):
        actor = world.actor(name)
        assert {row[0] for row in places.rows(actor)} == actor.org_ids


def test_it_is_built_once_for_each_kind_of_reader(world: World) -> None:
    kinds: list[Actor] = []

    def seen(reader: Actor) -> Select:
        kinds.append(reader)
        return sa.select(Consultation.id).where(Consultation.visible_to(reader))

    asked = question(seen)
    made = make_consultation(world, audience="members")
    for name in ("anna", "nora", "kerstin", "anna"):
        assert [row.id for row in asked.rows(world.actor(name))] == [made.id]
    assert asked.rows(world.actor("ulla")) == []
    assert asked.row(STRANGER) is None
    assert len(kinds) == 3, "a member, the office, a stranger"


def test_a_stand_in_tells_nothing_that_is_true_of_one_person_alone(world: World) -> None:
    stand_in = AnyReader.like(world.actor("anna"))
    for told in ("roles", "org_ids", "linked_org_ids", "user", "org", "has"):
        assert not hasattr(stand_in, told)
    with pytest.raises(TypeError):
        bool(stand_in.user_id)
    unfit = Question(lambda reader: sa.select(sa.literal(1)).where(reader.has("moderator")))
    with pytest.raises(AttributeError):
        unfit.rows(world.actor("anna"))


def test_a_question_that_asks_who_is_asked_by_somebody(world: World) -> None:
    with pytest.raises(AssertionError):
        places.rows()


@question
def names() -> Select:
    """What organisations are called."""
    return sa.select(Organisation.name).where(Organisation.id == sa.bindparam("number"))


def test_what_was_changed_a_moment_ago_is_in_the_answer(world: World) -> None:
    world.korbygden.name = "Körriket"
    with db.session.no_autoflush:
        assert names.row(number=world.korbygden.id).name == "Körbygden"
    assert names.row(number=world.korbygden.id).name == "Körriket"


def test_things_are_those_of_the_session(world: World) -> None:
    by_number = Question(
        lambda: sa.select(Organisation).where(Organisation.id == sa.bindparam("n"))
    )
    assert by_number.thing(n=world.korbygden.id) is world.korbygden
    assert by_number.thing(n=0) is None
    assert by_number.rows_of_things(n=world.korbygden.id)[0][0] is world.korbygden
