"""How a consultation moves, and back."""

from __future__ import annotations

import pytest

from ideell.consultations.models import STATES, Consultation
from ideell.consultations.moves import BY_NAME, MOVES, PREVIOUS, move_on, possible_moves
from ideell.extensions import db
from ideell.foundation.rules import RuleBroken
from tests.consultations.builders import make_consultation
from tests.world import World

REASON = "Vi hinner inte"


def brought_to(world: World, state: str) -> Consultation:
    made = make_consultation(world)
    made.state = state
    db.session.commit()
    return made


def test_the_whole_way_from_watching_to_closed(world: World) -> None:
    made, mona = make_consultation(world), world.actor("mona")
    for name in ("assess", "begin", "submit", "follow_up", "close"):
        move_on(made, BY_NAME[name], by=mona)
    assert made.state == "closed"


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
def test_a_move_starts_only_where_it_may(world: World, state: str, move: object) -> None:
    made, mona = brought_to(world, state), world.actor("mona")
    if state in move.origins:
        move_on(made, move, REASON, by=mona)
        assert made.state == (move.to or PREVIOUS[state])
    else:
        with pytest.raises(RuleBroken, match="redan flyttats"):
            move_on(made, move, REASON, by=mona)
        assert made.state == state


@pytest.mark.parametrize("name", ["decline", "endorse_other", "go_back"])
def test_saying_no_and_going_back_need_a_reason(world: World, name: str) -> None:
    made = brought_to(world, "triage")
    with pytest.raises(RuleBroken, match="skäl"):
        move_on(made, BY_NAME[name], "  ", by=world.actor("mona"))


def test_the_reason_is_kept_and_goes_with_the_state(world: World) -> None:
    made, mona = brought_to(world, "triage"), world.actor("mona")
    deed = move_on(made, BY_NAME["decline"], REASON, by=mona)
    assert (made.state_reason, deed.reason, made.shelf) == (REASON, REASON, "declined")
    deed.undo(by=mona)
    assert (made.state, made.state_reason, made.shelf) == ("triage", "", "coming")


def test_a_move_that_was_built_on_is_not_taken_back(world: World) -> None:
    made, mona = brought_to(world, "watching"), world.actor("mona")
    deed = move_on(made, BY_NAME["assess"], by=mona)
    move_on(made, BY_NAME["begin"], by=mona)
    with pytest.raises(RuleBroken, match="flyttats igen"):
        deed.undo(by=mona)


def test_what_is_only_for_information_has_no_answer_to_begin(world: World) -> None:
    made = make_consultation(world, track="notice")
    with pytest.raises(RuleBroken, match="information"):
        move_on(made, BY_NAME["begin"], by=world.actor("mona"))


def test_every_state_has_a_way_on_or_back(world: World) -> None:
    for state in STATES:
        assert possible_moves(Consultation(title="x", state=state))
