"""Input on its way, without HTTP: its states, who sees it, who may do what."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.extensions import db
from ideell.foundation.actor import STRANGER
from ideell.foundation.rules import RuleBroken
from ideell.people.models import Membership
from ideell.positions import contributing, policy
from ideell.positions.models import Contribution
from tests.drafting.builders import Answer, make_consultation, make_report
from tests.positions.builders import make_input
from tests.world import World, make_person

STATES = ("draft", "shared", "released", "withdrawn")
INSIDE = {"anna", "birgitta", "cecilia", "sigurd"}


def deed_of(tag: str) -> Deed:
    return db.session.scalars(
        sa.select(Deed).where(Deed.tag == tag).order_by(Deed.id.desc())
    ).first()


def sees(world: World, who: str, contribution: Contribution) -> bool:
    seen = Contribution.visible_to(world.actor(who))
    return bool(
        db.session.scalar(
            sa.select(Contribution.id).where(seen, Contribution.id == contribution.id)
        )
    )


@pytest.mark.parametrize(
    ("state", "readers"),
    [
        ("draft", {"anna"}),
        ("shared", {"anna", "birgitta", "cecilia"}),
        ("withdrawn", {"anna", "birgitta", "cecilia"}),
        ("released", {"anna", "birgitta", "cecilia", "larserik", "nora", "mona"}),
    ],
)
def test_input_is_seen_by_those_it_was_shown_to(
    world: World, answer: Answer, state: str, readers: set[str]
) -> None:
    made = make_input(world, answer, state=state)
    people = ("anna", "birgitta", "cecilia", "larserik", "nora", "mona", "ulla")
    assert {who for who in people if sees(world, who, made)} == readers
    assert not db.session.scalars(
        sa.select(Contribution).where(Contribution.visible_to(STRANGER))
    ).all()


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        ("may_change_contribution", {"draft": {"anna"}, "shared": INSIDE}),
        ("may_share_contribution", {"draft": {"anna"}, "withdrawn": INSIDE}),
        ("may_release_contribution", {"shared": {"cecilia"}}),
        ("may_withdraw_contribution", {"shared": {"anna"}, "released": {"cecilia"}}),
        ("may_dispose", {"released": {"birgitta", "mona", "kerstin"}}),
    ],
)
@pytest.mark.parametrize("state", STATES)
def test_who_may_do_what_with_input(
    world: World, answer: Answer, state: str, rule: str, allowed: dict[str, set[str]]
) -> None:
    made = make_input(world, answer, state="shared", node=answer.proposal)
    if state in {"released", "withdrawn"}:
        contributing.release(made, by=world.actor("cecilia"))
    made.state = state
    people = ("anna", "birgitta", "cecilia", "sigurd", "larserik", "mona", "kerstin")
    found = {who for who in people if getattr(policy, rule)(world.actor(who), made)}
    assert found == allowed.get(state, set())


def test_a_coordinator_releases_an_own_draft_but_nobody_elses(world: World, answer: Answer) -> None:
    own, other = make_input(world, answer, by="cecilia"), make_input(world, answer)
    assert policy.may_release_contribution(world.actor("cecilia"), own)
    assert not policy.may_release_contribution(world.actor("cecilia"), other)


def test_where_there_is_no_coordinator_anybody_releases(world: World, answer: Answer) -> None:
    made = make_input(world, answer, by="larserik", state="shared")
    assert policy.may_release_contribution(world.actor("larserik"), made)
    paused = make_person("Sam Ordnare", "paused", a=(world.spelmansringen, ["coordinator"]))
    db.session.flush()
    assert paused
    assert policy.may_release_contribution(world.actor("larserik"), made)


def test_what_one_wrote_is_acted_on_for_its_own_organisation_only(
    world: World, answer: Answer
) -> None:
    made = make_input(world, answer, by="tove")
    assert policy.may_share_contribution(world.actor("tove", world.korbygden), made)
    assert not policy.may_share_contribution(world.actor("tove", world.norrvik), made)


def test_nobody_changes_input_when_the_answer_has_left(world: World, answer: Answer) -> None:
    made = make_input(world, answer, state="shared")
    answer.consultation.state = "submitted"
    for rule in ("may_change_contribution", "may_share_contribution", "may_release_contribution"):
        assert not any(getattr(policy, rule)(world.actor(who), made) for who in ("anna", "cecilia"))
    assert not policy.may_contribute(world.actor("anna"), answer.consultation)


def test_strangers_and_those_without_organisation_give_no_input(
    world: World, answer: Answer
) -> None:
    assert not policy.may_contribute(STRANGER, answer.consultation)
    assert not policy.may_see_contributions(STRANGER, answer.consultation)
    made = make_input(world, answer, state="released")
    assert not policy.may_see_contribution(STRANGER, made)
    assert not policy.may_dispose(STRANGER, made)


def test_input_hangs_on_what_stands_in_the_approved_report(world: World, answer: Answer) -> None:
    anna = world.actor("anna")
    assert policy.may_contribute_on(anna, answer.proposal)
    assert policy.may_contribute_on(anna, answer.chapter)
    answer.proposal.document.state = "read"
    assert not policy.may_contribute_on(anna, answer.proposal)
    answer.proposal.document = None
    assert not policy.may_contribute_on(anna, answer.proposal)


def test_input_hangs_on_its_own_consultation(world: World, answer: Answer) -> None:
    _chapter, foreign = make_report(make_consultation(world))
    with pytest.raises(RuleBroken, match="den här remissens underlag"):
        contributing.contribute(
            answer.consultation, by=world.actor("anna"), text="Hej.", node=foreign
        )


def test_empty_input_is_refused(world: World, answer: Answer) -> None:
    with pytest.raises(RuleBroken, match="En mening räcker"):
        contributing.contribute(answer.consultation, by=world.actor("anna"), text="  ")


def test_the_text_is_rendered_once_and_cleaned(world: World, answer: Answer) -> None:
    made = make_input(world, answer, text="*Viktigt*: <script>alert(1)</script>", stance="support")
    assert "<em>Viktigt</em>" in made.html
    assert "<script" not in made.html
    assert made.stance == "support"


def test_released_input_is_not_changed(world: World, answer: Answer) -> None:
    made = make_input(world, answer, state="released")
    with pytest.raises(RuleBroken, match="Ta tillbaka det först"):
        contributing.change(made, by=world.actor("anna"), text="Nytt.", stance=None)


@pytest.mark.parametrize(
    ("verb", "states", "said"),
    [
        ("share", {"shared", "released"}, "redan delat"),
        ("release", {"released", "withdrawn"}, "redan skickat"),
        ("withdraw", {"draft", "withdrawn"}, "redan återtaget"),
    ],
)
def test_a_move_from_the_wrong_state_is_refused(
    world: World, answer: Answer, verb: str, states: set[str], said: str
) -> None:
    for state in states:
        made = make_input(world, answer, state=state)
        with pytest.raises(RuleBroken, match=said):
            getattr(contributing, verb)(made, by=world.actor("cecilia"))


def test_each_move_is_undone(world: World, answer: Answer) -> None:
    by = world.actor("cecilia")
    made = make_input(world, answer)
    shared = contributing.share(made, by=by)
    released = contributing.release(made, by=by)
    assert made.released_by_id == world.cecilia.id
    assert made.released_at
    withdrawn = contributing.withdraw(made, by=by)
    assert made.state == "withdrawn"
    assert made.released_at is None
    withdrawn.undo(by=by)
    assert made.state == "released"
    assert made.released_at
    released.undo(by=by)
    assert made.state == "shared"
    assert made.released_at is None
    assert made.released_by_id is None
    shared.undo(by=by)
    assert made.state == "draft"


def test_a_move_is_not_undone_after_another(world: World, answer: Answer) -> None:
    by = world.actor("cecilia")
    made = make_input(world, answer)
    shared = contributing.share(made, by=by)
    contributing.release(made, by=by)
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        shared.undo(by=by)


def test_taking_shared_input_back_leaves_it_with_its_author(world: World, answer: Answer) -> None:
    made = make_input(world, answer, state="shared")
    contributing.withdraw(made, by=world.actor("anna"))
    assert made.state == "draft"


def test_answered_input_stays(world: World, answer: Answer) -> None:
    made = make_input(world, answer, state="released")
    release = deed_of("contribution.released")
    contributing.dispose(made, "taken", "", by=world.actor("mona"))
    assert not policy.may_withdraw_contribution(world.actor("cecilia"), made)
    with pytest.raises(RuleBroken, match="redan svarat"):
        contributing.withdraw(made, by=world.actor("cecilia"))
    with pytest.raises(RuleBroken, match="redan svarat"):
        release.undo(by=world.actor("anna"))


def test_an_answer_says_what_became_of_it_and_why(world: World, answer: Answer) -> None:
    made, by = make_input(world, answer, state="released"), world.actor("mona")
    with pytest.raises(RuleBroken, match="Välj om"):
        contributing.dispose(made, "perhaps", "", by=by)
    for what in ("partly", "not_taken"):
        with pytest.raises(RuleBroken, match="Skriv ett kort skäl"):
            contributing.dispose(made, what, " ", by=by)
    first = contributing.dispose(made, "partly", "Det mesta.", by=by)
    second = contributing.dispose(made, "taken", "", by=by)
    with pytest.raises(RuleBroken, match="svarat efter dig"):
        first.undo(by=by)
    second.undo(by=by)
    assert (made.disposition, made.disposition_reason) == ("partly", "Det mesta.")
    assert made.disposed_by_id == world.mona.id


def test_an_answer_is_taken_back_wholly(world: World, answer: Answer) -> None:
    made, by = make_input(world, answer, state="released"), world.actor("mona")
    contributing.dispose(made, "taken", "", by=by).undo(by=by)
    assert made.disposition is None
    assert made.disposed_at is None
    assert made.disposed_by_id is None


def test_the_pen_answers_where_it_writes(world: World, answer: Answer) -> None:
    birgitta: Any = world.actor("birgitta")
    on_chapter = make_input(world, answer, state="released", node=answer.proposal)
    assert policy.may_dispose(birgitta, on_chapter)
    assert policy.may_set_joint_stance(birgitta, answer.proposal)
    assert not policy.may_set_joint_stance(birgitta, answer.chapter)
    assert not policy.may_set_joint_stance(world.actor("anna"), answer.proposal)


def test_who_left_the_organisation_acts_for_it_no_more(world: World, answer: Answer) -> None:
    made = make_input(world, answer)
    place = db.session.scalars(
        sa.select(Membership).where(Membership.user_id == world.anna.id)
    ).one()
    db.session.delete(place)
    db.session.flush()
    assert not policy.may_change_contribution(world.actor("anna"), made)
