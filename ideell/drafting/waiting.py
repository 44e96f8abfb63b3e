"""What waits for those who hold a pen, and for those who lead an answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from ideell.consultations.models import Consultation
from ideell.drafting.models import OPEN_RESPONSES, Response, Section
from ideell.drafting.section_as_host import address_of, review_of
from ideell.foundation.actor import Actor
from ideell.foundation.clock import today
from ideell.foundation.dates import days_left, long_date
from ideell.foundation.kinds import Waiting
from ideell.foundation.language import gettext as _
from ideell.foundation.language import ngettext
from ideell.foundation.questions import Select, question
from ideell.writing.suggestions import OPEN_STATES, Suggestion

NEAR_DAYS = 3
WRITING = ("empty", "writing", "open")


def for_pen_holder(actor: Actor) -> list[Waiting]:
    """Return what waits in sections whose pen the person holds.

    First the suggestions to decide, then the sections that are due within three days.
    """
    if actor.is_stranger:
        return []
    rows = _held.rows(actor)
    near = today() + timedelta(days=NEAR_DAYS - 1)
    suggested = [_suggested(section) for section in rows if section.suggestions]
    due = [_due(section) for section in rows if section.due_on and section.due_on <= near]
    return [*suggested, *due]


@question
def _held(reader: Actor) -> Select:
    """The sections whose pen the reader holds, with how many suggestions are open in each."""
    suggestions = (
        sa.select(sa.func.count())
        .select_from(Suggestion)
        .where(Suggestion.text_id == Section.text_id, Suggestion.state.in_(OPEN_STATES))
    )
    return (
        sa.select(
            Section.id, Section.response_id, Section.position, Section.heading, Section.due_on,
            Response.consultation_id, Consultation.title,
            suggestions.scalar_subquery().label("suggestions"),
        )
        .join(Section.response)
        .join(Response.consultation)
        .where(
            Section.pen_holder_id == reader.user_id,
            Section.removed_at.is_(None),
            Section.state.in_(WRITING),
            Response.state.in_(OPEN_RESPONSES),
            Response.visible_to(reader),
        )
        .order_by(Section.due_on, Section.id)
    )  # fmt: skip


def _suggested(section: Any) -> Waiting:
    count = section.suggestions
    title = ngettext(
        "Ta ställning till ett förslag i avsnitt %(position)s",
        "Ta ställning till %(num)s förslag i avsnitt %(position)s",
        count,
        position=section.position,
    )
    by = section.due_on
    sentence = _("Gå igenom dem senast %(day)s.", day=long_date(by)) if by else ""
    return Waiting(
        title=title,
        sentence=sentence or section.title,
        url=review_of(section.response_id, section.position),
        action=_("Gå igenom"),
        due_on=by,
        minutes=2 * count,
        consultation_id=section.consultation_id,
    )


def _due(section: Any) -> Waiting:
    return Waiting(
        title=_("Gör klart avsnitt %(position)s", position=section.position),
        sentence=_(
            "”%(heading)s” ska vara klart %(day)s, %(left)s.",
            heading=section.heading,
            day=long_date(section.due_on),
            left=days_left(section.due_on),
        ),
        url=address_of(section.response_id, section.id),
        action=_("Skriv"),
        due_on=section.due_on,
        minutes=15,
        consultation_id=section.consultation_id,
    )
