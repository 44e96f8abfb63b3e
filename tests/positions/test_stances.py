"""The joint stance on a proposal: nine codes, a reason, and never a silent overwrite."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from ideell.drafting.pens import holds_pen
from ideell.drafting.sectioning import hand_pen
from ideell.extensions import db
from ideell.foundation import kinds
from ideell.foundation.actor import STRANGER
from ideell.foundation.rules import RuleBroken
from ideell.people.office import end_membership
from ideell.positions.contributing import dispose
from ideell.positions.models import NEED_NO_REASON, STANCES, Position
from ideell.positions.names import STANCE_NAMES, STANCE_PHRASES, phrase
from ideell.positions.pens import writes_on
from ideell.positions.policy import may_dispose, may_set_joint_stance
from ideell.positions.stances import joint_stance, joint_stances, set_joint_stance
from tests.browsing import Browsers
from tests.drafting.builders import Answer
from tests.people.test_my_page import undo_on
from tests.positions.builders import make_input
from tests.world import World


def held(answer: Answer) -> Position | None:
    return joint_stance(answer.proposal.id, answer.consultation.owner_org_id)


def path_of(answer: Answer) -> str:
    return f"/kapitel/{answer.proposal.id}/stallning"


def node_page(answer: Answer) -> str:
    return f"/remisser/{answer.consultation.id}/kapitel/{answer.proposal.id}"


def test_there_are_nine_codes_each_with_name_and_phrase() -> None:
    assert len(STANCES) == 9
    assert set(STANCES) == set(STANCE_NAMES) == set(STANCE_PHRASES)
    assert phrase("oppose", "Samklang") == "Samklang avstyrker förslaget."


@pytest.mark.parametrize("stance", STANCES)
def test_a_stance_has_the_same_name_in_the_form_and_on_its_pill(
    as_: Browsers, world: World, answer: Answer, stance: str
) -> None:
    set_joint_stance(answer.proposal, stance, "Ett skäl.", by=world.actor("nora"))
    db.session.commit()
    name = str(STANCE_NAMES[stance])
    assert f"{name}</option>" in as_(world.mona).get(path_of(answer)).text
    assert f"{name}</span>" in as_(world.mona).get(node_page(answer)).text


@pytest.mark.parametrize("stance", STANCES)
def test_a_stance_needs_a_reason_where_one_is_printed(
    world: World, answer: Answer, stance: str
) -> None:
    by = world.actor("birgitta")
    if stance in NEED_NO_REASON:
        set_joint_stance(answer.proposal, stance, "", by=by)
    else:
        with pytest.raises(RuleBroken, match="Skriv ett skäl"):
            set_joint_stance(answer.proposal, stance, " ", by=by)
        set_joint_stance(answer.proposal, stance, "Ett skäl.", by=by)
    assert held(answer).stance == stance


def test_an_unknown_code_is_refused(world: World, answer: Answer) -> None:
    with pytest.raises(RuleBroken, match="i listan"):
        set_joint_stance(answer.proposal, "perhaps", "Skäl.", by=world.actor("mona"))


def test_a_new_stance_supersedes_and_undo_brings_the_old_back(world: World, answer: Answer) -> None:
    by = world.actor("mona")
    first, _deed = set_joint_stance(answer.proposal, "support", "Bra.", by=by)
    second, deed = set_joint_stance(answer.proposal, "oppose", "Dåligt.", by=by)
    assert not first.is_current
    assert second.supersedes_id == first.id
    assert list(joint_stances([answer.proposal.id], world.samklang.id).values()) == [second]
    deed.undo(by=by)
    assert held(answer) is first
    assert joint_stance(answer.chapter.id, world.samklang.id) is None


def test_the_first_stance_is_undone_to_none(world: World, answer: Answer) -> None:
    _position, deed = set_joint_stance(answer.proposal, "support", "Bra.", by=world.actor("mona"))
    deed.undo(by=world.actor("mona"))
    assert held(answer) is None


def test_a_superseded_stance_is_not_undone(world: World, answer: Answer) -> None:
    by = world.actor("mona")
    _first, deed = set_joint_stance(answer.proposal, "support", "Bra.", by=by)
    set_joint_stance(answer.proposal, "oppose", "Dåligt.", by=by)
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        deed.undo(by=by)


def hand_over(world: World, answer: Answer) -> None:
    hand_pen(answer.section, world.anna, by=world.actor("mona"))


def leave(world: World, answer: Answer) -> None:
    end_membership(world.birgitta.memberships[0], by=world.actor("kerstin"))


@pytest.mark.parametrize("lose", [hand_over, leave])
def test_who_lost_the_pen_takes_nothing_back(
    world: World, answer: Answer, lose: Callable[[World, Answer], None]
) -> None:
    birgitta = world.actor("birgitta")
    made = make_input(world, answer, node=answer.proposal, state="released")
    assert may_set_joint_stance(birgitta, answer.proposal)
    deeds = [
        set_joint_stance(answer.proposal, "support", "Bra.", by=birgitta)[1],
        dispose(made, "taken", "", by=birgitta),
    ]
    lose(world, answer)
    now_outside = replace(birgitta, org_id=None) if lose is leave else birgitta
    assert not may_set_joint_stance(now_outside, answer.proposal)
    assert not may_dispose(now_outside, made)
    for deed in deeds:
        thing = db.session.get(kinds.named(deed.thing_kind), deed.thing_id)
        with pytest.raises(RuleBroken, match="Någon annan håller i pennan"):
            kinds.of(thing).undo[deed.tag](thing, deed=deed, by=now_outside)
    assert held(answer).stance == "support"
    assert made.disposition == "taken"


def test_a_section_without_a_pen_is_nobodys(world: World, answer: Answer) -> None:
    hand_pen(answer.section, None, by=world.actor("mona"))
    nobody = replace(world.actor("anna"), org_id=None)
    assert not holds_pen(nobody, answer.consultation.id, answer.proposal.id)
    assert not holds_pen(STRANGER, answer.consultation.id, None)
    assert not writes_on(nobody, answer.consultation, None)


@pytest.mark.parametrize("state", ["signing", "decided", "submitted", "published"])
def test_a_closed_answer_takes_no_stance(
    as_: Browsers, world: World, answer: Answer, state: str
) -> None:
    mona = world.actor("mona")
    deed = set_joint_stance(answer.proposal, "support", "Bra.", by=mona)[1]
    answer.response.state = state
    db.session.commit()
    for act in (
        lambda: set_joint_stance(answer.proposal, "oppose", "Nej.", by=mona),
        lambda: deed.undo(by=mona),
    ):
        with pytest.raises(RuleBroken, match="Svaret är låst"):
            act()
    db.session.rollback()
    assert held(answer).stance == "support"
    assert not holds_pen(world.actor("birgitta"), answer.consultation.id, answer.proposal.id)
    as_(world.mona).get(path_of(answer), status=403)
    as_(world.mona).post(path_of(answer), {"stance": "oppose", "reason": "Nej."}, status=403)


def test_a_joint_stance_is_seen_with_its_proposal(world: World, answer: Answer) -> None:
    set_joint_stance(answer.proposal, "support", "Bra.", by=world.actor("mona"))
    for who, sees in (("anna", True), ("nora", True), ("ulla", False)):
        seen = sa.select(Position).where(Position.visible_to(world.actor(who)))
        assert bool(db.session.scalars(seen).all()) is sees
    assert not db.session.scalars(sa.select(Position).where(Position.visible_to(STRANGER))).all()


@pytest.mark.parametrize("htmx", [False, True])
def test_the_pen_sets_a_stance_and_takes_it_back(
    as_: Browsers, world: World, answer: Answer, htmx: bool
) -> None:
    browser, path = as_(world.birgitta, htmx=htmx), path_of(answer)
    page = browser.send(path, path, stance="oppose", reason=" ", status=422)
    assert "Skriv ett skäl i en mening" in page
    page = browser.send(path, path, stance="odd", reason="Skäl.", status=422)
    assert "Välj något" in page
    browser.send(path, path, stance="oppose", reason="Delningen gör två system av ett.")
    page = browser.get_plain(node_page(answer))
    assert "Avstyrker" in page
    assert "Delningen gör två system av ett." in page
    assert "Ändra ställningstagandet" in page
    Browsers(browser.client.application, world)(world.birgitta)
    again = as_(world.birgitta)
    again.send(path, path, stance="support", reason="Nej, bra.")
    again.post(undo_on(again.get(node_page(answer))))
    assert held(answer).stance == "oppose"


def test_saving_leads_back_to_where_one_came_from(
    as_: Browsers, world: World, answer: Answer
) -> None:
    back, path = f"/svar/{answer.response.id}/avsnitt/1", path_of(answer)
    page = as_(world.birgitta).send(f"{path}?next={back}", path, stance="no_opinion")
    assert page.response.headers["Location"] == back
    page = as_(world.birgitta).send(f"{path}?next=//evil.example", path, stance="no_opinion")
    assert page.response.headers["Location"] == node_page(answer)


def test_two_who_set_it_see_each_others(as_: Browsers, world: World, answer: Answer) -> None:
    path, birgitta, mona = path_of(answer), as_(world.birgitta), as_(world.mona)
    mine = birgitta.get(path).form(path) | {"stance": "oppose", "reason": "Birgittas skäl."}
    mona.send(path, path, stance="support", reason="Monas skäl.")
    page = birgitta.post(path, mine, status=409)
    assert "Någon hann ändra före dig" in page
    assert "Monas skäl." in page
    assert "Birgittas skäl." in page.text
    assert held(answer).stance == "support"
    birgitta.post(path, page.form(path))
    assert held(answer).reason == "Birgittas skäl."
    assert held(answer).supersedes_id


def test_one_who_takes_it_back_first_is_noticed_too(
    as_: Browsers, world: World, answer: Answer
) -> None:
    path, birgitta, mona = path_of(answer), as_(world.birgitta), as_(world.mona)
    mona.send(path, path, stance="support", reason="Monas skäl.")
    mine = birgitta.get(path).form(path) | {"stance": "oppose", "reason": "Birgittas skäl."}
    mona.post(undo_on(mona.get(node_page(answer))))
    page = birgitta.post(path, mine, status=409)
    birgitta.post(path, page.form(path))
    assert held(answer).stance == "oppose"


def test_only_the_pen_and_those_who_lead_set_it(
    as_: Browsers, world: World, answer: Answer
) -> None:
    path = path_of(answer)
    as_(world.anna).get(path, status=403)
    as_(world.ulla).get(path, status=404)
    as_(world.birgitta).get(f"/kapitel/{answer.chapter.id}/stallning", status=403)
    assert path not in [a.get("href") for a in as_(world.anna).get(node_page(answer)).all("a")]
    assert path in [a.get("href") for a in as_(world.mona).get(node_page(answer)).all("a")]


def test_a_chapter_has_input_but_no_stance(as_: Browsers, world: World, answer: Answer) -> None:
    page = as_(world.mona).get(f"/remisser/{answer.consultation.id}/kapitel/{answer.chapter.id}")
    assert "Skriv ett inspel om det här" in page
    assert "Vårt ställningstagande" not in page
