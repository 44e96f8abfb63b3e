"""Organisations and which of them belong to which. Every change leaves a deed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import today, yesterday
from ideell.foundation.dates import long_date
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.foundation.sorting import sort_key
from ideell.people.mimicry import clean_name
from ideell.people.models import Organisation, OrganisationLink, Region


def add_organisation(
    name: str, kind: str, *, by: Actor, regions: Iterable[Region] = (), **values: Any
) -> Organisation:
    """Add an organisation; raises `RuleBroken` when the name is taken or there is an umbrella."""
    name = free_name(name)
    _refuse_second_umbrella(kind, None)
    organisation = Organisation(name=name, kind=kind, regions=list(regions), **values)
    db.session.add(organisation)
    record(by, "organisation.added", organisation)
    return organisation


def change_organisation(organisation: Organisation, *, by: Actor, **values: Any) -> Deed:
    """Change what is known of an organisation; the deed keeps what it was, for undo."""
    if "name" in values:
        values["name"] = free_name(values["name"], organisation)
    _refuse_second_umbrella(values.get("kind", organisation.kind), organisation)
    before = known_of(organisation)
    for key, value in values.items():
        setattr(organisation, key, value)
    after = known_of(organisation)
    changed = [key for key, old in before.items() if old != after[key]]
    return record(
        by, "organisation.changed", organisation,
        before={key: before[key] for key in changed}, after={key: after[key] for key in changed},
    )  # fmt: skip


def undo_organisation_change(organisation: Organisation, *, deed: Deed, by: Actor) -> None:
    """Put back what was known; refused when somebody has changed it since."""
    here, after = known_of(organisation), deed.details["after"]
    if any(here[key] != value for key, value in after.items()):
        raise RuleBroken(_("Uppgifterna har ändrats efter dig, så det går inte att ångra."))
    values = dict(deed.details["before"])
    if "regions" in values:
        values["regions"] = regions_of(values["regions"])
    for key, value in values.items():
        setattr(organisation, key, value)


def known_of(organisation: Organisation) -> dict[str, Any]:
    """Return what can be changed of an organisation, as plain values."""
    plain = ("name", "short_name", "kind", "form", "about", "email", "phone", "web", "member_count")
    known = {key: getattr(organisation, key) for key in plain}
    return known | {"regions": sorted(region.id for region in organisation.regions)}


def regions_of(numbers: Iterable[int]) -> list[Region]:
    """Return the regions with these numbers, in Swedish order."""
    chosen = sa.select(Region).where(Region.id.in_(list(numbers)))
    return list(db.session.scalars(chosen.order_by(Region.sort_key)))


def free_name(name: str, own: Organisation | None = None) -> str:
    """Return the name, cleaned; raises `RuleBroken` when one that looks alike is taken.

    Case, accents, spaces and punctuation make no other name.
    """
    name = clean_name(name, most=200)
    taken = sa.select(Organisation).where(
        sa.func.replace(Organisation.sort_key, " ", "") == sort_key(name).replace(" ", ""),
        Organisation.id != (own.id if own else 0),
    )
    other = db.session.scalar(taken.limit(1))
    if other is not None:
        raise RuleBroken(_("Det finns redan en organisation som heter %(name)s.", name=other.name))
    return name


def add_link(
    member: Organisation, owner: Organisation, *, by: Actor, first_day: date | None = None
) -> Deed:
    """Let `member` belong to `owner` from a day, or from today (again, if it once did)."""
    if member.id == owner.id:
        raise RuleBroken(_("En organisation kan inte vara medlem i sig själv."))
    both = (OrganisationLink.member_id == member.id) & (OrganisationLink.owner_id == owner.id)
    link = db.session.scalar(sa.select(OrganisationLink).where(both))
    before = None
    if link is None:
        link = OrganisationLink(member=member, owner=owner)
        db.session.add(link)
    else:
        before = [link.from_day.isoformat(), link.to_day.isoformat() if link.to_day else None]
    link.from_day, link.to_day = first_day or today(), None
    return record(by, "link.added", link, before=before)


def end_link(link: OrganisationLink, *, by: Actor, last_day: date | None = None) -> Deed:
    """Let a membership in an alliance or the umbrella end at once, or after `last_day`.

    Raises `RuleBroken` when it had not begun by then.
    """
    if last_day is not None:
        fitting_last_day(link, last_day)
    before, link.to_day = link.to_day, last_day or yesterday()
    return record(by, "link.ended", link, to=before.isoformat() if before else None)


def fitting_last_day(link: OrganisationLink, day: date) -> date:
    """Return the day; raises `RuleBroken` when the membership had not begun by then."""
    if day < link.from_day:
        raise RuleBroken(
            _("Medlemskapet började %(day)s. Skriv den dagen eller en senare.",
              day=long_date(link.from_day))
        )  # fmt: skip
    return day


def undo_link_added(link: OrganisationLink, *, deed: Deed, by: Actor) -> None:
    """Let it not belong there after all; the days when it once did are again what they were."""
    deed.refuse_when_followed("link.added", "link.ended")
    before = deed.details.get("before")  # none for a new one; not kept by earlier versions
    if before is None:
        link.from_day, link.to_day = max(link.from_day, today()), yesterday()
        return
    first, last = before
    link.from_day = date.fromisoformat(first)
    link.to_day = date.fromisoformat(last) if last else None


def undo_link_ended(link: OrganisationLink, *, deed: Deed, by: Actor) -> None:
    """Let it belong there again, for as long as it was to; refused when it changed since."""
    deed.refuse_when_followed("link.added", "link.ended")
    to = deed.details.get("to")  # not kept by versions before this one
    link.to_day = date.fromisoformat(to) if to else None


def _refuse_second_umbrella(kind: str, own: Organisation | None) -> None:
    if kind != "umbrella" or (own is not None and own.kind == "umbrella"):
        return
    if db.session.scalar(sa.select(Organisation.id).where(Organisation.kind == "umbrella")):
        raise RuleBroken(_("Det finns redan en riksorganisation. Välj ett annat slag."))
