"""Choosing who sees a thing, in words, and what changes when it is moved."""

from __future__ import annotations

from itertools import permutations

import pytest
import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from ideell.extensions import db
from ideell.foundation.actor import STRANGER
from ideell.foundation.forms import Form
from ideell.people.audience import AUDIENCES, count_who_see, may_see, people_who_see
from ideell.people.audience_form import AudienceField
from ideell.people.sharing import Room, in_words, moved, rooms_of, who_sees, who_sees_now
from tests.world import World

OWNERS = ("samklang", "norrvik", "korbygden", "utombys")


def sees(world: World, name: str, room: Room) -> bool:
    owner, audience = sa.literal(room.owner_id), sa.literal(room.audience)
    return bool(db.session.scalar(sa.select(may_see(world.actor(name), owner, audience))))


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("owner", OWNERS)
def test_who_is_counted_is_who_sees(world: World, owner: str, audience: str) -> None:
    room = Room(getattr(world, owner).id, audience)
    people = [key for key in world.named if hasattr(world.named[key], "email_key")]
    counted = {one.id for one in people_who_see(room.owner_id, audience)}
    seeing = {
        world.named[key].id
        for key in people
        if world.named[key].may_sign_in and sees(world, key, room)
    }
    assert counted == seeing


@pytest.mark.parametrize(("here", "there"), list(permutations(AUDIENCES, 2)))
def test_a_move_says_who_gains_and_who_loses(world: World, here: str, there: str) -> None:
    owner = world.norrvik.id
    change = moved(Room(owner, here), Room(owner, there))
    before = {one.name for one in people_who_see(owner, here)}
    after = {one.name for one in people_who_see(owner, there)}
    assert set(change.gaining) == after - before
    assert set(change.losing) == before - after


def test_a_move_names_the_organisations(world: World) -> None:
    change = moved(Room(world.norrvik.id, "own"), Room(world.norrvik.id, "members"))
    assert change.gaining == ("Nils Norr",)
    assert change.organisations_gaining == ("Norrviks kör",)
    assert change.organisations_losing == ()


def test_one_sees_what_one_may_share(world: World) -> None:
    for name in ("kerstin", "birgitta", "nora", "nils", "ulla", "tove"):
        for room in rooms_of(world.actor(name)):
            assert sees(world, name, room), (name, room)
    assert rooms_of(STRANGER) == []


def test_rooms_are_those_of_own_hats_and_of_what_they_belong_to(world: World) -> None:
    found = rooms_of(world.actor("nora"), ("own", "members"))
    assert found == [
        Room(world.norrvik.id, "own"),
        Room(world.norrvik.id, "members"),
        Room(world.samklang.id, "members"),
    ]


def test_the_sentence_names_the_owner_and_counts_its_members(world: World) -> None:
    assert who_sees(world.norrvik.id, "members") == (
        "Alla i Alliansen Norrvik och dess medlemsorganisation ser det."
    )
    assert who_sees(world.samklang.id, "members") == (
        "Alla i Samklang och dess 4 medlemsorganisationer ser det."
    )
    assert who_sees(world.korbygden.id, "own") == "Bara de som hör till Körbygden ser det."
    said = in_words([Room(world.samklang.id, audience) for audience in AUDIENCES])
    assert len(set(said.values())) == len(AUDIENCES)


class Sharing(Form):
    """A form with the choice alone."""

    room = AudienceField("Vilka ska se det?")


def form_of(**sent: str) -> Sharing:
    return Sharing(MultiDict(sent), meta={"csrf": False})


def test_the_field_offers_rooms_and_chooses_ones_own(world: World) -> None:
    with db.session.no_autoflush:
        form = form_of()
    nora = world.actor("nora")
    form.room.offer(nora, ("own", "members"))
    assert form.room.data == f"{world.norrvik.id}-own"
    assert "Bara de som hör till Alliansen Norrvik" in str(form.room.choices[0].label)


def test_the_field_keeps_where_a_thing_stands(world: World) -> None:
    form = form_of()
    there = Room(world.soderas.id, "members")
    form.room.offer(world.actor("nora"), ("own", "network"), standing=there)
    assert form.room.room == there
    assert form.room.rooms["network"] == Room(world.soderas.id, "network"), "it stays theirs"


def test_the_field_takes_what_was_offered_and_nothing_else(world: World) -> None:
    nora = world.actor("nora")
    form = form_of(room=f"{world.norrvik.id}-members")
    form.room.offer(nora, ("own", "members"))
    assert form.validate()
    assert form.room.room == Room(world.norrvik.id, "members")
    forged = form_of(room=f"{world.soderas.id}-own")
    forged.room.offer(nora, ("own", "members"))
    assert not forged.validate()
    assert forged.room.errors == ["Välj vilka som ska se det."]


@pytest.mark.parametrize(
    ("audience", "said"),
    [
        ("own", "Nu ser bara de som hör till Samklang det."),
        ("members", "Nu ser alla i Samklang och dess 4 medlemsorganisationer det."),
        ("network", "Nu ser alla som är inloggade det, i alla organisationer."),
        ("public", "Nu ser alla det, också utan att logga in."),
    ],
)
def test_after_a_move_the_sentence_says_who_sees_it_now(
    world: World, audience: str, said: str
) -> None:
    assert who_sees_now(world.samklang.id, audience) == said


def test_those_who_are_asked_are_counted_without_whoever_asks(world: World) -> None:
    korbygden = world.korbygden.id
    people = people_who_see(korbygden, "own")
    assert count_who_see(korbygden, "own", beside=world.anna.id) == len(people) - 1
    assert count_who_see(korbygden, "own", beside=world.ulla.id) == len(people)
