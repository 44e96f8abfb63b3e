"""Reading the language of an answer: links to the block, and what is as it should be."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.drafting.dismissals import Dismissal, dismiss
from ideell.drafting.proof_page import proof_of
from ideell.drafting.proofreading import Limits
from ideell.drafting.responding import add_section
from ideell.extensions import db
from ideell.foundation import kinds
from ideell.foundation.rules import RuleBroken
from ideell.writing.arranging import rewritten
from ideell.writing.models import Block
from ideell.writing.saving import write
from ideell.writing.versions import version_numbered
from tests.bench.statements import counted
from tests.browsing import Browsers
from tests.drafting.builders import Answer, make_answer, write_blocks
from tests.world import World

SLIPS = "MUCF bör få uppdraget, se avsnitt 9.\n\nVi tycker om körer."


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world, text=SLIPS)


def kinds_found(answer: Answer) -> list[str]:
    return [one.kind for part in proof_of(answer.response, Limits()).parts for one in part.found]


def rewrite(world: World, answer: Answer, text: str) -> None:
    host = answer.section.text
    head = version_numbered(host, host.revision_count)
    wanted = rewritten(head.standing, answer.blocks[0].id, text)
    write(host, wanted, base=head, by=world.actor("birgitta"))
    db.session.commit()


def test_every_finding_leads_to_its_block(as_: Browsers, world: World, answer: Answer) -> None:
    for path in (f"/svar/{answer.response.id}/sprak", f"{answer.section.url}/sprak"):
        page = as_(world.nora).get(path)
        assert "”MUCF” är inte förklarat" in page
        assert "”avsnitt 9” finns varken" in page
        assert "ingen ställning är tagen" in page
        assert f"{answer.section.url}#block-{answer.blocks[0].id}" in [
            e.get("href") for e in page.all("a")
        ]
        assert "Det är som det ska" not in page
    as_(world.ulla).get(f"{answer.section.url}/sprak", status=404)
    assert "Läs igenom språket" in as_(world.nora).get(answer.section.url)
    assert "Läs igenom språket" in as_(world.nora).get(f"/remisser/{answer.consultation.id}")


def test_what_is_as_it_should_be_is_gone_until_the_block_changes(
    as_: Browsers, world: World, answer: Answer
) -> None:
    pen, url = as_(world.birgitta), f"{answer.section.url}/sprak"
    before = kinds_found(answer)
    page = pen.get(url)
    forms = [f for f in page.all("form") if f.get("action").endswith("/godtagande")]
    assert len(forms) == len(before) == 4
    pen.send(url, f"{url}/godtagande")
    assert "borta tills texten ändras" in pen.get(url).said()
    assert kinds_found(answer) == before[1:]
    abbreviation = next(
        one for part in proof_of(answer.response, Limits()).parts for one in part.found
        if one.kind == "abbreviation"
    )  # fmt: skip
    about = {"key": abbreviation.key, "block": str(answer.blocks[0].id), "next": url}
    pen.post(f"{url}/godtagande", about)
    assert "abbreviation" not in kinds_found(answer)
    assert "2 saker är som de ska" in pen.get(url)
    rewrite(world, answer, "MUCF bör få hela uppdraget, se avsnitt 9.")
    assert kinds_found(answer) == before, "the section reads otherwise, and so does the block"


def test_saying_so_is_undone_by_its_deed(as_: Browsers, world: World, answer: Answer) -> None:
    pen, url = as_(world.birgitta), f"{answer.section.url}/sprak"
    before = kinds_found(answer)
    pen.send(url, f"{url}/godtagande")
    deed = db.session.scalar(sa.select(Deed).where(Deed.tag == "finding.dismissed"))
    deed.undo(by=world.actor("birgitta"))
    db.session.commit()
    assert kinds_found(answer) == before
    dismissal = db.session.scalar(sa.select(Dismissal))
    assert kinds.url_of(dismissal) == url
    for who, sees in (("nora", True), ("ulla", False)):
        found = sa.select(Dismissal).where(Dismissal.visible_to(world.actor(who)))
        assert bool(db.session.scalar(found)) is sees
    assert kinds.title_of(dismissal) == "Språket i avsnitt 1"


def test_only_writers_say_so_and_only_of_what_is_there(
    as_: Browsers, world: World, answer: Answer
) -> None:
    url = f"{answer.section.url}/sprak/godtagande"
    as_(world.nora).post(url, {"key": "0" * 32}, status=403)
    pen = as_(world.birgitta)
    for wrong in ({}, {"key": "x"}, {"key": "0" * 32, "block": "hej"}):
        pen.post(url, wrong, status=409)
    with pytest.raises(RuleBroken, match="finns inte längre"):
        dismiss(answer.section, "0" * 32, 999, by=world.actor("birgitta"))
    answer.section.state = "locked"
    db.session.commit()
    pen.post(url, {"key": "0" * 32}, status=403)


def test_one_section_is_read_against_the_rest(as_: Browsers, world: World, answer: Answer) -> None:
    words = "En mötesplats i varje kommun ger fler människor chansen att sjunga tillsammans ofta."
    rewrite(world, answer, words)
    other = add_section(answer.response, "Mer om lokaler", by=world.actor("mona"))
    write_blocks(world, other, f"{words}\n\n{'Vi sjunger gärna. ' * 60}", "mona")
    db.session.commit()
    page = as_(world.mona).get(f"{other.url}/sprak")
    assert "Samma ord står redan i 1:1." in page
    assert "Läsbarhet (LIX)" in page
    assert "1. Folkbildning" not in page


def test_nothing_to_remark_and_nothing_to_read(as_: Browsers, world: World, answer: Answer) -> None:
    fine = add_section(answer.response, "Kort", by=world.actor("mona"))
    write_blocks(world, fine, "Vi vill ha fler hus.", "mona")
    empty = add_section(answer.response, "Tomt", by=world.actor("mona"))
    db.session.commit()
    assert "Inget att anmärka på" in as_(world.mona).get(f"{fine.url}/sprak")
    assert "inget att läsa" in as_(world.mona).get(f"{empty.url}/sprak")
    for block in answer.blocks:
        db.session.get(Block, block.id).text = "ord " * 5000
    db.session.commit()
    assert "omkring" in as_(world.mona).get(f"/svar/{answer.response.id}/sprak")
    assert "Målet är högst" not in as_(world.mona).get(f"{answer.section.url}/sprak")


def test_an_answer_without_sections_has_nothing_to_read(
    as_: Browsers, world: World, answer: Answer
) -> None:
    write(answer.section.text, [], base=answer.section.text.head, by=world.actor("birgitta"))
    db.session.commit()
    assert "inget att läsa" in as_(world.mona).get(f"/svar/{answer.response.id}/sprak")


def test_the_same_number_of_questions_however_long_the_answer(world: World, answer: Answer) -> None:
    def statements() -> int:
        db.session.expire_all()
        _loaded = answer.response.owner_org.name
        with counted() as seen:
            proof_of(answer.response, Limits())
        return len(seen)

    few = statements()
    for number in range(10):
        more = add_section(answer.response, f"Del {number}", by=world.actor("mona"))
        write_blocks(world, more, f"Text nummer {number}.\n\nOch {number} till.", "mona")
    db.session.commit()
    assert statements() == few
