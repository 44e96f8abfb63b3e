"""What a gathering shows: the report through it, who has answered, and what came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from ideell.consultations.models import SourceNode
from ideell.consultations.order import nodes_in_order
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.questions import Select, question
from ideell.people.directory import links_of
from ideell.people.models import Organisation
from ideell.positions.finding import numbers_of
from ideell.positions.models import Contribution, Gathering, GatheringAnswer


@dataclass(frozen=True)
class Part:
    """A chapter that the gathering is about, and what stands in it."""

    node: SourceNode
    under: list[SourceNode] = field(default_factory=list)


@dataclass(frozen=True)
class MemberStanding:
    """Where one member stands: silence, having read, having nothing to say and input differ."""

    organisation: Organisation
    inputs: int
    opened_at: datetime | None
    has_nothing: bool


@dataclass(frozen=True)
class Matter:
    """What came in about one part of the report (None: the whole), and what the alliance says."""

    node: SourceNode | None
    number: str
    inputs: list[Contribution]
    voices: list[Contribution]


def parts_of(gathering: Gathering) -> list[Part]:
    """Return the chapters that it is about with what stands in them, in the report's order."""
    document = gathering.consultation.source
    chosen = {node.id for node in gathering.nodes}
    found: dict[int, Part] = {}
    part_of: dict[int, Part] = {}
    for node in nodes_in_order(document) if document else ():
        above = part_of.get(node.parent_id or 0)
        if above is None and chosen and node.id not in chosen:
            continue
        if above is None:
            above = found[node.id] = Part(node)
        else:
            above.under.append(node)
        part_of[node.id] = above
    return list(found.values())


def nodes_of(gathering: Gathering) -> list[SourceNode]:
    """Return every part of the report that it is about, in order."""
    return [node for part in parts_of(gathering) for node in (part.node, *part.under)]


def node_in(gathering: Gathering, number: int) -> SourceNode | None:
    """Return a part of the report as it is read through the gathering, or None."""
    return next((node for node in nodes_of(gathering) if node.id == number), None)


def askable(gathering: Gathering, wanted: int = 0) -> list[SourceNode]:
    """Return what one may say something about: proposals and the like, and what is asked for.

    Where the report has no boxes (a culture plan) its headings are what one answers.
    """
    nodes = nodes_of(gathering)
    boxes = [node for node in nodes if node.takes_a_stance]
    return [node for node in nodes if node in boxes or not boxes or node.id == wanted]


def members_standing(gathering: Gathering) -> list[MemberStanding]:
    """Return every member of the alliance and where it stands, in Swedish order."""
    inputs: dict[int, int] = dict(_how_many.rows(gathering_id=gathering.id))
    told = {row.organisation_id: row for row in _told.rows(gathering_id=gathering.id)}
    return [_standing(link.member, inputs, told) for link in links_of(gathering.alliance)]


def matters(gathering: Gathering, actor: Actor) -> list[Matter]:
    """Return what came in and what the alliance says, by part of the report, in its order."""
    here = sa.or_(
        Contribution.gathering_id == gathering.id, Contribution.voice_of_id == gathering.id
    )
    standing = Contribution.state.in_(["draft", "shared", "released", "withdrawn"])
    given = sa.or_(Contribution.voice_of_id.is_not(None), Contribution.state == "released")
    rows = db.session.scalars(
        sa.select(Contribution)
        .outerjoin(SourceNode, SourceNode.id == Contribution.node_id)
        .where(here, standing, given, Contribution.visible_to(actor))
        .options(
            joinedload(Contribution.organisation, innerjoin=True),
            joinedload(Contribution.author, innerjoin=True),
            joinedload(Contribution.node),
            selectinload(Contribution.origins).joinedload(Contribution.organisation),
        )
        .order_by(sa.nulls_first(SourceNode.position), Contribution.id)
    ).all()
    return _by_matter(rows)


def input_on(gathering: Gathering, node_id: int | None, actor: Actor) -> Sequence[Contribution]:
    """Return what members have released to the alliance on one part of the report."""
    return next((one.inputs for one in matters(gathering, actor) if _id(one.node) == node_id), [])


def of_organisation(gathering: Gathering, actor: Actor) -> Sequence[Contribution]:
    """Return what the organisation acted for has written there and not released."""
    return db.session.scalars(
        sa.select(Contribution)
        .where(
            Contribution.gathering_id == gathering.id,
            Contribution.organisation_id == actor.org_id,
            Contribution.state != "released",
            Contribution.visible_to(actor),
        )
        .options(
            joinedload(Contribution.organisation, innerjoin=True),
            joinedload(Contribution.author, innerjoin=True),
            joinedload(Contribution.node),
        )
        .order_by(Contribution.id)
    ).all()


def has_answered(gathering: Gathering, actor: Actor) -> bool:
    """Tell whether the organisation acted for has released input to it."""
    return actor.org_id in dict(_how_many.rows(gathering_id=gathering.id))


@question
def _how_many() -> Select:
    mine = Contribution.gathering_id == sa.bindparam("gathering_id")
    counted = sa.select(Contribution.organisation_id, sa.func.count())
    return counted.where(mine, Contribution.state == "released").group_by(
        Contribution.organisation_id
    )


@question
def _told() -> Select:
    return sa.select(
        GatheringAnswer.organisation_id, GatheringAnswer.opened_at, GatheringAnswer.has_nothing
    ).where(GatheringAnswer.gathering_id == sa.bindparam("gathering_id"))


def _standing(member: Organisation, inputs: dict[int, int], told: dict[int, Any]) -> MemberStanding:
    said = told.get(member.id)
    return MemberStanding(
        member, inputs.get(member.id, 0), said.opened_at if said else None,
        bool(said and said.has_nothing),
    )  # fmt: skip


def _by_matter(rows: Sequence[Contribution]) -> list[Matter]:
    nodes = {_id(row.node): row.node for row in rows}
    numbers = numbers_of([node for node in nodes.values() if node])
    found = {
        key: Matter(node, numbers.get(key or 0, ""), [], []) for key, node in nodes.items()
    }  # fmt: skip
    for row in rows:
        matter = found[_id(row.node)]
        (matter.voices if row.voice_of_id else matter.inputs).append(row)
    return list(found.values())


def _id(node: SourceNode | None) -> int | None:
    return node.id if node is not None else None
