"""An answer as it is read for its language: fetched in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.consultations.models import BOXES, SourceDocument, SourceNode
from ideell.drafting.dismissals import Dismissal, fingerprint
from ideell.drafting.letter import sections_in_order
from ideell.drafting.models import Response, Section
from ideell.drafting.proofreading import (
    Draft,
    Finding,
    Limits,
    Part,
    Passage,
    findings,
    readability,
)
from ideell.drafting.proofreading.marks import pages
from ideell.drafting.sources import NodeOfSection, columns_of_nodes
from ideell.extensions import db
from ideell.positions.stances import joint_codes
from ideell.writing.tokens import words


@dataclass(frozen=True)
class Read:
    """One section with what was found in it; `settled` are those that somebody has read."""

    section: Section
    found: list[Finding]
    settled: list[tuple[Finding, Dismissal]]


@dataclass(frozen=True)
class Proof:
    """What the page shows: the sections read, and figures over their text."""

    response: Response
    section: Section | None
    parts: list[Read]
    lix: int | None
    words: int

    @property
    def count(self) -> int:
        """How many findings are left."""
        return sum(len(part.found) for part in self.parts)

    @property
    def pages(self) -> int:
        """About how many pages the text fills."""
        return pages(self.words)


def proof_of(response: Response, limits: Limits, section: Section | None = None) -> Proof:
    """Read an answer, or one section of it (against the rest)."""
    sections = sections_in_order(response)
    draft = _draft(response, sections)
    shown = [one for one in sections if section is None or one.id == section.id]
    settled = _settled([one.id for one in shown])
    found = findings(draft, limits)
    parts = {part.id: part for part in draft.parts}
    read = [
        _read(one, parts[one.id], [f for f in found if f.section == one.id], settled, section)
        for one in shown
    ]
    chosen = [parts[one.id] for one in shown]
    count = sum(len(words(passage.said)) for part in chosen for passage in part.passages)
    return Proof(response, section, read, readability(chosen), count)


def _read(
    section: Section,
    part: Part,
    found: Sequence[Finding],
    settled: Mapping[tuple[int, int | None, str], list[Dismissal]],
    alone: Section | None,
) -> Read:
    """Part what is left from what somebody has said is as it should be."""
    left: list[Finding] = []
    done: list[tuple[Finding, Dismissal]] = []
    for finding in found:
        if alone is not None and finding.kind == "pages":
            continue  # the length is the whole answer's
        passage = finding.passage
        about = [passage.text] if passage else [one.text for one in part.passages]
        key = (section.id, passage.id if passage else None, finding.key)
        holds = [one for one in settled.get(key, []) if one.read == fingerprint(about)]
        if holds:
            done.append((finding, holds[-1]))
        else:
            left.append(finding)
    return Read(section, left, done)


def _settled(section_ids: Sequence[int]) -> dict[tuple[int, int | None, str], list[Dismissal]]:
    rows = db.session.scalars(
        sa.select(Dismissal)
        .where(Dismissal.section_id.in_(section_ids), Dismissal.withdrawn_at.is_(None))
        .options(joinedload(Dismissal.user))
        .order_by(Dismissal.id)
    )
    found: dict[tuple[int, int | None, str], list[Dismissal]] = {}
    for row in rows:
        found.setdefault((row.section_id, row.block_id, row.key), []).append(row)
    return found


def _draft(response: Response, sections: Sequence[Section]) -> Draft:
    under = columns_of_nodes([section.id for section in sections])
    numbers = {node.id for nodes in under.values() for node in nodes}
    taken = joint_codes(numbers, response.owner_org_id)
    known, above = _report(response)
    owner = response.owner_org
    return Draft(
        tuple(_part(one, under.get(one.id, []), taken, above) for one in sections),
        known,
        frozenset({*owner.called.split(), *owner.name.split()}),
    )


def _part(
    section: Section,
    nodes: Sequence[NodeOfSection],
    taken: Mapping[int, str],
    above: Mapping[int, str],
) -> Part:
    boxes = [node for node in nodes if node.kind in BOXES]
    prefix = section.text.prefix
    return Part(
        id=section.id,
        position=section.position,
        heading=section.heading,
        role=section.role,
        passages=tuple(
            Passage(block.id, f"{prefix}:{block.number}", block.kind, block.text)
            for block in section.text.blocks
        ),
        numbers=tuple(dict.fromkeys(above[node.id] for node in boxes if above.get(node.id))),
        printed=tuple(node.number for node in nodes if node.is_chosen and node.number),
        proposals=len(boxes),
        stances=sum(node.id in taken for node in nodes),
        is_silent=bool(section.nothing_to_say),
    )


def _report(response: Response) -> tuple[frozenset[str], dict[int, str]]:
    """The numbers of the approved report, and for each node its own or that of its heading."""
    rows: Sequence[Any] = db.session.execute(
        sa.select(SourceNode.id, SourceNode.number, SourceNode.parent_id)
        .join(SourceDocument, SourceNode.document_id == SourceDocument.id)
        .where(
            SourceNode.consultation_id == response.consultation_id,
            SourceDocument.state == "approved",
            SourceNode.removed_at.is_(None),
        )
    ).all()
    own = {row.id: row.number for row in rows}
    numbers = {row.id: row.number or own.get(row.parent_id or 0, "") for row in rows}
    return frozenset(filter(None, own.values())), numbers
