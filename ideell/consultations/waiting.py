"""What waits for those who lead a consultation."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ideell.consultations.models import Consultation, SourceDocument
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.questions import Asked, Select, question
from ideell.foundation.waiting import Waiting, source
from ideell.people.leading import leads

READING_MINUTES = 15


def _to_approve(actor: Actor) -> Asked | None:
    approves = actor.org_id is not None and (actor.has("office") or leads(actor, actor.org_id))
    return _read.asked() if approves else None


@source(_to_approve)
def waiting(actor: Actor) -> list[Waiting]:
    """Return the reports that were read and wait for somebody to look through them."""
    return [_item(document) for document in _read.rows(actor)]


@question
def _read(reader: Actor) -> Select:
    """The newest reports of what the reader's organisation answers, read and not approved."""
    newer = aliased(SourceDocument)
    is_followed = sa.exists().where(
        newer.consultation_id == SourceDocument.consultation_id,
        newer.number > SourceDocument.number,
    )
    return (
        sa.select(
            SourceDocument.id, SourceDocument.state, SourceDocument.consultation_id,
            Consultation.title, Consultation.deadline,
        )
        .join(Consultation)
        .where(
            SourceDocument.state.in_(["read", "unreadable"]),
            ~is_followed,
            Consultation.owner_org_id == reader.org_id,
            Consultation.shelf.in_(["now", "coming"]),
        )
        .order_by(SourceDocument.id)
    )  # fmt: skip


def _item(document: Any) -> Waiting:
    is_read = document.state == "read"
    return Waiting(
        title=_("Gå igenom kapitlen i %(title)s", title=document.title)
        if is_read
        else _("Filen gick inte att läsa: %(title)s", title=document.title),
        sentence=_("Vi har läst filen. Godkänn innehållet, så ser medlemmarna det.")
        if is_read
        else _("Se vad du kan göra i stället."),
        url=f"/remisser/{document.consultation_id}/underlag/{document.id}",
        action=_("Gå igenom") if is_read else _("Öppna"),
        due_on=document.deadline,
        minutes=READING_MINUTES,
        is_mine=False,
        consultation_id=document.consultation_id,
    )
