"""What waits for those who hold a pen, and for those who lead an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from ideell.activity.models import Deed
from ideell.drafting.models import OPEN_RESPONSES, Response, Section
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import today
from ideell.foundation.dates import days_left, long_date, moment_in_words
from ideell.foundation.kinds import Waiting
from ideell.foundation.language import gettext as _
from ideell.foundation.language import ngettext
from ideell.writing.models import Revision
from ideell.writing.suggestions import OPEN_STATES, Suggestion

NEAR_DAYS = 3
WRITING = ("empty", "writing", "open")


def for_pen_holder(actor: Actor) -> list[Waiting]:
    """Return what waits in sections whose pen the person holds.

    First the sections that were given to them or back to them, then the suggestions to decide,
    then the sections that are due within three days.
    """
    if actor.is_stranger:
        return []
    rows = db.session.execute(
        sa.select(Section, _open_suggestions())
        .join(Section.response)
        .join(Response.consultation)
        .where(*_mine(actor))
        .options(contains_eager(Section.response).contains_eager(Response.consultation))
        .order_by(Section.due_on, Section.id)
    ).all()
    near = today() + timedelta(days=NEAR_DAYS - 1)
    suggested = [_suggested(section, count) for section, count in rows if count]
    due = [_due(section) for section, _count in rows if section.due_on and section.due_on <= near]
    given = [_given(section, deed) for section, deed in _given_to(actor, [row[0] for row in rows])]
    return [*given, *suggested, *due]


GIVEN = ("section.pen", "section.returned", "section.reopened")


def _given_to(actor: Actor, sections: Sequence[Section]) -> list[tuple[Section, Deed]]:
    """Return the sections that somebody else gave to `actor`, who has not written there since."""
    if not sections:
        return []
    by_number = {section.id: section for section in sections}
    about = (Deed.thing_kind == Section.__name__, Deed.thing_id.in_(by_number))
    last = (
        sa.select(sa.func.max(Deed.id))
        .where(*about, Deed.tag.in_(GIVEN), Deed.undone_at.is_(None))
        .group_by(Deed.thing_id)
    )
    wrote = (
        sa.select(Revision.id)
        .join(Section, Section.text_id == Revision.text_id)
        .where(Section.id == Deed.thing_id, Revision.author_id == actor.user_id)
        .where(Revision.at >= Deed.at)
        .correlate(Deed)
    )
    deeds = db.session.scalars(
        sa.select(Deed)
        .where(Deed.id.in_(last), Deed.user_id != actor.user_id, ~wrote.exists())
        .options(joinedload(Deed.user))
        .order_by(Deed.id)
    )
    return [(by_number[deed.thing_id], deed) for deed in deeds]


def _given(section: Section, deed: Deed) -> Waiting:
    number, name = section.position, deed.user.name
    when = moment_in_words(deed.at)
    if deed.tag == "section.pen":
        title = _("Ta över pennan i avsnitt %(number)s", number=number)
        sentence = _("%(name)s lämnade över den %(when)s.", name=name, when=when)
    else:
        title = _("Skriv vidare i avsnitt %(number)s", number=number)
        sentence = _(
            "%(name)s öppnade det igen %(when)s: %(why)s", name=name, when=when, why=deed.reason
        )
    return Waiting(
        title=title,
        sentence=sentence,
        url=section.url,
        action=_("Öppna"),
        due_on=section.due_on,
        minutes=5,
        consultation_id=section.response.consultation_id,
    )


def _open_suggestions() -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count())
        .select_from(Suggestion)
        .where(Suggestion.text_id == Section.text_id, Suggestion.state.in_(OPEN_STATES))
        .scalar_subquery()
    )


def _mine(actor: Actor) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Section.pen_holder_id == actor.user_id,
        Section.removed_at.is_(None),
        Section.state.in_(WRITING),
        Response.state.in_(OPEN_RESPONSES),
        Response.visible_to(actor),
    )


def _suggested(section: Section, count: int) -> Waiting:
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
        sentence=sentence or section.response.consultation.title,
        url=section.place.review,
        action=_("Gå igenom"),
        due_on=by,
        minutes=2 * count,
        consultation_id=section.response.consultation_id,
    )


def _due(section: Section) -> Waiting:
    assert section.due_on is not None
    return Waiting(
        title=_("Gör klart avsnitt %(position)s", position=section.position),
        sentence=_(
            "”%(heading)s” ska vara klart %(day)s, %(left)s.",
            heading=section.heading,
            day=long_date(section.due_on),
            left=days_left(section.due_on),
        ),
        url=section.url,
        action=_("Skriv"),
        due_on=section.due_on,
        minutes=15,
        consultation_id=section.response.consultation_id,
    )
