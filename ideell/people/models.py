"""Organisations, people, and who belongs where."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from ideell.foundation.actor import Actor
from ideell.foundation.clock import now, today
from ideell.foundation.models import Identity, Model, UtcDateTime, choice
from ideell.foundation.sorting import sort_key

KINDS = ("umbrella", "national_member", "regional_alliance", "association")
FORMS = ("", "association", "network", "working_group", "forming")
LET_IN = ("invited", "active")  # the states of people who may sign in
ROLES = ("representative", "coordinator", "signatory", "moderator", "office")

organisation_regions = sa.Table(
    "organisation_regions",
    Model.metadata,
    sa.Column("organisation_id", sa.ForeignKey("organisations.id"), primary_key=True),
    sa.Column("region_id", sa.ForeignKey("regions.id"), primary_key=True),
)


class Region(Identity, Model):
    """One of Sweden's 21 regions, by its county code (SCB)."""

    __tablename__ = "regions"

    code: Mapped[str] = mapped_column(sa.String(2), unique=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    short_name: Mapped[str] = mapped_column(sa.String(40))
    sort_key: Mapped[str] = mapped_column(sa.String(60), index=True)


class Organisation(Identity, Model):
    """The umbrella, a national member, a regional alliance, or an association in one."""

    __tablename__ = "organisations"

    kind: Mapped[str] = mapped_column(choice(*KINDS, name="organisation_kind"))
    name: Mapped[str] = mapped_column(sa.String(200), unique=True)
    short_name: Mapped[str] = mapped_column(sa.String(60), default="")
    sort_key: Mapped[str] = mapped_column(sa.String(420), index=True)  # ß sorts as ss
    form: Mapped[str] = mapped_column(choice(*FORMS, name="organisation_form"), default="")
    about: Mapped[str] = mapped_column(sa.Text, default="")
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    web: Mapped[str] = mapped_column(sa.String(300), default="")
    member_count: Mapped[int | None]
    ended_on: Mapped[date | None]

    regions: Mapped[list[Region]] = relationship(secondary=organisation_regions)
    memberships: Mapped[list[Membership]] = relationship(back_populates="organisation")

    @validates("name")
    def _sort(self, _key: str, name: str) -> str:
        self.sort_key = sort_key(name)
        return name

    @property
    def called(self) -> str:
        """Return the short name when there is one."""
        return self.short_name or self.name

    @property
    def titled(self) -> str:
        """Return its name in full; of one that was given up the name that it had."""
        return self.called if self.ended_on is not None else self.name

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Members see who is who; who belongs nowhere sees nobody."""
        return sa.true() if actor.belongs else sa.false()


class OrganisationLink(Identity, Model):
    """A member belongs to an alliance or to the umbrella, from a day and maybe to one."""

    __tablename__ = "organisation_links"
    __table_args__ = (sa.UniqueConstraint("member_id", "owner_id"),)

    member_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    owner_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    from_day: Mapped[date] = mapped_column(default=today)
    to_day: Mapped[date | None]

    member: Mapped[Organisation] = relationship(foreign_keys=[member_id])
    owner: Mapped[Organisation] = relationship(foreign_keys=[owner_id])

    @staticmethod
    def is_current(on: Any = None) -> sa.ColumnElement[bool]:
        """The links that hold today (or on another day)."""
        day = today() if on is None else on
        ended = OrganisationLink.to_day.is_(None) | (OrganisationLink.to_day >= day)
        return (OrganisationLink.from_day <= day) & ended


def first_name(name: str) -> str:
    """Return a name's first word, as people greet each other."""
    words = name.split(maxsplit=1)
    return words[0] if words else name


class User(Identity, Model):
    """A person who signs in."""

    __tablename__ = "users"

    name: Mapped[str] = mapped_column(sa.String(120))
    email: Mapped[str] = mapped_column(sa.String(254))
    email_key: Mapped[str] = mapped_column(sa.String(254), unique=True)
    phone: Mapped[str] = mapped_column(sa.String(40), default="")
    language: Mapped[str] = mapped_column(sa.String(5), default="sv")
    state: Mapped[str] = mapped_column(
        choice("invited", "active", "paused", "erased", name="user_state"), default="invited"
    )
    keys_on: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    memberships: Mapped[list[Membership]] = relationship(back_populates="user")

    @property
    def first_name(self) -> str:
        """Return the name's first word, as people greet each other."""
        return first_name(self.name)

    @property
    def may_sign_in(self) -> bool:
        """Tell whether the person is let in."""
        return self.state in LET_IN

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Members see each other's names and how to reach them.

        Who belongs nowhere any more is seen by the office only; the erased are nobody's.
        """
        if not actor.belongs:
            return sa.false()
        there = sa.true() if actor.is_office else User.memberships.any(Membership.is_current())
        return sa.and_(User.state != "erased", there)


class Membership(Identity, Model):
    """A person's place in an organisation, with the roles held there."""

    __tablename__ = "memberships"
    __table_args__ = (sa.UniqueConstraint("user_id", "organisation_id"),)

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    roles: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    title: Mapped[str] = mapped_column(sa.String(80), default="")
    from_day: Mapped[date] = mapped_column(default=today)
    to_day: Mapped[date | None]

    user: Mapped[User] = relationship(back_populates="memberships")
    organisation: Mapped[Organisation] = relationship(back_populates="memberships")

    @validates("roles")
    def _known_roles(self, _key: str, roles: Any) -> list[str]:
        unknown = set(roles) - set(ROLES)
        if unknown:
            raise ValueError(f"unknown roles: {sorted(unknown)}")
        return [role for role in ROLES if role in roles]

    @property
    def holds(self) -> bool:
        """Tell whether the membership holds today."""
        return self.from_day <= today() and (self.to_day is None or self.to_day >= today())

    @staticmethod
    def is_current(on: Any = None) -> sa.ColumnElement[bool]:
        """The memberships that hold today (or on another day)."""
        day = today() if on is None else on
        ended = Membership.to_day.is_(None) | (Membership.to_day >= day)
        return (Membership.from_day <= day) & ended

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Members see who represents whom."""
        return sa.true() if actor.belongs else sa.false()
