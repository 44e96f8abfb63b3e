"""Starting an alliance in three regions, and releasing one voice: by keys, touch and no scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ideell.extensions import db
from ideell.people.regions import add_missing_regions
from tests.browser.hands import Hands
from tests.browser.test_walks import WAYS, Walkers
from tests.drafting.builders import make_answer
from tests.positions.gatherings import more_of_norrvik
from tests.world import World

TOGETHER = "Norrvik vill att körer och danslag får vara kvar i sina lokaler."


@pytest.fixture(params=WAYS)
def walkers(request: pytest.FixtureRequest, page_as: Callable[..., Page]) -> Walkers:
    """`walkers(world.anna)` is a person at a page, in the way that is tried."""
    kind, js, width = WAYS[request.param]

    def sit_down(person: object, **more: object) -> Hands:
        return kind(page_as(person, js=js, width=width, **more), js=js)

    return sit_down


def test_an_alliance_is_started_in_three_regions(walkers: Walkers, world: World) -> None:
    add_missing_regions()
    db.session.commit()
    anna = walkers(world.anna)
    anna.go("/allianser")
    anna.sees("En av 21 regioner har en egen allians.")
    anna.press("Kronoberg")
    if anna.js:
        expect(anna.page.locator("#region-side")).to_contain_text("Ingen allians än.")
        anna.press("Starta en allians", within="#region-side")
    else:
        anna.sees("Ingen allians än. Vill ni starta? Så gör andra.")
        anna.press("Starta en allians")
    anna.press("Starta alliansen")
    anna.sees("Skriv vad alliansen ska heta.")
    anna.write("Vad ska alliansen heta?", "Småland tillsammans")
    for region in ("Jönköping", "Kalmar", "Kronoberg"):
        box = anna.page.get_by_label(region, exact=True)
        if not box.is_checked():
            anna.choose(region)
    anna.press("Starta alliansen")
    anna.said("Småland tillsammans är startad.")
    anna.sees("Under bildande", "Region Jönköpings län", "Region Kalmar län", "Region Kronoberg")
    anna.press("Byt till Småland tillsammans")
    anna.press("Lägg till ny förening")
    anna.write("Föreningens namn", "Glasrikets kör")
    anna.press("Lägg till")
    anna.said("Glasrikets kör är med i alliansen.")
    anna.undo()
    anna.go("/allianser")
    anna.sees("I tre till är en på gång.")


def test_an_alliance_gathers_and_releases_one_voice(walkers: Walkers, world: World) -> None:
    answer = make_answer(world)
    more_of_norrvik(world)
    db.session.commit()
    at, proposal = f"/remisser/{answer.consultation.id}", answer.proposal.id
    nora = walkers(world.nora)
    nora.go(at)
    nora.press("Samla in från medlemmarna")
    nora.write("Vad vill ni veta?", "Vad betyder det för er?")
    nora.write("Sista dagen att svara", "i morgon")
    nora.press("Ställ frågan")
    nora.said("Frågan är ställd.")
    asked = nora.page.url

    nils = walkers(world.nils)
    nils.go("/")
    nils.press("Läs frågan")
    nils.sees("Vad betyder det för er?", "Bara Alliansen Norrvik och dess medlemmar.")
    nils.go(f"{asked}/kapitel/{proposal}")
    nils.press("Skriv ett inspel om det här")
    nils.write("Vad tycker ni?", "Kören sjunger i en skola som säljs.")
    nils.press("Spara")
    nils.press("Skicka till Alliansen Norrvik")
    nils.said("Skickat till Alliansen Norrvik.")

    disa = walkers(world.disa)
    disa.go(asked)
    disa.press("Vi har inget att säga")
    disa.said("Alliansen ser att ni inte har något att säga.")

    nora.go(asked)
    nora.sees("Norrviks kör: 1 inspel", "har inget att säga")
    nora.press("Sammanställ")
    nora.write("Vad tycker ni?", TOGETHER)
    nora.press("Spara")
    nora.press("Läs igenom och skicka")
    nora.sees(TOGETHER, "som ord från Alliansen Norrvik", "Stannar i alliansen")
    larserik = walkers(world.larserik)
    larserik.go(f"{at}/inspel")
    expect(larserik.page.locator("main")).not_to_contain_text(TOGETHER)
    nora.press("Skicka som ord från Alliansen Norrvik")
    nora.said("Skickat")
    larserik.go(f"{at}/inspel")
    larserik.sees(TOGETHER)
    expect(larserik.page.locator("main")).not_to_contain_text("Norrviks kör")
    nora.undo()
    larserik.go(f"{at}/inspel")
    expect(larserik.page.locator("main")).not_to_contain_text(TOGETHER)


def test_two_drafts_are_written_together(walkers: Walkers, world: World) -> None:
    from tests.positions.builders import make_input

    answer = make_answer(world)
    make_input(world, answer, state="shared", text="Vi vill ha kvar bidraget.")
    make_input(world, answer, by="birgitta", state="shared", text="Vi vill höja bidraget.")
    cecilia = walkers(world.cecilia)
    cecilia.go("/")
    cecilia.press("Jämför")
    cecilia.sees("Anna Ek skriver", "Birgitta Lind skriver", "I ord:")
    cecilia.press("Skriv ihop dem")
    cecilia.write("Vad tycker ni?", "Vi vill ha kvar bidraget och höja det.")
    cecilia.press("Spara det sammanskrivna")
    cecilia.said("Utkasten är sammanskrivna.")
    cecilia.press("Skicka till Samklang")
    cecilia.said("Skickat")
