"""Finding organisations and people for the directory."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from ideell.extensions import db
from ideell.foundation.clock import today
from ideell.foundation.questions import Select, question
from ideell.people.models import KINDS, LET_IN, Membership, Organisation, OrganisationLink, User


def directory(typed: str) -> dict[str, list[Organisation]]:
    """Return organisations by kind in Swedish order, with their people of today.

    With `typed` those whose names, people or regions hold every typed word: å, ä and ö count
    as letters of their own, unless nothing is found so ("malmo" finds Malmö).
    """
    every = _standing()
    found = _fitting(every, typed, str.casefold) or _fitting(every, typed, without_marks)
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


def places_of(user: User) -> Sequence[Membership]:
    """Return the current memberships of a person."""
    return db.session.scalars(
        sa.select(Membership)
        .where(Membership.user_id == user.id, Membership.is_current())
        .options(joinedload(Membership.organisation, innerjoin=True))
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


def standing_organisations(*kinds: str) -> Sequence[Organisation]:
    """Return the organisations of some kinds that have not ended, in Swedish order."""
    standing = sa.select(Organisation).where(
        Organisation.ended_on.is_(None), Organisation.kind.in_(kinds)
    )
    return db.session.scalars(standing.order_by(Organisation.sort_key)).all()


def belongs_to(member_id: int | None, owner_id: int) -> bool:
    """Tell whether an organisation belongs to an alliance or to the umbrella today."""
    found = _link.row(member_id=member_id, owner_id=owner_id, today=today())
    return member_id is not None and found is not None


def is_let_in(organisation: Organisation) -> bool:
    """Tell whether it is the umbrella, or belongs to it today, itself or through others.

    Who belongs to such an organisation sees what is open to the whole network, so letting
    somebody new into any other is the office's to do.
    """
    umbrella = sa.select(Organisation.id).where(Organisation.kind == "umbrella")
    above = sa.select(sa.literal(organisation.id).label("id")).cte("above", recursive=True)
    owners = sa.select(OrganisationLink.owner_id).where(
        OrganisationLink.member_id == above.c.id, OrganisationLink.is_current()
    )
    reached = above.union(owners)  # each once, so that a ring comes to an end
    found = sa.select(reached.c.id).where(reached.c.id.in_(umbrella)).limit(1)
    return db.session.scalar(found) is not None


@question
def _link() -> Select:
    return sa.select(OrganisationLink.id).where(
        OrganisationLink.member_id == sa.bindparam("member_id"),
        OrganisationLink.owner_id == sa.bindparam("owner_id"),
        OrganisationLink.is_current(sa.bindparam("today")),
    )


def coming_links_of(organisation: Organisation) -> Sequence[OrganisationLink]:
    """Return the links of those that will belong to it from a day to come, the first to come
    first.
    """
    return db.session.scalars(
        sa.select(OrganisationLink)
        .where(
            OrganisationLink.owner_id == organisation.id,
            OrganisationLink.from_day > today(),
            OrganisationLink.to_day.is_(None)
            | (OrganisationLink.to_day >= OrganisationLink.from_day),
        )
        .options(joinedload(OrganisationLink.member, innerjoin=True))
        .order_by(OrganisationLink.from_day, OrganisationLink.id)
    ).all()


def earlier_links_of(organisation: Organisation) -> Sequence[OrganisationLink]:
    """Return the links of those that belonged to it once, the last to leave first.

    One that was ended before it had begun is none of them.
    """
    ended = db.session.scalars(
        sa.select(OrganisationLink)
        .where(OrganisationLink.owner_id == organisation.id, OrganisationLink.to_day < today())
        .options(joinedload(OrganisationLink.member, innerjoin=True))
        .order_by(OrganisationLink.to_day.desc(), OrganisationLink.id)
    )
    return [one for one in ended if one.to_day and (one.from_day - one.to_day).days <= 1]


def owners_of(organisation: Organisation) -> Sequence[Organisation]:
    """Return what the organisation belongs to, in Swedish order."""
    return db.session.scalars(
        sa.select(Organisation)
        .join(OrganisationLink, OrganisationLink.owner_id == Organisation.id)
        .where(OrganisationLink.member_id == organisation.id, OrganisationLink.is_current())
        .order_by(Organisation.sort_key)
    ).all()


def possible_members(organisation: Organisation) -> list[Organisation]:
    """Return the organisations that neither belong to this one nor are to."""
    links = [*links_of(organisation), *coming_links_of(organisation)]
    linked = {link.member_id for link in links} | {organisation.id}
    standing = sa.select(Organisation).where(Organisation.ended_on.is_(None))
    every = db.session.scalars(standing.order_by(Organisation.sort_key))
    return [one for one in every if one.id not in linked and one.kind != "umbrella"]


def _standing() -> Sequence[Organisation]:
    places = selectinload(
        Organisation.memberships.and_(Membership.is_current(), Membership.user.has(_let_in()))
    )
    return db.session.scalars(
        sa.select(Organisation)
        .where(Organisation.ended_on.is_(None))
        .order_by(Organisation.sort_key)
        .options(
            places.joinedload(Membership.user, innerjoin=True), selectinload(Organisation.regions)
        )
        .execution_options(populate_existing=True)
    ).all()


def _let_in() -> sa.ColumnElement[bool]:
    return User.state.in_(LET_IN)


def _fitting(
    organisations: Sequence[Organisation], typed: str, folded: Callable[[str], str]
) -> list[Organisation]:
    words = folded(typed).split()
    return [one for one in organisations if all(word in folded(_said_of(one)) for word in words)]


def _said_of(organisation: Organisation) -> str:
    people = [place.user.name for place in organisation.memberships]
    regions = [region.name for region in organisation.regions]
    return " ".join([organisation.name, organisation.short_name, *people, *regions])


def without_marks(text: str) -> str:
    """Return a text in small letters without dots, rings and accents, for a second try."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
