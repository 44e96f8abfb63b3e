"""Questions whose text is the same each time, and many of them asked as one."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation import questions, statements, waiting
from ideell.foundation.actor import STRANGER
from ideell.foundation.questions import Select, question, which_are_answered
from ideell.foundation.waiting import Source, Waiting, register_waiting, waiting_for
from ideell.people.models import Organisation, User
from tests.world import World


@question
def called() -> Select:
    return sa.select(User.id).where(User.name == sa.bindparam("name"))


@question
def named() -> Select:
    """The same parameter as above, of another thing."""
    return sa.select(Organisation.id).where(Organisation.name == sa.bindparam("name"))


@question
def own(reader: questions.AnyReader) -> Select:
    return (
        sa.select(Organisation.id)
        .where(
            Organisation.id.in_(reader.own), Organisation.kind.in_(["national_member", "umbrella"])
        )
        .order_by(Organisation.id)
        .limit(sa.bindparam("most"))
    )


def test_each_is_told_by_itself(world: World) -> None:
    anna = world.actor("anna")
    asked = [
        called.asked(name=world.anna.name),
        named.asked(name=world.anna.name),
        named.asked(name=world.korbygden.name),
        own.asked(most=1),
        own.asked(most=0),
    ]
    assert list(which_are_answered(asked, anna)) == [True, False, True, True, False]
    assert not which_are_answered(asked, STRANGER)[3], "who belongs nowhere has none of their own"


def test_what_was_changed_a_moment_ago_is_seen(world: World) -> None:
    asked = [called.asked(name="Någon Ny"), called.asked(name="Ingen")]
    world.anna.name = "Någon Ny"
    assert list(which_are_answered(asked, world.actor("nora"))) == [True, False]
    world.anna.name = "Anna Ek"
    with db.session.no_autoflush:
        assert list(which_are_answered(asked, world.actor("nora"))) == [True, False]


def test_one_alone_is_not_asked_beforehand(world: World) -> None:
    assert which_are_answered([], world.actor("anna")) == []
    assert which_are_answered([called.asked(name="Ingen")], world.actor("anna")) == [True]


def test_numbers_are_looked_among_however_many_they_are(world: World) -> None:
    query = sa.select(Organisation.id).where(
        Organisation.id.in_(statements.given_numbers("numbers"))
    )
    for wanted in ([], [world.samklang.id], sorted([world.samklang.id, world.korbygden.id])):
        given = {"numbers": statements.as_given(wanted)}
        assert sorted(db.session.scalars(query, given)) == wanted


def test_no_text_is_written_anew(world: World) -> None:
    select = own.for_kind(questions.AnyReader.like(world.actor("anna")))
    assert "POSTCOMPILE" not in str(select.compile(db.engine).string)
    expanding = sa.select(User.id).where(User.name.in_(["Anna", "Nora"]))
    assert "POSTCOMPILE" in expanding.compile(db.engine).string
    plain = statements.with_plain_lists(expanding)
    assert "POSTCOMPILE" not in plain.compile(db.engine).string
    assert "POSTCOMPILE" in expanding.compile(db.engine).string, "what was given is left as it is"
    names = [world.anna.name, world.nora.name]
    some = statements.with_plain_lists(sa.select(User.name).where(User.name.in_(names)))
    others = statements.with_plain_lists(sa.select(User.name).where(User.name.not_in(names)))
    assert sorted(db.session.scalars(some)) == sorted(names)
    assert set(db.session.scalars(others)) == set(db.session.scalars(sa.select(User.name))) - {
        *names
    }


def test_only_who_has_something_is_looked_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "_everywhere", [])
    looked: list[str] = []

    def source(name: str) -> Source:
        def find(_actor: object) -> list[Waiting]:
            looked.append(name)
            return [Waiting(name, "", "/", "Öppna", 1)]

        return Source(lambda _actor: called.asked(name=name), find)

    for name in (world.anna.name, "Ingen", world.nora.name):
        register_waiting(source(name), in_workspaces=False)
    found = [item.title for item in waiting_for(world.actor("anna"))]
    assert found == looked == [world.anna.name, world.nora.name]
