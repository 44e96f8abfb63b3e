"""Organisations and which of them belong to which. Every change leaves a deed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import yesterday
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.people.models import Organisation, OrganisationLink, Region


def add_organisation(
    name: str, kind: str, *, by: Actor, regions: Iterable[Region] = (), **values: Any
) -> Organisation:
    """Add an organisation; raises `RuleBroken` when the name is taken."""
    _refuse_taken_name(name, None)
    organisation = Organisation(name=name, kind=kind, regions=list(regions), **values)
    db.session.add(organisation)
    record(by, "organisation.added", organisation)
    return organisation


def change_organisation(organisation: Organisation, *, by: Actor, **values: Any) -> Deed:
    """Change what is known of an organisation; the deed keeps what it was, for undo."""
    _refuse_taken_name(values.get("name", organisation.name), organisation.id)
    before = {key: getattr(organisation, key) for key in values if key != "regions"}
    for key, value in values.items():
        setattr(organisation, key, value)
    changed = {key: old for key, old in before.items() if old != values[key]}
    return record(by, "organisation.changed", organisation, before=changed)


def undo_organisation_change(organisation: Organisation, *, deed: Deed, by: Actor) -> None:
    """Put back what the organisation was called and how it was reached."""
    for key, value in deed.details["before"].items():
        setattr(organisation, key, value)


def add_link(member: Organisation, owner: Organisation, *, by: Actor) -> OrganisationLink:
    """Let `member` belong to `owner` from today (again, if it once did)."""
    if member.id == owner.id:
        raise RuleBroken(_("En organisation kan inte vara medlem i sig själv."))
    link = db.session.scalar(
        sa.select(OrganisationLink).where(
            OrganisationLink.member_id == member.id, OrganisationLink.owner_id == owner.id
        )
    )
    if link is None:
        link = OrganisationLink(member=member, owner=owner)
        db.session.add(link)
    link.to_day = None
    record(by, "link.added", member, owner=owner.id)
    return link


def end_link(link: OrganisationLink, *, by: Actor) -> Deed:
    """Let a membership in an alliance or the umbrella end yesterday."""
    link.to_day = yesterday()
    return record(by, "link.ended", link)


def _refuse_taken_name(name: str, own_id: int | None) -> None:
    taken = db.session.scalar(
        sa.select(Organisation.id).where(
            sa.func.lower(Organisation.name) == name.lower(), Organisation.id != (own_id or 0)
        )
    )
    if taken:
        raise RuleBroken(_("Det finns redan en organisation som heter %(name)s.", name=name))
