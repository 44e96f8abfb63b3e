"""What the report says in the part that a section answers, with the joint stances."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from ideell.consultations.models import Consultation, SourceNode
from ideell.drafting.models import section_nodes
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.language import ngettext
from ideell.foundation.questions import Select, question
from ideell.foundation.statements import given_numbers
from ideell.positions.models import Contribution, Position
from ideell.positions.names import phrase
from ideell.positions.stances import joint_stances
from ideell.reading.cleaning import shortened

CONTAINERS = ("chapter", "section")
NAMED = 4  # parts of the report that a list names; of the rest it says how many


@dataclass(frozen=True)
class Stand:
    """A joint stance as `positions/_stance.html` wants it."""

    node: SourceNode
    position: Position | None
    may_set: bool
    back: str


@dataclass(frozen=True)
class SourceShown:
    """One proposal beside a section: the node, its number for people, and our stand."""

    node: SourceNode
    number: str
    stance: Stand
    contributions: tuple[Contribution, ...] = ()

    @property
    def url(self) -> str:
        """The node's own page, where it is read and talked about."""
        return f"/remisser/{self.node.consultation_id}/kapitel/{self.node.id}"


def sources_of(section: Any, actor: Actor) -> list[SourceShown]:
    """Return the proposals under a section's chosen nodes, in the report's order.

    Where the chosen nodes hold no boxes, they are shown themselves.
    """
    nodes = nodes_under(section)
    boxes = [node for node in nodes if node.takes_a_stance] or list(nodes)
    numbered = [node.id for node in boxes]
    stances = joint_stances(numbered, section.response.owner_org_id) if numbered else {}
    numbers = {node.id: node.number for node in nodes}
    may_set = bool(boxes) and may_set_stances(actor, section)
    return [
        SourceShown(
            node,
            node.number or numbers.get(node.parent_id or 0, ""),
            Stand(node, stances.get(node.id), may_set and node.takes_a_stance, section.url),
        )
        for node in boxes
    ]


def may_set_stances(actor: Actor, section: Any) -> bool:
    """Tell, asking once for a section and not node by node, who sets its stances."""
    return bool(section.is_held_by(actor) or section.is_led_by(actor))


def nodes_under(section: Any) -> Sequence[SourceNode]:
    """Return the section's chosen nodes and everything under them, in the report's order."""
    return nodes_of_sections([section.id]).get(section.id, [])


class NodeOfSection(NamedTuple):
    """What a list says of a node under a section; `is_chosen` when the section is about it."""

    is_chosen: bool
    id: int
    kind: str
    number: str
    heading: str
    page_from: int | None
    page_to: int | None


def nodes_of_sections(section_ids: Collection[int]) -> dict[int, list[SourceNode]]:
    """Return the nodes chosen for each section, with everything under them, in one query."""
    rows = _nodes.rows_of_things(section_ids=list(section_ids))
    return _by_section((row[0], row[2]) for row in rows)


def columns_of_nodes(section_ids: Collection[int]) -> dict[int, list[NodeOfSection]]:
    """Return the same nodes as `nodes_of_sections`, with no more than what a list shows."""
    rows = _shown_nodes.rows(section_ids=list(section_ids))
    return _by_section((row[0], NodeOfSection(bool(row[1]), *row[2:])) for row in rows)


@question
def _nodes() -> Select:
    return _in_order(SourceNode)


@question
def _shown_nodes() -> Select:
    return _in_order(
        SourceNode.id, SourceNode.kind, SourceNode.number, SourceNode.heading,
        SourceNode.page_from, SourceNode.page_to,
    )  # fmt: skip


def _in_order(*columns: Any) -> Select:
    """Rows of (section, 1 when the node is chosen itself, columns), a node once for a section."""
    chosen = (
        sa.select(
            section_nodes.c.section_id, section_nodes.c.node_id, sa.literal(1).label("is_chosen")
        )
        .where(section_nodes.c.section_id.in_(given_numbers("section_ids")))
        .cte("under", recursive=True)
    )
    children = sa.select(chosen.c.section_id, SourceNode.id, sa.literal(0)).where(
        SourceNode.parent_id == chosen.c.node_id, SourceNode.removed_at.is_(None)
    )
    under = chosen.union(children)
    return (
        sa.select(under.c.section_id, sa.func.max(under.c.is_chosen), *columns)
        .join(under, under.c.node_id == SourceNode.id)
        .where(SourceNode.removed_at.is_(None))
        .group_by(under.c.section_id, SourceNode.id)
        .order_by(SourceNode.position, SourceNode.id)
    )


def _by_section(rows: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for section_id, node in rows:
        found.setdefault(section_id, []).append(node)
    return found


def choosable_nodes(consultation: Consultation, actor: Actor) -> Sequence[SourceNode]:
    """Return the chapters and sections of the approved report that one can answer."""
    document = consultation.source
    if document is None:
        return []
    return db.session.scalars(
        sa.select(SourceNode)
        .where(
            SourceNode.document_id == document.id,
            SourceNode.kind.in_(CONTAINERS),
            SourceNode.visible_to(actor),
        )
        .order_by(SourceNode.position)
    ).all()


def span(nodes: Iterable[Any]) -> str:
    """Return where in the report some chosen nodes stand: "Kapitel 5, sidorna 133–170"."""
    chosen = list(nodes)
    if not chosen:
        return _("Inget kapitel")
    names = ", ".join(node.number or shortened(node.heading, 40) for node in chosen[:NAMED])
    if len(chosen) > NAMED:
        names = ngettext(
            "%(names)s och ett till", "%(names)s och %(num)s till", len(chosen) - NAMED, names=names
        )
    label = _("Kapitel") if all(node.kind == "chapter" for node in chosen) else _("Avsnitt")
    pages = [page for node in chosen for page in (node.page_from, node.page_to) if page]
    where = _("%(label)s %(names)s", label=label, names=names)
    if not pages:
        return where
    first, last = min(pages), max(pages)
    if first == last:
        return _("%(where)s, sidan %(page)s", where=where, page=first)
    return _("%(where)s, sidorna %(first)s–%(last)s", where=where, first=first, last=last)


def first_sentence(section: Any) -> str:
    """Return a sentence from the first joint stance in the section, or nothing."""
    nodes = nodes_under(section)
    stances = joint_stances([n.id for n in nodes], section.response.owner_org_id)
    numbers = {node.id: node.number for node in nodes}
    for node in nodes:
        if node.id in stances:
            said = phrase(stances[node.id].stance, section.response.owner_org.name)
            number = node.number or numbers.get(node.parent_id or 0, "")
            return _("Avsnitt %(number)s: %(said)s", number=number, said=said) if number else said
    return ""
