"""Taking away a consultation that was added by mistake."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.consultations.models import Consultation, DeadlineVersion, Milestone
from ideell.consultations.moves import MOVES
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import hold
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken

MADE_WITH_IT = (DeadlineVersion.__tablename__, Milestone.__tablename__)
MOVED = tuple(f"consultation.{move.name}" for move in MOVES)


def take_back_adding(consultation: Consultation, *, deed: Deed, by: Actor) -> None:
    """Take a consultation away while nothing hangs on it.

    What others have begun is not taken from them: it is declined, and then all are told why.
    """
    hold(consultation)
    deed.refuse_when_followed(*MOVED)
    if db.session.scalar(sa.select(sa.or_(*_what_hangs_on(consultation)))):
        raise RuleBroken(_("Det finns redan arbete i remissen. Avböj den med ett skäl i stället."))
    consultation.removed_at = now()


def _what_hangs_on(consultation: Consultation) -> Iterator[sa.ColumnElement[bool]]:
    """For every table of whatever room: whether a row there is of the consultation, or about it."""
    own = Consultation.__table__
    for table in db.metadata.sorted_tables:
        keys = [key.parent for key in table.foreign_keys if key.column.table is own]
        if table.name not in MADE_WITH_IT:
            yield from (sa.exists().where(column == consultation.id) for column in keys)
        if "about_kind" in table.columns:
            kind, number = table.columns["about_kind"], table.columns["about_id"]
            yield sa.exists().where(kind == Consultation.__name__, number == consultation.id)
