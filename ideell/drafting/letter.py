"""From an answer as it is kept to a letter as it is sent (design: domain 1.4–1.5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from ideell.activity.models import Deed
from ideell.consultations.models import SourceDocument, SourceNode
from ideell.drafting.models import Response, Section
from ideell.export import Block, Letter, Part, PositionRow, Signatory
from ideell.extensions import db
from ideell.foundation import clock
from ideell.foundation.dates import NBSP
from ideell.foundation.language import gettext as _
from ideell.positions.models import Position
from ideell.positions.names import STANCE_NAMES
from ideell.writing import blocks as grammar
from ideell.writing.models import Text

FINAL = frozenset({"decided", "submitted", "published"})


def letter_of(response: Response) -> Letter:
    """Return what the answer says, in the order of a good remissvar.

    The summary stands first, then general views, then the sections as the writers placed
    them (they are made in the report's order), then the rest. Sections without text are left to
    the exporter, which names them.
    """
    sections = sections_in_order(response)
    consultation = response.consultation
    sender = response.owner_org
    return Letter(
        sender=sender.name,
        sender_lines=tuple(line for line in (sender.email, sender.phone, sender.web) if line),
        title=title_of(response),
        date=published_on(response) or clock.today(),
        recipient_lines=(consultation.issuer, consultation.recipient_email),
        our_number=consultation.our_number,
        their_numbers=tuple(consultation.their_numbers),
        summary=_summary(sections),
        positions=positions_in_short(response),
        parts=tuple(_part(section) for section in sections if section.role != "summary"),
        about=_written(response.about),
        process=_written(response.process),
        decision_line=response.decision_line,
        responsible_line=response.responsible_line,
        signatories=signatories_of(response.signatories),
        version_line="" if response.state in FINAL else version_line(sections),
    )


def published_on(response: Response) -> date | None:
    """Return the day on which the answer was published, or None."""
    step = sa.select(Deed).where(
        Deed.thing_kind == Response.__name__,
        Deed.thing_id == response.id,
        Deed.tag == "response.moved",
    )
    last = db.session.scalar(step.order_by(Deed.id.desc()).limit(1))
    return clock.local(last.at).date() if last and last.details["after"] == "published" else None


def title_of(response: Response) -> str:
    """Return "Remissvar: <title> (SOU 2025:92), Ku2025/00871"."""
    consultation = response.consultation
    series = consultation.series_ref.replace(" ", NBSP)
    title = f"{consultation.title} ({series})" if series else consultation.title
    return ", ".join([_("Remissvar: %(title)s", title=title), *consultation.their_numbers])


def version_line(sections: Sequence[Section]) -> str:
    """Return what tells one draft from another on paper."""
    saved = sum(section.text.revision_count for section in sections)
    return _("Utkast, version %(number)s", number=saved)


def sections_in_order(response: Response) -> list[Section]:
    """Return the sections with their blocks: by role, and within it as the writers placed them."""
    found = db.session.scalars(
        sa.select(Section)
        .where(Section.response_id == response.id, Section.removed_at.is_(None))
        .options(
            joinedload(Section.text).selectinload(Text.blocks),
            selectinload(Section.source_nodes),
        )
    ).unique()
    return sorted(found, key=_place)


def positions_in_short(response: Response) -> tuple[PositionRow, ...]:
    """Return a line for every stance of the joint answer, in the report's order."""
    rows = db.session.execute(
        sa.select(SourceNode, Position)
        .join(Position, Position.node_id == SourceNode.id)
        .outerjoin(SourceDocument, SourceNode.document_id == SourceDocument.id)
        .where(
            SourceNode.consultation_id == response.consultation_id,
            Position.organisation_id == response.owner_org_id,
            Position.scope == "joint",
            Position.is_current,
        )
        .order_by(SourceNode.position, SourceNode.id)
    ).all()
    numbers = _numbers_above([node for node, _position in rows])
    return tuple(
        PositionRow(numbers[node.id], node.heading, str(STANCE_NAMES[position.stance]))
        for node, position in rows
    )


def signatories_of(typed: str) -> tuple[Signatory, ...]:
    """Read "Namn, ordförande", one on each line."""
    found = []
    for line in typed.splitlines():
        name, _comma, role = line.partition(",")
        if name.strip():
            found.append(Signatory(name.strip(), role.strip()))
    return tuple(found)


def _place(section: Section) -> tuple[int, int]:
    return ("summary", "general", "views", "other").index(section.role), section.position


def _summary(sections: Sequence[Section]) -> tuple[Block, ...]:
    summaries = [section for section in sections if section.role == "summary"]
    return tuple(block for section in summaries for block in _blocks(section))


def _part(section: Section) -> Part:
    return Part(
        level=1,
        number="",
        heading=section.heading,
        source_reference=_source_reference(section.source_nodes),
        blocks=_blocks(section),
    )


def _blocks(section: Section) -> tuple[Block, ...]:
    prefix = section.text.prefix
    return tuple(
        Block.written(block.text, block.kind, f"{prefix}:{block.number}")  # type: ignore[arg-type]  # because the column holds the kinds
        for block in section.text.blocks
    )


def _written(text: str) -> tuple[Block, ...]:
    return tuple(Block.written(block.text, block.kind) for block in grammar.parse(text))


def _source_reference(nodes: Sequence[SourceNode]) -> str:
    numbers = [node.number for node in nodes if node.number]
    if not numbers:
        return ""
    if len(numbers) == 1:
        return _("Betänkandets avsnitt %(number)s", number=numbers[0])
    first, last = ", ".join(numbers[:-1]), numbers[-1]
    return _("Betänkandets avsnitt %(first)s och %(last)s", first=first, last=last)


def _numbers_above(nodes: Sequence[SourceNode]) -> dict[int, str]:
    """Return for each node its own section number, or that of the heading it stands under."""
    parents = {node.parent_id for node in nodes if node.parent_id}
    above = dict(
        db.session.execute(
            sa.select(SourceNode.id, SourceNode.number).where(SourceNode.id.in_(parents))
        ).all()
    )
    return {node.id: above.get(node.parent_id or 0, "") or node.number for node in nodes}
