"""How consultations and the parts of their reports are found."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ideell.consultations.models import Consultation, SourceDocument, SourceNode
from ideell.foundation.language import lazy
from ideell.foundation.searched import Group, Searched


def _of_consultation(column: Any) -> Any:
    mine = sa.select(column).where(Consultation.id == SourceNode.consultation_id)
    return mine.correlate(SourceNode).scalar_subquery()


def _of_document(column: Any) -> Any:
    mine = sa.select(column).where(SourceDocument.id == SourceNode.document_id)
    return mine.correlate(SourceNode).scalar_subquery()


CONSULTATIONS = Searched(
    Group("remisser", lazy("Remisser"), 10),
    heading=lambda: (
        Consultation.title, Consultation.series_ref, Consultation.our_number,
        Consultation.their_numbers,
    ),
    body=lambda: (Consultation.issuer, Consultation.summary),
    organisation=lambda: Consultation.owner_org_id,
    at=lambda: Consultation.made_at,
    stands=lambda: Consultation.removed_at.is_(None),
    where=lambda one: ", ".join(filter(None, [one.series_ref, *one.their_numbers])),
)  # fmt: skip
NODES = Searched(
    Group("betankanden", lazy("Betänkanden"), 20),
    heading=lambda: (SourceNode.number, SourceNode.heading),
    body=lambda: (SourceNode.text,),
    organisation=lambda: _of_consultation(Consultation.owner_org_id),
    at=lambda: _of_document(SourceDocument.made_at),
    stands=lambda: SourceNode.removed_at.is_(None),
    where=lambda node: node.consultation.title,
    typed=False,
)
