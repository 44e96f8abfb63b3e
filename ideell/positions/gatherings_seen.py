"""The gatherings that a reader sees: on a consultation, and in an alliance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ideell.consultations.models import Consultation
from ideell.foundation.actor import Actor
from ideell.foundation.questions import Select, question
from ideell.people.models import Organisation
from ideell.people.names import CALLED
from ideell.positions.models import Gathering

MOST = 20


def gatherings_on(consultation: Consultation, actor: Actor) -> Sequence[Any]:
    """Return the gatherings on a consultation that the reader sees: number and whose."""
    return _on_consultation.rows(actor, consultation_id=consultation.id)


@question
def _on_consultation(reader: Actor) -> Select:
    mine = Gathering.consultation_id == sa.bindparam("consultation_id")
    return (
        sa.select(Gathering.id, Gathering.alliance_id, Gathering.last_day, CALLED.label("alliance"))
        .join(Gathering.alliance)
        .where(mine, Gathering.visible_to(reader))
        .order_by(Organisation.sort_key)
    )


def gatherings_in(alliance: Organisation, actor: Actor) -> Sequence[Any]:
    """Return the gatherings of an alliance that the reader sees, the newest first."""
    return _in_alliance.rows(actor, alliance_id=alliance.id)


@question
def _in_alliance(reader: Actor) -> Select:
    mine = Gathering.alliance_id == sa.bindparam("alliance_id")
    return (
        sa.select(Gathering.id, Gathering.state, Gathering.last_day, Consultation.title)
        .join(Gathering.consultation)
        .where(mine, Gathering.visible_to(reader))
        .order_by(Gathering.id.desc())
        .limit(MOST)
    )
