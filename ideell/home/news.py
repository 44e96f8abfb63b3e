"""What is new in each consultation since Monday, in one line."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from ideell.consultations.models import Consultation
from ideell.drafting.models import Response, Section
from ideell.foundation.actor import Actor
from ideell.foundation.clock import closes_at, today
from ideell.foundation.language import in_a_row, ngettext
from ideell.foundation.questions import Select, question
from ideell.positions.models import Contribution
from ideell.writing.suggestions import Suggestion

MOST = 5


class News(NamedTuple):
    """One line: a consultation and what others have done there."""

    consultation_id: int
    title: str
    sentence: str


def last_monday() -> date:
    """Return the latest Monday before today."""
    return today() - timedelta(days=today().weekday() or 7)


def news(actor: Actor) -> list[News]:
    """Return the consultations where others gave input or made suggestions since Monday."""
    since = closes_at(last_monday() - timedelta(days=1))
    return [
        News(row.id, row.title, _sentence(row.inputs, row.suggestions))
        for row in _happened.rows(actor, since=since)
    ]


@question
def _happened(reader: Actor) -> Select:
    """Consultations with how much input and how many suggestions others made since a moment."""
    inputs = (
        sa.select(Contribution.consultation_id, sa.func.count().label("many"))
        .where(
            Contribution.state == "released",
            Contribution.gathering_id.is_(None),
            Contribution.released_at >= sa.bindparam("since"),
            Contribution.author_id != reader.user_id,
            Contribution.visible_to(reader),
        )
        .group_by(Contribution.consultation_id)
        .subquery("inputs")
    )
    suggestions = (
        sa.select(Response.consultation_id, sa.func.count().label("many"))
        .select_from(Suggestion)
        .join(Section, Section.text_id == Suggestion.text_id)
        .join(Response, Response.id == Section.response_id)
        .where(
            Suggestion.state != "draft",
            Suggestion.made_at >= sa.bindparam("since"),
            Suggestion.author_id != reader.user_id,
            Section.removed_at.is_(None),
            Response.visible_to(reader),
        )
        .group_by(Response.consultation_id)
        .subquery("suggested")
    )
    return (
        sa.select(
            Consultation.id, Consultation.title,
            inputs.c.many.label("inputs"), suggestions.c.many.label("suggestions"),
        )
        .outerjoin(inputs, inputs.c.consultation_id == Consultation.id)
        .outerjoin(suggestions, suggestions.c.consultation_id == Consultation.id)
        .where(
            inputs.c.many.is_not(None) | suggestions.c.many.is_not(None),
            Consultation.visible_to(reader),
        )
        .order_by(sa.nulls_last(Consultation.deadline), Consultation.id)
        .limit(MOST)
    )  # fmt: skip


def _sentence(inputs: int | None, suggestions: int | None) -> str:
    said = []
    if inputs:
        said.append(ngettext("%(num)s nytt inspel", "%(num)s nya inspel", inputs))
    if suggestions:
        said.append(ngettext("%(num)s nytt förslag", "%(num)s nya förslag", suggestions))
    return in_a_row(said)
