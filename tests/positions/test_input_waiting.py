"""What waits because of input, and what hangs on a report."""

from __future__ import annotations

from datetime import timedelta

import pytest
from markupsafe import Markup

from ideell.consultations.models import Milestone
from ideell.consultations.panels import hanging_on
from ideell.extensions import db
from ideell.foundation import kinds
from ideell.foundation.actor import STRANGER
from ideell.foundation.clock import today
from ideell.positions.finding import last_writer, numbers_of, released_on
from ideell.positions.models import Contribution
from ideell.positions.panels import input_panel, node_panel
from ideell.positions.pens import register_pens, writes_on
from ideell.positions.stances import set_joint_stance
from ideell.positions.waiting import to_answer, to_finish, to_release
from tests.browsing import Browsers
from tests.drafting.builders import Answer
from tests.positions.builders import make_input
from tests.world import World


@pytest.fixture
def request_context(app: object, answer: Answer):
    with app.test_request_context():
        yield


def test_shared_input_waits_for_the_coordinator(
    request_context: None, world: World, answer: Answer
) -> None:
    assert to_release(world.actor("cecilia")) == []
    make_input(world, answer, state="shared")
    make_input(world, answer, by="birgitta", state="shared")
    make_input(world, answer, state="draft")
    make_input(world, answer, by="larserik", state="shared")
    [item] = to_release(world.actor("cecilia"))
    assert item.title == "Skicka 2 inspel"
    assert item.is_mine
    assert item.minutes == 4
    assert item.url == f"/remisser/{answer.consultation.id}/inspel"
    assert item.consultation_id == answer.consultation.id
    assert to_release(world.actor("anna")) == []


def test_released_input_waits_for_those_who_lead(
    request_context: None, world: World, answer: Answer
) -> None:
    make_input(world, answer, state="released")
    make_input(world, answer, state="released").disposition = "taken"
    db.session.commit()
    [item] = to_answer(world.actor("mona"))
    assert item.title == "Svara på ett inspel"
    assert not item.is_mine
    assert item.url.endswith("?visa=vantar")
    for nobody in (world.actor("anna"), world.actor("sara"), STRANGER):
        assert to_answer(nobody) == []


def test_nothing_waits_when_the_answer_has_left(
    request_context: None, world: World, answer: Answer
) -> None:
    make_input(world, answer, state="shared")
    make_input(world, answer, state="released")
    answer.consultation.state = "submitted"
    db.session.commit()
    assert to_release(world.actor("cecilia")) == to_answer(world.actor("mona")) == []
    assert to_finish(world.actor("anna")) == []


@pytest.mark.parametrize(("days", "is_planned"), [(3, True), (0, True), (-1, False)])
def test_it_waits_until_the_day_of_the_plan_else_the_deadline(
    request_context: None, world: World, answer: Answer, days: int, is_planned: bool
) -> None:
    day, deadline = today() + timedelta(days=days), today() + timedelta(days=30)
    answer.consultation.deadline = deadline
    db.session.add(Milestone(consultation=answer.consultation, key="contributions_due", due_on=day))
    make_input(world, answer, state="shared")
    [item] = to_release(world.actor("cecilia"))
    assert item.due_on == (day if is_planned else deadline)


def test_the_workspace_shows_what_waits_there(as_: Browsers, world: World, answer: Answer) -> None:
    make_input(world, answer, state="released")
    at = f"/remisser/{answer.consultation.id}"
    assert "Svara på ett inspel" in as_(world.mona).get(at)
    assert "Svara på ett inspel" in as_(world.mona).get("/")
    assert "Svara på ett inspel" not in as_(world.anna).get(at)


def test_strangers_are_shown_no_panels(world: World, answer: Answer) -> None:
    assert input_panel(answer.consultation, STRANGER) is None
    assert node_panel(answer.proposal, STRANGER) is None


def test_what_somebody_wrote_about_hangs_on_the_report(world: World, answer: Answer) -> None:
    nodes = [answer.chapter.id, answer.proposal.id]
    before = hanging_on([answer.proposal.id])
    assert answer.proposal.id not in before
    make_input(world, answer, node=answer.proposal)
    assert answer.proposal.id in hanging_on(nodes)
    _position, deed = set_joint_stance(answer.proposal, "support", "Bra.", by=world.actor("mona"))
    assert answer.proposal.id in hanging_on(nodes)
    assert deed


def test_released_input_is_found_by_node_in_one_query(world: World, answer: Answer) -> None:
    first = make_input(world, answer, node=answer.proposal, state="released")
    make_input(world, answer, node=answer.proposal, state="shared")
    make_input(world, answer, state="released")
    nodes = [answer.proposal.id, answer.chapter.id]
    assert released_on(nodes, world.actor("larserik")) == {answer.proposal.id: [first]}
    assert released_on(nodes, world.actor("ulla")) == {}


def test_a_box_without_number_has_its_chapters(world: World, answer: Answer) -> None:
    answer.proposal.number = ""
    db.session.flush()
    assert numbers_of([answer.chapter, answer.proposal]) == {
        answer.chapter.id: "5", answer.proposal.id: "5",
    }  # fmt: skip


def test_the_last_writer_is_the_author_when_nothing_is_logged(world: World, answer: Answer) -> None:
    made = Contribution(
        consultation_id=answer.consultation.id, organisation_id=world.korbygden.id,
        author=world.anna, text="Hej.", html=Markup("Hej."),
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    assert last_writer(made) == "Anna Ek"


def test_pens_are_asked_once_each(world: World, answer: Answer, monkeypatch) -> None:
    from ideell.positions import pens

    monkeypatch.setattr(pens, "_pens", [])
    monkeypatch.setattr(pens, "_closed", [])
    asked = []

    def holds(actor: object, consultation_id: int, node_id: int | None) -> bool:
        asked.append((consultation_id, node_id))
        return False

    for _again in range(2):
        register_pens(holds, lambda consultation: False)
    assert not writes_on(world.actor("anna"), answer.consultation, None)
    assert asked == [(answer.consultation.id, None)]


def test_input_and_stances_have_names_and_addresses(
    request_context: None, world: World, answer: Answer
) -> None:
    made = make_input(world, answer)
    position, _deed = set_joint_stance(answer.proposal, "support", "Bra.", by=world.actor("mona"))
    assert kinds.title_of(made) == "Inspel från Körbygden"
    assert kinds.url_of(made) == f"/inspel/{made.id}"
    assert kinds.title_of(position) == "Ställningstagande"
    assert kinds.url_of(position) == kinds.url_of(answer.proposal)
