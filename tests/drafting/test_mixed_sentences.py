"""Where two changes meet in one sentence, whoever puts them together is told to read it."""

from __future__ import annotations

import pytest

from ideell.writing.models import Block
from tests.browsing import Browsers
from tests.drafting.builders import Answer, make_answer, make_suggestion
from tests.world import World

SAID = "Vi tillstyrker förslaget. Det är bra."
AGAINST = SAID.replace("tillstyrker", "avstyrker")
PARTLY = SAID.replace("tillstyrker", "tillstyrker delvis")
NOBODYS = "Vi avstyrker delvis förslaget."
TOLD = "I den här meningen möts flera ändringar:"


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


@pytest.fixture
def block(answer: Answer, world: World, as_: Browsers) -> Block:
    block = answer.blocks[2]
    url = f"/stycken/{block.id}/skriv"
    as_(world.mona).send(url, url, text=SAID)
    return block


def test_who_collided_is_told_until_the_sentence_is_another(
    as_: Browsers, world: World, block: Block
) -> None:
    url, settling = f"/stycken/{block.id}/skriv", f"/stycken/{block.id}/sammanskrivning"
    slow = as_(world.birgitta)
    seen = slow.get(url).form(url)
    as_(world.mona).send(url, url, text=AGAINST)
    page = slow.post(url, seen | {"text": PARTLY}, status=409)
    form = page.form(settling)
    assert form["both"].startswith(NOBODYS)
    assert f"{TOLD} {NOBODYS}" in page
    slow.post(f"{settling}/utkast", form)
    assert TOLD in slow.get(settling)
    slow.post(f"{settling}/utkast", form | {"both": PARTLY})
    assert TOLD not in slow.get(settling)


def test_who_brings_suggestions_together_is_told(as_: Browsers, world: World, block: Block) -> None:
    first = make_suggestion(world, block, AGAINST)
    reviewer, url = as_(world.birgitta), f"/forslag/{first.id}/andring"
    assert TOLD not in reviewer.get(url)
    make_suggestion(world, block, PARTLY, who="anna")
    page = reviewer.get(url)
    assert page.form(url)["text"].startswith(NOBODYS)
    assert TOLD in page
    reviewer.post(f"{url}/utkast", page.form(url) | {"text": PARTLY})
    page = reviewer.get(url)
    assert page.form(url)["text"] == PARTLY
    assert TOLD not in page
