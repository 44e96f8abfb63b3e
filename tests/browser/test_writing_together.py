"""Two people at the same text: who is told, how blocks are put together, what can wait."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from ideell.drafting.models import Section
from ideell.extensions import db
from ideell.foundation.clock import now
from ideell.foundation.database import begin_as_reader
from ideell.writing.models import Block
from ideell.writing.presence import Presence
from tests.browser.builders import TEXTS
from tests.world import World

Fresh = Callable[[], None]
Pages = Callable[..., Page]


def standing(section: Section, fresh: Fresh) -> list[str]:
    """Return the texts of the blocks as they stand on the server."""
    fresh()
    found = sa.select(Block.text).where(
        Block.text_id == section.text_id, Block.removed_at.is_(None)
    )
    return list(db.session.scalars(found.order_by(Block.position)))


def let_minutes_pass(page: Page) -> None:
    """Let the page ask again, as it does every minute.

    The minute is run, not leapt over: htmx begins a new minute some 20 ms after an answer stands.
    """
    page.clock.run_for(61_000)


def test_two_windows_are_told_of_each_other_and_the_fields_left_alone(
    page_as: Pages, world: World, section: Section, writing: str
) -> None:
    reader = page_as(world.nora)
    reader.clock.install()
    reader.goto(section.url)
    line = reader.locator(f"#writing-{section.text.blocks[2].id}")
    expect(line).to_be_empty()
    mine, theirs = page_as(world.birgitta), page_as(world.kerstin)
    with mine.expect_response(re.compile("/narvaro$")):
        mine.goto(writing)
    with theirs.expect_response(re.compile("/narvaro$")):
        theirs.goto(writing)
    expect(theirs.locator("#who-writes")).to_contain_text("Birgitta skriver här sedan")
    box = theirs.locator("main textarea[name=text]")
    box.press("End")
    with theirs.expect_response(re.compile("/utkast$")):  # the draft renews the lease
        theirs.keyboard.insert_text(" Kerstin skriver på.")
    let_minutes_pass(reader)
    expect(line).to_have_text("Birgitta och Kerstin skriver här")
    expect(theirs.locator("main textarea[name=text]")).to_have_value(re.compile("skriver på"))
    with mine.expect_response(re.compile("/franvaro$")):
        mine.get_by_role("link", name="Avbryt").click()
    mine.wait_for_url(re.compile("/avsnitt/"))
    let_minutes_pass(reader)
    expect(line).to_contain_text("Kerstin skriver här sedan")
    theirs.context.set_offline(True)  # the lid is shut: nothing more is heard of the form
    begin_as_reader(False)
    db.session.execute(sa.update(Presence).values(seen_at=now() - timedelta(minutes=2)))
    db.session.commit()
    begin_as_reader(True)
    let_minutes_pass(reader)
    expect(line).to_be_empty()


def test_new_comments_are_announced_and_never_put_in(
    page_as: Pages, world: World, section: Section
) -> None:
    reader, other = page_as(world.birgitta), page_as(world.nora, js=False)
    reader.clock.install()
    reader.goto(section.url)
    link = reader.locator(f"#comment-on-{section.text.blocks[0].id}")
    link.click()
    reader.locator("main textarea[name=body]").fill("Jag är mitt i en mening")
    other.goto(f"/stycken/{section.text.blocks[1].id}/kommentarer")
    other.locator("main textarea").fill("Hur ofta är det?")
    other.get_by_role("button", name="Skicka kommentaren").click()
    let_minutes_pass(reader)
    expect(reader.locator("#since")).to_contain_text("1 ny kommentar sedan du öppnade sidan.")
    expect(reader.locator("main textarea[name=body]")).to_have_value("Jag är mitt i en mening")
    assert reader.evaluate("document.activeElement.name") == "body", "the line took no focus"
    expect(reader.get_by_text("Hur ofta är det?")).to_have_count(0)
    reader.locator("#since").get_by_role("link", name="Visa").click()
    expect(reader.get_by_text("Hur ofta är det?")).to_be_visible()


@pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])
def test_blocks_are_split_and_put_together_without_dragging(
    js: bool, page_as: Pages, world: World, section: Section, writing: str, fresh: Fresh
) -> None:
    page = page_as(world.birgitta, js=js)
    page.goto(writing)
    page.locator("main textarea[name=text]").fill("Resorna ska ersättas.\n\nAlla ska med.")
    page.get_by_role("button", name="Spara texten").click()
    expect(page.locator("#besked")).to_contain_text("sparad")
    assert standing(section, fresh) == [*TEXTS[:2], "Resorna ska ersättas.", "Alla ska med."]
    page.goto(writing)
    page.locator("main textarea[name=text]").fill("Resorna ska ersättas helt.")
    page.get_by_role("button", name="Slå ihop med stycket efter").click()
    expect(page.locator("#besked")).to_contain_text("Det är stycke 1:3 nu.")
    whole = "Resorna ska ersättas helt. Alla ska med."
    assert standing(section, fresh) == [*TEXTS[:2], whole]
    page.locator("#besked").get_by_role("button", name="Ångra").click()
    expect(page.locator("#besked")).to_contain_text("Ångrat")
    assert standing(section, fresh) == [*TEXTS[:2], "Resorna ska ersättas.", "Alla ska med."]


@pytest.mark.parametrize("js", [True, False], ids=["with scripts", "without scripts"])
def test_a_choice_waits_until_it_is_made_on_another_device(
    js: bool, page_as: Pages, world: World, section: Section, writing: str, fresh: Fresh
) -> None:
    mine, theirs = page_as(world.birgitta, js=js), page_as(world.kerstin)
    mine.goto(writing)
    theirs.goto(writing)
    theirs.locator("main textarea[name=text]").fill("Resorna ska ersättas av staten.")
    theirs.get_by_role("button", name="Spara texten").click()
    expect(theirs.locator("#besked")).to_contain_text("sparad")
    mine.locator("main textarea[name=text]").fill("Resorna ska ersättas av regionen.")
    mine.get_by_role("button", name="Spara texten").click()
    expect(mine.locator("h1")).to_have_text("Kerstin hann spara före dig")
    mine.locator("#both").fill("Resorna ska ersättas av staten och regionen.")
    mine.get_by_role("button", name="Bestäm senare").click()
    expect(mine.locator("#besked")).to_contain_text("Din text finns kvar")
    other = page_as(world.birgitta, js=js)  # another device
    other.goto("/")
    expect(other.locator("main")).to_contain_text("Bestäm vilken text som ska stå i stycke 1:3")
    other.get_by_role("link", name="Bestäm nu").first.click()
    expect(other.locator("#both")).to_have_value("Resorna ska ersättas av staten och regionen.")
    other.get_by_role("button", name="Spara så här").click()
    expect(other.locator("#besked")).to_contain_text("sparad")
    assert standing(section, fresh)[2] == "Resorna ska ersättas av staten och regionen."
    mine.goto(writing)
    expect(mine.locator("main textarea[name=text]")).to_have_value(
        "Resorna ska ersättas av staten och regionen."
    )
    expect(mine.get_by_text("Här finns text som inte hann sparas.")).to_have_count(0)


def test_what_one_began_is_there_on_another_device(
    page_as: Pages, world: World, section: Section, writing: str
) -> None:
    mine = page_as(world.birgitta)
    mine.goto(writing)
    mine.locator("main textarea[name=text]").fill("Resorna ska ersättas, tycker jag.")
    with mine.expect_response(re.compile("/utkast$")):
        mine.keyboard.press("Tab")
    other = page_as(world.birgitta, js=False)
    other.goto(section.url)
    expect(other.locator("main")).to_contain_text("Ditt utkast från")
    other.get_by_role("link", name="Fortsätt").click()
    expect(other.locator("main textarea[name=text]")).to_have_value(
        "Resorna ska ersättas, tycker jag."
    )
