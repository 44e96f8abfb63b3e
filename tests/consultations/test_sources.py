"""Bringing a report in: file, table of contents, by hand; and reading it in the background."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from ideell.activity.models import Deed
from ideell.consultations import jobs as reading_jobs
from ideell.consultations import sources
from ideell.consultations.models import SourceDocument
from ideell.consultations.reading_page import Reading
from ideell.consultations.waiting import waiting
from ideell.extensions import db
from ideell.files.receive import keep_content
from ideell.files.store import Store
from ideell.foundation import jobs
from ideell.foundation.jobs import Job
from ideell.foundation.rules import RuleBroken
from ideell.reading.nodes import Outline
from ideell.reading.unreadable import Reason, Step, Unreadable
from tests.consultations.builders import CONTENTS, headings, make_consultation, make_document
from tests.world import World

REPORT = b"# 1 Inledning\n\nText.\n\n# 2 Mer\n\n## 2.1 Ett avsnitt\n\nText.\n\n# 3 Slut\n"


def bring(world: World, app: Flask, content: bytes = REPORT, name: str = "rapport.md") -> int:
    mona = world.actor("mona")
    store = Store(Path(app.extensions["ideell_settings"].data) / "files")
    file = keep_content(content, name, store, by=mona)
    document = sources.bring_file(make_consultation(world), file, by=mona)
    db.session.commit()
    return document.id


def the(number: int) -> SourceDocument:
    db.session.expire_all()
    return db.session.get_one(SourceDocument, number)


def test_a_file_is_read_in_the_background(world: World, context: Flask) -> None:
    number = bring(world, context)
    assert the(number).state == "waiting"
    assert jobs.run_due() == 1
    document = the(number)
    assert (document.state, document.progress, document.title) == ("read", 1.0, "rapport.md")
    assert headings(document) == ["1 Inledning", "2 Mer", ".2.1 Ett avsnitt", "3 Slut"]
    assert [row["heading"] for row in document.outline] == [
        "Inledning",
        "Mer",
        "Ett avsnitt",
        "Slut",
    ]


def test_a_file_that_cannot_be_read_says_why(world: World, context: Flask) -> None:
    number = bring(world, context, b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "bild.pdf")
    jobs.run_due()
    document = the(number)
    assert (document.state, document.fault) == ("unreadable", "picture")
    assert "bild" in Reading(document).fault


def test_the_progress_is_written_while_the_file_is_read(
    world: World, context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, seen = bring(world, context), []

    def read(*args: object, on_progress: object, **limits: object) -> Outline:
        for share, step in (
            (0.1, Step.OPENING),
            (0.4, Step.READING_TEXT),
            (0.41, Step.READING_TEXT),
        ):
            on_progress(share, step)
            document = the(number)
            seen.append((document.state, Reading(document).percent, Reading(document).step))
        raise Unreadable(Reason.DAMAGED)

    monkeypatch.setattr(reading_jobs, "read_in_child", read)
    jobs.run_due()
    assert seen == [
        ("reading", 10, "Öppnar filen"),
        ("reading", 40, "Läser texten"),
        ("reading", 40, "Läser texten"),  # at most twice a second
    ]


def test_what_was_put_away_meanwhile_stays_away(
    world: World, context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = bring(world, context)

    def read(*args: object, **limits: object) -> Outline:
        sources.withdraw(the(number), by=world.actor("mona"))
        db.session.commit()
        raise Unreadable(Reason.DAMAGED)

    monkeypatch.setattr(reading_jobs, "read_in_child", read)
    assert jobs.run_due() == 1
    assert the(number).state == "withdrawn"


def test_a_report_that_was_put_away_comes_back_and_is_read(world: World, context: Flask) -> None:
    number, mona = bring(world, context), world.actor("mona")
    deed = sources.withdraw(the(number), by=mona)
    db.session.commit()
    jobs.run_due()
    assert the(number).state == "withdrawn"
    db.session.get_one(Deed, deed.id).undo(by=mona)
    db.session.commit()
    jobs.run_due()
    assert the(number).state == "read"
    again = sources.withdraw(the(number), by=mona)
    again.undo(by=mona)
    assert the(number).state == "read"


def test_reading_that_keeps_failing_ends_in_a_sentence(
    world: World, context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = bring(world, context)

    def break_down(*args: object, **limits: object) -> Outline:
        raise OSError("no process")

    monkeypatch.setattr(reading_jobs, "read_in_child", break_down)
    for _ in range(jobs.MOST_TRIES):
        db.session.execute(sa.update(Job).values(run_at=Job.made_at))
        db.session.commit()
        jobs.run_due()
    document = the(number)
    assert (document.state, document.fault) == ("unreadable", "gave_up")
    assert "Försök igen" in Reading(document).fault


def test_a_job_without_its_document_does_nothing(context: Flask) -> None:
    jobs.queue(sources.READ, document=4711)
    db.session.commit()
    assert jobs.run_due() == 1


def test_a_step_that_is_not_known_waits(world: World) -> None:
    assert Reading(SourceDocument(step="")).step == "Väntar på sin tur"


def test_a_report_is_brought_in_by_its_table_of_contents(world: World) -> None:
    made = make_consultation(world, series_ref="SOU 2026:41")
    document = sources.bring_pasted(made, CONTENTS, by=world.actor("mona"))
    assert (document.state, document.title, len(document.nodes)) == ("read", "SOU 2026:41", 8)


def test_an_empty_table_of_contents_is_refused(world: World) -> None:
    made = make_consultation(world)
    with pytest.raises(RuleBroken, match="rubriker"):
        sources.bring_pasted(made, "   \n", by=world.actor("mona"))


def test_what_could_not_be_read_is_pasted_or_typed_instead(world: World, context: Flask) -> None:
    mona = world.actor("mona")
    document = the(bring(world, context, b"\0\0", "tom.pdf"))
    jobs.run_due()
    with pytest.raises(RuleBroken):
        sources.paste_into(the(document.id), "", by=mona)
    db.session.rollback()
    sources.paste_into(the(document.id), CONTENTS, by=mona)
    assert (document.state, len(document.nodes), document.file is None) == ("read", 8, False)
    with pytest.raises(RuleBroken, match="redan läst"):
        sources.write_by_hand(document, by=mona)
    document.state = "unreadable"
    sources.write_by_hand(document, by=mona)
    assert document.state == "read"


def test_an_approved_report_is_not_put_away(world: World) -> None:
    document = make_document(make_consultation(world), world)
    with pytest.raises(RuleBroken, match="redan godkänt"):
        sources.withdraw(document, by=world.actor("mona"))


def test_a_read_report_waits_for_those_who_lead(world: World) -> None:
    document = make_document(make_consultation(world), world, approved=False)
    (item,) = waiting(world.actor("mona"))
    assert item.title == "Gå igenom kapitlen i Kultur i hela landet"
    assert item.url == f"/remisser/{document.consultation_id}/underlag/{document.id}"
    assert waiting(world.actor("birgitta")) == []
    assert waiting(world.actor("sara")) == []
    document.state = "unreadable"
    assert "gick inte att läsa" in waiting(world.actor("kerstin"))[0].title
    make_document(document.consultation, world, approved=False)
    assert len(waiting(world.actor("mona"))) == 1  # only the newest counts
    document.consultation.state = "closed"
    assert waiting(world.actor("mona")) == []
