"""Shared documents, walked by keys alone and without scripts: versions, and a text of two."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from ideell.documents.models import Document
from ideell.extensions import db
from ideell.writing.models import Block
from tests.browser.hands import Hands, Keys
from tests.documents.builders import word
from tests.world import World

WAYS = {
    "without scripts": (Hands, False, 1280),
    "without scripts, on a phone": (Hands, False, 390),
    "by keys": (Keys, True, 1280),
    "by touch, on a phone": (Hands, True, 390),
}
PLANS = (
    ("Vi övar på torsdagar.", "Alla är välkomna."),
    ("Vi övar på torsdagar och söndagar.", "Alla är välkomna."),
    ("Vi övar på torsdagar och söndagar.", "Alla är välkomna.", "Vi bjuder på kaffe."),
    ("Vi övar på torsdagar och söndagar.", "Alla är välkomna hit.", "Vi bjuder på kaffe."),
)


@pytest.fixture(params=WAYS)
def hands(request: pytest.FixtureRequest, page_as: Callable[..., Page]) -> Callable[..., Hands]:
    """`hands(world.anna)` is a person at a page, in the way that is tried."""
    kind, js, width = WAYS[request.param]
    return lambda person: kind(page_as(person, js=js, width=width), js=js)


@pytest.fixture
def plans(tmp_path: Path) -> list[Path]:
    """The same plan as it became, in four files."""
    paths = []
    for number, paragraphs in enumerate(PLANS, 1):
        path = tmp_path / f"plan_{number}.docx"
        path.write_bytes(word("# Plan", *paragraphs, title="Plan för kören"))
        paths.append(path)
    return paths


def test_a_document_through_four_versions_and_a_comparison(
    hands: Callable[..., Hands], world: World, plans: list[Path]
) -> None:
    anna, lars, kerstin = hands(world.anna), hands(world.larserik), hands(world.kerstin)
    anna.go("/dokument")
    anna.press("Ladda upp ett dokument", first=True)
    anna.press("Ladda upp")
    anna.sees("Välj en fil först.")
    anna.bring("Välj filen", plans[0])
    anna.press("Ladda upp")
    anna.sees("Vi har tagit emot plan_1.docx")
    expect(anna.field("Titel")).to_have_value("Plan för kören")
    anna.choose("folkbildning")
    anna.choose("Alla i Samklang")
    anna.press("Dela dokumentet")
    anna.said("Dokumentet är delat.")
    anna.sees("Vi övar på torsdagar.")
    at = anna.page.url
    for number, path in enumerate(plans[1:], 2):
        anna.go(at)
        anna.press("Ladda upp ny version")
        anna.bring("Välj filen", path)
        anna.press("Ladda upp")
        anna.write("Vad är ändrat?", f"Ändring {number}")
        anna.press("Dela den nya versionen")
        anna.said("Den nya versionen är delad.")
    anna.sees("Version 4, 3 äldre", "Ändring 3")
    anna.choose("Från version 1")
    anna.press("Jämför")
    anna.sees("3 ställen skiljer.", "Vi bjuder på kaffe.", "I ord: 1 ställe läggs till.")
    anna.go(at)
    anna.press("Be om läskvitto")
    anna.said("Läskvitto är begärt.")
    lars.go("/dokument?amne=folkbildning")
    lars.press("Plan för kören")
    lars.press("Jag har läst")
    lars.said("Tack!")
    kerstin.go(at)
    kerstin.press("Dra in dokumentet")
    kerstin.press("Dra in", within="main form")
    kerstin.sees("Skriv ett kort skäl")
    kerstin.write("Skäl", "Kören har fått en ny plan.")
    kerstin.press("Dra in", within="main form")
    kerstin.sees("Dokumentet gäller inte längre.", "Kören har fått en ny plan.")
    kerstin.undo()
    anna.go(at)
    expect(anna.page.locator("main")).not_to_contain_text("gäller inte längre")


def test_a_shared_text_is_written_by_two_at_once(
    hands: Callable[..., Hands], world: World, fresh: Callable[[], None]
) -> None:
    anna, lars = hands(world.anna), hands(world.larserik)
    anna.go("/dokument")
    anna.press("Skriv ett dokument här", first=True)
    anna.write("Titel", "Våra gemensamma ord")
    anna.choose("Alla i Samklang")
    anna.press("Börja skriva")
    anna.said("Dokumentet finns nu.")
    at = anna.page.url
    anna.press("Börja skriva")
    anna.write("Texten", "Kören är öppen för alla. Vi övar varje torsdag i bygdegården.")
    anna.press("Spara texten")
    anna.go(at)
    anna.press("Välj vilka som skriver")
    anna.choose("Lars-Erik Sund")
    anna.press("Spara")
    anna.said("Sparat.")
    lars.go(at)
    lars.press("Skriv direkt", first=True)
    anna.go(at)
    anna.press("Skriv direkt", first=True)
    box = "textarea[name=text]"
    lars.page.locator(f"main {box}").fill(
        "Kören är öppen för alla som vill. Vi övar varje torsdag i bygdegården."
    )
    anna.page.locator(f"main {box}").fill(
        "Kören är öppen för alla. Vi övar varje torsdag i den gamla bygdegården."
    )
    lars.press("Spara texten")
    anna.press("Spara texten")
    expect(anna.page).to_have_url(re.compile(re.escape(at)))
    fresh()
    whole = db.session.scalar(
        sa.select(Block.text).join(Document, Document.text_id == Block.text_id)
    )
    assert whole == (
        "Kören är öppen för alla som vill. Vi övar varje torsdag i den gamla bygdegården."
    )
    anna.go(at)
    anna.press("Spara som version 1")
    anna.write("Vad är ändrat?", "Vi skrev båda två")
    anna.press("Spara versionen")
    anna.said("Texten är sparad som version 1.")
    anna.sees("Vi skrev båda två")
