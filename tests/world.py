"""A small invented town with names; plain builder functions.

The umbrella Samklang has two members (Körbygden, Spelmansringen) and two alliances (Norrvik,
Söderås) with an association in each. Utombys is linked to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.people.identity import actor_of
from ideell.people.models import Membership, Organisation, OrganisationLink, Region, User
from ideell.people.sign_in import email_key


@dataclass
class World:
    """Everything in the town by its name: `world.samklang`, `world.anna`."""

    named: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["named"][name]
        except KeyError:
            raise AttributeError(name) from None

    def actor(self, name: str, organisation: Organisation | None = None) -> Actor:
        """Return a person as an actor, in their first hat or in the one given."""
        return actor_of(self.named[name], organisation.id if organisation else None)


def make_organisation(name: str, kind: str = "national_member", **values: Any) -> Organisation:
    """Add an organisation."""
    organisation = Organisation(name=name, kind=kind, **values)
    db.session.add(organisation)
    return organisation


def make_person(
    name: str, state: str = "active", **roles_in: tuple[Organisation, list[str]]
) -> User:
    """Add a person with memberships: `make_person("Anna Ek", a=(samklang, ["office"]))`."""
    address = f"{name.lower().replace(' ', '.')}@example.se"
    user = User(name=name, email=address, email_key=email_key(address), state=state)
    db.session.add(user)
    for organisation, roles in roles_in.values():
        db.session.add(Membership(user=user, organisation=organisation, roles=roles))
    return user


def link(member: Organisation, owner: Organisation) -> None:
    """Let an organisation belong to another."""
    db.session.add(OrganisationLink(member=member, owner=owner))


def build_world() -> World:
    """Build the town and return it."""
    region = Region(
        code="24", name="Region Västerbotten", short_name="Västerbotten", sort_key="vasterbotten"
    )
    db.session.add(region)
    town: dict[str, Any] = {"region": region}
    town["samklang"] = make_organisation("Samklang", "umbrella")
    for key, name in (("korbygden", "Körbygden"), ("spelmansringen", "Spelmansringen")):
        town[key] = make_organisation(name)
        link(town[key], town["samklang"])
    for key, name in (("norrvik", "Alliansen Norrvik"), ("soderas", "Alliansen Söderås")):
        town[key] = make_organisation(name, "regional_alliance", form="network", regions=[region])
        link(town[key], town["samklang"])
    for key, name, owner in (
        ("norrkor", "Norrviks kör", "norrvik"),
        ("soderdans", "Söderås danslag", "soderas"),
    ):
        town[key] = make_organisation(name, "association")
        link(town[key], town[owner])
    town["utombys"] = make_organisation("Utombys")
    people = {
        "kerstin": ("Kerstin Alm", {"a": (town["samklang"], ["office", "moderator"])}),
        "mona": ("Mona Ask", {"a": (town["samklang"], ["moderator"])}),
        "birgitta": ("Birgitta Lind", {"a": (town["korbygden"], ["representative"])}),
        "anna": ("Anna Ek", {"a": (town["korbygden"], ["representative"])}),
        "cecilia": ("Cecilia Rönn", {"a": (town["korbygden"], ["coordinator"])}),
        "sigurd": ("Sigurd Pil", {"a": (town["korbygden"], ["signatory"])}),
        "larserik": ("Lars-Erik Sund", {"a": (town["spelmansringen"], ["representative"])}),
        "nora": ("Nora Norr", {"a": (town["norrvik"], ["representative", "coordinator"])}),
        "nils": ("Nils Norr", {"a": (town["norrkor"], ["representative"])}),
        "sara": ("Sara Söder", {"a": (town["soderas"], ["representative", "moderator"])}),
        "ulla": ("Ulla Utom", {"a": (town["utombys"], ["representative"])}),
        "tove": (
            "Tove Tvåhatt",
            {
                "a": (town["korbygden"], ["representative"]),
                "b": (town["norrvik"], ["representative"]),
            },
        ),
    }  # fmt: skip
    for key, (name, roles) in people.items():
        town[key] = make_person(name, **roles)
    town["paul"] = make_person("Paul Paus", "paused", a=(town["korbygden"], ["representative"]))
    db.session.flush()
    return World(town)
