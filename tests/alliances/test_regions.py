"""The list that is the map, the 290 municipalities, and what a region shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from ideell.alliances import policy
from ideell.alliances.contacts import contacts_of, end_contact, name_contact
from ideell.alliances.landscape import COLUMNS, alliances_in, landscape
from ideell.alliances.models import RegionContact
from ideell.alliances.municipalities import municipalities, municipalities_like
from ideell.alliances.pages import alliance_page, region_page
from ideell.consultations.facts import add_consultation
from ideell.extensions import db
from ideell.foundation import panels
from ideell.foundation.actor import STRANGER
from ideell.foundation.clock import today
from ideell.foundation.rules import RuleBroken
from ideell.people.models import Organisation, Region
from ideell.people.regions import REGIONS, add_missing_regions, region_with
from tests.browsing import Browsers
from tests.people.test_my_page import undo_on
from tests.world import World, link, make_organisation, make_person


@pytest.fixture
def country(world: World) -> World:
    """All the regions: Västerbotten with two alliances, Halland with one under way."""
    add_missing_regions()
    db.session.flush()
    halland = region_with("13")
    world.named["halland"] = halland
    make_organisation("Halländska", "regional_alliance", form="forming", regions=[halland])
    ended = make_organisation("Gamla Skåne", "regional_alliance", regions=[region_with("12")])
    ended.ended_on = today() - timedelta(days=1)
    db.session.commit()
    return world


@pytest.fixture
def request_context(app: Flask, country: World) -> Iterator[None]:
    with app.test_request_context():
        yield


def test_every_region_has_its_place_from_north_to_south() -> None:
    assert set(COLUMNS) == set(REGIONS)
    assert next(iter(COLUMNS)) == "25"


def test_the_map_tells_where_an_alliance_stands(country: World) -> None:
    states = {place.region.code: place.state for place in landscape()}
    assert len(states) == 21
    assert {code for code, state in states.items() if state != "none"} == {"24", "13"}
    assert (states["24"], states["13"]) == ("stands", "forming")


def test_a_region_of_another_land_is_not_on_the_map(country: World) -> None:
    db.session.add(Region(code="99", name="Region Annan", short_name="Annan", sort_key="annan"))
    db.session.flush()
    assert len(landscape()) == 21


def test_there_are_290_municipalities_in_the_regions() -> None:
    every = municipalities()
    assert len(every) == len({one.code for one in every}) == len({one.name for one in every}) == 290
    assert {one.region_code for one in every} == set(REGIONS)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Krokom", ["Krokom"]),
        ("krokoms kommun", []),
        ("Krokom kommun", ["Krokom"]),
        ("malmo", ["Malmö"]),
        ("höör", ["Höör"]),
        ("hö", ["Höganäs", "Högsby", "Hörby", "Höör"]),
        ("h", []),
        ("", []),
        ("Atlantis", []),
    ],
)
def test_a_municipality_is_found_by_how_it_begins(typed: str, found: list[str]) -> None:
    assert sorted(one.name for one in municipalities_like(typed)) == found


def test_the_lead_counts_regions_and_the_list_says_their_state(
    as_: Browsers, country: World
) -> None:
    page = as_(country.anna).get("/allianser")
    assert "En av 21 regioner har en egen allians." in page
    assert "I en till är en på gång." in page
    assert "Halland, på gång" in page
    assert "Skåne, ingen allians än" in page
    names = [
        a.get("href") for a in page.all("a") if "/allianser/regioner/" in (a.get("href") or "")
    ]
    assert names[:3] == [f"/allianser/regioner/{code}" for code in ("25", "24", "23")]


@pytest.mark.parametrize(
    ("standing", "forming", "words"),
    [
        (0, 2, ["Ingen av 21 regioner har en egen allians än.", "I två till är en på gång."]),
        (7, 0, ["Sju av 21 regioner har en egen allians."]),
        (13, 1, ["13 av 21 regioner har en egen allians.", "I en till är en på gång."]),
    ],
)
def test_the_lead_counts_in_letters_up_to_twelve(
    as_: Browsers, country: World, standing: int, forming: int, words: list[str]
) -> None:
    for one in db.session.scalars(sa.select(Organisation)):
        one.regions = []
    every = db.session.scalars(sa.select(Region).order_by(Region.code)).all()
    for number, region in enumerate(every[: standing + forming]):
        form = "network" if number < standing else "forming"
        make_organisation(f"Allians {number}", "regional_alliance", form=form, regions=[region])
    db.session.commit()
    page = as_(country.anna).get("/allianser")
    for sentence in words:
        assert sentence in page
    assert ("på gång. Välj" in page) is bool(forming)


def test_a_chosen_region_shows_beside_the_map(as_: Browsers, country: World) -> None:
    page = as_(country.anna).get("/allianser?region=24")
    for words in ("Alliansen Norrvik", "Nora Norr", "Skriv till Nora", "Nätverk, 1 organisation"):
        assert words in page
    marked = [a.get("id") for a in page.all("a") if a.get("aria-current") == "true"]
    assert "r24" in marked
    assert "Ingen allians än." in as_(country.anna).get("/allianser?region=10")
    assert "Här visas regionen" in as_(country.anna).get("/allianser?region=02")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("umeå", ["Umeå:", "Region Västerbotten"]),
        ("norrvik", ["Alliansen Norrvik", "Region Västerbotten"]),
        ("xyz", ["0 träffar", "Pröva början av namnet"]),
    ],
)
def test_a_search_leads_to_a_region(
    as_: Browsers, country: World, typed: str, words: list[str]
) -> None:
    page = as_(country.anna).get(f"/allianser?q={typed}")
    assert [one for one in words if one not in page] == []


def test_a_member_of_alliances_is_found_where_they_are(as_: Browsers, country: World) -> None:
    link(country.spelmansringen, country.norrvik)
    country.spelmansringen.regions = []
    db.session.commit()
    page = as_(country.anna).get("/allianser?q=spelmansringen")
    assert "1 träff" in page
    assert "Region Västerbotten" in page


def test_a_region_shows_its_alliances_members_and_whom_to_ask(
    as_: Browsers, country: World
) -> None:
    page = as_(country.anna).get("/allianser/regioner/24")
    for words in ("Alliansen Norrvik", "Alliansen Söderås", "Norrviks kör", "samordnare"):
        assert words in page
    as_(country.anna).get("/allianser/regioner/02", status=404)
    as_(None).get("/allianser/regioner/24", status=303)


def test_a_region_without_alliance_is_of_use(as_: Browsers, country: World) -> None:
    skane = region_with("12")
    kor = make_organisation("Skånes kör", "association", regions=[skane])
    link(kor, country.korbygden)
    make_person("Sven Skåning", a=(kor, ["representative"]))
    db.session.commit()
    page = as_(country.anna).get("/allianser/regioner/12")
    for words in ("Ingen allians än. Vill ni starta? Så gör andra.", "Skånes kör", "Körbygden",
                  "Sven Skåning", "Starta en allians", "Fråga kansliet"):  # fmt: skip
        assert words in page
    assert "Hör av dig till kansliet" in as_(country.nils).get("/allianser/regioner/12")


def test_an_alliance_without_a_coordinator_is_asked_itself(as_: Browsers, country: World) -> None:
    assert "Ingen är utsedd än. Fråga kansliet." in as_(country.anna).get("/allianser/regioner/13")
    (halland,) = alliances_in(region_with("13"))
    halland.email = "halland@example.se"
    db.session.commit()
    page = as_(country.anna).get("/allianser/regioner/13")
    assert "halland@example.se" in page
    assert "Ingen är utsedd än" not in page


@pytest.mark.parametrize("htmx", [False, True])
def test_the_office_says_whom_to_ask(as_: Browsers, country: World, htmx: bool) -> None:
    office, at = as_(country.kerstin, htmx=htmx), "/allianser/regioner/12"
    new = f"{at}/kontakter/ny"
    assert "Välj en person i listan." in office.send(new, new, status=422)
    assert "Välj något" in office.send(new, new, person="9999", status=422)
    office.send(new, new, person=str(country.anna.id))
    assert "Anna Ek" in as_(country.nils).get(at)
    contact = db.session.scalars(sa.select(RegionContact)).one()
    office.send(at, f"/allianser/kontakter/{contact.id}/avslut")
    page = office.get_plain(at)
    assert "inte längre kontaktperson" in page.said()
    office.post(undo_on(page))
    assert "anna.ek" in office.get_plain(at).text
    as_(country.anna).get(new, status=403)
    as_(country.anna).post(f"/allianser/kontakter/{contact.id}/avslut", status=403)


def test_a_contact_is_named_once_and_again(country: World) -> None:
    by, region = country.actor("kerstin"), country.halland
    first = name_contact(region, country.anna, by=by)
    with pytest.raises(RuleBroken, match="redan kontaktperson"):
        name_contact(region, country.anna, by=by)
    [contact] = contacts_of(region, by)
    ended = end_contact(contact, by=by)
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        first.undo(by=by)
    ended.undo(by=by)
    end_contact(contact, by=by)
    name_contact(region, country.anna, by=by).undo(by=by)
    assert contacts_of(region, by) == []
    assert not policy.may_see_alliances(STRANGER)
    assert (
        db.session.scalar(sa.select(RegionContact).where(RegionContact.visible_to(STRANGER)))
        is None
    )


def test_what_is_under_way_is_shown_to_those_who_may_see_it(
    request_context: None, country: World
) -> None:
    day = today() + timedelta(days=60)
    made = add_consultation(
        "Kulturplan", by=country.actor("nora"), deadline=day, audience="members",
        region_id=country.region.id, state="active",
    )  # fmt: skip
    db.session.flush()
    here = region_page(country.region, country.actor("nils"))
    assert [one.id for one in here.consultations] == [made.id]
    assert here.days
    assert here.days == sorted(here.days, key=lambda one: one.day)
    assert alliance_page(country.norrvik, country.actor("nils")).consultations
    other = region_page(country.region, country.actor("anna"))
    assert (other.consultations, other.days) == ([], [])
    for milestone in list(made.milestones):
        db.session.delete(milestone)
    db.session.flush()
    [last] = region_page(country.region, country.actor("nora")).days
    assert (last.key, last.day) == ("deadline", day)


def test_other_rooms_hang_their_things_here(
    as_: Browsers, country: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panels, "_panels", [])
    piece = panels.Piece("errors/_sentence.html", {"sentence": "Från en annan våning"})
    for place in ("organisation", "region"):
        panels.register(lambda thing, actor: piece, place=place)
    for at in (f"/allianser/{country.norrvik.id}", "/allianser/regioner/24"):
        assert "Från en annan våning" in as_(country.anna).get(at)
