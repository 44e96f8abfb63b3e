"""The nodes of a report in document order, without their long texts."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import defer

from ideell.consultations.models import SourceDocument, SourceNode
from ideell.extensions import db


def nodes_in_order(document: SourceDocument) -> Sequence[SourceNode]:
    """Return the outline of a document for a page: one statement, however long it is."""
    return db.session.scalars(
        sa.select(SourceNode)
        .where(SourceNode.document_id == document.id, SourceNode.removed_at.is_(None))
        .options(defer(SourceNode.text))
        .order_by(SourceNode.position)
    ).all()
