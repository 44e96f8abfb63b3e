"""Finding input and the nodes one can write about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.activity.models import Deed
from ideell.consultations.models import Consultation, SourceDocument, SourceNode
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.questions import Select, question
from ideell.foundation.statements import given_numbers
from ideell.people.models import User
from ideell.positions.models import Contribution

PAGE = 25
INSIDE = ("draft", "shared", "withdrawn")
SHOWN = {"": "all", "vara": "ours", "vantar": "waiting", "besvarade": "answered"}
RELEASED = Contribution.state == "released"
IN_ROOM = Contribution.gathering_id.is_(None)  # not what is given inside an alliance


@dataclass(frozen=True)
class Group:
    """Input about one part of the report (None: the whole), and that part's number for people."""

    node: SourceNode | None
    number: str
    contributions: list[Contribution]


@dataclass(frozen=True)
class Listing:
    """Released input to one consultation, as its page shows it."""

    groups: list[Group]
    counts: Mapping[str, int]
    shown: str
    page: int

    @property
    def pages(self) -> int:
        """Return the number of pages, at least one."""
        return max(1, -(-self.counts[self.shown] // PAGE))


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


def inside(consultation: Consultation, actor: Actor) -> Sequence[Contribution]:
    """Return input that is not released: one's own drafts, and what one's organisation shares."""
    mine = _visible(consultation, actor).where(Contribution.state.in_(INSIDE))
    return db.session.scalars(mine.order_by(Contribution.id)).all()


def released(consultation: Consultation, actor: Actor, *, show: str, page: int) -> Listing:
    """Return a page of released input in the report's order.

    `show` is a key of SHOWN: everything, one's own, what waits for an answer, what has one.
    """
    shown = SHOWN.get(show, "all")
    wanted = _visible(consultation, actor).where(RELEASED, _filters(actor)[shown])
    rows = db.session.scalars(
        wanted.outerjoin(SourceNode, SourceNode.id == Contribution.node_id)
        .order_by(sa.nulls_first(SourceNode.position), Contribution.id)
        .limit(PAGE)
        .offset(PAGE * (max(1, page) - 1))
    )
    by_node = [list(one) for _key, one in groupby(rows, key=lambda row: row.node_id)]
    numbers = numbers_of([found[0].node for found in by_node if found[0].node])
    groups = [Group(one[0].node, numbers.get(one[0].node_id or 0, ""), one) for one in by_node]
    return Listing(groups, count_released(consultation, actor), shown, max(1, page))


def numbers_of(nodes: Iterable[SourceNode]) -> dict[int, str]:
    """Return each node's number; a box has that of the part it stands in. One query."""
    chosen = list(nodes)
    above = {node.parent_id for node in chosen if node.parent_id and not node.number}
    rows = db.session.execute(
        sa.select(SourceNode.id, SourceNode.number).where(SourceNode.id.in_(above))
    )
    parents: dict[int, str] = {row[0]: row[1] for row in rows}
    return {node.id: node.number or parents.get(node.parent_id or 0, "") for node in chosen}


def matter_of(contribution: Contribution) -> str:
    """Return what input is about as a line: "4.2 Förslag", or nothing for the whole."""
    node = contribution.node
    return f"{numbers_of([node])[node.id]} {node.heading}".strip() if node else ""


def count_released(consultation: Consultation, actor: Actor) -> dict[str, int]:
    """Return how much input there is, by the values of SHOWN, in one query."""
    row = _how_much.row(actor, consultation_id=consultation.id)
    return {name: int(many) for name, many in row._mapping.items()}


@question
def _how_much(reader: Actor) -> Select:
    sums = [
        sa.func.coalesce(sa.func.sum(sa.case((one, 1), else_=0)), 0).label(name)
        for name, one in _filters(reader).items()
    ]
    mine = Contribution.consultation_id == sa.bindparam("consultation_id")
    return sa.select(*sums).where(mine, RELEASED, IN_ROOM, Contribution.visible_to(reader))


def released_on(node_ids: Iterable[int], actor: Actor) -> dict[int, list[Contribution]]:
    """Return released input by node, for those who write about the nodes, in one query."""
    found: dict[int, list[Contribution]] = {}
    for contribution in _released_on.things(actor, node_ids=list(node_ids)):
        found.setdefault(contribution.node_id or 0, []).append(contribution)
    return found


@question
def _released_on(reader: Actor) -> Select:
    about = Contribution.node_id.in_(given_numbers("node_ids"))
    return (
        sa.select(Contribution)
        .where(about, RELEASED, IN_ROOM, Contribution.visible_to(reader))
        .options(joinedload(Contribution.organisation), joinedload(Contribution.author))
        .order_by(Contribution.id)
    )


def count_released_below(node: SourceNode, actor: Actor) -> int:
    """Return how much released input there is on what stands under a part, on all levels."""
    return 0 if node.is_box else int(_released_below.row(actor, node_id=node.id).many)


@question
def _released_below(reader: Actor) -> Select:
    under = sa.select(SourceNode.id).where(SourceNode.parent_id == sa.bindparam("node_id"))
    below = under.cte("below", recursive=True)
    below = below.union(sa.select(SourceNode.id).join(below, SourceNode.parent_id == below.c.id))
    about = Contribution.node_id.in_(sa.select(below.c.id))
    many = sa.func.count(Contribution.id).label("many")
    return sa.select(many).where(about, RELEASED, IN_ROOM, Contribution.visible_to(reader))


def last_writer(contribution: Contribution) -> str:
    """Return the name of whoever wrote in the input last."""
    written = Deed.tag.in_(["contribution.written", "contribution.changed"])
    name = db.session.scalar(
        sa.select(User.name)
        .join(Deed, Deed.user_id == User.id)
        .where(Deed.thing_kind == "Contribution", Deed.thing_id == contribution.id, written)
        .order_by(Deed.id.desc())
        .limit(1)
    )
    return name or contribution.author.name


def _filters(actor: Actor) -> dict[str, sa.ColumnElement[bool]]:
    return {
        "all": sa.true(),
        "ours": Contribution.organisation_id == actor.org_id,
        "waiting": Contribution.disposition.is_(None),
        "answered": Contribution.disposition.is_not(None),
    }


def _visible(consultation: Consultation, actor: Actor) -> Select:
    mine = Contribution.consultation_id == consultation.id
    return (
        sa.select(Contribution)
        .where(mine, IN_ROOM, Contribution.visible_to(actor))
        .options(
            joinedload(Contribution.organisation, innerjoin=True),
            joinedload(Contribution.author, innerjoin=True),
            joinedload(Contribution.node),
        )
    )
