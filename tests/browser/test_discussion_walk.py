"""A discussion, walked by keys, by touch and without scripts: mention, quote, poll, outcome."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ideell.foundation.clock import today
from ideell.foundation.dates import written_date
from tests.browser.hands import Hands
from tests.browser.states import STATES
from tests.browser.test_walks import WAYS
from tests.world import World

TITLE = "Hur räknar vi ideella timmar?"


@pytest.fixture(params=WAYS)
def hands(request: pytest.FixtureRequest, page_as: Callable[..., Page]) -> Callable[..., Hands]:
    """`hands(world.anna)` is a person at a page, in the way that is tried."""
    kind, js, width = WAYS[request.param]

    def sit_down(person: object) -> Hands:
        made: Hands = kind(page_as(person, js=js, width=width), js=js)
        return made

    return sit_down


def test_a_discussion_from_question_to_outcome(
    hands: Callable[..., Hands], world: World, tmp_path: Path
) -> None:
    larserik = hands(world.larserik)
    start(larserik)
    quote_and_mention(hands(world.anna), tmp_path / "timmar.txt")
    answer_when_named(hands(world.birgitta))
    ask_all(larserik)
    vote(hands(world.anna))
    end(larserik)


def start(larserik: Hands) -> None:
    larserik.go("/diskussioner")
    larserik.press("Ny diskussion")
    larserik.write("Vad gäller det?", TITLE)
    larserik.write("Skriv första inlägget", "Vi räknar övningstid men inte resor.")
    larserik.choose("Alla i Samklang och dess 4 medlemsorganisationer")
    larserik.press("Starta diskussionen")
    larserik.said("Diskussionen är startad.")
    larserik.sees("Vi räknar övningstid men inte resor.")


def quote_and_mention(anna: Hands, file: Path) -> None:
    file.write_text("tolv timmar")
    anna.go("/diskussioner")
    anna.sees("1 ny")
    anna.press(TITLE)
    anna.sees("1 nytt inlägg")
    anna.write("Ditt svar", "@Brigitta Lind, hur räknar ni?")
    anna.press("Citera")
    anna.sees("Ta bort citatet")
    assert anna.field("Ditt svar").input_value().strip() == "@Brigitta Lind, hur räknar ni?"
    anna.bring("Bifoga filer", file)
    anna.press("Skicka svaret")
    anna.sees("Vi hittar ingen Brigitta Lind. Menade du Birgitta Lind?", "Filer som följer med")
    expect(anna.page.locator("main")).not_to_contain_text("text som inte hann sparas")
    anna.press("Skicka svaret")
    anna.said("Skickat.")
    anna.sees("timmar.txt text, 1 kB")
    expect(anna.page.locator("main")).not_to_contain_text("text som inte hann sparas")
    anna.sees("Lars-Erik: Vi räknar övningstid men inte resor.")
    assert anna.field("Ditt svar").input_value() == ""
    if anna.js:
        expect(anna.page.locator("article.post:focus")).to_be_attached()


def answer_when_named(birgitta: Hands) -> None:
    birgitta.go("/")
    birgitta.press("Läs och svara")
    birgitta.sees("@Birgitta Lind")
    post = "article.post >> nth=-1"
    birgitta.press("Håller med", within=post)
    if birgitta.js:
        birgitta.page.wait_for_selector("article.post [aria-pressed=true]")
    birgitta.sees("Du håller med")
    birgitta.write("Ditt svar", "I dagsverken, sedan 1974.")
    birgitta.press("Skicka svaret")
    birgitta.said("Skickat.")
    birgitta.undo()
    birgitta.sees("Birgitta Lind tog tillbaka sitt inlägg.")


def ask_all(larserik: Hands) -> None:
    larserik.go("/diskussioner")
    larserik.press(TITLE)
    larserik.press("Gör en omröstning")
    larserik.write("Fråga", "Ska resor räknas?")
    larserik.write("Svar att välja mellan", "Ja\nNej")
    larserik.write("Sista dag att rösta", written_date(today()))
    larserik.press("Öppna omröstningen")
    larserik.said("Omröstningen är öppen.")
    larserik.sees("Varje organisation har en röst.", "Alla här ser vem som valt vad.")


def vote(anna: Hands) -> None:
    anna.go("/diskussioner")
    anna.press(TITLE)
    anna.choose("Ja", within="fieldset:has-text('Välj ett svar')")
    anna.press("Rösta")
    anna.said("Din röst är sparad.")
    anna.sees("En har röstat: ”Ja”.", "Körbygden")


def end(larserik: Hands) -> None:
    larserik.go("/diskussioner")
    larserik.press(TITLE)
    larserik.press("Avsluta omröstningen")
    larserik.said("Omröstningen är avslutad.")
    larserik.sees("Omröstningen avslutades i dag", "Klart. En röstade: ”Ja”.")
    larserik.undo()
    larserik.sees("Rösta senast")
    larserik.press("Avsluta diskussionen")
    larserik.write("Sammanfattning", "Resor räknas, på en egen rad.")
    larserik.press("Avsluta diskussionen")
    larserik.said("Diskussionen är avslutad.")
    larserik.sees("Utfall", "Resor räknas, på en egen rad.")
    larserik.undo()
    larserik.sees("Sammanfattning")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_post_taken_back_leaves_a_line_across_the_page(
    show: Callable[..., Page], width: int
) -> None:
    state = next(one for one in STATES if one.name == "discussion with a post taken back")
    page = show(state)
    page.set_viewport_size({"width": width, "height": 800})
    line = page.get_by_text("tog tillbaka sitt inlägg")
    box, post = line.bounding_box(), page.locator("article.post", has=line).bounding_box()
    assert box is not None
    assert post is not None
    assert box["width"] > post["width"] / 2
