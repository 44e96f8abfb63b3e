"""Correcting an outline by hand: small verbs, each with a deed that can be taken back."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.consultations import tree
from ideell.consultations.hanging import written_about
from ideell.consultations.models import SourceDocument, SourceNode
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken

NODES = 5_000


def nodes_to_change(document: SourceDocument) -> list[SourceNode]:
    """Return the outline in order, held against others until the change is done.

    Raises `RuleBroken` when the outline is not open to change.
    """
    db.session.execute(
        sa.select(SourceDocument.id).where(SourceDocument.id == document.id).with_for_update()
    )
    if db.session.get_bind().dialect.name != "sqlite":  # there a writer is alone from the start
        db.session.expire_all()  # somebody may have changed it while it was waited for
    if not document.is_open_to_change:
        raise RuleBroken(_("Det här innehållet går inte att ändra längre."))
    return list(document.nodes)


def add_node(
    document: SourceDocument,
    heading: str,
    *,
    by: Actor,
    number: str = "",
    kind: str = "section",
    page: int | None = None,
    after: SourceNode | None = None,
    under: bool = False,
) -> tuple[SourceNode, Deed]:
    """Add a node last, after another with all that stands under it, or last under that."""
    nodes = nodes_to_change(document)
    if len(nodes) >= NODES:
        raise RuleBroken(_("Det får plats högst 5 000 rubriker. Ta bort några först."))
    place, level = len(nodes), 1
    if after is not None:
        at = _place_of(after, nodes)
        place = tree.end_of([node.level for node in nodes], at)
        goes_under = under and not after.is_box
        level = min(after.level + (1 if goes_under else 0), tree.DEEPEST)
    node = SourceNode(
        consultation_id=document.consultation_id, kind=_kind_at(kind, level), level=level,
        page_from=page, position=place, text="",
    )  # fmt: skip
    node.name(number, heading)
    node.document_id = document.id
    db.session.add(node)
    db.session.flush()
    lay(document, [*nodes[:place], node, *nodes[place:]])
    return node, record(by, "source.node_added", document, node=node.id)


def change_node(
    node: SourceNode, *, by: Actor, number: str, heading: str, kind: str, page: int | None
) -> Deed | None:
    """Rename, renumber, change kind or page. None when nothing differs."""
    document = _document_of(node)
    nodes_to_change(document)
    before = {"number": node.number, "heading": node.heading, "kind": node.kind,
              "page": node.page_from}  # fmt: skip
    after = {"number": number, "heading": heading, "kind": kind, "page": page}
    if before == after and node.is_certain:
        return None
    _write(node, after)
    node.is_certain = True
    return record(by, "source.node_changed", document, node=node.id, before=before, after=after)


def move_node(node: SourceNode, direction: tree.Direction, *, by: Actor) -> Deed:
    """Move a node, with all that stands under it, one step up, down, in or out."""
    document = _document_of(node)
    nodes = nodes_to_change(document)
    place = _place_of(node, nodes)
    levels, boxes = levels_and_boxes(nodes)
    placing = tree.moved(levels, place, direction, boxes=boxes)
    if placing is None:
        raise RuleBroken(_("Det går inte att flytta rubriken dit. Läs om sidan och försök igen."))
    before = _standing(node, nodes)
    for at, level in placing.levels.items():
        nodes[at].level = level
    node.kind = _kind_at(node.kind, node.level)
    ordered = [nodes[at] for at in placing.order]
    lay(document, ordered)
    return record(
        by, "source.node_moved", document, node=node.id, before=before,
        after=_standing(node, ordered),
    )  # fmt: skip


def remove_node(node: SourceNode, *, with_all: bool, by: Actor) -> Deed:
    """Take a heading out of the outline, alone (what is under it moves out) or with all of it.

    Raises `RuleBroken` when somebody has written about any of it.
    """
    document = _document_of(node)
    nodes = nodes_to_change(document)
    place = _place_of(node, nodes)
    end = tree.end_of([one.level for one in nodes], place)
    under = nodes[place + 1 : end]
    gone = [node, *under] if with_all else [node]
    if written_about(gone):
        raise RuleBroken(
            _("Någon har skrivit om det här, så det kan inte tas bort. Ändra rubriken i stället.")
        )
    after = nodes[place - 1].id if place else None
    for one in gone:
        one.removed_at = now()
    stays = [one for one in under if not with_all]
    for one in stays:
        one.level -= 1
    lay(document, [one for one in nodes if one not in gone])
    return record(
        by, "source.node_removed", document, nodes=[one.id for one in gone],
        moved_out=[one.id for one in stays], after=after,
    )  # fmt: skip


def levels_and_boxes(nodes: list[SourceNode]) -> tuple[list[int], frozenset[int]]:
    """Return the levels in order, and the places under which nothing may stand."""
    boxes = frozenset(at for at, node in enumerate(nodes) if node.is_box)
    return [node.level for node in nodes], boxes


def lay(document: SourceDocument, nodes: list[SourceNode]) -> None:
    """Give the nodes their places and parents in this order."""
    path: list[SourceNode] = []
    for place, node in enumerate(nodes, 1):
        while path and path[-1].level >= node.level:
            path.pop()
        node.position = place
        node.parent_id = path[-1].id if path else None
        path.append(node)
    db.session.flush()
    db.session.expire(document, ["nodes"])


def _document_of(node: SourceNode) -> SourceDocument:
    if node.document is None:
        raise RuleBroken(_("Det här innehållet går inte att ändra längre."))
    return node.document


def _place_of(node: SourceNode, nodes: list[SourceNode]) -> int:
    if node not in nodes:
        raise RuleBroken(_("Någon annan har tagit bort rubriken. Läs om sidan."))
    return nodes.index(node)


def _kind_at(kind: str, level: int) -> str:
    """Chapters stand on the first level, sections below it; the rest keep their kind."""
    if kind not in {"chapter", "section"}:
        return kind
    return "chapter" if level == 1 else "section"


def _write(node: SourceNode, values: Mapping[str, object]) -> None:
    node.name(str(values["number"]), str(values["heading"]))
    node.kind = str(values["kind"])
    page = values["page"]
    if page != node.page_from:
        node.page_from, node.page_to = (page if isinstance(page, int) else None), None


def _standing(node: SourceNode, nodes: list[SourceNode]) -> dict[str, object]:
    place = nodes.index(node)
    after = nodes[place - 1].id if place else None
    return {"after": after, "level": node.level, "kind": node.kind}
