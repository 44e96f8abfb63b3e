"""Finding input and the nodes one can write about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.consultations.models import Consultation, SourceDocument, SourceNode
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.positions.models import Contribution


def proposals_of(consultation: Consultation, actor: Actor) -> Sequence[SourceNode]:
    """Return what one can take a stand on in the approved report, in its order."""
    return db.session.scalars(
        sa.select(SourceNode)
        .join(SourceDocument, SourceNode.document_id == SourceDocument.id)
        .where(
            SourceNode.consultation_id == consultation.id,
            SourceDocument.state == "approved",
            SourceNode.kind.not_in(["chapter", "section"]),
            SourceNode.visible_to(actor),
        )
        .order_by(SourceNode.position)
    ).all()


def contributions_to(consultation: Consultation, actor: Actor) -> Sequence[Contribution]:
    """Return the input that `actor` may see: own first, then the others', newest last."""
    return db.session.scalars(
        sa.select(Contribution)
        .where(
            Contribution.consultation_id == consultation.id,
            Contribution.visible_to(actor),
            Contribution.state != "withdrawn",
        )
        .options(
            joinedload(Contribution.organisation),
            joinedload(Contribution.author),
            joinedload(Contribution.node),
        )
        .order_by(Contribution.organisation_id != (actor.org_id or 0), Contribution.id)
    ).all()


def released_on(node_ids: Iterable[int], actor: Actor) -> dict[int, list[Contribution]]:
    """Return released input by node, for those who write about the nodes, in one query."""
    found: dict[int, list[Contribution]] = {}
    rows = db.session.scalars(
        sa.select(Contribution)
        .where(
            Contribution.node_id.in_(list(node_ids)),
            Contribution.state == "released",
            Contribution.visible_to(actor),
        )
        .options(joinedload(Contribution.organisation), joinedload(Contribution.author))
        .order_by(Contribution.id)
    )
    for contribution in rows:
        found.setdefault(contribution.node_id or 0, []).append(contribution)
    return found
