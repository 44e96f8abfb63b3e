"""What is new in each consultation since Monday, in one line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ideell.consultations.models import Consultation
from ideell.drafting.models import Response, Section
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import closes_at, today
from ideell.foundation.language import gettext as _
from ideell.foundation.language import ngettext
from ideell.positions.models import Contribution
from ideell.writing.suggestions import Suggestion

MOST = 5


@dataclass(frozen=True)
class News:
    """One line: a consultation and what others have done there."""

    consultation: Consultation
    sentence: str


def last_monday() -> date:
    """Return the latest Monday before today."""
    return today() - timedelta(days=today().weekday() or 7)


def news(actor: Actor) -> list[News]:
    """Return the consultations where others gave input or made suggestions since Monday."""
    since = closes_at(last_monday() - timedelta(days=1))
    inputs, suggestions = _inputs(actor, since), _suggestions(actor, since)
    shown = db.session.scalars(
        sa.select(Consultation)
        .where(Consultation.id.in_(inputs | suggestions), Consultation.visible_to(actor))
        .order_by(sa.nulls_last(Consultation.deadline), Consultation.id)
        .limit(MOST)
    )
    return [News(one, _sentence(inputs.get(one.id), suggestions.get(one.id))) for one in shown]


def _inputs(actor: Actor, since: datetime) -> dict[int, int]:
    return _counted(
        sa.select(Contribution.consultation_id, sa.func.count())
        .where(
            Contribution.state == "released",
            Contribution.released_at >= since,
            Contribution.author_id != actor.user_id,
            Contribution.visible_to(actor),
        )
        .group_by(Contribution.consultation_id)
    )


def _suggestions(actor: Actor, since: datetime) -> dict[int, int]:
    return _counted(
        sa.select(Response.consultation_id, sa.func.count())
        .select_from(Suggestion)
        .join(Section, Section.text_id == Suggestion.text_id)
        .join(Response, Response.id == Section.response_id)
        .where(
            Suggestion.state != "draft",
            Suggestion.made_at >= since,
            Suggestion.author_id != actor.user_id,
            Section.removed_at.is_(None),
            Response.visible_to(actor),
        )
        .group_by(Response.consultation_id)
    )


def _counted(rows: sa.Select[Any, Any]) -> dict[int, int]:
    return {row[0]: row[1] for row in db.session.execute(rows)}


def _sentence(inputs: int | None, suggestions: int | None) -> str:
    said = []
    if inputs:
        said.append(ngettext("%(num)s nytt inspel", "%(num)s nya inspel", inputs))
    if suggestions:
        said.append(ngettext("%(num)s nytt förslag", "%(num)s nya förslag", suggestions))
    return _("%(first)s och %(last)s", first=said[0], last=said[1]) if said[1:] else said[0]
