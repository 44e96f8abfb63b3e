"""Finding organisations and people for the directory."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from ideell.extensions import db
from ideell.people.models import KINDS, Membership, Organisation, OrganisationLink, User


def directory(typed: str) -> dict[str, list[Organisation]]:
    """Return organisations by kind in Swedish order; those whose name or person fits `typed`."""
    query = (
        sa.select(Organisation)
        .where(Organisation.ended_on.is_(None))
        .order_by(Organisation.sort_key)
        .options(
            selectinload(Organisation.memberships.and_(Membership.is_current())).joinedload(
                Membership.user, innerjoin=True
            )
        )
    )
    if typed:
        pattern = f"%{typed.replace('%', '').replace('_', '').lower()}%"
        named = sa.func.lower(Organisation.name).like(pattern)
        person = sa.func.lower(User.name).like(pattern)
        query = query.where(named | Organisation.memberships.any(Membership.user.has(person)))
    found = db.session.scalars(query).all()
    groups = {kind: [one for one in found if one.kind == kind] for kind in KINDS}
    return {kind: ones for kind, ones in groups.items() if ones}


def people_of(organisation: Organisation) -> Sequence[Membership]:
    """Return the current memberships of an organisation."""
    return db.session.scalars(
        sa.select(Membership)
        .where(Membership.organisation_id == organisation.id, Membership.is_current())
        .options(joinedload(Membership.user, innerjoin=True))
        .order_by(Membership.id)
    ).all()


def links_of(organisation: Organisation) -> Sequence[OrganisationLink]:
    """Return the links of the organisations that belong to this one, in Swedish order."""
    return db.session.scalars(
        sa.select(OrganisationLink)
        .join(OrganisationLink.member)
        .where(OrganisationLink.owner_id == organisation.id, OrganisationLink.is_current())
        .options(joinedload(OrganisationLink.member, innerjoin=True))
        .order_by(Organisation.sort_key)
    ).all()


def possible_members(organisation: Organisation) -> list[Organisation]:
    """Return the organisations that do not belong to this one yet."""
    linked = {link.member_id for link in links_of(organisation)} | {organisation.id}
    every = db.session.scalars(sa.select(Organisation).order_by(Organisation.sort_key))
    return [one for one in every if one.id not in linked and one.kind != "umbrella"]
