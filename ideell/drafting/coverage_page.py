"""What is known of every part of the report, asked in a fixed number of questions.

Who sees what: released input is counted, and it is the same figure for everybody who reads the
answer, pen holders and moderators too: what an organisation has not released stays its own, also
as a figure. Its own people are told beside the proposal that they have something left to release.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from ideell.consultations.models import BOXES, SourceDocument, SourceNode
from ideell.drafting.coverage import Coverage, Unit, covered, units_in
from ideell.drafting.models import Response, Section
from ideell.drafting.policy import may_lead_response
from ideell.drafting.section_as_host import address_of, name_of
from ideell.drafting.sources import columns_of_nodes
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.positions.models import Contribution
from ideell.positions.stances import joint_codes
from ideell.writing.comments import Comment
from ideell.writing.models import Block


class _About(NamedTuple):
    """The section that answers a part of the report."""

    title: str
    url: str
    has_text: bool
    is_silent: bool
    may_write: bool


NOWHERE = _About("", "", has_text=False, is_silent=False, may_write=False)


def coverage_of(response: Response, actor: Actor) -> Coverage:
    """Return how the answer covers the approved report, as `actor` may see it."""
    nodes = _nodes(response)
    chosen = units_in(nodes, BOXES)
    numbers = [node.id for node, _chapter in chosen]
    above = {node.id: node.number for node in nodes}
    about = _sections(response, actor)
    given, inside = _input(response, actor)
    said = _comments(response)
    stances = joint_codes(numbers, response.owner_org_id)
    units = []
    for node, chapter in chosen:
        section = about.get(node.id, NOWHERE)
        unit = Unit(
            id=node.id,
            kind=node.kind,
            number=node.number or above.get(node.parent_id or 0, ""),
            heading=node.heading,
            page=node.page_from,
            input_given=given.get(node.id, 0),
            waiting_inside=inside.get(node.id, 0),
            comments=said.get(node.text_id or 0, 0),
            section=section.title,
            section_url=section.url,
            has_text=section.has_text,
            is_silent=section.is_silent,
            stance=stances.get(node.id),
            may_write=section.may_write,
        )
        units.append((unit, chapter))
    return covered(units)


def _nodes(response: Response) -> Sequence[Any]:
    newest = (
        sa.select(sa.func.max(SourceDocument.id))
        .where(
            SourceDocument.consultation_id == response.consultation_id,
            SourceDocument.state == "approved",
        )
        .scalar_subquery()
    )
    return db.session.execute(
        sa.select(
            SourceNode.id, SourceNode.parent_id, SourceNode.kind, SourceNode.number,
            SourceNode.heading, SourceNode.page_from, SourceNode.text_id,
        )
        .where(SourceNode.document_id == newest, SourceNode.removed_at.is_(None))
        .order_by(SourceNode.position)
    ).all()  # fmt: skip


def _sections(response: Response, actor: Actor) -> dict[int, _About]:
    """The section that answers each node; one with text goes before one without."""
    standing = sa.select(Block.id).where(
        Block.text_id == Section.text_id, Block.removed_at.is_(None)
    )
    rows = db.session.execute(
        sa.select(
            Section.id, Section.position, Section.nothing_to_say, Section.pen_holder_id,
            standing.exists().label("written"),
        )
        .where(Section.response_id == response.id, Section.removed_at.is_(None))
        .order_by(Section.position)
    ).all()  # fmt: skip
    leads = may_lead_response(actor, response)
    under = columns_of_nodes([row.id for row in rows])
    found: dict[int, _About] = {}
    for row in rows:
        about = _About(
            name_of(row.position),
            address_of(response.id, row.id),
            has_text=bool(row.written),
            is_silent=bool(row.nothing_to_say),
            may_write=response.is_open and (leads or row.pen_holder_id == actor.user_id),
        )
        for node in under.get(row.id, []):
            known = found.setdefault(node.id, about)
            if about.has_text and not known.has_text:
                found[node.id] = about
    return found


def _input(response: Response, actor: Actor) -> tuple[dict[int, int], dict[int, int]]:
    """Released input by node; and what the reader's own organisations have not released."""
    rows = db.session.execute(
        sa.select(Contribution.node_id, Contribution.state, sa.func.count())
        .where(
            Contribution.consultation_id == response.consultation_id,
            Contribution.state.in_(["draft", "shared", "released"]),
            Contribution.gathering_id.is_(None),
            Contribution.visible_to(actor),
        )
        .group_by(Contribution.node_id, Contribution.state)
    ).all()
    given: dict[int, int] = {}
    inside: dict[int, int] = {}
    for node_id, state, count in rows:
        counted = given if state == "released" else inside
        counted[node_id or 0] = counted.get(node_id or 0, 0) + count
    return given, inside


def _comments(response: Response) -> dict[int, int]:
    """Visible comments on the report, by the number of the text that its node hosts."""
    about = sa.select(SourceNode.text_id).where(
        SourceNode.consultation_id == response.consultation_id, SourceNode.text_id.is_not(None)
    )
    rows = db.session.execute(
        sa.select(Comment.text_id, sa.func.count())
        .where(Comment.text_id.in_(about), Comment.state == "visible")
        .group_by(Comment.text_id)
    ).all()
    return {row[0]: row[1] for row in rows}
