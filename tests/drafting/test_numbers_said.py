"""Numbers said on the telephone: today's, older ones, removed ones, and what nobody understands."""

from __future__ import annotations

import pytest

from ideell.drafting.numbers_said import understood
from ideell.drafting.ordering import move_section
from ideell.drafting.responding import add_section
from ideell.extensions import db
from ideell.writing.arranging import put_after, rewritten
from ideell.writing.numbering import renumber
from ideell.writing.saving import write
from ideell.writing.versions import version_numbered
from tests.browsing import Browsers
from tests.drafting.builders import FIRST, SECOND, Answer, make_answer
from tests.world import World


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("4:3", "4:3"), ("4.3", "4:3"), ("4,3", "4:3"), ("4 3", "4:3"), ("stycke 4:3", "4:3"),
        ("Stycke 4 : 3", "4:3"), (" 4:3b ", "4:3b"), ("4:3 B", "4:3b"), ("4", "4"),
        ("avsnitt 4", "4"), ("04:03", "4:3"), ("4:0", "4:0"), ("4:3.", "4:3"),
        ("", None), ("hej", None), ("4:3:3", None), ("4:a", None), ("99999:1", None),
        ("-4", None), ("4:3 eller så", None), ("٤:٣", "4:3"),
    ],
)  # fmt: skip
def test_what_people_type_is_understood(typed: str, number: str | None) -> None:
    assert understood(typed) == number


def save(world: World, answer: Answer, wanted: list) -> None:
    host = answer.section.text
    head = version_numbered(host, host.revision_count)
    write(host, wanted, base=head, by=world.actor("birgitta"))
    db.session.commit()


def standing(answer: Answer) -> list:
    host = answer.section.text
    return version_numbered(host, host.revision_count).standing


def test_the_field_leads_to_the_block(as_: Browsers, world: World, answer: Answer) -> None:
    browser, root = as_(world.nora), f"/svar/{answer.response.id}"
    for page in (f"/remisser/{answer.consultation.id}", f"{root}/hela"):
        assert "Gå till stycke" in browser.get(page)
    page = browser.get(f"{root}/stycke?nummer=stycke 1.3", status=303)
    assert page.response.location.endswith(f"{root}/1:3")
    page = browser.get(f"{root}/1:3", status=303)
    assert page.response.location.endswith(f"{answer.section.url}#block-{answer.blocks[2].id}")
    assert browser.get(f"{root}/1", status=303).response.location.endswith(answer.section.url)


def test_a_block_put_between_has_a_number_of_its_own(
    as_: Browsers, world: World, answer: Answer
) -> None:
    save(world, answer, put_after(standing(answer), answer.blocks[0].id, "Ett stycke till."))
    page = as_(world.nora).get(f"/svar/{answer.response.id}/1:1b", status=303)
    assert page.response.location.rpartition("-")[2].isdigit()
    assert "#block-" in page.response.location


def test_an_older_number_finds_and_tells_the_new_one(
    as_: Browsers, world: World, answer: Answer
) -> None:
    save(world, answer, put_after(standing(answer), answer.blocks[3].id, "Sist."))
    save(world, answer, rewritten(standing(answer), answer.blocks[0].id, ""))
    renumber(answer.section.text)
    db.session.commit()
    browser = as_(world.nora)
    page = browser.get(f"/svar/{answer.response.id}/1:5", status=303)
    assert "1:5 heter nu 1:4." in browser.get(answer.section.url).said()
    assert "#block-" in page.response.location


def test_a_section_that_moved_takes_its_numbers_along(
    as_: Browsers, world: World, answer: Answer
) -> None:
    add_section(answer.response, "Tomt", by=world.actor("mona"))
    move_section(answer.section, 1, by=world.actor("mona"))
    db.session.commit()
    browser = as_(world.nora)
    browser.get(f"/svar/{answer.response.id}/1:3", status=303)
    assert "1:3 heter nu 2:3." in browser.get(answer.section.url).said()


def test_a_removed_block_is_shown_with_the_place_where_it_stood(
    as_: Browsers, world: World, answer: Answer
) -> None:
    save(world, answer, rewritten(standing(answer), answer.blocks[1].id, ""))
    browser, root = as_(world.nora), f"/svar/{answer.response.id}"
    page = browser.get(f"{root}/1:2")
    assert SECOND in page
    assert "Det stod efter 1:1." in page
    assert f"{answer.section.url}#block-{answer.blocks[0].id}" in [
        e.get("href") for e in page.all("a")
    ]
    save(world, answer, rewritten(standing(answer), answer.blocks[0].id, ""))
    page = browser.get(f"{root}/1:1")
    assert FIRST in page
    assert "Det stod först i avsnittet." in page


def test_what_is_not_there_is_said_with_what_is(
    as_: Browsers, world: World, answer: Answer
) -> None:
    browser, root = as_(world.nora), f"/svar/{answer.response.id}"
    page = browser.get(f"{root}/1:9", status=404)
    assert "Avsnitt 1 har styckena 1:1 till 1:4." in page
    assert page.form(f"{root}/stycke")["nummer"] == "1:9"
    page = browser.get(f"{root}/stycke?nummer=det om dans", status=404)
    assert "”det om dans”" in page
    assert "till exempel 4:3" in page
    assert "till exempel 4:3" in browser.get(f"{root}/stycke")
    assert "till exempel 4:3" in browser.get(f"{root}/9", status=404)
    browser.get(f"{root}/hej", status=404)
    save(world, answer, standing(answer)[:1])
    assert "bara stycket 1:1" in browser.get(f"{root}/1:9", status=404)
    add_section(answer.response, "Tomt", by=world.actor("mona"))
    db.session.commit()
    assert "Ingen har skrivit i avsnitt 2 än." in browser.get(f"{root}/2:1", status=404)
    as_(world.ulla).get(f"{root}/stycke?nummer=1", status=404)
