"""What waits for those who release input, who answer it, and who began to write it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import url_for

from ideell.consultations.models import Consultation, Milestone
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now, today
from ideell.foundation.dates import moment_in_words
from ideell.foundation.language import gettext as _
from ideell.foundation.language import ngettext
from ideell.foundation.questions import Asked, Select, question
from ideell.foundation.waiting import Waiting, source
from ideell.people.leading import leads
from ideell.positions.models import Contribution
from ideell.positions.policy import OPEN
from ideell.positions.unfinished import left_by, unfinished_input

MINUTES_EACH = 2
PATIENCE = timedelta(days=1)


def _releasing(actor: Actor) -> Asked | None:
    return _shared.asked() if actor.has("coordinator") else None


@source(_releasing)
def to_release(actor: Actor) -> list[Waiting]:
    """Return, for a coordinator, the consultations with input that the organisation shares."""
    return [
        Waiting(
            title=ngettext("Skicka ett inspel", "Skicka %(num)s inspel", one.inputs),
            sentence=ngettext(
                "Det är delat hos er men syns inte för andra än: ”%(title)s”.",
                "De är delade hos er men syns inte för andra än: ”%(title)s”.",
                one.inputs,
                title=one.title,
            ),
            url=url_for("positions.contributions", consultation_id=one.id),
            action=_("Läs och skicka"),
            minutes=MINUTES_EACH * one.inputs,
            due_on=_last_day(one),
            consultation_id=one.id,
        )
        for one in _shared.rows(actor)
    ]


def _answering(actor: Actor) -> Asked | None:
    is_leading = actor.org_id is not None and leads(actor, actor.org_id)
    return _unanswered.asked() if is_leading else None


@source(_answering)
def to_answer(actor: Actor) -> list[Waiting]:
    """Return, for those who lead the work, the consultations with input that has no answer."""
    return [
        Waiting(
            title=ngettext("Svara på ett inspel", "Svara på %(num)s inspel", one.inputs),
            sentence=ngettext(
                "Säg vad det blev av det i svaret: ”%(title)s”.",
                "Säg vad det blev av dem i svaret: ”%(title)s”.",
                one.inputs,
                title=one.title,
            ),
            url=url_for("positions.contributions", consultation_id=one.id, visa="vantar"),
            action=_("Gå igenom"),
            minutes=MINUTES_EACH * one.inputs,
            due_on=_last_day(one),
            is_mine=False,
            consultation_id=one.id,
        )
        for one in _unanswered.rows(actor)
    ]


def _writing(actor: Actor) -> Asked | None:
    return None if actor.is_stranger else left_by(actor, before=now() - PATIENCE)


@source(_writing)
def to_finish(actor: Actor) -> list[Waiting]:
    """Return the input that the person left unsaved more than a day ago."""
    return [
        Waiting(
            title=_("Fortsätt på ditt inspel"),
            sentence=_(
                "Du skrev %(when)s: ”%(words)s”",
                when=moment_in_words(one.saved_at),
                words=one.excerpt,
            ),
            url=one.url,
            action=_("Fortsätt"),
            minutes=5,
            consultation_id=one.consultation.id,
        )
        for one in unfinished_input(actor, before=now() - PATIENCE)
        if one.consultation.state in OPEN
    ]


@question
def _shared(reader: Actor) -> Select:
    """The consultations with input that the reader's organisation shares and may release."""
    shared = sa.and_(
        Contribution.state == "shared",
        Contribution.organisation_id == reader.org_id,
        Contribution.gathering_id.is_(None),
        Contribution.voice_of_id.is_(None),
    )
    return _counted(shared, "contributions_due", reader)


@question
def _unanswered(reader: Actor) -> Select:
    """The consultations of the reader's organisation with input that has no answer."""
    unanswered = sa.and_(
        Contribution.state == "released",
        Contribution.disposition.is_(None),
        Contribution.gathering_id.is_(None),
        Consultation.owner_org_id == reader.org_id,
    )
    return _counted(unanswered, "draft_ready", reader)


def _counted(which: sa.ColumnElement[bool], key: str, reader: Actor) -> Select:
    """Consultations by how much input of a kind there is, with the plan's day for it."""
    day = (Milestone.consultation_id == Consultation.id) & (Milestone.key == key)
    return (
        sa.select(
            Consultation.id, Consultation.title, Consultation.deadline,
            sa.select(sa.func.max(Milestone.due_on)).where(day).scalar_subquery().label("day"),
            sa.func.count(Contribution.id).label("inputs"),
        )
        .join(Contribution, Contribution.consultation_id == Consultation.id)
        .where(which, Consultation.state.in_(OPEN), Consultation.visible_to(reader))
        .group_by(Consultation.id)
        .order_by(Consultation.id)
    )  # fmt: skip


def _last_day(consultation: Any) -> Any:
    """Return the plan's day for it, else the deadline; a day that has passed is no date."""
    day = consultation.day
    return day if day is not None and day >= today() else consultation.deadline
