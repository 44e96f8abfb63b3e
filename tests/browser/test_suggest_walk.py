"""Suggesting, walked by keys, by touch and without scripts: how many presses, and where one is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ideell.drafting.models import Section
from tests.browser.builders import TEXTS
from tests.browser.hands import ACTIVE, Hands
from tests.browser.test_walks import WAYS
from tests.world import World

SHORTER = TEXTS[0].replace("fler möten", "möten")


class Walker:
    """A person whose presses are counted, and who is never left on the empty page."""

    def __init__(self, hands: Hands) -> None:
        self.hands = hands
        self.presses = 0

    def press(self, name: str, **where: str) -> None:
        self.hands.press(name, **where)
        self.presses += 1

    def pressed(self) -> int:
        """Return how many presses it took since the last time."""
        presses, self.presses = self.presses, 0
        return presses

    def is_at(self, selector: str) -> None:
        """What was pressed is answered where it was pressed, and the focus is there."""
        if self.hands.js:
            inside = f"() => !!{ACTIVE}.closest({selector!r})"
            self.hands.page.wait_for_function(inside)


@pytest.fixture(params=WAYS)
def walker(request: pytest.FixtureRequest, page_as: Callable[..., Page]) -> Callable[..., Walker]:
    """`walker(world.anna)` is a person at a page, in the way that is tried."""
    kind, js, width = WAYS[request.param]

    def sit_down(person: object) -> Walker:
        return Walker(kind(page_as(person, js=js, width=width), js=js))

    return sit_down


def test_suggesting_together(walker: Callable[..., Walker], world: World, section: Section) -> None:
    at = section.url
    send_a_packet(walker(world.larserik), at)
    join_the_same(walker(world.anna), at)
    say_no(walker(world.nora), at)
    suggest_a_move(walker(world.sara), at)
    decide(walker(world.birgitta), at)


def send_a_packet(larserik: Walker, at: str) -> None:
    hands = larserik.hands
    hands.go(at)
    larserik.press("Föreslå ändring", within="main .block >> nth=0")
    larserik.press("ändra flera stycken")
    larserik.press("Skicka förslagen")
    hands.sees("Du har inte ändrat något än. Ändra i minst ett stycke.")
    larserik.is_at(".error-summary")
    for number, words in enumerate((SHORTER, "Mötena hålls varje år i varje län."), start=1):
        hands.write(f"Texten i stycke 1:{number}", words)
    hands.choose("Ta bort stycke 1:3")
    hands.write("Varför?", "Kortare är bättre.")
    if hands.js:
        hands.page.locator("#change del").first.wait_for()
    larserik.press("Skicka förslagen")
    hands.said("Birgitta läser dina 3 förslag, ett i taget.")
    hands.sees("Ta tillbaka alla som hör ihop")
    assert larserik.pressed() == 4, "one of them for nothing"


def join_the_same(anna: Walker, at: str) -> None:
    hands = anna.hands
    hands.go(at)
    anna.press("Föreslå ändring", within="main .block >> nth=0")
    hands.write("Texten i stycke 1:1", SHORTER)
    hands.write("Varför?", "Vi vill samma sak.")
    if hands.js:
        hands.page.locator("#same").wait_for()
    else:
        anna.press("Skicka förslaget")
    hands.sees("Lars-Erik Sund, Spelmansringen, föreslår redan precis det här.")
    anna.press("Ställ er bakom förslaget")
    hands.said("Ni står bakom förslaget från Lars-Erik Sund.")
    assert anna.pressed() == (2 if hands.js else 3)
    assert hands.page.locator("main .block >> nth=0").locator(".note").count() == 1


def say_no(nora: Walker, at: str) -> None:
    hands = nora.hands
    hands.go(at)
    nora.press("Visa förslaget", within="main .block >> nth=2")
    card = "[data-card] >> nth=2"
    nora.press("Håller inte med", within=card)
    if hands.js:
        nora.is_at(".support textarea")
    hands.write("Varför håller ni inte med?", "Då kommer bara de som bor nära.")
    nora.press("Säg att ni inte håller med")
    hands.said("Den som avgör ser att ni inte håller med.")
    hands.sees("Alliansen Norrvik håller inte med: ”Då kommer bara de som bor nära.”")
    nora.is_at("[data-card], main")
    assert nora.pressed() == 3
    hands.press("Ångra", within="#besked")
    hands.said("Ångrat.")
    expect(hands.page.locator("main")).not_to_contain_text("Alliansen Norrvik håller inte med")


def suggest_a_move(sara: Walker, at: str) -> None:
    hands = sara.hands
    hands.go(at)
    sara.press("Föreslå ändring", within="main .block >> nth=1")
    sara.press("flytta stycket")
    hands.select("Var ska stycket stå?", "Först")
    hands.write("Varför?", "Det viktigaste först.")
    sara.press("Skicka förslaget")
    hands.said("Birgitta läser ditt förslag.")
    hands.sees("Sara Söder vill flytta stycket först")
    assert sara.pressed() == 3


def decide(birgitta: Walker, at: str) -> None:
    hands = birgitta.hands
    hands.go(at)
    birgitta.press("Gå igenom 4 förslag")
    hands.sees("Ett av 3 förslag som hör ihop", "Körbygden: ”Vi vill samma sak.”")
    hands.sees("Stycke 1:2 flyttas först.")
    move = "[data-card]:has-text('Flytta stycke 1:2')"
    birgitta.press("Godkänn", within=move)
    hands.said("Godkänt. Stycke 1:2 är flyttat.")
    birgitta.is_at("[data-card]")
    hands.go(at)
    first = hands.page.locator("main .block").first
    expect(first.locator(".block-number")).to_have_text("1:2")
