"""Blocks put together and moved without dragging, safe when somebody saves meanwhile."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.extensions import db
from ideell.foundation.rules import RuleBroken
from ideell.writing import rearranging
from ideell.writing.models import Block
from ideell.writing.numbering import block_called
from ideell.writing.suggestions import Suggestion
from ideell.writing.talking import comment
from tests.browsing import Browsers
from tests.drafting.builders import (
    FIRST,
    FOURTH,
    SECOND,
    THIRD,
    Answer,
    make_answer,
    make_suggestion,
)
from tests.world import World


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


def standing(answer: Answer) -> list[str]:
    db.session.expire_all()
    return [block.text for block in answer.section.text.blocks]


def last_deed() -> Deed:
    return db.session.scalars(sa.select(Deed).order_by(Deed.id.desc())).first()


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
def test_two_blocks_become_one_with_what_was_typed_and_can_be_parted(
    as_: Browsers, world: World, answer: Answer, htmx: bool
) -> None:
    second, third = answer.blocks[1:3]
    path = f"/stycken/{second.id}"
    browser = as_(world.birgitta)
    form = browser.get(f"{path}/skriv").form(f"{path}/skriv")
    browser.htmx = htmx
    browser.post(f"{path}/sammanslagning", form | {"text": f"{SECOND} Så är det.", "med": "efter"})
    assert standing(answer) == [FIRST, f"{SECOND} Så är det. {THIRD}", FOURTH]
    page = as_(world.birgitta).get(f"{answer.section.url}/versioner")
    assert "slog ihop" in page
    deed = last_deed()
    assert deed.tag == "text.joined"
    browser.post(f"/handelser/{deed.id}/atertagande")
    assert standing(answer) == [FIRST, SECOND, THIRD, FOURTH]
    assert [block.id for block in answer.section.text.blocks][1:3] == [second.id, third.id]


def test_what_was_said_follows_its_words_and_goes_back(world: World, answer: Answer) -> None:
    nora, mona = world.actor("nora"), world.actor("mona")
    small, large = answer.blocks[1:3]
    said = comment(answer.section.text, "Är det så?", by=nora, block=small)
    made = make_suggestion(world, small, SECOND.replace("mängd", "rad"))
    other = make_suggestion(world, large, THIRD.replace("större", "samlat"))
    _saved, whole = rearranging.join(large, "before", text=None, base=None, by=mona)
    db.session.commit()
    assert whole.id == large.id, "the larger one keeps its number"
    talk = said.conversation
    assert (talk.block_id, talk.anchor, talk.quote) == (large.id, "moved", SECOND)
    for one, words in ((made, "I en rad kommuner"), (other, "ett samlat ansvar")):
        db.session.refresh(one)
        assert (one.block_id, one.state) == (large.id, "open")
        assert words in "".join(piece[-1] for piece in one.pieces if piece[0] != "del")
    assert block_called([answer.section.text_id], "1:2").id == large.id, "an old number finds it"
    last_deed().undo(by=mona)
    db.session.commit()
    db.session.expire_all()
    assert (talk.block_id, talk.anchor) == (small.id, "here")
    assert {one.block_id for one in db.session.scalars(sa.select(Suggestion))} == {
        small.id, large.id,
    }  # fmt: skip
    assert {made.state, other.state} == {"open"}
    assert block_called([answer.section.text_id], "1:2").id == small.id


def test_what_somebody_saved_meanwhile_comes_along(
    as_: Browsers, world: World, answer: Answer
) -> None:
    second = answer.blocks[1]
    path = f"/stycken/{second.id}"
    slow = as_(world.birgitta)
    form = slow.get(f"{path}/skriv").form(f"{path}/skriv")
    other = f"/stycken/{answer.blocks[0].id}/skriv"
    as_(world.mona).send(other, other, text=FIRST.replace("Vi avstyrker", "Vi avstyrker bestämt"))
    slow.post(f"{path}/sammanslagning", form | {"med": "fore"})
    joined = f"{FIRST} {SECOND}".replace("Vi avstyrker", "Vi avstyrker bestämt")
    assert standing(answer) == [joined, THIRD, FOURTH]
    page = as_(world.mona).get(answer.section.url)
    form = as_(world.birgitta).get(f"/stycken/{answer.blocks[3].id}/skriv")
    assert "Slå ihop med stycket efter" not in form, "nothing stands after the last"
    assert "Kommentarer till borttagna stycken" not in page


@pytest.mark.parametrize(("act", "how"), [("sammanslagning", "med"), ("plats", "till")])
def test_the_same_words_changed_meanwhile_ask_first(
    as_: Browsers, world: World, answer: Answer, act: str, how: str
) -> None:
    path = f"/stycken/{answer.blocks[2].id}"
    slow = as_(world.birgitta)
    form = slow.get(f"{path}/skriv").form(f"{path}/skriv")
    as_(world.mona).send(f"{path}/skriv", f"{path}/skriv", text=THIRD.replace("större", "tydligt"))
    mine = THIRD.replace("större", "samlat")
    page = slow.post(f"{path}/{act}", form | {"text": mine, how: "fore"}, status=409)
    assert "hann spara före dig" in page
    assert mine in page.text
    assert len(standing(answer)) == 4
    assert slow.post(f"{path}/{act}", form | {"text": " ", how: "fore"}, status=422)


def test_a_move_with_typed_words_saves_them(as_: Browsers, world: World, answer: Answer) -> None:
    path = f"/stycken/{answer.blocks[2].id}"
    browser = as_(world.birgitta)
    form = browser.get(f"{path}/skriv").form(f"{path}/skriv")
    browser.post(f"{path}/plats", form | {"text": "Kort.", "till": "upp"})
    assert standing(answer) == [FIRST, "Kort.", SECOND, FOURTH]
    browser.post(f"{path}/plats", {"till": "hittepå"})
    assert standing(answer) == [FIRST, SECOND, "Kort.", FOURTH]
    browser.post(f"/stycken/{answer.blocks[3].id}/plats", {"till": "ner"})
    assert standing(answer)[-1] == FOURTH, "the last one stays last"


def test_what_cannot_be_put_together_says_why(as_: Browsers, world: World, answer: Answer) -> None:
    path = f"/stycken/{answer.blocks[0].id}/sammanslagning"
    page = as_(world.birgitta).post(path, {"med": "fore"}, status=409)
    assert "inget stycke där" in page
    with pytest.raises(RuleBroken, match="tom rad"):
        rearranging.join(
            answer.blocks[0], "after", text="Ett.\n\nTvå.", base=answer.section.text.head,
            by=world.actor("mona"),
        )  # fmt: skip


def test_a_heading_gives_way_to_the_longer_text(world: World) -> None:
    answer = make_answer(world, text=f"## Mötesplatser\n\n{THIRD}\n\n- {FOURTH}")
    _saved, whole = rearranging.join(
        answer.blocks[1], "before", text=None, base=None, by=world.actor("mona")
    )
    assert (whole.kind, whole.text) == ("paragraph", f"Mötesplatser {THIRD}")
    assert answer.section.text.revision_count == 2
    assert db.session.get(Block, answer.blocks[0].id).removed_at is not None
