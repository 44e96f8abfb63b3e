"""Approving an outline, and letting a corrected report take the place of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.consultations.editing import lay
from ideell.consultations.hanging import written_about
from ideell.consultations.models import SourceDocument, SourceNode
from ideell.consultations.order import nodes_in_order
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.reading.mapping import Mapping, map_outlines

CONTENT = (
    "position", "number", "heading", "kind", "level", "page_from", "page_to", "text",
    "is_certain", "stable_key",
)  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """A corrected report beside the one that stands: what is kept, new and gone."""

    kept: int
    added: Sequence[SourceNode]
    lost: Sequence[SourceNode]
    written_about: frozenset[int]  # numbers of lost nodes that something hangs on


def compared(document: SourceDocument, new: Sequence[SourceNode]) -> Comparison | None:
    """Return how a report that waits for approval differs from the one that stands, if any.

    `new` are its nodes in order.
    """
    standing = document.consultation.source
    if standing is None or document.state != "read":
        return None
    old = nodes_in_order(standing)
    mapping = map_outlines(old, new)
    lost = [old[place] for place in mapping.lost]
    return Comparison(
        kept=len(mapping.pairs),
        added=[new[place] for place in mapping.added],
        lost=lost,
        written_about=written_about(lost),
    )


def approve(document: SourceDocument, *, by: Actor) -> Deed:
    """Let the others see the outline.

    When a report stands already, this one takes its place: nodes that are found again keep
    their numbers in the database and so all that was written about them; those that are not
    found stay beside it when somebody wrote about them. That cannot be undone.
    """
    if document.state != "read":
        raise RuleBroken(_("Innehållet är redan godkänt, eller inte läst än. Läs om sidan."))
    if not document.nodes:
        raise RuleBroken(_("Lägg till minst en rubrik först."))
    standing = document.consultation.source
    document.state = "approved"
    if standing is None:
        return record(by, "source.approved", document)
    _take_place_of(standing, document)
    standing.state, document.supersedes_id = "superseded", standing.id
    return record(by, "source.replaced", document, replaced=standing.id)


def take_back_approval(document: SourceDocument, *, deed: Deed, by: Actor) -> None:
    """Hide the outline again, unless somebody has written about it or it was replaced."""
    if document.state != "approved":
        raise RuleBroken(_("En rättad version har tagit över, så det går inte att ångra."))
    if written_about(document.nodes):
        raise RuleBroken(_("Någon har redan skrivit om innehållet, så det går inte att ångra."))
    document.state = "read"


def left_over(document: SourceDocument) -> Sequence[SourceNode]:
    """Return what earlier reports had and this one lacks, but somebody wrote about."""
    return db.session.scalars(
        sa.select(SourceNode)
        .where(
            SourceNode.consultation_id == document.consultation_id,
            SourceNode.document_id.is_(None),
        )
        .order_by(SourceNode.id)
    ).all()


def _take_place_of(standing: SourceDocument, document: SourceDocument) -> None:
    old, new = list(standing.nodes), list(document.nodes)
    mapping = map_outlines(old, new)
    _loosen([*old, *new])
    standing_rows = _moved_rows(mapping, old, new, document)
    lost = [old[place] for place in mapping.lost]
    kept = written_about(lost)
    for node in lost:
        if node.id in kept:
            node.document_id = None
    db.session.flush()
    db.session.expire(standing, ["nodes"])
    lay(document, standing_rows)
    lay(standing, list(standing.nodes))


def _moved_rows(
    mapping: Mapping, old: list[SourceNode], new: list[SourceNode], document: SourceDocument
) -> list[SourceNode]:
    """Let each old row take the content of its new one; return the rows in the new order."""
    rows = list(new)
    busy = written_about(new)
    for pair in mapping.pairs:
        ours, theirs = old[pair.old], new[pair.new]
        if theirs.id in busy:  # somebody has written about the new one already: keep both
            continue
        for name in CONTENT:
            setattr(ours, name, getattr(theirs, name))
        ours.document_id = document.id
        rows[pair.new] = ours
        db.session.delete(theirs)
    return rows


def _loosen(nodes: list[SourceNode]) -> None:
    """Let go of parents while rows move: a deleted parent would take its children along."""
    for node in nodes:
        node.parent_id = None
    db.session.flush()
