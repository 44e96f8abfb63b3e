"""The main job from a report to an answer, walked by keys alone and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from flask import Flask
from playwright.sync_api import Page, expect

from ideell.extensions import db
from ideell.foundation import jobs
from ideell.foundation.database import begin_as_reader
from tests.browser.hands import Hands, Keys
from tests.conftest import SHARED
from tests.world import World

WAYS = {
    "without scripts": (Hands, False, 1280),
    "without scripts, on a phone": (Hands, False, 390),
    "by keys": (Keys, True, 1280),
    "by touch, on a phone": (Hands, True, 390),
}
REPORT = "Fler möten i hela landet"
Walkers = Callable[..., Hands]


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> tuple[type[Hands], bool, int]:
    """How the walk is walked."""
    return WAYS[request.param]


@pytest.fixture
def hands(way: tuple[type[Hands], bool, int], page_as: Callable[..., Page]) -> Walkers:
    """`hands(world.anna)` is a person at a page, in the way that is tried."""
    kind, js, width = way

    def sit_down(person: object, **more: object) -> Hands:
        return kind(page_as(person, js=js, width=width, **more), js=js)

    return sit_down


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A small report in Word."""
    document = Document()
    document.add_heading(REPORT, 0)
    for number, heading in (
        ("1", "Inledning"),
        ("2", "Samverkan i länen"),
        ("3", "Pengar till möten"),
    ):
        document.add_heading(f"{number} {heading}", 1)
        document.add_paragraph("Utredningen har träffat många föreningar. De vill ha fler möten.")
        document.add_heading(f"{number}.1 Överväganden", 2)
        cell = document.add_table(1, 1).cell(0, 0)
        cell.paragraphs[0].add_run("Förslag: ").bold = True
        cell.paragraphs[0].add_run(
            f"Regionerna ska bjuda in föreningar till möte {number} varje år."
        )
    path = tmp_path / "betankande.docx"
    document.save(path)
    return path


def run_jobs(app: Flask) -> None:
    """Do what waits, as the runner does beside the server."""
    begin_as_reader(False)
    try:
        with app.app_context():
            jobs.run_due()
            db.session.remove()
    finally:
        begin_as_reader(True)


def code_in_the_outbox(page: Page) -> str:
    """Read the newest code where the demo's mail lands."""
    page.goto("/utkorg")
    found = re.search(r"Din kod är (\d{3} \d{3})", page.locator("main").inner_text())
    assert found, page.locator("main").inner_text()[:500]
    return found[1]


def test_a_code_from_the_outbox_lets_one_in(hands: Walkers, world: World) -> None:
    kerstin = hands(None)
    kerstin.go("/remisser")
    kerstin.write("Din e-postadress", world.kerstin.email)
    kerstin.press("Mejla mig en kod")
    outbox = kerstin.page.context.new_page()
    code = code_in_the_outbox(outbox)
    kerstin.write("Koden, sex siffror", "000 000")
    kerstin.press("Logga in", within="main form")
    kerstin.sees("Koden stämmer inte")
    if kerstin.js:
        expect(kerstin.page.locator(".error-summary")).to_be_focused()
    kerstin.write("Koden, sex siffror", code)
    kerstin.press("Logga in", within="main form")
    expect(kerstin.page).to_have_url(re.compile(r"/remisser$"))


def test_the_office_adds_an_organisation_and_a_person(hands: Walkers, world: World) -> None:
    kerstin = hands(world.kerstin)
    kerstin.go("/organisationer")
    kerstin.press("Lägg till organisation")
    kerstin.press("Spara")
    kerstin.sees("En sak behöver rättas", "Skriv organisationens namn.")
    kerstin.write("Namn", "Dansförbundet Nya Steg")
    kerstin.press("Spara")
    kerstin.sees("Dansförbundet Nya Steg")
    kerstin.press("Lägg till person")
    kerstin.write("Namn", "Siv Ny")
    kerstin.write("E-post", "siv.ny@example.se")
    kerstin.choose("Ombud")
    kerstin.press("Lägg till")
    kerstin.sees("Siv Ny")


