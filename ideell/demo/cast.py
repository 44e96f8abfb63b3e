"""The demo's regions, organisations and people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ideell.demo.content_files import content, day_at
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.sorting import sort_key
from ideell.people.identity import actor_of
from ideell.people.models import Membership, Organisation, OrganisationLink, Region, User
from ideell.people.sign_in import email_key


@dataclass
class Cast:
    """Everybody in the demo, by key and by e-mail address."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def actor(self, email: str, organisation: str) -> Actor:
        """Return a person acting for an organisation."""
        return actor_of(self.people[email], self.organisations[organisation].id)

    def first_hat(self, email: str) -> Actor:
        """Return a person in the hat they wear when nothing else is said."""
        return actor_of(self.people[email])


def bring_in_the_cast(start: date) -> Cast:
    """Write regions, organisations, links and people, and return them."""
    written = content("organisations")
    regions = {row["code"]: _region(row) for row in written["regions"]}
    db.session.add_all(regions.values())
    cast = Cast()
    for row in written["organisations"]:
        cast.organisations[row["key"]] = _organisation(row, regions)
    db.session.add_all(cast.organisations.values())
    for row in written["links"]:
        member, owner = cast.organisations[row["member"]], cast.organisations[row["to"]]
        since = day_at(start, row["from_days"])
        until = day_at(start, row["to_days"]) if "to_days" in row else None
        link = OrganisationLink(member=member, owner=owner, from_day=since, to_day=until)
        db.session.add(link)
    for row in sorted(content("people")["people"], key=lambda row: not row.get("persona", False)):
        cast.people[row["email"]] = _person(row, cast, start)
        db.session.flush()
    return cast


def _region(row: dict[str, str]) -> Region:
    short = row["short_name"]
    return Region(code=row["code"], name=row["name"], short_name=short, sort_key=sort_key(short))


def _organisation(row: dict[str, object], regions: dict[str, Region]) -> Organisation:
    kept = ("kind", "name", "short_name", "about", "email", "web", "form", "member_count")
    values = {key: row[key] for key in kept if row.get(key) is not None}
    codes: list[str] = row.get("regions", [])  # type: ignore[assignment]  # because JSON is untyped
    return Organisation(**values, regions=[regions[code] for code in codes])


def _person(row: dict[str, object], cast: Cast, start: date) -> User:
    email = str(row["email"])
    person = User(name=row["name"], email=email, email_key=email_key(email), state=row["state"])
    db.session.add(person)
    for place in row["memberships"]:  # type: ignore[attr-defined]  # because JSON is untyped
        db.session.add(
            Membership(
                user=person,
                organisation=cast.organisations[place["organisation"]],
                roles=place["roles"],
                title=place.get("title", row.get("title", "")),
                from_day=day_at(start, place["from_days"]),
            )
        )
    return person
