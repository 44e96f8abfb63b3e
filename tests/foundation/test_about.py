"""Things about other things: seen by those who see both, named and found by a mark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from ideell.extensions import db
from ideell.foundation.about import About, find_subject, kinds_to_be_about, subject_of, subjects
from ideell.foundation.actor import STRANGER
from tests.drafting.builders import make_consultation
from tests.world import World


class Apart(DeclarativeBase):
    """Tables of this test alone."""


class Slip(About, Apart):
    """A slip of paper that may be about something."""

    __tablename__ = "slips_of_a_test"

    id: Mapped[int] = mapped_column(primary_key=True)


@pytest.fixture
def slips(world: World, context: Flask) -> Iterator[World]:
    """The town, with a table of slips as long as the test."""
    Apart.metadata.create_all(db.session.connection())
    with context.test_request_context():
        yield world
    db.session.rollback()


def add(thing: Any) -> Slip:
    slip = Slip()
    slip.be_about(thing)
    db.session.add(slip)
    db.session.flush()
    return slip


def seen_by(world: World, name: str) -> set[int]:
    found = sa.select(Slip.id).where(Slip.seen_with_subject(world.actor(name)))
    return set(db.session.scalars(found))


def test_what_is_about_something_is_seen_by_those_who_see_that(slips: World) -> None:
    consultation = make_consultation(slips)
    consultation.audience = "own"
    alone, about = add(None), add(consultation)
    assert seen_by(slips, "mona") == {alone.id, about.id}
    assert seen_by(slips, "anna") == {alone.id}


def test_a_fact_is_seen_by_everybody_who_belongs(slips: World) -> None:
    slip = add(slips.region)
    assert seen_by(slips, "ulla") == {slip.id}
    assert not list(db.session.scalars(sa.select(Slip).where(Slip.seen_with_subject(STRANGER))))


def test_what_hangs_on_a_thing_is_found(slips: World) -> None:
    here, _there = add(slips.norrvik), add(slips.soderas)
    assert list(db.session.scalars(sa.select(Slip.id).where(Slip.is_about(slips.norrvik)))) == [
        here.id
    ]


def test_subjects_are_named_for_a_reader_who_sees_them(slips: World) -> None:
    consultation = make_consultation(slips)
    rows = [add(consultation), add(slips.norrvik), add(None)]
    found = subjects(rows, slips.actor("mona"))
    named = found["Organisation", slips.norrvik.id]
    assert (named.title, named.mark) == ("Alliansen Norrvik", f"organisation-{slips.norrvik.id}")
    consultation.audience = "own"
    assert set(subjects(rows, slips.actor("anna"))) == {("Organisation", slips.norrvik.id)}


def test_a_mark_finds_its_thing_for_whoever_sees_it(slips: World) -> None:
    consultation = make_consultation(slips)
    mark = subject_of(consultation).mark
    assert find_subject(mark, slips.actor("anna")) is consultation
    assert find_subject(mark, STRANGER) is None


@pytest.mark.parametrize(
    "mark", [None, "", "remiss", "remiss-", "remiss-x", "circus-1", "remiss-99999999999", "-1"]
)
def test_a_mark_of_nothing_finds_nothing(slips: World, mark: str | None) -> None:
    assert find_subject(mark, slips.actor("mona")) is None


def test_words_of_what_things_are_about_are_told_apart() -> None:
    words = list(kinds_to_be_about().values())
    assert len(words) == len(set(words))
    assert {"remiss", "kapitel", "avsnitt", "organisation", "region"} <= set(words)
