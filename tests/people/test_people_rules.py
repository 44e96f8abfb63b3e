"""Who may do what with people, and who sees what an organisation owns."""

from __future__ import annotations

import dataclasses

import pytest
import sqlalchemy as sa
from flask import Flask

from ideell.extensions import db
from ideell.foundation.actor import STRANGER, Actor
from ideell.people import policy
from ideell.people.audience import AUDIENCES, may_see
from ideell.people.codes import SignInCode
from ideell.people.demo_people import is_loopback
from ideell.people.leading import leads
from ideell.people.models import Membership, Organisation, User
from ideell.people.office import the_system
from ideell.people.organising import add_organisation
from ideell.people.sessions import LoginSession
from ideell.people.sign_in import ask_for_code, try_code
from tests.world import World

PEOPLE = ("kerstin", "mona", "cecilia", "anna", "nora", "ulla", "tove")


def place_of(user: User) -> Membership:
    return db.session.scalars(sa.select(Membership).where(Membership.user_id == user.id)).first()


@pytest.mark.parametrize(
    ("rule", "about", "allowed"),
    [
        ("may_see_people", None, set(PEOPLE)),
        ("may_see_organisation", "korbygden", set(PEOPLE)),
        ("may_see_person", "anna", set(PEOPLE)),
        ("may_manage_people", None, {"kerstin"}),
        ("may_change_organisation", "korbygden", {"kerstin", "cecilia"}),
        ("may_change_organisation", "norrvik", {"kerstin", "nora"}),
        ("may_change_person", "anna", {"kerstin"}),
        ("is_signed_in", None, set(PEOPLE)),
    ],
)
def test_who_may(world: World, rule: str, about: str | None, allowed: set[str]) -> None:
    things = [getattr(world, about)] if about else []
    ask = getattr(policy, rule)
    assert {name for name in PEOPLE if ask(world.actor(name), *things)} == allowed
    assert not ask(STRANGER, *things)


def test_coordinators_change_those_they_appointed_themselves(world: World) -> None:
    cecilia, place = world.actor("cecilia"), place_of(world.anna)
    assert policy.may_change_membership(cecilia, place)
    place.roles = ["moderator"]
    assert not policy.may_change_membership(cecilia, place)
    assert policy.may_change_membership(world.actor("kerstin"), place)
    assert not policy.may_change_membership(world.actor("nora"), place)


@pytest.mark.parametrize(
    ("who", "where", "roles"),
    [
        (
            "kerstin",
            "samklang",
            ["representative", "coordinator", "signatory", "moderator", "office"],
        ),
        ("kerstin", "korbygden", ["representative", "coordinator", "signatory", "moderator"]),
        ("cecilia", "korbygden", ["representative", "coordinator", "signatory"]),
    ],
)
def test_roles_are_given_by_those_who_hold_more(
    world: World, who: str, where: str, roles: list[str]
) -> None:
    assert policy.roles_to_give(world.actor(who), getattr(world, where)) == roles


def test_devices_are_ones_own(world: World) -> None:
    row = LoginSession.begin(world.anna, remembered=True, device="")
    assert policy.may_end_session(world.actor("anna"), row)
    assert not policy.may_end_session(world.actor("kerstin"), row)


def seen_by(actor: Actor) -> set[str]:
    """Return the audiences with which `actor` sees what Norrvik owns."""

    def shown(audience: str) -> bool:
        return bool(db.session.scalar(sa.select(may_see(actor, owner, sa.literal(audience)))))

    owner = (
        sa.select(Organisation.id).where(Organisation.name == "Alliansen Norrvik").scalar_subquery()
    )
    return {audience for audience in AUDIENCES if shown(audience)}


def test_an_audience_is_seen_by_those_it_names(world: World) -> None:
    assert seen_by(world.actor("nora")) == {"own", "members", "network", "public"}
    assert seen_by(world.actor("nils")) == {"members", "network", "public"}
    assert seen_by(world.actor("sara")) == {"network", "public"}
    assert seen_by(STRANGER) == {"public"}
    assert seen_by(dataclasses.replace(world.actor("nora"), org_ids=frozenset())) == {"public"}


def test_strangers_and_those_who_left_see_nobody(world: World) -> None:
    for model in (User, Organisation, Membership):
        assert not db.session.scalars(sa.select(model).where(model.visible_to(STRANGER))).all()


def test_a_moderator_leads_and_a_representative_does_not(world: World) -> None:
    assert leads(world.actor("mona"), world.samklang.id)
    assert not leads(world.actor("anna"), world.korbygden.id)


def test_the_system_acts_as_the_office_of_nobody(world: World) -> None:
    system = the_system()
    assert system.is_office
    assert system.channel == "command"
    assert system.user_id is None


def test_the_first_umbrella_needs_nobody(context: Flask) -> None:
    assert add_organisation("Samklang", "umbrella", by=the_system()).id


def test_outside_the_demo_nobody_is_on_loopback(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = dataclasses.replace(app.extensions["ideell_settings"], demo=False)
    monkeypatch.setitem(app.extensions, "ideell_settings", settings)
    with app.test_request_context(environ_base={"REMOTE_ADDR": "127.0.0.1"}):
        assert not is_loopback()


def test_of_many_tries_at_once_only_five_are_taken(world: World, monkeypatch) -> None:
    ask_for_code("anna.ek@example.se", browser="b", address="a")
    db.session.commit()
    monkeypatch.setattr(SignInCode, "is_open", True)  # as all of them saw it before any try
    assert [try_code("000000", browser="b").why_not for _try in range(6)] == ["wrong"] * 5 + [
        "over"
    ]


def test_of_many_uses_at_once_only_one_succeeds(world: World) -> None:
    ask_for_code("anna.ek@example.se", browser="b", address="a")
    code = db.session.scalars(sa.select(SignInCode)).one()
    assert code.use()
    assert not code.use()
    assert not code.take_try()
