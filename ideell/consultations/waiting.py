"""What waits for those who lead a consultation."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from ideell.consultations.models import Consultation, SourceDocument
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.kinds import Waiting
from ideell.foundation.language import gettext as _
from ideell.people.leading import leads

READING_MINUTES = 15


def waiting(actor: Actor) -> list[Waiting]:
    """Return the reports that were read and wait for somebody to look through them."""
    if actor.org_id is None or not (actor.has("office") or leads(actor, actor.org_id)):
        return []
    newer = aliased(SourceDocument)
    is_followed = sa.exists().where(
        newer.consultation_id == SourceDocument.consultation_id,
        newer.number > SourceDocument.number,
    )
    documents = db.session.scalars(
        sa.select(SourceDocument)
        .join(Consultation)
        .where(
            SourceDocument.state.in_(["read", "unreadable"]),
            ~is_followed,
            Consultation.owner_org_id == actor.org_id,
            Consultation.shelf.in_(["now", "coming"]),
        )
        .options(joinedload(SourceDocument.consultation, innerjoin=True))
        .order_by(SourceDocument.id)
    ).all()
    return [_item(document) for document in documents]


def _item(document: SourceDocument) -> Waiting:
    consultation = document.consultation
    is_read = document.state == "read"
    return Waiting(
        title=_("Gå igenom kapitlen i %(title)s", title=consultation.title)
        if is_read
        else _("Filen gick inte att läsa: %(title)s", title=consultation.title),
        sentence=_("Vi har läst filen. Godkänn innehållet, så ser medlemmarna det.")
        if is_read
        else _("Se vad du kan göra i stället."),
        url=f"/remisser/{consultation.id}/underlag/{document.id}",
        action=_("Gå igenom") if is_read else _("Öppna"),
        due_on=consultation.deadline,
        minutes=READING_MINUTES,
        is_mine=False,
        consultation_id=consultation.id,
    )