def test_from_a_report_to_an_answer(
    hands: Walkers, world: World, app: Flask, report: Path, fresh: Callable[[], None]
) -> None:
    kerstin, birgitta = hands(world.kerstin), hands(world.birgitta)
    at = bring_in(kerstin, app, report)
    correct_and_approve(kerstin)
    give_input(birgitta, hands(world.cecilia), at)
    sections = make_an_answer(kerstin, at)
    write_the_first_words(birgitta, sections[0])
    suggest_and_talk(hands(world.larserik), hands(world.anna), sections[0])
    review(birgitta, sections[0])
    both_at_once(birgitta, kerstin, sections[0])
    finish_and_approve(birgitta, hands(world.mona), sections[0])
    take_it_out(kerstin, sections[0])


def bring_in(kerstin: Hands, app: Flask, report: Path) -> str:
    kerstin.go("/remisser")
    kerstin.press("Lägg till remiss", first=True)
    kerstin.write("Vad heter remissen?", REPORT)
    kerstin.write("När ska svaret vara inne?", "2027-03-01")
    kerstin.press("Lägg till")
    kerstin.said("Remissen är inlagd.")
    at = kerstin.page.url
    kerstin.press("Lägg in betänkandet", first=True)
    kerstin.bring("Välj filen", report)
    kerstin.press("Lägg in filen")
    kerstin.said("Filen är sparad.")
    kerstin.sees("Vi läser betänkandet")
    run_jobs(app)
    if kerstin.js:
        kerstin.sees("Filen är läst.")
        kerstin.press("Gå igenom innehållet")
    else:
        kerstin.press("Visa hur långt vi har kommit")
    return at


def correct_and_approve(kerstin: Hands) -> None:
    kerstin.sees("Gå igenom innehållet", "3 förslag")
    page = kerstin.page.url
    kerstin.press("Ändra 2")
    kerstin.write("Rubrik", "Samarbete i länen")
    kerstin.press("Spara")
    kerstin.said("Sparat.")
    kerstin.sees("Samarbete i länen")
    kerstin.undo()
    kerstin.go(page)
    kerstin.sees("Samverkan i länen")
    kerstin.press("Godkänn innehållet")
    kerstin.said("Innehållet är godkänt.")


def give_input(birgitta: Hands, cecilia: Hands, at: str) -> None:
    birgitta.go(f"{at}/inspel")
    birgitta.press("Skriv ett inspel")
    birgitta.press("Spara")
    birgitta.sees("Skriv vad ni tycker.")
    birgitta.write("Vad tycker ni?", "Vi vill ha möten på kvällen.")
    birgitta.press("Spara")
    birgitta.said("Sparat som utkast.")
    birgitta.press("Dela i organisationen")
    birgitta.said("ser det nu")
    cecilia.go(birgitta.page.url)
    cecilia.press("Skicka till Samklang")
    cecilia.said("Skickat")


def make_an_answer(kerstin: Hands, at: str) -> list[str]:
    kerstin.go(at)
    kerstin.press("Börja på svaret")
    kerstin.go(at)
    kerstin.press("Välj kapitel")
    kerstin.choose("2 Samverkan i länen")
    kerstin.choose("3 Pengar till möten")
    kerstin.press("Lägg till avsnitten")
    kerstin.page.wait_for_load_state()
    kerstin.go(at)
    kerstin.press("Ordna avsnitt och dela ut pennor")
    kerstin.select("Håller i pennan", "Birgitta Lind", within="main ol > li >> nth=0")
    kerstin.press("Spara", within="main ol > li >> nth=0")
    kerstin.said("Birgitta Lind")
    links = kerstin.page.locator("main ol > li h2 a")
    return [links.nth(place).get_attribute("href") or "" for place in range(links.count())]


def write_the_first_words(birgitta: Hands, section: str) -> None:
    birgitta.go(section)
    birgitta.press("Börja skriva")
    birgitta.write(
        "Texten",
        "Vi tillstyrker förslaget.\n\nMöten bör hållas en gång om året.\n\nResor ska ersättas.",
    )
    birgitta.press("Spara texten")
    birgitta.said("Texten är sparad.")
    birgitta.press("Öppna för förslag")
    birgitta.sees("Öppet för förslag")


