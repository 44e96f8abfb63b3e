"""A published answer is everybody's to read and to take out: the letter, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ideell.drafting.letter import letter_of, published_on
from ideell.drafting.policy import may_read_letter
from ideell.drafting.responding import add_section
from ideell.drafting.sectioning import say_nothing
from ideell.drafting.steps import go_back, go_on
from ideell.extensions import db
from ideell.foundation.actor import STRANGER
from ideell.foundation.clock import as_of
from tests.browsing import Browsers
from tests.drafting.builders import FIRST, Answer, make_answer, make_suggestion
from tests.world import World

DAY = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)  # half past midnight in Stockholm


@pytest.fixture
def answer(world: World) -> Answer:
    """A small answer, submitted: the next step publishes it."""
    made = make_answer(world, track="small")
    made.response.decision_line = "Beslut har fattats av styrelsen."
    made.response.signatories = "Stina Ask, ordförande"
    db.session.commit()
    return made


def publish(world: World, answer: Answer) -> str:
    with as_of(DAY):
        for _step in range(3):
            go_on(answer.response, by=world.actor("mona"))
    db.session.commit()
    return f"/svar/{answer.response.id}/hela"


@pytest.mark.parametrize("who", [None, "ulla", "nils"])
@pytest.mark.parametrize("htmx", [False, True])
def test_everybody_reads_a_published_answer(
    as_: Browsers, world: World, answer: Answer, who: str | None, htmx: bool
) -> None:
    at = publish(world, answer)
    page = as_(getattr(world, who) if who else None, htmx=htmx).get(at)
    for words in ("Remissvar: Kultur i hela landet", "Samklang, den 2 december 2026", FIRST):
        assert words in page
    assert "Stina Ask" in page


def test_outsiders_get_the_letter_and_nothing_of_how_it_was_made(
    as_: Browsers, world: World, answer: Answer
) -> None:
    make_suggestion(world, answer.blocks[0], "Ett hemligt förslag.")
    silent = add_section(answer.response, "Tyst avsnitt", by=world.actor("mona"))
    say_nothing(silent, "Det angår oss inte.", by=world.actor("mona"))
    at = publish(world, answer)
    page = as_(None).get(at)
    for words in ("hemligt", "angår oss inte", "Birgitta Lind", "1:1", "inspel"):
        assert words not in page
    number = answer.response.id
    links = {a.get("href") for a in page.all("a")} - {"#main", "/", "/logga-in"}
    kept = {link for link in links if not link.startswith(("mailto:", "tel:"))}
    assert kept == {f"/svar/{number}/hamta/docx", f"/svar/{number}/hamta/pdf"}
    for path in ("", "/avsnitt", "/deltagare", "/hamta", "/1", "/forslag"):
        location = as_(None).get(f"/svar/{number}{path}", status=303).response.location
        assert location.startswith("/logga-in")
        as_(world.ulla).get(f"/svar/{number}{path}", status=404)


def test_outsiders_get_no_numbers_of_the_working_copy_in_the_file(
    as_: Browsers, world: World, answer: Answer
) -> None:
    publish(world, answer)
    path = f"/svar/{answer.response.id}/hamta/md?nummer"
    for who in (None, world.ulla):
        assert "1:1" not in as_(who).get(path).response.text
    assert "1:1" in as_(world.anna).get(path).response.text


def test_members_still_get_the_working_copy(as_: Browsers, world: World, answer: Answer) -> None:
    page = as_(world.anna).get(publish(world, answer))
    assert "Hela utkastet" in page
    assert "1:1" in page


@pytest.mark.parametrize("format_name", ["docx", "pdf"])
def test_everybody_takes_a_published_answer_out(
    as_: Browsers, world: World, answer: Answer, format_name: str
) -> None:
    path = f"/svar/{answer.response.id}/hamta/{format_name}"
    assert as_(None).get(path, status=303).response.location.startswith("/logga-in")
    as_(world.ulla).get(path, status=404)
    publish(world, answer)
    for who in (None, world.ulla):
        page = as_(who).get(path)
        assert page.response.headers["Content-Disposition"].startswith("attachment")


def test_what_is_not_published_is_closed_to_strangers(
    as_: Browsers, world: World, answer: Answer
) -> None:
    at = publish(world, answer)
    go_back(answer.response, "submitted", "Vi ändrade oss.", by=world.actor("mona"))
    answer.response.audience = "public"
    db.session.commit()
    assert as_(None).get(at, status=303).response.location.startswith("/logga-in")
    assert not may_read_letter(STRANGER, answer.response)
    assert published_on(answer.response) is None


def test_the_letter_bears_the_day_it_was_published(world: World, answer: Answer) -> None:
    publish(world, answer)
    assert letter_of(answer.response).date.isoformat() == "2026-12-02"


def test_the_front_page_leads_strangers_to_the_letter(
    as_: Browsers, world: World, answer: Answer
) -> None:
    at = publish(world, answer)
    assert at in {a.get("href") for a in as_(None).get("/").all("a")}
