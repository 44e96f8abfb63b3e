"""Bringing a consultation in, changing it, and moving its deadline."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from ideell.activity.models import Deed
from ideell.consultations.deadlines import latest_change, move_deadline, warnings_about
from ideell.consultations.facts import change_facts
from ideell.consultations.milestones import (
    by_key,
    change_dates,
    follow_plan_again,
    mark,
)
from ideell.consultations.models import Consultation, DeadlineVersion
from ideell.extensions import db
from ideell.foundation.clock import today
from ideell.foundation.rules import RuleBroken
from tests.consultations.builders import in_days, make_consultation
from tests.world import World


def due(consultation: Consultation) -> dict[str, date]:
    db.session.expire(consultation, ["milestones"])
    return {key: one.due_on for key, one in by_key(consultation).items()}


def test_a_new_consultation_belongs_to_the_organisation_acted_for(world: World) -> None:
    made = make_consultation(world, "nora")
    assert made.owner_org == world.norrvik
    deed = db.session.scalars(sa.select(Deed)).one()
    assert (deed.tag, deed.acting_org_id, deed.thing_id) == (
        "consultation.added", world.norrvik.id, made.id,
    )  # fmt: skip


def test_a_new_consultation_has_its_deadline_kept_and_its_plan_laid(world: World) -> None:
    made = make_consultation(world, deadline=in_days(100))
    assert [version.day for version in made.deadlines] == [in_days(100)]
    assert len(due(made)) == 10
    assert latest_change(made) is None


def test_without_a_deadline_there_is_neither_version_nor_plan(world: World) -> None:
    made = make_consultation(world, deadline=None)
    assert made.deadlines == []
    assert due(made) == {}


def test_facts_are_changed_and_put_back(world: World) -> None:
    made = make_consultation(world, issuer="Kulturdepartementet")
    mona = world.actor("mona")
    deed = change_facts(made, issuer="Socialdepartementet", title="Nytt namn", by=mona)
    assert deed is not None
    assert (made.issuer, made.title) == ("Socialdepartementet", "Nytt namn")
    deed.undo(by=mona)
    assert (made.issuer, made.title) == ("Kulturdepartementet", "Kultur i hela landet")


def test_saving_without_a_change_leaves_no_deed(world: World) -> None:
    made = make_consultation(world)
    assert change_facts(made, title=made.title, by=world.actor("mona")) is None


def test_an_old_change_is_not_put_back_over_a_newer_one(world: World) -> None:
    made = make_consultation(world)
    mona = world.actor("mona")
    deed = change_facts(made, title="Först", by=mona)
    change_facts(made, title="Sedan", by=mona)
    assert deed is not None
    with pytest.raises(RuleBroken, match="ändrats igen"):
        deed.undo(by=mona)
    assert made.title == "Sedan"


def test_a_new_track_lays_the_plan_anew_and_back_again(world: World) -> None:
    made = make_consultation(world)
    mona = world.actor("mona")
    deed = change_facts(made, track="small", by=mona)
    assert set(due(made)) == {"decide", "contributions_due", "draft_ready", "board", "submitted"}
    assert deed is not None
    deed.undo(by=mona)
    assert len(due(made)) == 10


def test_a_moved_deadline_is_a_version_with_a_reason_and_the_plan_follows(world: World) -> None:
    made = make_consultation(world)
    before = due(made)
    move_deadline(made, in_days(107), " Förlängd remisstid ", by=world.actor("mona"))
    db.session.commit()
    change = latest_change(made)
    assert change is not None
    assert (change[0].day, change[1].day) == (in_days(100), in_days(107))
    assert made.deadlines[-1].acting_org == world.samklang
    assert all(due(made)[key] > day for key, day in before.items())


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_deadline_is_not_moved_without_a_reason(world: World, reason: str) -> None:
    made = make_consultation(world)
    with pytest.raises(RuleBroken, match="skäl"):
        move_deadline(made, in_days(107), reason, by=world.actor("mona"))


def test_the_same_deadline_is_no_change(world: World) -> None:
    made = make_consultation(world)
    with pytest.raises(RuleBroken, match="samma svarsdatum"):
        move_deadline(made, in_days(100), "Skäl", by=world.actor("mona"))


def test_a_deadline_is_put_back_with_its_plan_and_both_changes_are_told(world: World) -> None:
    made = make_consultation(world)
    before, mona = due(made), world.actor("mona")
    deed = move_deadline(made, in_days(20), "Förkortad", by=mona)
    assert due(made) != before
    deed.undo(by=mona)
    assert made.deadline == in_days(100)
    assert due(made) == before
    db.session.expire(made, ["deadlines"])
    assert [version.day for version in made.deadlines] == [in_days(100), in_days(20), in_days(100)]


def test_a_deadline_moved_again_is_not_put_back(world: World) -> None:
    made, mona = make_consultation(world), world.actor("mona")
    deed = move_deadline(made, in_days(20), "Förkortad", by=mona)
    move_deadline(made, None, "Okänd", by=mona)
    with pytest.raises(RuleBroken, match="ändrats igen"):
        deed.undo(by=mona)


def test_a_first_deadline_can_be_taken_back_to_none(world: World) -> None:
    made, mona = make_consultation(world, deadline=None), world.actor("mona")
    deed = move_deadline(made, in_days(90), "Missivet kom", by=mona)
    assert len(due(made)) == 10
    deed.undo(by=mona)
    assert made.deadline is None
    assert due(made) == {}


def test_a_date_set_by_hand_stays_when_the_plan_is_laid_anew(world: World) -> None:
    made, mona = make_consultation(world), world.actor("mona")
    change_dates(made, {"board": in_days(95), "nonsense": in_days(1)}, by=mona)
    move_deadline(made, in_days(50), "Förkortad", by=mona)
    assert due(made)["board"] == in_days(95)
    assert due(made)["submitted"] < in_days(50)
    follow_plan_again(made, by=mona)
    assert due(made)["board"] < in_days(50)


def test_a_plan_that_lost_dates_gets_them_back(world: World) -> None:
    made, mona = make_consultation(world), world.actor("mona")
    before = due(made)
    change_dates(made, {"meeting": in_days(41)}, by=mona)
    deed = move_deadline(made, in_days(15), "Mycket kort tid", by=mona)
    assert due(made)["meeting"] == in_days(41)  # set by hand, so it stays
    follow_plan_again(made, by=mona)
    assert "meeting" not in due(made)
    deed.undo(by=mona)
    assert due(made) == before | {"meeting": in_days(41)}


def test_what_is_done_stays_when_the_plan_is_laid_anew(world: World) -> None:
    made, mona = make_consultation(world), world.actor("mona")
    decide = by_key(made)["decide"]
    day, deed = decide.due_on, mark(by_key(made)["decide"], is_done=True, by=mona)
    move_deadline(made, in_days(15), "Förkortad", by=mona)
    assert due(made)["decide"] == day
    deed.undo(by=mona)
    assert decide.done_at is None
    reopened = mark(decide, is_done=False, by=mona)
    reopened.undo(by=mona)
    assert decide.done_at is not None


def test_changed_dates_are_put_back(world: World) -> None:
    made, mona = make_consultation(world), world.actor("mona")
    before = due(made)
    deed = change_dates(made, {"board": in_days(95), "meeting": in_days(30)}, by=mona)
    assert due(made)["meeting"] == in_days(30)
    assert deed is not None
    deed.undo(by=mona)
    assert due(made) == before
    assert change_dates(made, before, by=mona) is None


def test_dates_are_not_put_back_into_another_plan(world: World) -> None:
    made, mona = make_consultation(world), world.actor("mona")
    deed = change_dates(made, {"board": in_days(95)}, by=mona)
    change_facts(made, track="small", by=mona)
    assert deed is not None
    with pytest.raises(RuleBroken, match="lagts om"):
        deed.undo(by=mona)


def test_a_plan_stands_when_the_deadline_passes(world: World) -> None:
    made = make_consultation(world)
    before = due(made)
    move_deadline(made, in_days(-3), "Fel datum", by=world.actor("mona"))
    assert due(made) == before


def test_past_days_and_days_off_ask_for_a_second_look(world: World) -> None:
    with time_machine.travel("2026-11-23T12:00:00+00:00"):
        assert warnings_about(None) == []
        assert warnings_about(date(2026, 12, 15)) == []
        assert "ledig dag, söndag 13 december" in warnings_about(date(2026, 12, 13))[0]
        assert "passerat" in warnings_about(date(2026, 11, 20))[0]
        assert len(warnings_about(date(2026, 11, 22))) == 2


def test_today_is_the_date_in_stockholm(world: World) -> None:
    with time_machine.travel("2049-03-27T23:30:00+00:00"):  # the night of a clock change
        assert today() == date(2049, 3, 28)
        made = make_consultation(world, deadline=date(2049, 3, 28))
        assert due(made)["decide"] == date(2049, 3, 28)
        assert due(made)["submitted"] == date(2049, 3, 28)


def test_versions_of_deadlines_carry_who_and_when(world: World) -> None:
    make_consultation(world)
    version = db.session.scalars(sa.select(DeadlineVersion)).one()
    assert version.user == world.mona
    assert version.at - timedelta(minutes=1) < version.at
