"""How documents are found: by their facts and by what stands in their newest file."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ideell.documents.models import Document, DocumentTag, DocumentVersion
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.foundation.searched import Group, Searched, joined

GROUP = Group("dokument", lazy("Dokument"), 70)


def _subjects() -> Any:
    mine = sa.select(DocumentTag.tag).where(DocumentTag.document_id == Document.id)
    return joined(mine, DocumentTag.id, of=Document)


def _words() -> Any:
    latest = sa.select(DocumentVersion.words).where(DocumentVersion.id == Document.latest_id)
    return latest.correlate(Document).scalar_subquery()


def _where(document: Document) -> str:
    parts = [document.owner_org.called, str(document.year)]
    return ", ".join([*parts, _("gäller inte längre")] if document.retired_at else parts)


DOCUMENTS = Searched(
    GROUP,
    heading=lambda: (Document.title, _subjects()),
    body=lambda: (Document.line, _words()),
    organisation=lambda: Document.owner_org_id,
    at=lambda: Document.changed_at,
    stands=lambda: Document.removed_at.is_(None),
    where=_where,
    typed=False,
)
