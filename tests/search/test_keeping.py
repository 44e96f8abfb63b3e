"""The index is kept in the transaction of the text, and can be proven equal to what stands."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from click.testing import Result as Ran
from flask import Flask

from ideell.consultations.models import Consultation
from ideell.discussions import starting
from ideell.discussions.models import Thread
from ideell.documents import sharing
from ideell.documents.models import Document
from ideell.extensions import db
from ideell.foundation import upgrade
from ideell.foundation.mail import Mail
from ideell.people.sharing import Room
from ideell.search.index import compare, number_of, numbers_of, rebuild, refill
from ideell.search.keeping import WouldLeaveIndexBehind
from ideell.search.models import ENTRIES
from ideell.writing.models import Block, BlockNumber
from tests.bench.statements import every_statement
from tests.discussions.builders import make_thread
from tests.discussions.builders import say as say_in_thread
from tests.documents.builders import make_written
from tests.search.builders import consultation, searched, section
from tests.world import World


def differs() -> bool:
    found = compare(db.session.connection())
    db.session.rollback()
    return found.found


def spoil(statement: str) -> None:
    """Change rows behind the index's back."""
    db.session.execute(sa.text(statement))
    db.session.commit()


def run(app: Flask, *command: str) -> Ran:
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["search", *command])


def test_the_index_says_what_stands_from_the_first_commit(world: World) -> None:
    section(world, "Ugglor behövs.")
    assert not differs()


def test_what_is_not_committed_is_not_found(world: World) -> None:
    consultation(world, "Om ugglor")
    db.session.rollback()
    db.session.commit()
    assert searched("ugglor", world.actor("anna")).total == 0
    assert not differs()


def test_an_index_that_cannot_be_written_lets_nothing_be_saved(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    consultation(world, "Om ugglor")
    monkeypatch.setattr("ideell.search.index.words_of", lambda *_texts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        db.session.commit()
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Consultation)) == 0


def test_a_change_is_found_and_what_stood_before_is_not(world: World) -> None:
    made = consultation(world, "Om ugglor")
    db.session.commit()
    made.title = "Om katter"
    db.session.commit()
    anna = world.actor("anna")
    assert (searched("ugglor", anna).total, searched("katter", anna).total) == (0, 1)


def test_a_change_that_no_entry_is_made_of_writes_none(world: World) -> None:
    block = section(world, "Ugglor behövs.").text.blocks[0]
    db.session.commit()
    with every_statement() as seen:
        block.is_done = True
        db.session.commit()
        assert not [one for one in seen if "search_" in one]
        block.text = "Katter behövs."
        db.session.commit()
        assert [one for one in seen if "search_" in one]
    anna = world.actor("anna")
    assert (searched("ugglor", anna).total, searched("katter", anna).total) == (0, 1)
    assert not differs()


def test_a_row_that_is_deleted_leaves_the_index(world: World) -> None:
    made = Consultation(title="Ugglor", owner_org_id=world.samklang.id)
    db.session.add(made)
    db.session.commit()
    db.session.delete(made)
    db.session.commit()
    assert searched("ugglor", world.actor("anna")).total == 0
    assert not differs()


def test_many_rows_changed_at_once_are_found_as_they_then_are(world: World) -> None:
    whole = section(world, "Ugglor behövs.\n\nKatter också.")
    second = whole.text.blocks[1].id
    anna = world.actor("anna")
    db.session.execute(sa.update(Block).where(Block.id == second).values(text="Hundar."))
    db.session.execute(
        sa.update(BlockNumber).where(BlockNumber.block_id == second).values(number="9:9")
    )
    db.session.commit()
    assert [searched(typed, anna).total for typed in ("katter", "hundar", "9:9", "1:2")] == [
        0,
        1,
        1,
        0,
    ]
    db.session.execute(sa.delete(BlockNumber))
    db.session.commit()
    assert searched("9:9", anna).total == 0
    assert not differs()
    db.session.execute(sa.update(Mail).values(subject=""))


