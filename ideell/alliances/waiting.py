"""What waits for the office: alliances that were started and do not belong to the umbrella yet."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import url_for

from ideell.alliances.landscape import is_alliance
from ideell.foundation.actor import Actor
from ideell.foundation.clock import today
from ideell.foundation.language import gettext as _
from ideell.foundation.questions import Asked, Select, question
from ideell.foundation.waiting import Waiting, source
from ideell.people.models import Organisation, OrganisationLink


def _letting_in(actor: Actor) -> Asked | None:
    is_umbrella = actor.hat is not None and actor.hat.kind == "umbrella"
    return _outside.asked(today=today()) if actor.is_office and is_umbrella else None


@source(_letting_in)
def to_let_in(actor: Actor) -> list[Waiting]:
    """Return the alliances that somebody started and the office has not let in."""
    return [
        Waiting(
            title=_("Släpp in %(name)s", name=one.name),
            sentence=_("Alliansen är startad men ser inte era remisser än."),
            url=url_for("people.add_member_organisation", organisation_id=actor.org_id),
            action=_("Lägg till"),
            minutes=5,
            is_mine=False,
        )
        for one in _outside.rows(actor, today=today())
    ]


@question
def _outside(reader: Actor) -> Select:
    linked: Any = sa.select(OrganisationLink.member_id).where(
        OrganisationLink.owner_id == reader.org_id,
        OrganisationLink.is_current(sa.bindparam("today")),
    )
    return (
        sa.select(Organisation.id, Organisation.name)
        .where(is_alliance(), Organisation.id.not_in(linked))
        .order_by(Organisation.sort_key)
    )
