"""Who holds the pen where or might, and what rooms below ask of the answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa

from ideell.consultations.models import Consultation, SourceNode
from ideell.drafting.models import OPEN_RESPONSES, Response, Section, section_nodes
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.people.audience import people_of_room
from ideell.people.models import User


def holds_pen(actor: Actor, consultation_id: int, node_id: int | None) -> bool:
    """Tell whether `actor` holds the pen of a section about the node, or about one above it.

    Without a node: of any section of an answer to the consultation. Only while the answer is
    open, and only for those who have an organisation to speak for.
    """
    if actor.org_id is None:
        return False
    mine = (
        sa.select(Section.id)
        .join(Response, Response.id == Section.response_id)
        .where(
            Response.consultation_id == consultation_id,
            Response.state.in_(OPEN_RESPONSES),
            Section.pen_holder_id == actor.user_id,
            Section.removed_at.is_(None),
        )
    )
    if node_id is not None:
        about = sa.select(section_nodes.c.section_id).where(
            section_nodes.c.node_id.in_(sa.select(_above(node_id).c.id))
        )
        mine = mine.where(Section.id.in_(about))
    return db.session.scalar(mine.limit(1)) is not None


def possible_pen_holders(response: Response) -> Sequence[User]:
    """Return the people of the owner and of the organisations linked to it, by name."""
    return people_of_room(response.owner_org_id)


def is_closed(consultation: Consultation) -> bool:
    """Tell whether the owner's joint answer to the consultation is being signed or has left."""
    closed = sa.select(Response.id).where(
        Response.consultation_id == consultation.id,
        Response.owner_org_id == consultation.owner_org_id,
        Response.kind == "joint",
        Response.state.not_in(OPEN_RESPONSES),
    )
    return db.session.scalar(closed.limit(1)) is not None


def _above(node_id: int) -> sa.CTE:
    """The node and everything above it in the report."""
    up = (
        sa.select(SourceNode.id, SourceNode.parent_id)
        .where(SourceNode.id == node_id)
        .cte("above", recursive=True)
    )
    return up.union(
        sa.select(SourceNode.id, SourceNode.parent_id).where(SourceNode.id == up.c.parent_id)
    )


def written_about(node_ids: Collection[int]) -> Collection[int]:
    """Return those of the nodes that a section was made about."""
    return set(
        db.session.scalars(
            sa.select(section_nodes.c.node_id).where(section_nodes.c.node_id.in_(list(node_ids)))
        )
    )
