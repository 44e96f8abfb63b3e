"""People and organisations: rules on models, without HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import as_of, now, today, yesterday
from ideell.foundation.rules import RuleBroken
from ideell.people import office, organising
from ideell.people.directory import is_let_in
from ideell.people.leading import has_role, leads
from ideell.people.models import Membership, Organisation, OrganisationLink, Region, User
from ideell.people.regions import REGIONS, add_missing_regions
from ideell.people.sign_in import ask_for_code, give_code, try_code
from ideell.people.starting import start_alliance
from tests.browsing import Browsers
from tests.people.letters import letters, newest_letter
from tests.world import World


def place_of(user: User) -> Membership:
    return db.session.scalars(sa.select(Membership).where(Membership.user_id == user.id)).first()


def test_somebody_known_is_not_added_twice(world: World) -> None:
    by = world.actor("kerstin")
    assert office.add_person("Annat Namn", "ANNA.EK@example.se", by=by) is world.anna


def test_a_person_has_one_place_in_an_organisation(world: World) -> None:
    with pytest.raises(RuleBroken, match="redan med"):
        office.add_member(world.korbygden, world.anna, ["signatory"], by=world.actor("kerstin"))
    assert place_of(world.anna).roles == ["representative"]


def test_a_person_comes_back_to_an_organisation(world: World) -> None:
    by, place = world.actor("kerstin"), place_of(world.anna)
    office.end_membership(place, by=by)
    assert not place.holds
    again = office.add_member(world.korbygden, world.anna, ["signatory"], by=by)
    assert again is place
    assert again.holds
    assert again.roles == ["signatory"]


def test_unknown_roles_are_a_mistake_of_ours(world: World) -> None:
    with pytest.raises(ValueError, match="king"):
        Membership(user=world.anna, organisation=world.norrvik, roles=["king"])


def test_the_office_is_in_the_umbrella_only(world: World) -> None:
    by = world.actor("kerstin")
    with pytest.raises(RuleBroken, match="bara i riksorganisationen"):
        office.change_roles(place_of(world.anna), ["office"], by=by)
    with pytest.raises(RuleBroken, match="bara i riksorganisationen"):
        office.add_member(world.norrvik, world.anna, ["office"], by=by)


@pytest.mark.parametrize("leave", ["end", "change", "pause"])
def test_the_last_office_person_stays(world: World, leave: str) -> None:
    by, place = world.actor("kerstin"), place_of(world.kerstin)
    acts = {
        "end": lambda: office.end_membership(place, by=by),
        "change": lambda: office.change_roles(place, ["moderator"], by=by),
        "pause": lambda: office.pause_person(world.kerstin, by=by),
    }
    with pytest.raises(RuleBroken, match="Ge rollen till någon annan först"):
        acts[leave]()
    office.change_roles(place_of(world.mona), ["office", "moderator"], by=by)
    acts[leave]()


@pytest.mark.parametrize("roles", [None, ["representative"]])
def test_a_coordinator_does_not_leave_alone(
    world: World, as_: Browsers, roles: list[str] | None
) -> None:
    place, by = place_of(world.nora), world.actor("nora")
    with pytest.raises(RuleBroken, match="Be en annan samordnare eller kansliet"):
        office.change_roles(place, roles, by=by) if roles else office.end_membership(place, by=by)
    office.change_roles(place, ["coordinator"], by=by)  # what takes nothing from anybody
    db.session.commit()
    page = as_(world.nora).get(f"/allianser/{world.norrvik.id}")
    ends = [form.get("action") for form in page.all("form")]
    assert f"/medlemskap/{place.id}/avslut" not in ends
    office.end_membership(place, by=world.actor("kerstin"))


def test_a_paused_office_person_does_not_count(world: World) -> None:
    by = world.actor("kerstin")
    office.change_roles(place_of(world.mona), ["office"], by=by)
    office.pause_person(world.mona, by=by)
    with pytest.raises(RuleBroken):
        office.end_membership(place_of(world.kerstin), by=by)


def test_who_was_the_office_once_can_be_paused(world: World) -> None:
    by = world.actor("kerstin")
    office.change_roles(place_of(world.mona), ["office"], by=by)
    office.end_membership(place_of(world.mona), by=by)
    office.pause_person(world.mona, by=by)


def test_role_changes_are_undone_until_somebody_changes_them_again(world: World) -> None:
    by, place = world.actor("kerstin"), place_of(world.anna)
    first = office.change_roles(place, ["signatory", "representative"], by=by)
    assert place.roles == ["representative", "signatory"]
    first.undo(by=by)
    assert place.roles == ["representative"]
    second = office.change_roles(place, ["signatory"], by=by)
    office.change_roles(place, ["coordinator"], by=by)
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        second.undo(by=by)


def test_a_deed_is_undone_once(world: World) -> None:
    by = world.actor("kerstin")
    deed = office.end_membership(place_of(world.anna), by=by)
    deed.undo(by=by)
    assert place_of(world.anna).holds
    with pytest.raises(RuleBroken, match="redan ångrat"):
        deed.undo(by=by)


def test_two_who_undo_at_once_do_it_once(world: World) -> None:
    by = world.actor("kerstin")
    deed = office.end_membership(place_of(world.anna), by=by)
    assert deed._take_back()
    assert not deed._take_back()


def test_a_deed_is_too_old_to_undo_after_thirty_days(world: World) -> None:
    by = world.actor("kerstin")
    deed = office.end_membership(place_of(world.anna), by=by)
    with as_of(now() + timedelta(days=31)), pytest.raises(RuleBroken, match="för gammalt"):
        deed.undo(by=by)


def test_who_lost_the_role_cannot_undo_what_it_allowed(world: World) -> None:
    office.change_roles(place_of(world.mona), ["office"], by=world.actor("kerstin"))
    deed = office.pause_person(world.anna, by=world.actor("mona"))
    office.change_roles(place_of(world.mona), ["moderator"], by=world.actor("kerstin"))
    with pytest.raises(RuleBroken, match="inte längre den uppgift"):
        deed.undo(by=world.actor("mona"))
    assert world.anna.state == "paused"


@pytest.mark.parametrize("state", ["invited", "active"])
def test_pausing_is_undone_to_what_was(world: World, state: str) -> None:
    world.anna.state = state
    deed = office.pause_person(world.anna, by=world.actor("kerstin"))
    deed.undo(by=world.actor("kerstin"))
    assert world.anna.state == state


@pytest.mark.parametrize("state", ["active", "paused"])
def test_undoing_a_pause_lifts_no_later_one(world: World, state: str) -> None:
    by = world.actor("kerstin")
    deed = office.pause_person(world.anna, by=by)
    office.resume_person(world.anna, by=by)
    if state == "paused":
        office.pause_person(world.anna, by=by)
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        deed.undo(by=by)
    assert world.anna.state == state


@pytest.mark.parametrize("change", ["given", "removed", "placed"])
def test_undoing_a_pause_lets_nobody_in_with_other_roles_than_they_had(
    world: World, change: str
) -> None:
    by = world.actor("kerstin")
    deed = office.pause_person(world.anna, by=by)
    changes = {
        "given": lambda: office.change_roles(place_of(world.anna), ["coordinator"], by=by),
        "removed": lambda: office.end_membership(place_of(world.anna), by=by),
        "placed": lambda: office.add_member(world.norrvik, world.anna, ["signatory"], by=by),
    }
    changes[change]()
    db.session.expire(world.anna)
    with pytest.raises(RuleBroken, match="Uppdragen har ändrats"):
        deed.undo(by=by)
    assert world.anna.state == "paused"


def test_undoing_an_end_gives_nobody_the_roles_of_another_time(world: World) -> None:
    by, place = world.actor("kerstin"), place_of(world.mona)
    deed = office.end_membership(place, by=by)
    office.add_member(world.samklang, world.mona, ["representative"], by=by)
    office.end_membership(place, by=by)
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        deed.undo(by=by)
    assert not place.holds


def test_undoing_a_change_of_roles_gives_back_nothing_to_who_came_anew(world: World) -> None:
    by, place = world.actor("kerstin"), place_of(world.mona)
    deed = office.change_roles(place, ["representative"], by=by)
    office.end_membership(place, by=by)
    office.add_member(world.samklang, world.mona, ["representative"], by=by)
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        deed.undo(by=by)
    assert place.roles == ["representative"]


def test_a_place_that_was_to_end_anyway_still_is_after_undo(world: World) -> None:
    by, place = world.actor("kerstin"), place_of(world.anna)
    place.to_day = last_day = today() + timedelta(days=9)
    office.end_membership(place, by=by).undo(by=by)
    assert place.to_day == last_day


def test_what_an_earlier_version_did_is_taken_back_too(world: World) -> None:
    """Deeds done before the upgrade did not keep all that undoing asks for now."""
    by, place = world.actor("kerstin"), place_of(world.anna)
    organising.add_link(world.utombys, world.norrvik, by=by)
    link = db.session.scalars(sa.select(OrganisationLink).order_by(OrganisationLink.id)).all()[-1]
    ended, unlinked = office.end_membership(place, by=by), organising.end_link(link, by=by)
    paused = office.pause_person(world.mona, by=by)
    for deed in (ended, unlinked, paused):
        deed.details = {k: v for k, v in deed.details.items() if k not in {"to", "places"}}
        deed.undo(by=by)
    assert (place.to_day, link.to_day, world.mona.state) == (None, None, "active")


def test_what_was_taken_back_does_not_stand_in_the_way(world: World) -> None:
    by, place = world.actor("kerstin"), place_of(world.anna)
    first = office.change_roles(place, ["signatory"], by=by)
    office.end_membership(place, by=by).undo(by=by)
    first.undo(by=by)
    assert place.roles == ["representative"]


def test_only_the_paused_come_back(world: World) -> None:
    world.anna.state = "erased"
    office.resume_person(world.anna, by=world.actor("kerstin"))
    assert world.anna.state == "erased"


def test_a_new_address_is_told_to_the_old_one(world: World) -> None:
    office.change_person(world.anna, email="anna@ny.example.se", by=world.actor("kerstin"))
    letter = newest_letter()
    assert letter.to == "anna.ek@example.se"
    assert "anna@ny.example.se" in letter.text
    assert office.find_person("Anna@Ny.example.se") is world.anna


def test_the_same_address_again_signs_nobody_out(world: World) -> None:
    by = world.actor("kerstin")
    office.change_person(world.anna, name="Anna", email="anna.ek@example.se", phone="", by=by)
    assert letters() == 0


def test_an_address_belongs_to_one_person(world: World) -> None:
    by = world.actor("kerstin")
    with pytest.raises(RuleBroken, match="Birgitta Lind har redan den adressen"):
        office.change_person(world.anna, email="Birgitta.Lind@example.se", by=by)


def test_an_address_change_is_undone_with_a_letter_too(world: World) -> None:
    by = world.actor("kerstin")
    deed = office.change_person(world.anna, email="anna@ny.example.se", by=by)
    deed.undo(by=by)
    assert world.anna.email == "anna.ek@example.se"
    assert letters() == 2
    assert office.find_person("anna.ek@example.se") is world.anna


def test_a_code_for_the_old_address_is_worth_nothing_after_a_change(world: World) -> None:
    ask_for_code("anna.ek@example.se", browser="b", address="a")
    by = world.actor("kerstin")
    office.change_person(world.anna, email="anna@ny.example.se", by=by)
    assert try_code("000000", browser="b").why_not == "over"


def test_the_office_reads_out_a_code_to_who_has_asked(world: World) -> None:
    by = world.actor("kerstin")
    with pytest.raises(RuleBroken, match="Be Anna skriva sin e-postadress"):
        give_code(world.anna, by=by)
    ask_for_code("anna.ek@example.se", browser="b", address="a")
    code, deed = give_code(world.anna, by=by)
    assert deed.tag == "person.code_given"
    assert "Kerstin Alm läste upp en kod" in newest_letter().text
    assert code not in newest_letter().text
    assert try_code(code, browser="another").user is None
    assert try_code(code, browser="b").user is world.anna


def test_no_code_is_read_out_an_hour_later_or_to_the_paused(world: World) -> None:
    by = world.actor("kerstin")
    ask_for_code("anna.ek@example.se", browser="b", address="a")
    with as_of(now() + timedelta(minutes=61)), pytest.raises(RuleBroken):
        give_code(world.anna, by=by)
    world.anna.state = "paused"
    with pytest.raises(RuleBroken):
        give_code(world.anna, by=by)


def test_a_name_that_only_looks_new_is_taken(world: World) -> None:
    by = world.actor("kerstin")
    for name in ("körbygden", "KÖRBYGDEN", "Kör-bygden", "Kör bygden", "Ko\u0308rbygden"):
        with pytest.raises(RuleBroken, match="heter Körbygden"):
            organising.add_organisation(name, "association", by=by)
    organising.change_organisation(world.korbygden, name="Körbygden", by=by)


def test_there_is_one_umbrella(world: World) -> None:
    by = world.actor("kerstin")
    with pytest.raises(RuleBroken, match="redan en riksorganisation"):
        organising.add_organisation("Ett till", "umbrella", by=by)
    with pytest.raises(RuleBroken, match="redan en riksorganisation"):
        organising.change_organisation(world.korbygden, kind="umbrella", by=by)
    organising.change_organisation(world.samklang, kind="umbrella", about="Vi.", by=by)


def test_a_change_of_an_organisation_is_undone_with_its_regions(world: World) -> None:
    by = world.actor("kerstin")
    change = {"name": "Norrviks allians", "regions": []}
    deed = organising.change_organisation(world.norrvik, **change, by=by)
    assert world.norrvik.regions == []
    deed.undo(by=by)
    assert (world.norrvik.name, world.norrvik.regions) == ("Alliansen Norrvik", [world.region])
    first = organising.change_organisation(world.norrvik, about="Ett", by=by)
    first.undo(by=by)
    assert world.norrvik.about == ""
    first = organising.change_organisation(world.norrvik, about="Ett", by=by)
    organising.change_organisation(world.norrvik, about="Två", by=by)
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        first.undo(by=by)


def test_a_link_that_was_changed_since_is_not_undone(world: World) -> None:
    by = world.actor("kerstin")
    added = organising.add_link(world.utombys, world.norrvik, by=by)
    link = db.session.get(OrganisationLink, added.thing_id)
    link.to_day = last_day = today() + timedelta(days=9)
    ended = organising.end_link(link, by=by)
    organising.add_link(world.utombys, world.norrvik, by=by)
    for deed in (added, ended):
        with pytest.raises(RuleBroken, match="ändrats efter dig"):
            deed.undo(by=by)
    assert link.to_day is None
    link.to_day = last_day
    organising.end_link(link, by=by).undo(by=by)
    assert link.to_day == last_day


def test_a_link_that_began_anew_is_undone_to_what_it_was(world: World) -> None:
    by, long_ago = world.actor("kerstin"), today() - timedelta(days=900)
    added = organising.add_link(world.utombys, world.norrvik, by=by, first_day=long_ago)
    link = db.session.get_one(OrganisationLink, added.thing_id)
    assert link.from_day == long_ago
    organising.end_link(link, by=by, last_day=long_ago + timedelta(days=9))
    again = organising.add_link(world.utombys, world.norrvik, by=by)
    assert (link.from_day, link.to_day) == (today(), None)
    again.undo(by=by)
    assert (link.from_day, link.to_day) == (long_ago, long_ago + timedelta(days=9))


def test_a_link_is_added_ended_and_undone_both_ways(world: World) -> None:
    by = world.actor("kerstin")
    with pytest.raises(RuleBroken, match="i sig själv"):
        organising.add_link(world.utombys, world.utombys, by=by)
    added = organising.add_link(world.utombys, world.norrvik, by=by)
    link = db.session.get_one(OrganisationLink, added.thing_id)
    added.undo(by=by)
    assert link.to_day == yesterday()
    organising.add_link(world.utombys, world.norrvik, by=by)
    ended = organising.end_link(link, by=by)
    ended.undo(by=by)
    assert link.to_day is None


def test_coordinators_lead_where_no_moderator_is_let_in(world: World) -> None:
    nora, cecilia = world.actor("nora"), world.actor("cecilia")
    assert leads(nora, world.norrvik.id)
    assert leads(cecilia, world.korbygden.id)
    assert not leads(cecilia, world.norrvik.id)
    place_of(world.nils).organisation = world.norrvik
    place_of(world.nils).roles = ["moderator"]
    assert not leads(nora, world.norrvik.id)
    world.nils.state = "paused"
    assert leads(nora, world.norrvik.id)
    assert not has_role(world.norrvik.id, "moderator")


def test_the_regions_are_twenty_one_in_swedish_order(world: World) -> None:
    assert add_missing_regions() == len(REGIONS) - 1 == 20
    assert add_missing_regions() == 0
    names = db.session.scalars(sa.select(Region.short_name).order_by(Region.sort_key)).all()
    assert names[0] == "Blekinge"
    assert names[-3:] == ["Västra Götaland", "Örebro", "Östergötland"]


def test_every_change_leaves_one_deed(world: World) -> None:
    by = world.actor("kerstin")
    before = db.session.scalar(sa.select(sa.func.count(Deed.id)))
    person = office.add_person("Ny Person", "ny@example.se", by=by)
    office.add_member(world.norrvik, person, ["representative"], by=by)
    organising.add_organisation("Nya kören", "association", by=by)
    assert db.session.scalar(sa.select(sa.func.count(Deed.id))) == before + 3
    assert db.session.scalar(
        sa.select(Organisation.sort_key).where(Organisation.name == "Nya kören")
    )


def outside_alliance(world: World) -> tuple[Organisation, Actor]:
    """An alliance that Lars-Erik started and the office has not let in, and him in it."""
    made, _deed = start_alliance(
        "Vår egen", by=world.actor("larserik"), form="forming", regions=[world.region], members=[]
    )
    db.session.flush()
    return made, world.actor("larserik", made)


@pytest.mark.parametrize("removed", [False, True])
def test_nobody_new_is_let_in_by_an_organisation_that_is_not_in_itself(
    world: World, removed: bool
) -> None:
    made, by = outside_alliance(world)
    person = office.add_person("Okänd Person", "okand@example.se", by=by)
    if removed:  # who belonged once is a stranger again
        once = office.add_member(world.samklang, person, [], by=world.actor("kerstin"))
        office.end_membership(once, by=world.actor("kerstin"))
        db.session.commit()
    with pytest.raises(RuleBroken, match="Kansliet släpper in er först"):
        office.add_member(made, person, ["representative"], by=by)
    office.add_member(made, world.birgitta, ["representative", "coordinator"], by=by)
    organising.add_link(made, world.samklang, by=world.actor("kerstin"))
    office.add_member(made, person, ["representative"], by=by)


def test_the_office_lets_in_whom_it_wants(world: World) -> None:
    person = office.add_person("Okänd Person", "okand@example.se", by=world.actor("kerstin"))
    office.add_member(world.utombys, person, ["representative"], by=world.actor("kerstin"))


def test_one_is_let_in_through_those_that_one_belongs_to(world: World) -> None:
    assert is_let_in(world.samklang)
    assert is_let_in(world.norrvik)
    assert is_let_in(world.norrkor)
    assert not is_let_in(world.utombys)
    by, made = world.actor("kerstin"), outside_alliance(world)[0]
    organising.add_link(world.utombys, made, by=by)
    organising.add_link(made, world.utombys, by=by)  # a ring comes to an end
    assert not is_let_in(world.utombys)
    organising.add_link(world.utombys, world.norrkor, by=by)
    assert is_let_in(made)
    ended = sa.select(OrganisationLink).where(OrganisationLink.member_id == world.norrvik.id)
    organising.end_link(db.session.scalars(ended).one(), by=by)
    assert not is_let_in(made)
