"""What waits for those who write in a shared document: suggestions that others have made."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ideell.documents.models import Document, DocumentWriter
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.language import ngettext
from ideell.foundation.questions import Asked, Select, question
from ideell.foundation.waiting import Waiting, source
from ideell.writing.suggestions import OPEN_STATES, Suggestion


def _written_by(actor: Actor) -> Asked | None:
    return None if actor.org_id is None else _suggested.asked()


@source(_written_by)
def to_decide(actor: Actor) -> list[Waiting]:
    """Return the documents in which suggestions wait for the person, as sharer or as writer."""
    return [_item(row) for row in _suggested.rows(actor)]


@question
def _suggested(reader: Actor) -> Select:
    along = sa.select(DocumentWriter.document_id).where(DocumentWriter.user_id == reader.user_id)
    others = sa.select(Suggestion.id).where(
        Suggestion.text_id == Document.text_id,
        Suggestion.state.in_(OPEN_STATES),
        Suggestion.author_id != reader.user_id,
    )
    many = others.with_only_columns(sa.func.count()).scalar_subquery()
    return (
        sa.select(Document.id, Document.title, many.label("suggestions"))
        .where(
            Document.text_id.is_not(None),
            (Document.sharer_id == reader.user_id) | Document.id.in_(along),
            Document.locked_at.is_(None),
            Document.retired_at.is_(None),
            Document.visible_to(reader),
            others.exists(),
        )
        .order_by(Document.id)
    )


def _item(row: Any) -> Waiting:
    return Waiting(
        title=ngettext(
            "Ta ställning till ett förslag i ”%(title)s”",
            "Ta ställning till %(num)s förslag i ”%(title)s”",
            row.suggestions,
            title=row.title,
        ),
        sentence=_("Du skriver i dokumentet, så du avgör dem."),
        url=f"/dokument/{row.id}/forslag",
        action=_("Gå igenom"),
        minutes=2 * row.suggestions,
    )