def test_what_stands_in_a_thing_passes_on_with_it(world: World) -> None:
    thread = make_thread(world)
    say_in_thread(world, thread, "Ugglor behövs.")
    document = make_written(world, "Katter behövs.")
    mona, there = world.actor("mona"), Room(world.norrvik.id, "members")
    moved = [starting.move(thread, there, by=mona), sharing.move(document, there, by=mona)]
    db.session.commit()
    assert not differs()
    for deed in moved:
        deed.undo(by=mona)
    db.session.commit()
    assert not differs()
    for model in (Thread, Document):
        db.session.execute(sa.update(model).values(owner_org_id=world.soderas.id))
    db.session.commit()
    assert not differs()


def test_many_rows_are_not_added_behind_the_index(world: World) -> None:
    with pytest.raises(WouldLeaveIndexBehind):
        db.session.execute(sa.insert(Consultation), [{"title": "x"}])


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE consultations SET title = 'Annat'", "1 out of date: Consultation"),
        ("UPDATE consultations SET owner_org_id = owner_org_id + 1", "1 out of date: Consultation"),
        ("DELETE FROM search_index", "1 missing: Consultation"),
        ("DELETE FROM search_entries", "1 missing: Consultation"),
        ("UPDATE users SET state = 'erased'", "of nothing"),
    ],
)
def test_a_difference_is_told_and_a_rebuild_mends_it(
    app: Flask, world: World, statement: str, said: str
) -> None:
    consultation(world, "Om ugglor")
    db.session.commit()
    assert run(app, "check").exit_code == 0
    spoil(statement)
    checked = run(app, "check")
    assert checked.exit_code == 1
    assert said in checked.output
    rebuilt = run(app, "rebuild")
    assert rebuilt.exit_code == 0
    assert said in rebuilt.output
    assert re.search(r"Made anew from \d+ things, and equal to them", rebuilt.output)
    assert run(app, "check").output == "The index says what stands.\n"


def test_a_rebuild_of_what_was_right_says_so(app: Flask, world: World) -> None:
    assert "The index said what stands." in run(app, "rebuild").output


def test_a_damaged_index_is_told(app: Flask, world: World) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps GIN in step itself")
    consultation(world, "Om ugglor")
    db.session.commit()
    spoil("UPDATE search_index_content SET c0 = 'annat'")
    checked = run(app, "check")
    assert checked.exit_code == 1
    assert "damaged" in checked.output
    assert run(app, "rebuild").exit_code == 0
    assert run(app, "check").exit_code == 0


def test_a_rebuild_that_does_not_come_out_equal_changes_nothing(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    consultation(world, "Om ugglor")
    db.session.commit()
    monkeypatch.setattr("ideell.search.commands.rebuild", lambda _connection: spoil_within())

    def spoil_within() -> int:
        db.session.execute(sa.text("DELETE FROM search_index"))
        return 0

    ran = run(app, "rebuild")
    assert ran.exit_code == 1
    assert "Nothing was changed" in ran.output
    assert searched("ugglor", world.actor("anna")).total == 1


def test_what_stood_before_the_index_is_in_it_after_an_upgrade(world: World) -> None:
    consultation(world, "Om ugglor")
    db.session.commit()
    spoil("DELETE FROM search_index")
    upgrade.finish(db.session.connection())
    db.session.commit()
    assert searched("ugglor", world.actor("anna")).total == 1


def test_where_no_index_is_yet_there_is_nothing_to_fill() -> None:
    with sa.create_engine("sqlite://").connect() as connection:
        refill(connection)


def test_an_entry_is_numbered_by_its_kind_and_its_thing() -> None:
    number = number_of(Consultation, 7)
    first, last = numbers_of(Consultation)
    assert number == first + 7 <= last < 2**63
    assert not set(numbers_of(Block)).intersection({first, last})


def test_a_thing_without_words_of_its_own_is_kept_too(world: World) -> None:
    consultation(world, "1 § 2026")
    db.session.commit()
    assert searched("2026", world.actor("anna")).total == 1
    assert not differs()


def test_the_tables_are_made_and_dropped_with_the_others() -> None:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        ENTRIES.create(connection)
        assert sa.inspect(connection).has_table("search_index")
        ENTRIES.drop(connection)
        assert not sa.inspect(connection).has_table("search_index")
    engine.dispose()


def test_a_rebuild_counts_what_can_be_found(world: World) -> None:
    section(world, "Ugglor behövs.\n\nKatter också.")
    assert rebuild(db.session.connection()) > 20
