"""What waits for those who hold a pen, and for those who lead an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.consultations.models import Consultation
from ideell.drafting.models import OPEN_RESPONSES, Response, Section
from ideell.drafting.section_as_host import address_of, review_of
from ideell.foundation.actor import Actor
from ideell.foundation.clock import today
from ideell.foundation.dates import days_left, long_date, moment_in_words
from ideell.foundation.language import gettext as _
from ideell.foundation.language import ngettext
from ideell.foundation.questions import Asked, Select, question
from ideell.foundation.statements import given_numbers
from ideell.foundation.waiting import Waiting, source
from ideell.people.models import User
from ideell.writing.models import Revision
from ideell.writing.suggestions import OPEN_STATES, Suggestion

NEAR_DAYS = 3
WRITING = ("empty", "writing", "open")
GIVEN = ("section.pen", "section.returned", "section.reopened")


def _held_by(actor: Actor) -> Asked | None:
    return None if actor.is_stranger else _held.asked()


@source(_held_by)
def for_pen_holder(actor: Actor) -> list[Waiting]:
    """Return what waits in sections whose pen the person holds.

    First the sections that were given to them or back to them, then the suggestions to decide,
    then the sections that are due within three days.
    """
    rows = _held.rows(actor)
    near = today() + timedelta(days=NEAR_DAYS - 1)
    suggested = [_suggested(section) for section in rows if section.suggestions]
    due = [_due(section) for section in rows if section.due_on and section.due_on <= near]
    return [*_given_to(actor, rows), *suggested, *due]


def open_suggestions() -> Any:
    """Return how many suggestions are open in a section, as a column."""
    mine = (Suggestion.text_id == Section.text_id, Suggestion.state.in_(OPEN_STATES))
    return sa.select(sa.func.count()).select_from(Suggestion).where(*mine).scalar_subquery()


def _given_to(actor: Actor, sections: Sequence[Any]) -> list[Waiting]:
    """What waits in sections that somebody else gave to the actor, who has not written since."""
    by_number = {section.id: section for section in sections}
    deeds = _giving.rows(actor, numbers=list(by_number)) if by_number else []
    return [_given(by_number[deed.thing_id], deed) for deed in deeds]


@question
def _giving(reader: Actor) -> Select:
    """The latest deed that gave each of the sections to somebody, when another did it."""
    last = (
        sa.select(sa.func.max(Deed.id))
        .where(
            Deed.thing_kind == Section.__name__,
            Deed.thing_id.in_(given_numbers("numbers")),
            Deed.tag.in_(GIVEN),
            Deed.undone_at.is_(None),
        )
        .group_by(Deed.thing_id)
    )
    wrote = (
        sa.select(Revision.id)
        .join(Section, Section.text_id == Revision.text_id)
        .where(Section.id == Deed.thing_id, Revision.author_id == reader.user_id)
        .where(Revision.at >= Deed.at)
        .correlate(Deed)
    )
    return (
        sa.select(Deed.thing_id, Deed.tag, Deed.at, Deed.reason, User.name)
        .join(User, User.id == Deed.user_id)
        .where(Deed.id.in_(last), Deed.user_id != reader.user_id, ~wrote.exists())
        .order_by(Deed.id)
    )


def _given(section: Any, deed: Any) -> Waiting:
    number, when = section.position, moment_in_words(deed.at)
    if deed.tag == "section.pen":
        title = _("Ta över pennan i avsnitt %(number)s", number=number)
        sentence = _("%(name)s lämnade över den %(when)s.", name=deed.name, when=when)
    else:
        title = _("Skriv vidare i avsnitt %(number)s", number=number)
        sentence = _(
            "%(name)s öppnade det igen %(when)s: %(why)s",
            name=deed.name, when=when, why=deed.reason,
        )  # fmt: skip
    return Waiting(
        title=title,
        sentence=sentence,
        url=address_of(section.response_id, section.id),
        action=_("Öppna"),
        due_on=section.due_on,
        minutes=5,
        consultation_id=section.consultation_id,
    )


@question
def _held(reader: Actor) -> Select:
    """The sections whose pen the reader holds, with how many suggestions are open in each."""
    return (
        sa.select(
            Section.id, Section.response_id, Section.position, Section.heading, Section.due_on,
            Response.consultation_id, Consultation.title,
            open_suggestions().label("suggestions"),
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
