"""The consultations that documents and discussions can be about, to choose among."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from ideell.consultations.models import Consultation
from ideell.foundation.actor import Actor
from ideell.foundation.questions import Select, question

MOST = 60


def consultations_to_be_about(actor: Actor) -> Sequence[Consultation]:
    """Return what `actor` may see of what is under way or was answered lately."""
    found: Sequence[Consultation] = _offered.things(actor)
    return found


@question
def _offered(reader: Actor) -> Select:
    live = Consultation.shelf.in_(["now", "coming", "answered"])
    return (
        sa.select(Consultation)
        .where(live, Consultation.visible_to(reader))
        .order_by(Consultation.deadline.desc().nulls_last(), Consultation.id.desc())
        .limit(MOST)
    )
