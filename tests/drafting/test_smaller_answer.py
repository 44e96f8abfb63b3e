"""A smaller answer, walked from its beginning until it is decided: few presses, no ceremony."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ideell.drafting.models import Response, Section
from ideell.extensions import db
from ideell.people.models import User
from tests.browsing import Browser, Browsers, Page
from tests.drafting.builders import make_consultation
from tests.world import World


class Walk:
    """A person who follows what the pages offer; counts the forms that are sent."""

    def __init__(self, browser: Browser, start: str) -> None:
        self.browser = browser
        self.at = start
        self.presses = 0

    @property
    def page(self) -> Page:
        """The page that one stands on."""
        return self.browser.get(self.at)

    def open(self, words: str) -> None:
        """Follow the link with these words."""
        links = [e for e in self.page.all("a") if "".join(e.itertext()).strip() == words]
        assert links, f"{self.at} offers no {words}"
        self.at = links[0].get("href")

    def send(self, action: str, **typed: str) -> None:
        """Send a form of the page, and stand where it leads."""
        self.presses += 1
        fields = self.page.form(action) | typed
        self.at = self.browser.post(action, fields).response.location


def walk_alone(browser: Browser, consultation_id: int) -> Walk:
    """Write, finish and decide an answer of one section."""
    walk = Walk(browser, f"/remisser/{consultation_id}")
    walk.send(f"/remisser/{consultation_id}/svar")
    response = db.session.scalar(sa.select(Response))
    walk.send(f"/svar/{response.id}/avsnitt/nya", heading="Vårt svar", role="views")
    section = db.session.scalar(sa.select(Section))
    walk.open("1. Vårt svar")
    walk.open("Börja skriva")
    walk.send(f"/texter/{section.text_id}/stycken", text="Vi tillstyrker förslaget.\n\nBra så.")
    walk.send(f"{section.url}/klart")
    return walk


def decide(walk: Walk) -> None:
    """Say who has decided, and take the step."""
    response = db.session.scalar(sa.select(Response))
    walk.at = f"/svar/{response.id}/steg"
    walk.open("Det står inte vem som har beslutat.")
    walk.send(f"/svar/{response.id}/uppgifter", decision_line="Styrelsen den 27 november.")
    walk.at = f"/svar/{response.id}/steg"
    walk.send(f"/svar/{response.id}/steg")


def state_of(model: type[Response] | type[Section]) -> str:
    return str(db.session.scalar(sa.select(model.state)))


def test_one_person_writes_and_decides_in_six_presses(as_: Browsers, world: World) -> None:
    consultation = make_consultation(world, "small")
    db.session.commit()
    walk = walk_alone(as_(world.mona), consultation.id)
    assert "Avsnittet är klart." in walk.page.said()
    assert "granskar" not in walk.page
    assert state_of(Section) == "approved", "nobody else is asked to review it"
    decide(walk)
    assert state_of(Response) == "decided"
    assert walk.presses == 6


@pytest.mark.parametrize("who", ["birgitta", "mona"])
def test_who_finished_too_early_simply_goes_on(as_: Browsers, world: World, who: str) -> None:
    consultation = make_consultation(world, "small")
    db.session.commit()
    walk_alone(as_(world.mona), consultation.id)
    section = db.session.scalar(sa.select(Section))
    section.pen_holder_id = world.birgitta.id
    db.session.commit()
    person: User = getattr(world, who)
    browser = as_(person)
    browser.send(section.url, f"{section.url}/ateroppning")
    assert state_of(Section) == "open"
    assert "Skriv direkt" in browser.get(section.url)
    browser.send(section.url, f"{section.url}/klart")
    assert state_of(Section) == "approved"


def test_three_persons_share_the_pens_and_one_decides(as_: Browsers, world: World) -> None:
    consultation = make_consultation(world, "small")
    db.session.commit()
    mona, nora, birgitta = (as_(one) for one in (world.mona, world.nora, world.birgitta))
    mona.send(f"/remisser/{consultation.id}", f"/remisser/{consultation.id}/svar")
    response = db.session.scalar(sa.select(Response))
    new = f"/svar/{response.id}/avsnitt/nya"
    for heading in ("Lokaler", "Pengar"):
        mona.send(new, new, heading=heading, role="views")
    sections = list(db.session.scalars(sa.select(Section).order_by(Section.position)))
    for browser, section in zip((nora, birgitta), sections, strict=True):
        browser.send(f"/remisser/{consultation.id}", f"{section.url}/penna")
        path = f"/texter/{section.text_id}/stycken"
        browser.send(path, path, text="Vi tillstyrker.")
        browser.send(section.url, f"{section.url}/klart")
    walk = Walk(mona, f"/svar/{response.id}/steg")
    decide(walk)
    assert state_of(Response) == "decided"
    assert walk.presses == 2
