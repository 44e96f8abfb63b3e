"""Nobody loses a word to a fault of ours, or to somebody who writes at the same time."""

from __future__ import annotations

from unittest import mock

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from ideell.drafting.models import Section
from ideell.extensions import db
from ideell.writing import block_routes
from ideell.writing.suggestions import Suggestion
from tests.browser.test_nothing_lost import (
    SAVE,
    TYPED,
    Fresh,
    Pages,
    begin_to_write,
    kept_texts,
    standing,
)
from tests.browser.watching import Watch
from tests.world import World

THEIRS, MINE = "Resorna ska ersättas av staten.", "Resorna ska ersättas av regionen."


def test_a_fault_of_ours_shows_the_text_and_keeps_it(
    page_as: Pages, world: World, writing: str, section: Section, fresh: Fresh, watch: Watch
) -> None:
    watch.allow("status of 500")
    page = page_as(world.birgitta)
    begin_to_write(page, writing)
    before = standing(section, fresh)
    with mock.patch.object(block_routes, "write", side_effect=ZeroDivisionError):
        page.get_by_role("button", name=SAVE).click()
        expect(page.locator("h1")).to_have_text("Det blev fel hos oss")
        expect(page.locator("main textarea")).to_have_value(TYPED)
    assert standing(section, fresh) == before
    assert TYPED in kept_texts(fresh)
    page.goto(writing)
    expect(page.locator("main textarea[name=text]")).to_have_value(TYPED)
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator("#besked")).to_contain_text("sparad")
    assert standing(section, fresh)[2] == TYPED


@pytest.mark.parametrize("choice", ["both", "theirs", "mine"])
def test_of_two_people_at_once_both_texts_are_left(
    page_as: Pages, world: World, writing: str, section: Section, fresh: Fresh, choice: str,
    watch: Watch,
) -> None:  # fmt: skip
    watch.allow("status of 409")
    mine, theirs = page_as(world.birgitta), page_as(world.kerstin)
    begin_to_write(mine, writing, MINE)
    begin_to_write(theirs, writing, THEIRS)
    theirs.get_by_role("button", name=SAVE).click()
    expect(theirs.locator("#besked")).to_contain_text("sparad")
    mine.get_by_role("button", name=SAVE).click()
    expect(mine.locator("h1")).to_have_text("Kerstin hann spara före dig")
    assert standing(section, fresh)[2] == THEIRS
    assert MINE in kept_texts(fresh)
    mine.locator(f"input[name=choice][value={choice}]").check()
    mine.get_by_role("button", name="Spara så här").click()
    expect(mine.locator("#besked")).to_contain_text("finns kvar" if choice != "both" else "sparad")
    text = standing(section, fresh)[2]
    left = " ".join([text, *db.session.scalars(sa.select(Suggestion.text))])
    assert "staten" in left
    assert "regionen" in left