def suggest_and_talk(larserik: Hands, anna: Hands, section: str) -> None:
    for words, why in (
        ("Möten ska hållas en gång om året.", "Skarpare."),
        ("Möten bör hållas fyra gånger om året.", "Oftare är bättre."),
    ):
        larserik.go(section)
        larserik.press("Föreslå ändring", within="main .block >> nth=1")
        field = larserik.page.locator("main textarea").first
        label = field.evaluate("(el) => el.labels[0].innerText")
        larserik.write(label, words)
        if larserik.js:
            larserik.page.locator("#change ins").first.wait_for()
        else:
            larserik.press("Visa ändringen")
            larserik.sees("I ord:")
        larserik.write("Varför?", why)
        larserik.press("Skicka förslaget")
        larserik.said("förslag")
    larserik.go(section)
    larserik.press("Kommentera", within="main .block >> nth=2")
    box = larserik.page.locator("main textarea").first
    larserik.write(box.evaluate("(el) => el.labels[0].innerText"), "Gäller det även barn?")
    larserik.press("Skicka kommentaren")
    larserik.sees("Gäller det även barn?")
    anna.go(section)
    anna.press("Håller med")
    anna.sees("Du håller med")


def review(birgitta: Hands, section: str) -> None:
    birgitta.go(section)
    birgitta.press("Gå igenom")
    birgitta.sees("förslag till samma ord")
    birgitta.press("Skriv ihop dem")
    birgitta.write("Så här ska det stå", "Möten ska hållas fyra gånger om året.")
    birgitta.press("Godkänn så här")
    birgitta.said("Ändrat och godkänt.")
    birgitta.undo()
    birgitta.go(section)
    birgitta.press("Gå igenom")
    birgitta.press("Neka båda")
    birgitta.press("Neka förslagen")
    birgitta.sees("Skriv ett kort skäl")
    own = birgitta.page.locator("main textarea[name=own_words]")
    birgitta.write(own.evaluate("(el) => el.labels[0].innerText"), "Vi bestämde det på mötet.")
    birgitta.press("Neka förslagen")
    birgitta.said("Nekat.")


def both_at_once(birgitta: Hands, kerstin: Hands, section: str) -> None:
    for one in (birgitta, kerstin):
        one.go(section)
        one.press("Skriv direkt", within="main .block >> nth=2")
    kerstin.write("Texten i stycke 1:3", "Resor ska ersättas av staten.")
    kerstin.press("Spara texten")
    kerstin.said("sparad")
    birgitta.write("Texten i stycke 1:3", "Resor ska ersättas av regionen.")
    birgitta.press("Spara texten")
    birgitta.sees("Kerstin hann spara före dig", "Din text finns kvar.")
    birgitta.choose("Min text")
    birgitta.press("Spara så här")
    birgitta.said("sparad")
    birgitta.sees("Resor ska ersättas av regionen.")


def finish_and_approve(birgitta: Hands, mona: Hands, section: str) -> None:
    birgitta.go(section)
    birgitta.press("Avsnittet är klart")
    birgitta.sees("Granskas")
    mona.go(section)
    mona.press("Granska avsnittet")
    mona.choose("Avsnittet är godkänt")
    mona.press("Spara")
    mona.sees("Godkänt")


def take_it_out(kerstin: Hands, section: str) -> None:
    kerstin.go(f"{section.partition('/avsnitt')[0]}/hamta")
    with kerstin.page.expect_download() as waiting:
        kerstin.press("Hämta som Word")
    words = "\n".join(paragraph.text for paragraph in Document(waiting.value.path()).paragraphs)
    assert "Resor ska ersättas av regionen." in words


@pytest.mark.parametrize("name", ["sou-2025-96-hela.md"])
def test_a_real_report_is_read_through_the_browser(
    name: str, page_as: Callable[..., Page], world: World, app: Flask
) -> None:
    found = list(SHARED.glob(f"kallor/**/{name}"))
    if not found:
        pytest.skip(f"{name} is not here")
    kerstin = Hands(page_as(world.kerstin), js=True)
    bring_in(kerstin, app, found[0])
    kerstin.sees("120 förslag", "65 bedömningar")
