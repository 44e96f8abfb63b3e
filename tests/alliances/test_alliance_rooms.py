"""Starting an alliance, and keeping its page, members and people oneself."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from ideell.alliances.policy import may_start_alliance
from ideell.alliances.waiting import to_let_in
from ideell.extensions import db
from ideell.foundation.clock import today
from ideell.foundation.dates import written_date
from ideell.foundation.rules import RuleBroken
from ideell.people.directory import earlier_links_of, links_of
from ideell.people.identity import actor_of
from ideell.people.models import Organisation, OrganisationLink, User
from ideell.people.office import add_member
from ideell.people.organising import add_link, change_organisation, end_link
from ideell.people.regions import add_missing_regions, region_with
from ideell.people.starting import start_alliance, umbrella
from tests.browsing import Browsers
from tests.people.letters import newest_letter
from tests.people.test_my_page import undo_on
from tests.world import World

SMALAND = ("06", "07", "08")


@pytest.fixture
def country(world: World) -> World:
    add_missing_regions()
    db.session.commit()
    return world


def alliance_named(name: str) -> Organisation:
    return db.session.scalars(sa.select(Organisation).where(Organisation.name == name)).one()


def started(country: World, who: str = "anna", name: str = "Småland", **facts: object):
    values = {"form": "forming", "regions": [region_with("06")], "members": []} | facts
    return start_alliance(name, by=country.actor(who), **values)


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("anna", True), ("kerstin", True), ("nora", True), ("nils", False), ("ulla", False)],
)
def test_who_starts_an_alliance(country: World, who: str, allowed: bool) -> None:
    assert may_start_alliance(country.actor(who)) is allowed


def test_nobody_starts_one_before_there_is_an_umbrella(country: World) -> None:
    country.samklang.kind = "association"
    db.session.flush()
    assert umbrella() is None
    assert not may_start_alliance(country.actor("anna"))


@pytest.mark.parametrize("htmx", [False, True])
def test_an_alliance_that_covers_three_regions_is_started(
    as_: Browsers, country: World, htmx: bool
) -> None:
    anna = as_(country.anna, htmx=htmx)
    numbers = [str(region_with(code).id) for code in SMALAND]
    members = [str(country.norrkor.id), str(country.soderdans.id)]
    page = anna.send("/allianser/ny", "/allianser/ny", name="Småland", status=422)
    assert "Välj minst en region" in page
    page = anna.send(
        "/allianser/ny", "/allianser/ny", name="Norrviks kör", regions=numbers[0], status=422
    )
    assert "Det finns redan en organisation" in page
    assert "Norrviks kör" in page.text
    anna.send("/allianser/ny", "/allianser/ny", name="Småland", regions=numbers, members=members)
    made = alliance_named("Småland")
    assert (made.kind, made.form) == ("regional_alliance", "forming")
    assert [region.code for region in made.regions] == list(SMALAND)
    page = anna.get_plain(f"/allianser/{made.id}")
    for words in ("Under bildande", "Region Kronoberg", "Norrviks kör", "Anna Ek",
                  "hör inte till riksorganisationen än"):  # fmt: skip
        assert words in page
    for code in SMALAND:
        assert "Småland" in anna.get_plain(f"/allianser/regioner/{code}")
    back = anna.post(undo_on(page)).response
    assert (back.headers.get("HX-Redirect") or back.location) == "/allianser"
    page = anna.get_plain("/allianser")
    assert "Ångrat." in page.said()
    assert "Småland" not in page
    gone = db.session.get_one(Organisation, made.id)
    assert gone.ended_on is not None
    assert "inte startad" in gone.name
    page = anna.get_plain(f"/allianser/{made.id}")
    assert "Finns inte längre" in page
    assert "Småland" in page
    for words in ("inte startad", "Under bildande"):
        assert words not in page
    assert "Starta en diskussion" not in page
    assert "Ladda upp ett dokument" not in page
    anna.send("/allianser/ny", "/allianser/ny", name="Småland", regions=numbers)
    assert alliance_named("Småland").ended_on is None


def test_the_region_asked_from_is_chosen_beforehand(as_: Browsers, country: World) -> None:
    fields = as_(country.anna).get("/allianser/ny?region=12").form("/allianser/ny")
    assert fields["regions"] == str(region_with("12").id)


def test_who_starts_it_coordinates_it_and_the_office_lets_it_in(
    app: object, country: World
) -> None:
    made, _deed = started(country, members=[country.norrkor])
    assert actor_of(country.anna, made.id).has("coordinator", made.id)
    assert made.id not in actor_of(country.nils).org_ids
    assert made.id in actor_of(country.nils).linked_org_ids
    with app.test_request_context():
        [item] = to_let_in(country.actor("kerstin"))
        assert item.title == "Släpp in Småland"
        assert to_let_in(country.actor("mona")) == []
        add_link(made, country.samklang, by=country.actor("kerstin"))
        assert to_let_in(country.actor("kerstin")) == []


def test_what_the_office_starts_belongs_to_the_umbrella_at_once(country: World) -> None:
    made, deed = started(country, "kerstin")
    assert made.id in {link.member_id for link in links_of(country.samklang)}
    assert made.id not in actor_of(country.kerstin).org_ids
    with pytest.raises(RuleBroken, match="minst en region"):
        started(country, name="Tomt", regions=[])
    deed.undo(by=country.actor("kerstin"))
    assert links_of(country.samklang)
    assert made.id not in {link.member_id for link in links_of(country.samklang)}


@pytest.mark.parametrize(
    "act",
    [
        lambda world, made: change_organisation(made, by=world.actor("kerstin"), about="Hej."),
        lambda world, made: add_link(world.utombys, made, by=world.actor("kerstin")),
        lambda world, made: add_member(
            made, world.birgitta, ["representative"], by=world.actor("kerstin")
        ),
        lambda world, made: change_organisation(
            world.utombys, by=actor_of(world.anna, made.id), about="För alliansens räkning."
        ),
    ],
)  # fmt: skip
def test_what_somebody_built_upon_is_not_undone(country: World, act: object) -> None:
    made, deed = started(country)
    act(country, made)
    with pytest.raises(RuleBroken, match="redan gjort något"):
        deed.undo(by=country.actor("anna"))


@pytest.mark.parametrize("htmx", [False, True])
def test_a_coordinator_keeps_the_page_herself(as_: Browsers, country: World, htmx: bool) -> None:
    nora, room = as_(country.nora, htmx=htmx), f"/allianser/{country.norrvik.id}"
    path = f"/organisationer/{country.norrvik.id}/andra"
    regions = [str(region_with(code).id) for code in ("24", "25")]
    page = nora.get_plain(path)
    assert "kind" not in page.form(path)
    nora.send(path, path, form="association", regions=regions, about="Vi samlar Norrvik.")
    page = nora.get_plain(room)
    for words in ("Region Norrbotten", "Förening", "Vi samlar Norrvik."):
        assert words in page
    nora.post(undo_on(page))
    assert "Nätverk" in nora.get_plain(room)


def test_who_saves_only_the_name_keeps_form_and_regions(as_: Browsers, country: World) -> None:
    nora, path = as_(country.nora), f"/organisationer/{country.norrvik.id}/andra"
    country.norrvik.regions = [region_with("06")]
    db.session.commit()
    fields = nora.get(path).form(path)
    assert {"form", "regions"} <= set(fields)
    nora.send(path, path, about="Vi samlar Norrvik.")
    db.session.refresh(country.norrvik)
    assert [region.code for region in country.norrvik.regions] == ["06"]
    assert country.norrvik.form == "network"
    page = nora.send(path, path, regions=[], status=422)
    assert "Välj minst en region." in page


def test_what_only_the_office_changes_of_others_stays_so(as_: Browsers, country: World) -> None:
    path = f"/organisationer/{country.korbygden.id}/andra"
    fields = as_(country.cecilia).get(path).form(path)
    assert {"kind", "form", "regions"}.isdisjoint(fields)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_new_association_is_brought_in_with_its_first_person(
    as_: Browsers, country: World, htmx: bool
) -> None:
    nora, room = as_(country.nora, htmx=htmx), f"/allianser/{country.norrvik.id}"
    path = f"{room}/foreningar/ny"
    assert "Skriv föreningens namn" in nora.send(path, path, web="exempel.se", status=422)
    page = nora.send(path, path, name="Norrviks revy", person="Rut Revy", status=422)
    assert "Skriv adressen också" in page
    page = nora.send(path, path, name="Norrviks revy", email="rut@example.se", status=422)
    assert "Skriv ombudets namn också" in page
    nora.send(path, path, name="Norrviks revy", person="Rut Revy", email="rut@example.se")
    assert "Norrviks revy" in nora.get_plain(room)
    rut = db.session.scalars(sa.select(User).where(User.email == "rut@example.se")).one()
    assert actor_of(rut).has("coordinator")
    assert country.norrvik.id in actor_of(rut).linked_org_ids
    letter = newest_letter()
    assert letter.to == "rut@example.se"
    assert letter.subject == "Du är med i Ideell för Norrviks revy"
    nora.send(path, path, name="Utan ombud")
    nora.post(undo_on(nora.get_plain(room)))
    links = {link.member.name for link in links_of(country.norrvik)}
    assert links == {"Norrviks kör", "Norrviks revy"}


def test_only_alliances_have_such_rooms(as_: Browsers, country: World) -> None:
    as_(country.cecilia).get(f"/allianser/{country.korbygden.id}", status=404)
    as_(country.cecilia).get(f"/allianser/{country.korbygden.id}/foreningar/ny", status=404)
    as_(country.anna).get(f"/allianser/{country.norrvik.id}/foreningar/ny", status=403)


def test_a_membership_ends_at_once_or_after_a_day(as_: Browsers, country: World) -> None:
    link = db.session.scalars(
        sa.select(OrganisationLink).where(OrganisationLink.owner_id == country.norrvik.id)
    ).one()
    nora, room = as_(country.nora), f"/allianser/{country.norrvik.id}"
    path = f"/organisationer/{country.norrvik.id}/medlemmar/{link.id}/avslut"
    later = today() + timedelta(days=5)
    nora.send(path, path, last_day=written_date(later))
    page = nora.get(room)
    assert "hör hit till och med" in page.said()
    assert "Norrviks kör" in page
    before = written_date(today() - timedelta(days=9))
    page = nora.send(path, path, last_day=before, status=422)
    assert "Skriv den dagen eller en senare" in page
    assert page.form(path)["last_day"] == before
    nora.send(path, path)
    assert "1 tidigare medlem" in nora.get(room)
    assert [one.member for one in earlier_links_of(country.norrvik)] == [country.norrkor]


def test_it_ends_no_earlier_than_it_began(country: World) -> None:
    link = db.session.scalars(sa.select(OrganisationLink)).first()
    with pytest.raises(RuleBroken, match="den dagen eller en senare"):
        end_link(link, by=country.actor("kerstin"), last_day=today() - timedelta(days=1))


@pytest.mark.parametrize("htmx", [False, True])
def test_an_alliance_that_is_not_let_in_opens_the_network_to_nobody_new(
    as_: Browsers, country: World, htmx: bool
) -> None:
    made, _deed = started(country)
    db.session.commit()
    number = made.id
    anna = as_(country.anna, htmx=htmx, org=made)
    assert "lägga till dem som redan är med" in anna.get_plain(f"/allianser/{number}")
    bring, add = f"/allianser/{number}/foreningar/ny", f"/organisationer/{number}/personer/ny"
    stranger = {"email": "ny@example.se"}
    tried = [(bring, {"name": "Påhittad förening", "person": "Ny Person"}),
             (add, {"name": "Ny Person", "roles": "representative"})]  # fmt: skip
    for path, typed in tried:
        assert "Kansliet släpper in er först" in anna.send(
            path, path, status=409, **typed, **stranger
        )
    assert db.session.scalar(sa.select(User).where(User.email == "ny@example.se")) is None
    anna.send(bring, bring, name="Påhittad förening")  # without anybody new it is only a name
    own = {"name": "Egen förening", "person": "Anna Ek", "email": country.anna.email}
    anna.send(bring, bring, **own)  # and through that one neither
    egen = alliance_named("Egen förening")
    path = f"/organisationer/{egen.id}/personer/ny"
    elsewhere = as_(country.anna, htmx=htmx, org=egen)
    page = elsewhere.send(
        path, path, name="Ny Person", roles="representative", **stranger, status=409
    )
    assert "Kansliet släpper in er först" in page


@pytest.mark.parametrize("place", ["/diskussioner/ny", "/dokument/nytt"])
def test_what_is_begun_in_an_alliance_is_for_its_members(
    as_: Browsers, country: World, place: str
) -> None:
    norrvik, samklang = country.norrvik.id, country.samklang.id
    begun = {
        f"?om=organisation-{norrvik}": {"nora": f"{norrvik}-members", "nils": f"{norrvik}-members"},
        f"?om=organisation-{country.soderas.id}": {
            "nils": "network",
            "sara": f"{country.soderas.id}-members",
        },
        f"?om=organisation-{country.korbygden.id}": {"nora": f"{samklang}-members"},
        f"?om=region-{country.region.id}": {"nora": f"{samklang}-members", "nils": "network"},
        f"?om=region-{region_with('12').id}": {"nora": f"{norrvik}-own"},
        "?om=organisation-0": {"nora": f"{norrvik}-own"},
        "": {"nora": f"{norrvik}-own"},
    }
    for asked, chosen in begun.items():
        for who, room in chosen.items():
            page = as_(country.named[who]).get(f"{place}{asked}")
            assert page.form(place)["room"] == room, (asked, who)


@pytest.mark.parametrize("place", ["/diskussioner/ny", "/dokument/nytt"])
def test_a_choice_that_leaves_the_alliance_out_says_so(
    as_: Browsers, country: World, place: str
) -> None:
    about = f"?om=organisation-{country.soderas.id}"
    page = as_(country.anna).get(f"{place}{about}")
    assert page.form(place)["room"] == f"{country.samklang.id}-members"
    assert page.text.count("Alliansen Söderås ser det inte.") == 1, "by the organisation's own"
    page = as_(country.anna).get(f"{place}?om=region-{country.region.id}")
    assert page.text.count("Alliansen Norrvik och Alliansen Söderås ser det inte.") == 1
    assert "ser det inte." not in as_(country.anna).get(place).text


def test_a_form_that_is_shown_again_still_says_whom_a_choice_leaves_out(
    as_: Browsers, country: World
) -> None:
    anna, start = as_(country.anna), "/diskussioner/ny"
    asked = f"{start}?om=organisation-{country.soderas.id}"
    page = anna.send(asked, start, status=422, title="", room=f"{country.korbygden.id}-own")
    assert page.form(start)["room"] == f"{country.korbygden.id}-own", "what was chosen stands"
    assert "Alliansen Söderås ser det inte." in page
