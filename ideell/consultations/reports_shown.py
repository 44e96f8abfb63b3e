"""The reports of a consultation as its workspace shows them: plain values, in one question."""

from __future__ import annotations

from typing import Any, NamedTuple

import sqlalchemy as sa

from ideell.consultations.models import Consultation, SourceDocument
from ideell.consultations.models.source import ON_ITS_WAY
from ideell.files.models import StoredFile
from ideell.files.types import in_words
from ideell.foundation.questions import Select, question


class ReportShown(NamedTuple):
    """A report: `kind` is that of its file ("PDF"), "" when its contents were typed in."""

    id: int
    state: str
    pages: int | None
    kind: str
    size: int


def reports_of(consultation: Consultation) -> tuple[ReportShown | None, ReportShown | None]:
    """Return the report that others see, the newest approved one; and the newest of all where
    that is on its way and not approved yet.
    """
    found = [_shown(row) for row in _reports.rows(consultation_id=consultation.id)]
    approved = next((one for one in found if one.state == "approved"), None)
    return approved, found[0] if found and found[0].state in ON_ITS_WAY else None


@question
def _reports() -> Select:
    """The newest first."""
    return (
        sa.select(
            SourceDocument.id, SourceDocument.state, SourceDocument.pages,
            StoredFile.media_type, StoredFile.size,
        )
        .outerjoin(SourceDocument.file)
        .where(SourceDocument.consultation_id == sa.bindparam("consultation_id"))
        .order_by(SourceDocument.number.desc())
    )  # fmt: skip


def _shown(row: Any) -> ReportShown:
    kind = in_words(row.media_type) if row.media_type else ""
    return ReportShown(row.id, row.state, row.pages, kind, row.size or 0)
