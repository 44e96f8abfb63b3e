"""What waits for the office: alliances that were started and do not belong to the umbrella yet."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import url_for

from ideell.alliances.landscape import is_alliance
from ideell.foundation.actor import Actor
from ideell.foundation.clock import today
from ideell.foundation.kinds import Waiting
from ideell.foundation.language import gettext as _
from ideell.foundation.questions import Select, question
from ideell.people.models import Organisation, OrganisationLink


def to_let_in(actor: Actor) -> list[Waiting]:
    """Return the alliances that somebody started and the office has not let in."""
    if not actor.is_office or actor.org is None or actor.org.kind != "umbrella":
        return []
    return [
        Waiting(
            title=_("Släpp in %(name)s", name=one.name),
            sentence=_("Alliansen är startad men ser inte era remisser än."),
            url=url_for("people.add_member_organisation", organisation_id=actor.org.id),
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
