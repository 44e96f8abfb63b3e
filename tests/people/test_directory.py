"""Who is who, and how the office and coordinators look after it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from markupsafe import escape

from ideell.extensions import db
from ideell.foundation import kinds
from ideell.foundation.clock import as_of, now, today
from ideell.foundation.dates import letter_date, long_date, written_date
from ideell.people.identity import actor_of
from ideell.people.models import Membership, Organisation, User
from ideell.people.names import roles_in_words
from ideell.people.office import end_membership, membership_of
from ideell.people.welcoming import welcome
from tests.browsing import Browsers, Page
from tests.browsing import words as words_in
from tests.people.letters import code_in_mail, letters, newest_letter
from tests.people.test_my_page import undo_on
from tests.world import World, make_person


def place_of(user: User) -> Membership:
    return db.session.scalars(sa.select(Membership).where(Membership.user_id == user.id)).first()


def action_on(page: Page, part: str) -> str:
    return next(f.get("action") for f in page.all("form") if part in (f.get("action") or ""))


def test_members_see_who_is_who(as_: Browsers, world: World) -> None:
    page = as_(world.anna).get("/organisationer")
    assert "Spelmansringen" in page
    assert "Kerstin Alm" in page
    assert "Västerbotten" in page
    assert "Paul Paus" not in page


@pytest.mark.parametrize(
    ("typed", "found", "not_found"),
    [
        ("lars", "Lars-Erik Sund", "Utombys"),
        ("ÖDERÅS", "Alliansen Söderås", "Alliansen Norrvik"),
        ("soderas", "Alliansen Söderås", "Alliansen Norrvik"),
        ("västerbotten norrvik", "Alliansen Norrvik", "Alliansen Söderås"),
        ("100%", "Ingen passar", "Utombys"),
        ("paul", "Ingen passar", "Paul Paus"),
    ],
)
def test_a_search_finds_organisations_people_and_regions(
    as_: Browsers, world: World, typed: str, found: str, not_found: str
) -> None:
    page = as_(world.anna).get("/organisationer", status=200)
    page = as_(world.anna).get(f"/organisationer?q={typed.replace('%', '%25')}")
    assert found in page
    assert not_found not in page


def test_who_has_left_vanishes_at_once(as_: Browsers, world: World) -> None:
    number = world.birgitta.id
    end_membership(place_of(world.birgitta), by=world.actor("kerstin"))
    db.session.commit()
    browser = as_(world.anna)
    for path in (
        "/organisationer",
        f"/organisationer/{world.korbygden.id}",
        "/organisationer?q=birgitta",
    ):
        assert "Birgitta Lind" not in browser.get(path)
    browser.get(f"/personer/{number}", status=404)
    assert "Ingen organisation just nu" in as_(world.kerstin).get(f"/personer/{number}")


def test_a_person_is_reached_from_their_page(as_: Browsers, world: World) -> None:
    world.birgitta.phone = "070-123 45 67"
    db.session.commit()
    page = as_(world.ulla).get(f"/personer/{world.birgitta.id}")
    links = [a.get("href") for a in page.all("a")]
    assert "tel:0701234567" in links
    assert "mailto:birgitta.lind@example.se" in links
    assert "Körbygden" in page
    assert "Pausa" not in page


def test_an_organisation_tells_how_to_reach_it(as_: Browsers, world: World) -> None:
    facts = {
        "email": "vi@example.se",
        "phone": "08-1 23",
        "web": "https://example.se",
        "about": "Vi.",
    }
    for key, value in (facts | {"member_count": 12_000}).items():
        setattr(world.norrvik, key, value)
    db.session.commit()
    as_(world.anna).get(f"/organisationer/{world.norrvik.id}", status=303)
    page = as_(world.anna).get(f"/allianser/{world.norrvik.id}")
    for words in (
        *facts.values(),
        "12\xa0000",
        "Nätverk",
        "Västerbotten",
        "Samklang",
        "Norrviks kör",
    ):
        assert " ".join(words.split()) in page
    bare = as_(world.anna).get(f"/organisationer/{world.utombys.id}")
    assert "Inga kontaktuppgifter än" in bare


def test_an_empty_alliance_says_so(as_: Browsers, world: World) -> None:
    made = Organisation(name="Ensam allians", kind="regional_alliance")
    db.session.add(made)
    db.session.commit()
    page = as_(world.anna).get(f"/allianser/{made.id}")
    assert "Inga organisationer hör hit än" in page
    assert "Ingen är med just nu" in page


@pytest.mark.parametrize("htmx", [False, True])
def test_the_office_adds_an_organisation_and_a_person(
    as_: Browsers, world: World, htmx: bool
) -> None:
    browser = as_(world.kerstin, htmx=htmx)
    new = "/organisationer/ny"
    browser.send(
        new, new, name="Nya kören", web="exempel.se", email="vi@example.se", member_count="40"
    )
    made = db.session.scalars(sa.select(Organisation).where(Organisation.name == "Nya kören")).one()
    assert (made.web, made.member_count) == ("https://exempel.se", 40)
    assert "Samklang" in browser.get_plain(f"/organisationer/{made.id}")  # belongs there at once
    path = f"/organisationer/{made.id}/personer/ny"
    browser.send(path, path, name="Ny Person", email="ny@example.se")
    assert db.session.query(User).filter_by(email_key="ny@example.se").one().state == "invited"
    browser.post(undo_on(browser.get_plain(f"/organisationer/{made.id}")))
    assert "Ny Person" not in browser.get_plain(f"/organisationer/{made.id}").text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("name", "", "Skriv organisationens namn"),
        ("name", "Spelmans-ringen", "Det finns redan en organisation som heter Spelmansringen"),
        ("name", "K\u0435rnan", "olika alfabet"),
        ("email", "åke@exämple.se", "går inte att mejla till"),
        ("web", "javascript://exempel.se/%0aalert(1)", "Skriv hela adressen"),
        ("web", "https://exempel", "Skriv hela adressen"),
        ("web", "http://[::1", "Skriv hela adressen"),
        ("member_count", "många", "Skriv antalet med siffror"),
        ("member_count", "-4", "Skriv antalet med siffror"),
        ("kind", "kingdom", "Välj något av det som går att välja"),
        ("about", "x" * 2001, "Högst 2000 får plats"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_bad_facts_get_a_sentence_and_nothing_is_lost(
    as_: Browsers, world: World, field: str, typed: str, said: str, htmx: bool
) -> None:
    path = f"/organisationer/{world.korbygden.id}/andra"
    browser = as_(world.kerstin, htmx=htmx)
    sent = {"about": "Det här skrev vi.", "phone": "08-1", field: typed}
    page = browser.send(path, path, status=422, **sent)
    assert said in page
    kept = sent if field != "kind" else {"about": sent["about"]}
    assert [one for one in kept.values() if str(escape(one)) not in page.text] == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "åke@exämple.se"}, "går inte att mejla till"),
        ({"name": "%"}, "Skriv namnet med bokstäver"),
        ({"roles": ["office"]}, "Välj något"),
    ],
)
def test_a_person_is_added_with_plain_facts_only(
    as_: Browsers, world: World, typed: dict[str, object], said: str
) -> None:
    path = f"/organisationer/{world.korbygden.id}/personer/ny"
    sent = {"name": "Ny", "email": "ny@example.se", **typed}
    assert said in as_(world.kerstin).send(path, path, status=422, **sent)


def test_who_is_added_is_told_where_and_how_to_begin(as_: Browsers, world: World) -> None:
    path = f"/organisationer/{world.korbygden.id}/personer/ny"
    as_(world.cecilia).send(path, path, name="Ny Person", email="ny@example.se")
    letter = newest_letter()
    assert (letter.to, letter.subject) == ("ny@example.se", "Du är med i Ideell för Körbygden")
    assert "Cecilia Rönn har lagt till dig för Körbygden" in letter.text
    assert "http://localhost/logga-in" in letter.text
    before = letters()
    ended = membership_of(world.cecilia, world.korbygden)
    welcome(ended, by=world.actor("cecilia"))
    assert letters() == before  # nobody writes to themselves


def test_a_person_needs_a_role(as_: Browsers, world: World) -> None:
    path = f"/medlemskap/{place_of(world.anna).id}/uppgifter"
    fields = as_(world.kerstin).get(path).form(path)
    del fields["roles"]
    page = as_(world.kerstin).post(
        path, {k: v for k, v in fields.items() if k != "csrf_token"}, status=422
    )
    assert "Välj minst en roll" in page


def test_adding_somebody_who_is_there_changes_nothing(as_: Browsers, world: World) -> None:
    path = f"/organisationer/{world.korbygden.id}/personer/ny"
    page = as_(world.kerstin).send(
        path, path, name="Sigurd Pil", email="sigurd.pil@example.se", status=409
    )
    assert "redan med" in page
    assert place_of(world.sigurd).roles == ["signatory"]


def test_the_office_changes_facts_and_takes_it_back(as_: Browsers, world: World) -> None:
    browser, path = as_(world.kerstin), f"/organisationer/{world.norrvik.id}/andra"
    browser.send(path, path, name="Norrvik nytt", kind="association", regions=[])
    page = browser.get(f"/organisationer/{world.norrvik.id}")
    assert "Norrvik nytt" in page
    browser.post(undo_on(page))
    assert db.session.get_one(Organisation, world.norrvik.id).kind == "regional_alliance"


def test_a_coordinator_looks_after_the_own_organisation_only(as_: Browsers, world: World) -> None:
    browser, own = as_(world.cecilia), f"/organisationer/{world.korbygden.id}/andra"
    browser.send(own, own, about="Vi sjunger.", kind="umbrella", form="network")
    changed = db.session.get_one(Organisation, world.korbygden.id)
    assert (changed.about, changed.kind, changed.form) == ("Vi sjunger.", "national_member", "")
    browser.get(f"/organisationer/{world.norrvik.id}/andra", status=403)
    path = f"/medlemskap/{place_of(world.anna).id}/uppgifter"
    browser.send(path, path, roles=["moderator"], status=422)
    browser.send(path, path, roles=["representative", "signatory"])
    assert place_of(world.anna).roles == ["representative", "signatory"]
    ended = browser.send(
        f"/organisationer/{world.korbygden.id}", f"/medlemskap/{place_of(world.anna).id}/avslut"
    )
    page = browser.get(ended.response.headers["Location"])
    assert "Anna Ek är inte längre med" in page.said()
    assert "hör fortfarande" not in page.said()
    browser.post(undo_on(page))
    assert place_of(world.anna).holds


def test_who_is_removed_and_belongs_elsewhere_too_is_said_to(as_: Browsers, world: World) -> None:
    person = make_person("Ada Två", a=(world.korbygden, []), b=(world.soderas, []))
    db.session.commit()
    browser, number = as_(world.kerstin), place_of(person).id
    page = browser.send(f"/organisationer/{world.korbygden.id}", f"/medlemskap/{number}/avslut")
    page = browser.get(page.response.headers["Location"])
    assert f"Personen hör fortfarande till {world.soderas.called}." in page.said()


def test_whom_the_office_appointed_only_the_office_changes(as_: Browsers, world: World) -> None:
    make_person("Siv Samord", a=(world.samklang, ["coordinator"]))
    place_of(world.anna).roles = ["moderator"]
    db.session.commit()
    browser = as_(world.cecilia)
    page = browser.get(f"/organisationer/{world.korbygden.id}")
    number = place_of(world.anna).id
    assert not any(f"/medlemskap/{number}/" in (a.get("href") or "") for a in page.all("a"))
    browser.get(f"/medlemskap/{number}/uppgifter", status=403)
    browser.post(f"/medlemskap/{number}/avslut", status=403)


def test_the_last_office_person_stays(as_: Browsers, world: World) -> None:
    page = as_(world.kerstin).post(f"/medlemskap/{place_of(world.kerstin).id}/avslut", status=409)
    assert "Ge rollen till någon annan först" in page


def test_pausing_kills_sessions_and_can_be_undone(as_: Browsers, world: World) -> None:
    anna, office = as_(world.anna), as_(world.kerstin)
    at = f"/personer/{world.anna.id}"
    office.send(at, f"{at}/paus")
    anna.get("/min-sida", status=303)
    page = office.get(at)
    assert "Anna Ek är pausad" in page.said()
    assert "Släpp in igen" in page
    office.post(undo_on(page))
    assert db.session.get_one(User, world.anna.id).state == "active"
    office.send(at, f"{at}/paus")
    office.send(at, f"{at}/aterkomst")
    assert db.session.get_one(User, world.anna.id).state == "active"


def test_the_office_changes_an_address_and_takes_it_back(as_: Browsers, world: World) -> None:
    browser, path = as_(world.kerstin), f"/personer/{world.anna.id}/andra"
    page = browser.send(path, path, email="birgitta.lind@example.se", status=409)
    assert "Birgitta Lind har redan den adressen" in page
    assert "går inte att mejla till" in browser.send(path, path, email="å@å.se", status=422)
    browser.send(path, path, email="anna@ny.example.se")
    assert "anna@ny.example.se" in newest_letter().text
    page = browser.get(f"/personer/{world.anna.id}")
    browser.post(undo_on(page))
    assert db.session.get_one(User, world.anna.id).email == "anna.ek@example.se"


def test_the_office_reads_out_a_code_by_telephone(as_: Browsers, world: World) -> None:
    anna, office = as_(None), as_(world.kerstin)
    at = f"/personer/{world.anna.id}"
    assert "Be Anna skriva" in office.send(at, f"{at}/kod", status=409)
    anna.send("/logga-in", "/logga-in", email="anna.ek@example.se")
    mailed = code_in_mail()
    page = office.send(at, f"{at}/kod", status=200)
    code = next(e for e in page.all("strong")).text
    assert code.replace(" ", "") != mailed
    anna.send("/logga-in/kod", "/logga-in/kod", code=code)
    assert "Hej Anna" in anna.get("/")


def test_nobody_but_the_office_looks_after_signing_in(as_: Browsers, world: World) -> None:
    for person in (world.anna, world.cecilia, world.mona):
        browser = as_(person)
        for part in ("paus", "kod", "aterkomst"):
            browser.post(f"/personer/{world.birgitta.id}/{part}", status=403)
        browser.get(f"/personer/{world.birgitta.id}/andra", status=403)
        browser.get("/organisationer/ny", status=403)


def test_a_member_organisation_is_linked_unlinked_and_undone(as_: Browsers, world: World) -> None:
    at, room = f"/organisationer/{world.norrvik.id}", f"/allianser/{world.norrvik.id}"
    path, browser = f"{at}/medlemmar/ny", as_(world.nora)
    assert "Välj något" in browser.send(path, path, member="99999", status=422)
    assert "Välj en organisation i listan." in browser.send(path, path, status=422)
    browser.send(path, path, member=str(world.utombys.id))
    page = browser.get(room)
    assert "Utombys hör nu hit" in page.said()
    mine = "Utombys"
    ending = next(
        a.get("href")
        for a in page.all("a")
        if "/avslut" in a.get("href", "") and mine in words_in(a)
    )
    browser.send(ending, ending)
    page = browser.get(room)
    assert "hör inte längre hit" in page.said()
    browser.post(undo_on(page))
    other = ending.replace(
        f"/organisationer/{world.norrvik.id}/", f"/organisationer/{world.soderas.id}/"
    )
    as_(world.kerstin).post(other, status=404)
    as_(world.kerstin).post(f"{at}/medlemmar/9999/avslut", status=404)


def test_a_membership_begins_on_the_day_that_was_told(as_: Browsers, world: World) -> None:
    room = f"/allianser/{world.norrvik.id}"
    path, nora = f"/organisationer/{world.norrvik.id}/medlemmar/ny", as_(world.nora)
    assert nora.get(path).form(path)["first_day"] == written_date(today())
    asked = {"member": str(world.utombys.id)}
    page = nora.send(path, path, **asked, first_day="i våras", status=422)
    assert "Vi förstår inte datumet" in page
    assert page.form(path)["first_day"] == "i våras"
    nora.send(path, path, **asked, first_day="1/3 2019")
    page = nora.get(room)
    assert "Utombys hör nu hit, sedan fredag 1 mars 2019." in page.said()
    assert "sedan den 1 mars 2019" in page
    nora.post(undo_on(page))
    assert "2019" not in nora.get(room)
    later = today() + timedelta(days=40)
    nora.send(path, path, **asked, first_day=written_date(later))
    page = nora.get(room)
    assert f"Utombys hör hit från och med {long_date(later)}." in page.said()
    assert f"från och med {letter_date(later)}" in page
    assert world.norrvik.id not in actor_of(world.ulla).linked_org_ids
    assert "Utombys" not in [words_in(one) for one in nora.get(path).all("option")]
    with as_of(now() + timedelta(days=41)):
        assert world.norrvik.id in actor_of(world.ulla).linked_org_ids
    ending = next(a.get("href") for a in page.all("a") if "Avsluta Utombys" in words_in(a))
    nora.send(ending, ending)
    assert "hör inte längre hit" in nora.get(room).said()
    assert "Utombys" not in nora.get(room)


def test_the_umbrella_tells_since_when_and_from_when(as_: Browsers, world: World) -> None:
    at = f"/organisationer/{world.samklang.id}"
    kerstin, path = as_(world.kerstin), f"{at}/medlemmar/ny"
    later = today() + timedelta(days=40)
    kerstin.send(path, path, member=str(world.utombys.id), first_day=written_date(later))
    page = kerstin.get(at)
    assert f"sedan {letter_date(today())}" in page
    assert f"från och med {letter_date(later)}" in page


def test_the_names_of_things_lead_to_their_pages(
    context: object, world: World, app: object
) -> None:
    place = place_of(world.anna)
    with app.test_request_context():
        assert kinds.url_of(world.anna) == f"/personer/{world.anna.id}"
        assert kinds.url_of(place) == kinds.url_of(world.korbygden)
        assert kinds.title_of(place) == kinds.title_of(world.korbygden) == "Körbygden"
        assert kinds.title_of(world.anna) == "Anna Ek"


@pytest.mark.parametrize(
    ("roles", "words"),
    [
        ([], ""),
        (["representative"], "Ombud"),
        (["representative", "signatory"], "Ombud och undertecknare"),
        (["representative", "coordinator", "signatory"], "Ombud, samordnare och undertecknare"),
    ],
)
def test_roles_are_told_in_words(roles: list[str], words: str) -> None:
    assert roles_in_words(roles) == words


def test_a_new_organisation_belongs_where_the_office_says(as_: Browsers, world: World) -> None:
    kerstin, new = as_(world.kerstin), "/organisationer/ny"
    page = kerstin.send(new, new, name="Fristående", owner="0")
    assert "Ingen än, så personerna här ser inga remisser" in kerstin.get(page.response.location)
    page = kerstin.send(new, new, name="Körerna", kind="association", owner=str(world.norrvik.id))
    assert world.norrvik.name in kerstin.get(page.response.location)


@pytest.mark.parametrize("typed", ["12 000", "12\u00a0000", "12.000", "12000"])
def test_a_number_of_members_is_understood_as_people_write_it(
    as_: Browsers, world: World, typed: str
) -> None:
    path = f"/organisationer/{world.norrvik.id}/andra"
    as_(world.kerstin).send(path, path, member_count=typed)
    assert world.norrvik.member_count == 12_000


def test_a_number_that_is_none_stays_in_the_field(as_: Browsers, world: World) -> None:
    path = f"/organisationer/{world.norrvik.id}/andra"
    for typed in ("12,5", "1 00", "9" * 5000):
        page = as_(world.kerstin).send(path, path, member_count=typed, status=422)
        assert "till exempel 12 000" in page
        assert page.form(path)["member_count"] == typed
