"""Three views of a text: every kind of suggestion has its place in them, and one keeps one's."""

from __future__ import annotations

import pytest

from tests.browsing import Browsers
from tests.drafting.builders import SECOND, Answer, make_answer, make_suggestion
from tests.world import World


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


def test_what_is_put_in_taken_out_and_told_stands_among_the_suggestions(
    as_: Browsers, world: World, answer: Answer
) -> None:
    many = SECOND.replace("I en mängd", "I många")
    make_suggestion(world, answer.blocks[1], many)
    make_suggestion(world, answer.blocks[1], many, who="nora")
    make_suggestion(world, answer.blocks[0], "Vi säger det igen.", op="insert_after")
    make_suggestion(world, answer.blocks[2], "", op="remove")
    make_suggestion(world, answer.blocks[3], "Skriv mer om pengar.", op="words")
    page = as_(world.mona).get(f"{answer.section.url}?vy=forslagen")
    inserted = [element.text for element in page.all("ins")]
    assert "Vi säger det igen." in inserted
    assert "vill lägga till efter 1:1:" in page
    assert "Lars-Erik Sund beskriver en ändring: Skriv mer om pengar." in page
    assert "I ord: en ändring." in page, "the same wish of two is told once"
    assert page.all("del")


def test_what_fits_no_longer_is_not_told_as_a_change_in_the_text(
    as_: Browsers, world: World, answer: Answer
) -> None:
    block = answer.blocks[1]
    make_suggestion(world, block, SECOND.replace("I en mängd", "I många"))
    url, birgitta = f"/stycken/{block.id}/skriv", as_(world.birgitta)
    birgitta.send(url, url, text=SECOND.replace("I en mängd", "I flertalet"))
    page = as_(world.mona).get(f"{answer.section.url}?vy=forslagen")
    assert not page.all("ins")
    assert "I ord: en ändring." not in page
    assert "Lars-Erik Sund har ett förslag som inte längre passar i texten." in page
    page = as_(world.mona).get(f"{answer.section.url}?vy=andringarna")
    assert "Texten har ändrats sedan dess." in page


def test_a_block_that_nobody_wants_to_change_keeps_its_anchor(
    as_: Browsers, world: World, answer: Answer
) -> None:
    make_suggestion(world, answer.blocks[1], SECOND.replace("I en mängd", "I många"))
    page = as_(world.mona).get(f"{answer.section.url}?vy=andringarna")
    anchors = [element.get("id") for element in page.all("span") + page.all("section")]
    assert {f"block-{block.id}" for block in answer.blocks} <= set(anchors)
    assert "Visa förslaget" in page
    chips = [a for a in page.all("a") if a.get("data-keeps-place") is not None]
    assert len(chips) == 3


def test_suggestions_to_removed_blocks_are_told_of_in_every_view(
    as_: Browsers, world: World, answer: Answer
) -> None:
    block, url = answer.blocks[1], answer.section.url
    make_suggestion(world, block, SECOND.replace("I en mängd", "I många"))
    make_suggestion(world, block, "Vi säger det igen.", op="insert_after", who="nora")
    at = f"/stycken/{block.id}"
    as_(world.birgitta).send(f"{at}/skriv", f"{at}/borttagning")
    mona = as_(world.mona)
    for view in ("forslagen", "andringarna"):
        page = mona.get(f"{url}?vy={view}")
        (link,) = [a for a in page.all("a") if a.get("href") == "#outdated"]
        assert link.text == "Visa 2 förslag till borttagna stycken"
        assert "Förslag och kommentarer till borttagna stycken" in page
        assert "många" in page
        assert "Inga ändringar är föreslagna." not in page
    assert "Förslag och kommentarer till borttagna stycken" in mona.get(url)
