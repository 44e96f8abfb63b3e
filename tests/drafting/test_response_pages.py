"""Journeys of those who lead: begin, choose sections, hand out pens, review, take steps."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from ideell.consultations.models import SourceNode
from ideell.drafting.models import Response, Section
from ideell.drafting.responding import add_section, sections_of
from ideell.extensions import db
from ideell.foundation.clock import today
from ideell.writing.models import Block
from tests.browsing import Browsers, words
from tests.drafting.builders import (
    FIRST,
    THIRD,
    Answer,
    make_answer,
    make_consultation,
    make_report,
    make_suggestion,
)
from tests.world import World


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


def test_an_answer_is_begun_and_sections_chosen_from_the_report(
    as_: Browsers, world: World
) -> None:
    consultation = make_consultation(world)
    chapter, _proposal = make_report(consultation)
    db.session.commit()
    home = f"/remisser/{consultation.id}"
    assert "Börja på svaret" not in as_(world.nora).get(home)
    mona = as_(world.mona)
    page = mona.send(home, f"{home}/svar")
    response = db.session.scalar(sa.select(Response))
    new = f"/svar/{response.id}/avsnitt/nya"
    assert page.response.location.endswith(new)
    page = mona.get(new)
    assert "5 Folkbildning, sidorna 133–170" in page
    empty = mona.send(new, new, status=422)
    assert "Kryssa för ett kapitel" in empty
    mona.send(new, new, nodes=str(chapter.id), heading="Sammanfattning", role="summary")
    assert [(s.heading, s.role) for s in sections_of(response)] == [
        ("Folkbildning", "views"), ("Sammanfattning", "summary"),
    ]  # fmt: skip
    page = mona.get(home)
    assert "0 av 2 avsnitt klara" in page
    assert "Inte påbörjat" in page
    assert "Ta pennan" in as_(world.nora).get(home)


def test_the_parts_of_a_report_are_offered_by_chapter_with_the_pages_that_are_known(
    as_: Browsers, world: World, answer: Answer
) -> None:
    inside = answer.chapter
    for number, pages in (("5.1", (133, 140)), ("5.2", (141, 141)), ("5.4", (None, None))):
        db.session.add(
            SourceNode(
                consultation=answer.consultation, document_id=inside.document_id, kind="section",
                position=int(number[-1]) + 2, number=number, heading="Stöd", parent_id=inside.id,
                level=2, page_from=pages[0], page_to=pages[1],
            )
        )  # fmt: skip
    db.session.commit()
    new, mona = f"/svar/{answer.response.id}/avsnitt/nya", as_(world.mona)
    page = mona.get(new)
    (chapter,) = (e for e in page.all("details") if e.get("class") == "inside")
    assert [words(e) for e in chapter.iter() if e.tag.endswith("label")] == [
        "5.1 Stöd, sidorna 133–140", "5.2 Stöd, sidan 141", "5.4 Stöd",
    ]  # fmt: skip
    last = next(e.get("value") for e in reversed(list(chapter.iter())) if e.get("value"))
    mona.send(new, new, nodes=last)
    assert [section.heading for section in sections_of(answer.response)][1:] == ["Stöd"]


def test_an_answer_without_a_report_begins_with_free_sections(as_: Browsers, world: World) -> None:
    consultation = make_consultation(world)
    db.session.commit()
    mona = as_(world.mona)
    home = f"/remisser/{consultation.id}"
    mona.send(home, f"{home}/svar")
    response = db.session.scalar(sa.select(Response))
    assert "Svaret har inga avsnitt än" in mona.get(home)
    assert "Svaret har inga avsnitt än" in as_(world.nora).get(home)
    assert "Svaret har inga avsnitt än" in mona.get(f"/svar/{response.id}/avsnitt")
    assert "Svaret har inga avsnitt än" in mona.get(f"/svar/{response.id}/hela")
    assert "Betänkandet är inte inläst än" in mona.get(f"/svar/{response.id}/avsnitt/nya")
    section = add_section(response, "Fritt", by=world.actor("mona"))
    db.session.commit()
    assert "Betänkandet är inte inläst än" in mona.get(f"{section.url}/andring")
    assert "Avsnittet hör inte till något kapitel" in mona.get(section.url)


def test_sections_are_ordered_and_pens_handed_out(
    as_: Browsers, world: World, answer: Answer
) -> None:
    second = add_section(answer.response, "Lokaler", by=world.actor("mona"))
    db.session.commit()
    listing, mona = f"/svar/{answer.response.id}/avsnitt", as_(world.mona)
    as_(world.nora).get(listing, status=403)
    mona.send(listing, f"{second.url}/ansvar", person=str(world.nora.id), day="i morgon")
    assert (second.due_on - today()).days == 1, "what stands beside is saved too"
    assert second.pen_holder_id == world.nora.id
    mona.send(listing, f"{second.url}/ansvar", person="0", day="")
    assert second.pen_holder_id is None
    refused = mona.send(listing, f"{second.url}/ansvar", person=str(world.ulla.id), status=422)
    assert "Välj någon i listan" in refused
    assert second.pen_holder_id is None, "nobody outside the audience gets the pen"
    wrong = mona.send(listing, f"{second.url}/ansvar", day="nån gång", status=422)
    assert "Vi förstår inte datumet" in wrong
    assert second.due_on is None
    mona.send(listing, f"{second.url}/ansvar")
    assert "Ingen håller i pennan." in mona.get(listing)
    mona.post(f"{second.url}/plats", {"till": "upp"})
    assert db.session.get(Section, second.id).position == 1
    mona.post(f"{second.url}/plats", {"till": "ner"})
    mona.send(listing, f"{second.url}/borttagning")
    page = mona.get(listing)
    mona.get(second.url, status=404)
    undo = next(f.get("action") for f in page.all("form") if "atertagande" in f.get("action"))
    mona.post(undo)
    assert "Lokaler" in mona.get(second.url)
    mona.send(f"{second.url}/andring", f"{second.url}/andring", heading="Våra lokaler")
    assert "Våra lokaler" in mona.get(second.url)
    empty = mona.send(f"{second.url}/andring", f"{second.url}/andring", heading="", status=422)
    assert "Skriv en rubrik" in empty


def test_the_pen_is_taken_from_the_list(as_: Browsers, world: World, answer: Answer) -> None:
    section = add_section(answer.response, "Lokaler", by=world.actor("mona"))
    db.session.commit()
    nora = as_(world.nora)
    nora.send(f"/remisser/{answer.consultation.id}", f"{section.url}/penna")
    assert "Du håller i pennan" in nora.get(section.url)
    as_(world.anna).post(f"{section.url}/penna", status=403)


def test_a_section_is_finished_reviewed_returned_approved_locked_and_opened(
    as_: Browsers, world: World, answer: Answer
) -> None:
    url = answer.section.url
    pen, mona = as_(world.birgitta), as_(world.mona)
    pen.send(url, f"{url}/oppning")
    assert "Öppet för förslag" in pen.get(url)
    pen.send(url, f"{url}/klart")
    assert "Du skrev sist, så någon annan granskar." in pen.get(url)
    pen.get(f"{url}/granskning", status=403)
    mona.send(f"{url}/granskning", f"{url}/granskning", status=422)
    none = mona.send(f"{url}/granskning", f"{url}/granskning", verdict="return", status=422)
    assert "Skriv vad som behöver ändras" in none
    mona.send(f"{url}/granskning", f"{url}/granskning", verdict="return", note="Korta 1:3.")
    assert "Mona Ask skickade tillbaka avsnittet: Korta 1:3." in pen.get(url)
    pen.send(url, f"{url}/klart")
    mona.send(f"{url}/granskning", f"{url}/granskning", verdict="approve")
    assert "Godkänt" in pen.get(url)
    pen.post(f"{url}/lasning", status=403)
    mona.send(url, f"{url}/lasning")
    page = mona.get(url)
    assert "Låst" in page
    assert "Kommentera" not in [e.text for e in page.all("a") if e.get("hx-get")]
    reason = mona.send(f"{url}/ateroppning", f"{url}/ateroppning", status=422)
    assert "Skriv ett kort skäl" in reason
    mona.send(f"{url}/ateroppning", f"{url}/ateroppning", reason="Fel siffra.")
    assert "Föreslå ändring" in pen.get(url)


def test_nothing_to_say_is_said_with_a_reason(as_: Browsers, world: World, answer: Answer) -> None:
    section = add_section(answer.response, "Skatt", by=world.actor("mona"))
    db.session.commit()
    mona = as_(world.mona)
    url = f"{section.url}/tystnad"
    mona.send(url, url, status=422)
    mona.send(url, url, reason="Det berör inte oss.")
    assert "Vi har inget att säga här: Det berör inte oss." in mona.get(section.url)
    assert "Det berör inte oss." in mona.get(f"/svar/{answer.response.id}/hela")


def test_a_section_is_printed_alone(as_: Browsers, world: World, answer: Answer) -> None:
    other = add_section(answer.response, "Skatt", by=world.actor("mona"))
    db.session.commit()
    nora = as_(world.nora)
    links = [link.get("href") for link in nora.get(answer.section.url).all("a")]
    assert f"{answer.section.url}/papper" in links
    page = nora.get(f"{answer.section.url}/papper")
    assert FIRST in page
    assert "Arbetsexemplar, version 1" in page
    assert "Skatt" not in page, "what stands in the others is not printed"
    assert "Inte skrivet än." in nora.get(f"{other.url}/papper")
    as_(world.ulla).get(f"{answer.section.url}/papper", status=404)


def test_the_next_step_tells_what_is_missing_as_links(
    as_: Browsers, world: World, answer: Answer
) -> None:
    answer.response.state = "review"
    db.session.commit()
    url, mona = f"/svar/{answer.response.id}/steg", as_(world.mona)
    as_(world.birgitta).get(url, status=403)
    page = mona.get(url)
    assert "Avsnitt 1 är inte godkänt." in page
    refused = mona.send(url, url, status=409)
    assert "Det här saknas först" in refused
    back = f"/svar/{answer.response.id}/atergang"
    none = mona.send(url, back, status=422)
    assert "Skriv ett kort skäl" in none
    mona.send(url, back, to="drafting", reason="Vi behöver skriva mer.")
    assert "utkast" in mona.get(url)
    mona.send(url, url)
    assert "förslagsrunda" in mona.get(url)


def test_the_last_step_is_the_last(as_: Browsers, world: World, answer: Answer) -> None:
    answer.response.state = "published"
    db.session.commit()
    url, mona = f"/svar/{answer.response.id}/steg", as_(world.mona)
    assert "Gå vidare" not in mona.get(url)
    mona.post(url, {}, status=409)
    mona.post(f"/svar/{answer.response.id}/uppgifter", {"about": "x"}, status=409)


def test_what_is_printed_around_the_text(as_: Browsers, world: World, answer: Answer) -> None:
    url, mona = f"/svar/{answer.response.id}/uppgifter", as_(world.mona)
    mona.send(url, url, decision_line="Beslut av styrelsen.", how_made="Vi skrev ihop.")
    form = mona.get(url).form(url)
    assert (form["decision_line"], form["how_made"]) == ("Beslut av styrelsen.", "Vi skrev ihop.")
    long = mona.send(url, url, about="x" * 8001, status=422)
    assert "Högst 8000" in long


def test_versions_are_listed_compared_and_brought_back(
    as_: Browsers, world: World, answer: Answer
) -> None:
    block, pen = answer.blocks[2], as_(world.birgitta)
    edit = f"/stycken/{block.id}/skriv"
    pen.send(edit, edit, text=THIRD.replace("större", "tydligt"), note="Skärpt.")
    versions = f"{answer.section.url}/versioner"
    page = pen.get(versions)
    assert "Birgitta skrev i 1:3" in page
    assert "Skärpt." in page
    compared = pen.get(f"{versions}/jamforelse?fran=2&till=1")
    assert "Version 1 och 2" in compared
    assert "I ord: 1 ställe byts ut" in compared
    for nowhere in (9, 10**12):
        pen.get(f"{versions}/jamforelse?fran=1&till={nowhere}", status=404)
    as_(world.nora).post(f"{versions}/1/aterstallning", status=403)
    pen.post(f"{versions}/9/aterstallning", status=404)
    pen.post(f"{versions}/1/aterstallning", {"block": str(block.id)})
    assert db.session.get(Block, block.id).text == THIRD
    pen.send(f"{versions}/jamforelse?fran=1&till=2", f"{versions}/1/aterstallning")
    assert "Inget är ändrat" in pen.get(answer.section.url).said()
    same = pen.get(f"{versions}/jamforelse?fran=1&till=3")
    assert "Texterna är lika" in same
    assert "Återställ hela" not in same
    empty = add_section(answer.response, "Tomt", by=world.actor("mona"))
    db.session.commit()
    assert "Ingen har skrivit här än" in pen.get(f"{empty.url}/versioner")


def test_who_takes_part_is_shown_by_name(as_: Browsers, world: World, answer: Answer) -> None:
    make_suggestion(world, answer.blocks[2], THIRD.replace("större", "samlat"))
    page = as_(world.nora).get(f"/svar/{answer.response.id}/deltagare")
    assert "Spelmansringen" in page
    assert "2 av 4 är med i skrivandet" in as_(world.nora).get(
        f"/remisser/{answer.consultation.id}"
    )


def test_an_alliance_is_an_island(as_: Browsers, world: World, answer: Answer) -> None:
    answer.response.owner_org_id = world.norrvik.id
    answer.response.audience = "members"
    db.session.commit()
    as_(world.nils).get(answer.section.url)
    for stranger in (world.sara, world.ulla):
        as_(stranger).get(answer.section.url, status=404)
        as_(stranger).get(f"/stycken/{answer.blocks[0].id}/forslag", status=404)


def test_the_days_of_sections_are_written_in_swedish(
    as_: Browsers, world: World, answer: Answer
) -> None:
    answer.section.due_on = date(2026, 12, 1)
    db.session.commit()
    mona, listing = as_(world.mona), f"/svar/{answer.response.id}/avsnitt"
    day = next(e for e in mona.get(listing).all("input") if e.get("name") == "day")
    assert day.get("value") == "1 dec 2026"
    mona.send(listing, f"{answer.section.url}/ansvar")
    db.session.refresh(answer.section)
    assert answer.section.due_on == date(2026, 12, 1)
