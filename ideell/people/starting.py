"""Starting an alliance: an organisation under way, its first members, and who coordinates it."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import today, yesterday
from ideell.foundation.dates import written_date
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.people.models import Membership, Organisation, OrganisationLink, Region
from ideell.people.office import add_member
from ideell.people.organising import add_link, add_organisation


def umbrella() -> Organisation | None:
    """Return the umbrella, or None before there is one."""
    return db.session.scalar(sa.select(Organisation).where(Organisation.kind == "umbrella"))


def start_alliance(
    name: str,
    *,
    by: Actor,
    form: str,
    regions: Iterable[Region],
    members: Iterable[Organisation],
) -> tuple[Organisation, Deed]:
    """Start an alliance with its first members; whoever starts it coordinates it.

    The office lets it belong to the umbrella at once, but coordinates nothing itself. Started by
    somebody else it stands on its own until the office lets it in: who belongs to an alliance of
    the umbrella reads the umbrella's consultations, and that is the umbrella's to give.
    Raises `RuleBroken` when the name is taken or no region is chosen.
    """
    covered = list(regions)
    if not covered:
        raise RuleBroken(_("Välj minst en region som alliansen ska finnas i."))
    made = add_organisation(name, "regional_alliance", by=by, regions=covered, form=form)
    for member in members:
        add_link(member, made, by=by)
    whole = umbrella() if by.is_office else None
    if whole is not None:
        add_link(made, whole, by=by)
    else:
        add_member(made, by.user, ["representative", "coordinator"], by=by)
    return made, record(by, "alliance.started", made)


def undo_start(alliance: Organisation, *, deed: Deed, by: Actor) -> None:
    """Let there be no such alliance after all; refused once anything was done for or with it.

    Its name is free again: the row that is left says when it was given up, and what people read
    is the name that it had.
    """
    if _is_built_upon(alliance, deed):
        raise RuleBroken(
            _("Någon har redan gjort något i alliansen, så det går inte att ångra. Ring kansliet.")
        )
    alliance.ended_on = yesterday()
    alliance.short_name = alliance.called[:60]
    given_up = _("inte startad %(day)s", day=written_date(today()))
    alliance.name = f"{alliance.name[:150]} ({given_up}, {alliance.id})"
    for link in db.session.scalars(sa.select(OrganisationLink).where(_belongs(alliance))):
        link.to_day = yesterday()
    mine = sa.select(Membership).where(Membership.organisation_id == alliance.id)
    for membership in db.session.scalars(mine):
        membership.to_day = yesterday()


def _belongs(alliance: Organisation) -> sa.ColumnElement[bool]:
    return (OrganisationLink.owner_id == alliance.id) | (OrganisationLink.member_id == alliance.id)


def _is_built_upon(alliance: Organisation, deed: Deed) -> bool:
    """Tell whether somebody changed it, its people or its members, or acted for it, since."""
    places = sa.select(Membership.id).where(Membership.organisation_id == alliance.id)
    links = sa.select(OrganisationLink.id).where(_belongs(alliance))
    about = sa.or_(
        Deed.acting_org_id == alliance.id,
        sa.and_(Deed.thing_kind == "Organisation", Deed.thing_id == alliance.id),
        sa.and_(Deed.thing_kind == "Membership", Deed.thing_id.in_(places)),
        sa.and_(Deed.thing_kind == "OrganisationLink", Deed.thing_id.in_(links)),
    )
    later = sa.select(Deed.id).where(Deed.id > deed.id, Deed.undone_at.is_(None), about)
    return db.session.scalar(later.limit(1)) is not None
