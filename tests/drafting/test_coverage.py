"""What of the report the answer covers: each state, who sees what, and as few questions always."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideell.consultations.models import SourceDocument, SourceNode
from ideell.drafting.coverage import BUCKETS, Coverage, Unit, covered, units_in
from ideell.drafting.coverage_page import coverage_of
from ideell.drafting.responding import add_section
from ideell.drafting.sectioning import say_nothing
from ideell.extensions import db
from ideell.positions import contributing
from ideell.positions.stances import set_joint_stance
from tests.bench.statements import counted
from tests.browsing import Browsers
from tests.drafting.builders import Answer, make_answer, write_blocks
from tests.world import World

BARE = Unit(
    id=1, kind="proposal", number="5.3", heading="Dela bidraget", page=141, input_given=0,
    waiting_inside=0, comments=0, section="", section_url="", has_text=False, is_silent=False,
    stance=None,
)  # fmt: skip


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "untouched"),
        ({"comments": 2}, "untouched"),
        ({"waiting_inside": 1}, "untouched"),
        ({"input_given": 1}, "unwritten"),
        ({"stance": "support"}, "unwritten"),
        ({"has_text": True}, "undecided"),
        ({"has_text": True, "input_given": 1}, "undecided"),
        ({"has_text": True, "stance": "oppose"}, "done"),
        ({"is_silent": True}, "done"),
        ({"stance": "no_opinion"}, "done"),
        ({"stance": "abstain"}, "done"),
    ],
)
def test_the_state_is_the_first_thing_that_is_missing(facts: dict, state: str) -> None:
    assert BARE._replace(**facts).state == state


UNITS = st.builds(
    lambda **facts: BARE._replace(**facts),
    id=st.integers(1, 99),
    input_given=st.integers(0, 2),
    comments=st.integers(0, 2),
    has_text=st.booleans(),
    is_silent=st.booleans(),
    stance=st.sampled_from([None, "support", "oppose", "no_opinion"]),
)


@given(st.lists(st.tuples(UNITS, st.integers(1, 4))))
def test_every_unit_is_counted_once_and_filters_part_the_whole(
    found: list[tuple[Unit, int]],
) -> None:
    tops = {n: SimpleNamespace(id=n, number=str(n), heading=f"Kapitel {n}") for n in range(1, 5)}
    whole = covered((unit, tops[chapter]) for unit, chapter in found)
    assert whole.total == len(found)
    assert sum(len(chapter.units) for chapter in whole.chapters) == len(found)
    for state in BUCKETS:
        kept = [unit for chapter in whole.only(state) for unit in chapter.units]
        assert len(kept) == whole.counts[state]
        assert {unit.state for unit in kept} <= {state}
    assert whole.only("") == whole.chapters
    assert all(unit.state == "untouched" for unit in whole.forgotten)


def test_proposals_nobody_touched_go_before_other_boxes() -> None:
    top = SimpleNamespace(id=1, number="5", heading="Folkbildning")
    question = BARE._replace(id=2, kind="question")
    assert covered([(question, top)]).forgotten == [question]
    assert covered([(question, top), (BARE, top)]).forgotten == [BARE]


def test_a_report_without_boxes_is_answered_heading_by_heading() -> None:
    rows = [
        SimpleNamespace(id=1, parent_id=None, kind="chapter"),
        SimpleNamespace(id=2, parent_id=1, kind="section"),
        SimpleNamespace(id=3, parent_id=None, kind="chapter"),
    ]
    found = [(unit.id, chapter.id) for unit, chapter in units_in(rows, ("proposal",))]
    assert found == [(2, 1), (3, 3)]


def only(coverage: Coverage) -> Unit:
    (unit,) = [unit for chapter in coverage.chapters for unit in chapter.units]
    return unit


def test_a_proposal_on_its_way_through_the_answer(world: World, answer: Answer) -> None:
    def seen(who: str) -> Unit:
        return only(coverage_of(answer.response, world.actor(who)))

    unit = seen("nora")
    assert (unit.state, unit.section, unit.may_write) == ("undecided", "Avsnitt 1", False)
    assert seen("birgitta").may_write
    assert seen("mona").may_write
    set_joint_stance(answer.proposal, "oppose", "Det splittrar.", by=world.actor("birgitta"))
    db.session.commit()
    assert seen("nora").state == "done"


def test_input_counts_when_it_is_released_and_its_own_people_are_told_before(
    world: World, answer: Answer
) -> None:
    def seen(who: str) -> Unit:
        return only(coverage_of(answer.response, world.actor(who)))

    given_ = contributing.contribute(
        answer.consultation, by=world.actor("nora"), text="Nej.", node=answer.proposal
    )
    db.session.commit()
    assert (seen("nora").input_given, seen("nora").waiting_inside) == (0, 1)
    for other in ("birgitta", "mona", "larserik"):
        assert (seen(other).input_given, seen(other).waiting_inside) == (0, 0)
    contributing.release(given_, by=world.actor("nora"))
    db.session.commit()
    for who in ("nora", "birgitta", "mona"):
        assert (seen(who).input_given, seen(who).waiting_inside) == (1, 0)


def more_of_the_report(answer: Answer, many: int) -> list[SourceNode]:
    document = db.session.get_one(SourceDocument, answer.chapter.document_id)
    made = [
        SourceNode(
            consultation=answer.consultation, document_id=document.id, position=10 + number,
            number="" if number % 2 else f"6.{number}", heading=f"Förslag {number}",
            kind="proposal", level=2, parent_id=answer.chapter.id,
        )
        for number in range(many)
    ]  # fmt: skip
    db.session.add_all(made)
    db.session.commit()
    return made


def test_a_section_with_nothing_to_say_covers_its_proposals(world: World, answer: Answer) -> None:
    (node,) = more_of_the_report(answer, 1)
    node.parent_id = None
    section = add_section(answer.response, "Resten", nodes=[node], by=world.actor("mona"))
    db.session.commit()
    say_nothing(section, "Utanför vårt område.", by=world.actor("mona"))
    db.session.commit()
    coverage = coverage_of(answer.response, world.actor("nora"))
    assert coverage.counts["done"] == 1
    both = add_section(answer.response, "Samma", nodes=[answer.chapter], by=world.actor("mona"))
    write_blocks(world, both, "Text.", "mona")
    db.session.commit()
    assert coverage_of(answer.response, world.actor("nora")).counts["undecided"] == 1


def test_a_section_with_text_goes_before_an_empty_one(world: World, answer: Answer) -> None:
    first = add_section(answer.response, "Tomt", nodes=[answer.chapter], by=world.actor("mona"))
    first.position, answer.section.position = 1, 2
    db.session.commit()
    unit = only(coverage_of(answer.response, world.actor("nora")))
    assert (unit.section, unit.has_text) == ("Avsnitt 2", True)


def test_the_same_number_of_questions_however_long_the_report(world: World, answer: Answer) -> None:
    def statements() -> int:
        actor = world.actor("nora")
        db.session.refresh(answer.response)
        with counted() as seen:
            coverage_of(answer.response, actor)
        return len(seen)

    more_of_the_report(answer, 20)
    few = statements()
    more_of_the_report(answer, 220)
    assert statements() == few <= 8


def test_the_page_says_it_in_words_and_leads_on(
    as_: Browsers, world: World, answer: Answer
) -> None:
    more_of_the_report(answer, 12)
    url = f"/svar/{answer.response.id}/tackning"
    page = as_(world.nora).get(url)
    assert "Betänkandet har 13 förslag, bedömningar och frågor." in page
    assert "0 är klara." in page
    assert "Text men ingen ställning" in page
    assert "Ge inspel" not in page, "there is text about them all"
    pen = as_(world.birgitta).get(url)
    assert "Ta ställning" in pen
    chosen = as_(world.mona).get(f"{url}?visa=klart")
    assert "Inget står så." in chosen
    assert "Kapitel för kapitel" in as_(world.mona).get(f"{url}?visa=hittepå")
    as_(world.ulla).get(url, status=404)


def test_what_nobody_has_touched_is_listed_first(
    as_: Browsers, world: World, answer: Answer
) -> None:
    for node in more_of_the_report(answer, 40):
        node.parent_id = None
    db.session.commit()
    url = f"/svar/{answer.response.id}/tackning"
    page = as_(world.mona).get(url)
    assert "Förslag som ingen har rört (40)" in page
    assert "Visa alla som inte har fått något inspel" in page
    assert "Lägg till ett avsnitt" in page
    assert not [e for e in page.all("details") if e.get("class") == "chapter" and "open" in e]
    assert "Ge inspel" in as_(world.nora).get(f"{url}?visa=orort")
    given_ = contributing.contribute(
        answer.consultation, by=world.actor("nora"), text="Nej.",
        node=db.session.get(SourceNode, answer.proposal.id),
    )  # fmt: skip
    db.session.commit()
    assert "Ert inspel är inte skickat" in as_(world.nora).get(url)
    assert given_.state == "draft"


def test_without_an_approved_report_the_page_says_so(
    as_: Browsers, world: World, answer: Answer
) -> None:
    db.session.get_one(SourceDocument, answer.chapter.document_id).state = "read"
    db.session.commit()
    url = f"/svar/{answer.response.id}/tackning"
    assert "inget godkänt underlag" in as_(world.nora).get(url)
    assert "Till remissen" in as_(world.mona).get(url)
