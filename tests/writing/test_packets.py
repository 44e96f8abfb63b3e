"""Several suggestions sent together: one deed, judged one by one, taken back together or alone."""

from __future__ import annotations

import pytest

from ideell.activity.models import Deed
from ideell.extensions import db
from ideell.foundation import kinds
from ideell.foundation.rules import RuleBroken
from ideell.writing.deciding import accept
from ideell.writing.packets import suggest_together, withdraw_packet
from ideell.writing.suggesting import Wish, withdraw
from ideell.writing.suggestions import Suggestion
from tests.drafting.builders import FIRST, SECOND, Answer, make_answer
from tests.world import World

CHANGES = (
    (0, Wish(text=FIRST.replace("dela", "klyva"), why="Tydligare.")),
    (1, Wish(text=SECOND.replace("en mängd", "många"), why="Tydligare.")),
    (3, Wish("remove", why="Tydligare.")),
)


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


def send(world: World, answer: Answer, count: int = 3) -> tuple[list[Suggestion], Deed]:
    wishes = [(answer.blocks[place], wish) for place, wish in CHANGES[:count]]
    return suggest_together(answer.section.text, wishes, base=None, by=world.actor("larserik"))


def states(made: list[Suggestion]) -> list[str]:
    return [one.state for one in made]


def test_a_packet_is_one_deed_and_many_suggestions(world: World, answer: Answer) -> None:
    made, deed = send(world, answer)
    assert (deed.tag, {one.packet_id for one in made}) == ("packet.made", {deed.thing_id})
    assert [one.kind for one in made] == ["language", "language", "substance"]
    assert kinds.title_of(made[0].packet) == "Förslag av Lars-Erik Sund som hör ihop"
    assert kinds.url_of(made[0].packet).endswith(f"#block-{answer.blocks[0].id}")
    deed.undo(by=world.actor("larserik"))
    assert states(made) == ["withdrawn"] * 3


def test_one_changed_block_is_a_suggestion_like_any_other(world: World, answer: Answer) -> None:
    (made,), deed = send(world, answer, 1)
    assert (deed.tag, made.packet) == ("suggestion.made", None)


def test_nothing_changed_is_refused(world: World, answer: Answer) -> None:
    with pytest.raises(RuleBroken, match="minst ett stycke"):
        send(world, answer, 0)


def test_each_is_judged_by_itself_and_the_rest_can_be_taken_back(
    world: World, answer: Answer
) -> None:
    larserik, birgitta = world.actor("larserik"), world.actor("birgitta")
    made, deed = send(world, answer)
    accept(made[1], by=birgitta)
    withdraw(made[0], by=larserik)
    assert states(made) == ["withdrawn", "accepted", "open"]
    with pytest.raises(RuleBroken, match="redan avgjort"):
        deed.undo(by=larserik)
    deed.undone_at = None
    taken = withdraw_packet(made[0].packet, by=larserik)
    assert states(made) == ["withdrawn", "accepted", "withdrawn"]
    with pytest.raises(RuleBroken, match="redan avgjorda"):
        withdraw_packet(made[0].packet, by=larserik)
    taken.undo(by=larserik)
    assert states(made) == ["withdrawn", "accepted", "open"], "only what was taken back with it"
    db.session.flush()
