"""What waits in a gathering: for those who ask, for those who are asked, and where two differ."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from flask import url_for

from ideell.consultations.models import Consultation
from ideell.foundation.actor import Actor
from ideell.foundation.clock import today
from ideell.foundation.language import gettext as _
from ideell.foundation.language import ngettext
from ideell.foundation.questions import Asked, Select, question
from ideell.foundation.waiting import Waiting, source
from ideell.people.models import OrganisationLink
from ideell.people.names import CALLED
from ideell.positions.gathering import asks
from ideell.positions.models import Contribution, Gathering, GatheringAnswer
from ideell.positions.models.gathering import UNDER_WAY

NEAR = timedelta(days=3)
MINUTES_EACH = 3


def _in_gatherings(actor: Actor) -> Asked | None:
    has_any = actor.hat is not None and actor.hat.kind != "umbrella"
    return _gatherings.asked(today=today()) if has_any else None


@source(_in_gatherings)
def gatherings_waiting(actor: Actor) -> list[Waiting]:
    """Return what waits for `actor` in the gatherings of the organisation acted for."""
    found = _gatherings.rows(actor, today=today())
    return [item for row in found for item in _items(row, actor)]


def _items(row: Any, actor: Actor) -> list[Waiting]:
    if row.alliance_id != actor.org_id:
        return _for_member(row, actor)
    return _for_alliance(row) if asks(actor, row.alliance_id) else []


def _for_alliance(row: Any) -> list[Waiting]:
    """Input came in and nobody has said what became of it; the last day is near or over."""
    about = {"title": row.title}
    found = []
    if row.unanswered:
        found.append(_waiting(
            row, "#came-in", _("Gå igenom"), MINUTES_EACH * row.unanswered,
            ngettext("Gå igenom ett inspel från en medlem",
                     "Gå igenom %(num)s inspel från medlemmarna", row.unanswered),
            _("De gäller ”%(title)s”. Ta upp dem i alliansens inspel.", **about),
        ))  # fmt: skip
    is_late = row.last_day <= today() + NEAR
    if row.came_in and is_late and not row.released:
        found.append(_waiting(
            row, "", _("Sammanställ"), 20, _("Sammanställ och skicka alliansens inspel"),
            _("Sista dagen att svara är snart, eller har varit: ”%(title)s”.", **about),
        ))  # fmt: skip
    return found


def _for_member(row: Any, actor: Actor) -> list[Waiting]:
    """The alliance asks and the organisation has neither answered nor said that it will not."""
    found = []
    is_open = row.state == "open" and row.last_day >= today()
    if is_open and row.shared and actor.has("coordinator"):
        found.append(_waiting(
            row, "#ours", _("Läs och skicka"), 2 * row.shared,
            ngettext("Skicka ett inspel till %(alliance)s",
                     "Skicka %(num)s inspel till %(alliance)s", row.shared, alliance=row.alliance),
            _("Alliansen ser det inte än: ”%(title)s”.", title=row.title),
        ))  # fmt: skip
    elif is_open and not (row.mine or row.shared or row.has_nothing):
        found.append(_waiting(
            row, "", _("Läs frågan"), 15, _("Svara %(alliance)s", alliance=row.alliance),
            _("Alliansen vill veta vad ni tycker om ”%(title)s”.", title=row.title),
        ))  # fmt: skip
    return found


def _waiting(row: Any, at: str, action: str, minutes: int, title: str, sentence: str) -> Waiting:
    return Waiting(
        title=title, sentence=sentence, action=action, minutes=minutes,
        url=url_for("positions.gathering", gathering_id=row.id) + at,
        due_on=row.last_day if row.last_day >= today() else row.deadline,
        is_mine=False, consultation_id=row.consultation_id,
    )  # fmt: skip


def _choosing(actor: Actor) -> Asked | None:
    has_any = actor.hat is not None and actor.hat.kind != "umbrella"
    return _differing.asked() if has_any and actor.has("coordinator") else None


@source(_choosing)
def differing_drafts(actor: Actor) -> list[Waiting]:
    """Return the matters on which several people of the organisation share different drafts."""
    return [
        Waiting(
            title=_("Välj mellan två utkast från er"),
            sentence=_("Två av er skriver olika om samma sak: ”%(title)s”.", title=row.title),
            url=url_for("positions.compare_drafts", contribution_id=row.first),
            action=_("Jämför"),
            minutes=10,
            due_on=row.day,
            consultation_id=row.id,
        )
        for row in _differing.rows(actor)
    ]


@question
def _differing(reader: Actor) -> Select:
    """Matters on which several people of the reader's organisation share drafts."""
    own = Contribution.organisation_id == reader.org_id
    return (
        sa.select(
            Consultation.id, Consultation.title,
            sa.func.coalesce(sa.func.min(Gathering.last_day), Consultation.deadline).label("day"),
            sa.func.min(Contribution.id).label("first"),
        )
        .join(Contribution, Contribution.consultation_id == Consultation.id)
        .outerjoin(Gathering, Gathering.id == Contribution.gathering_id)
        .where(
            own, Contribution.state == "shared", Consultation.state.in_(UNDER_WAY),
            sa.or_(Gathering.id.is_(None), Gathering.state == "open"),
        )
        .group_by(
            Consultation.id, Contribution.node_id, Contribution.gathering_id,
            Contribution.voice_of_id,
        )
        .having(sa.func.count(sa.distinct(Contribution.author_id)) > 1)
        .order_by(Consultation.id, sa.func.min(Contribution.id))
    )  # fmt: skip


@question
def _gatherings(reader: Actor) -> Select:
    """The gatherings of the organisation acted for and of its alliances, on answers that are
    being made, and what is in them; what waits for another hat is not this one's.
    """
    linked = sa.select(OrganisationLink.owner_id).where(
        OrganisationLink.member_id == reader.org_id,
        OrganisationLink.is_current(sa.bindparam("today")),
    )
    ours = (Gathering.alliance_id == reader.org_id) | Gathering.alliance_id.in_(linked)
    given = (Contribution.gathering_id == Gathering.id) & (Contribution.state == "released")
    mine = (Contribution.gathering_id == Gathering.id) & (
        Contribution.organisation_id == reader.org_id
    )
    told = sa.select(GatheringAnswer.has_nothing).where(
        GatheringAnswer.gathering_id == Gathering.id,
        GatheringAnswer.organisation_id == reader.org_id,
    )
    voice = (Contribution.voice_of_id == Gathering.id) & (Contribution.state == "released")
    return (
        sa.select(
            Gathering.id, Gathering.alliance_id, Gathering.state, Gathering.last_day,
            Gathering.consultation_id, Consultation.title, Consultation.deadline,
            CALLED.label("alliance"),
            _count(given).label("came_in"),
            _count(given & Contribution.disposition.is_(None)).label("unanswered"),
            _count(voice).label("released"),
            _count(mine & (Contribution.state == "released")).label("mine"),
            _count(mine & (Contribution.state == "shared")).label("shared"),
            told.correlate(Gathering).scalar_subquery().label("has_nothing"),
        )
        .join(Gathering.consultation)
        .join(Gathering.alliance)
        .where(ours, Consultation.state.in_(UNDER_WAY), Gathering.visible_to(reader))
        .order_by(Gathering.last_day, Gathering.id)
    )  # fmt: skip


def _count(which: sa.ColumnElement[bool]) -> Any:
    counted = sa.select(sa.func.count(Contribution.id)).where(which)
    return counted.correlate(Gathering).scalar_subquery()
