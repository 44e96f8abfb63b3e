"""What the pages of an outline and of one node in it show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ideell.consultations import panels, tree
from ideell.consultations.corrected import Comparison, compared, left_over
from ideell.consultations.editing import levels_and_boxes
from ideell.consultations.models import SourceDocument, SourceNode
from ideell.consultations.order import nodes_in_order
from ideell.consultations.policy import may_change_source
from ideell.consultations.tree import Branch, branches
from ideell.foundation.actor import Actor

SHOWN_AT_ONCE = 60
"""A longer outline is folded: each chapter is fetched when it is opened."""

ALL = "alla"


HEADED = ("chapter", "section", "impact")


@dataclass(frozen=True)
class OutlinePage:
    """A document's outline as one reader sees it."""

    document: SourceDocument
    nodes: Sequence[SourceNode]
    chapters: list[Branch]
    opened: str  # the number of the chapter that is open, or `ALL`
    may_change: bool
    comparison: Comparison | None
    left_over: Sequence[SourceNode]
    replaced_by: SourceDocument | None

    @property
    def is_folded(self) -> bool:
        """Tell whether chapters are fetched one by one."""
        return len(self.nodes) > SHOWN_AT_ONCE and self.opened != ALL

    def is_open(self, chapter: Branch) -> bool:
        """Tell whether the page has what stands under the chapter."""
        return not self.is_folded or str(chapter.node.id) == self.opened

    @property
    def is_waiting(self) -> bool:
        """Tell whether somebody has to approve it before others see it."""
        return self.document.state == "read"

    @property
    def headings(self) -> int:
        """Return the number of chapters and sections, those on the impact too."""
        return sum(node.kind in HEADED for node in self.nodes)

    def count(self, kind: str) -> int:
        """Return the number of nodes of a kind."""
        return sum(node.kind == kind for node in self.nodes)

    @property
    def uncertain(self) -> int:
        """Return the number of headings that were guessed from the text."""
        return sum(not node.is_certain for node in self.nodes)


def outline_page(document: SourceDocument, actor: Actor, opened: str = "") -> OutlinePage:
    """Gather what the page of an outline shows to `actor`; `opened` names a chapter."""
    nodes = nodes_in_order(document)
    may_change = may_change_source(actor, document) and document.is_open_to_change
    documents = document.consultation.documents
    later = [one for one in documents if one.supersedes_id == document.id]
    return OutlinePage(
        document=document,
        nodes=nodes,
        chapters=branches(nodes),
        opened=opened,
        may_change=may_change,
        comparison=compared(document, nodes) if may_change else None,
        left_over=left_over(document) if document.state == "approved" else (),
        replaced_by=later[0] if later and document.state == "superseded" else None,
    )


@dataclass(frozen=True)
class NodePage:
    """One node with what is around it."""

    node: SourceNode
    above: list[SourceNode]
    before: SourceNode | None  # under the same parent: it is moved past these
    after: SourceNode | None
    read_before: SourceNode | None  # in reading order, whatever they stand under
    read_after: SourceNode | None
    under: list[SourceNode]
    directions: list[tree.Direction]
    pieces: list[panels.Piece]

    @property
    def parent(self) -> SourceNode | None:
        """Return the node it stands under."""
        return self.above[-1] if self.above else None

    @property
    def boxes(self) -> list[SourceNode]:
        """Return what a stand is taken on right under it."""
        return [one for one in self.under if one.takes_a_stance]

    @property
    def parts(self) -> list[SourceNode]:
        """Return the chapters and sections right under it."""
        return [one for one in self.under if not one.takes_a_stance]


def node_page(node: SourceNode, actor: Actor) -> NodePage:
    """Gather what the page of a node shows to `actor`."""
    pieces = panels.pieces(node, actor, "node")
    nodes = list(nodes_in_order(node.document)) if node.document else [node]
    levels, boxes = levels_and_boxes(nodes)
    place = nodes.index(node)

    def at(found: int | None) -> SourceNode | None:
        return None if found is None else nodes[found]

    return NodePage(
        node=node,
        above=[nodes[found] for found in _ancestors(levels, place)],
        before=at(tree.sibling_before(levels, place)),
        after=at(tree.sibling_after(levels, place)),
        read_before=nodes[place - 1] if place else None,
        read_after=next(iter(nodes[place + 1 :]), None),
        under=[one for one in nodes if one.parent_id == node.id],
        directions=tree.possible(levels, place, boxes=boxes),
        pieces=pieces,
    )


def _ancestors(levels: Sequence[int], place: int) -> list[int]:
    found: list[int] = []
    at: Any = tree.parent_of(levels, place)
    while at is not None:
        found.insert(0, at)
        at = tree.parent_of(levels, at)
    return found
