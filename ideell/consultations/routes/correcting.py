"""Correcting the outline: each change is a small POST that can be undone."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for

from ideell.activity.models import Deed
from ideell.consultations import editing
from ideell.consultations.forms.source import NewNodeForm, NodeForm
from ideell.consultations.models import SourceDocument, SourceNode
from ideell.consultations.outline_page import node_page, outline_page
from ideell.consultations.policy import may_change_node, may_change_source
from ideell.consultations.routes.blueprint import bp
from ideell.consultations.tree import DIRECTIONS, Direction
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _

DOCUMENT = "/remisser/<int:consultation_id>/underlag/<int:source_document_id>"
NODE = "/remisser/<int:consultation_id>/kapitel/<int:source_node_id>"


@bp.route(f"{DOCUMENT}/kapitel", methods=["GET", "POST"])
@authorized(may_change_source, SourceDocument, keeps=True)
def add_node(document: SourceDocument) -> Response:
    """Add a heading last, or after another."""
    form = NewNodeForm()
    after = _chosen(document, request.values.get("efter", ""))
    if not form.sent_and_valid():
        page = {"document": document, "after": after, "form": form}
        return replies.form("consultations/new_node_form.html", **page)
    watched = Watched(document, after)
    node, deed = editing.add_node(document, after=after, **form.facts, by=current_actor)
    db.session.commit()
    return watched.reply(_("Rubriken är tillagd."), deed, node=node)


@bp.route(f"{NODE}/andra", methods=["GET", "POST"])
@authorized(may_change_node, SourceNode, keeps=True)
def change_node(node: SourceNode) -> Response:
    """Rename, renumber or change the kind of a heading; move it, take it out."""
    form = NodeForm.of(node)
    if not form.sent_and_valid():
        here = node_page(node, current_actor)
        return replies.form("consultations/node_form.html", form=form, here=here)
    watched = Watched(_document(node), node)
    deed = editing.change_node(node, by=current_actor, **form.facts)
    db.session.commit()
    return watched.reply(_("Sparat."), deed, node=node)


@bp.post(f"{NODE}/flytt")
@authorized(may_change_node, SourceNode, keeps=True)
def move_node(node: SourceNode) -> Response:
    """Move a heading one step, with all that stands under it; what was typed beside is saved."""
    form = NodeForm.of(node)
    if not form.sent_and_valid():
        here = node_page(node, current_actor)
        return replies.form("consultations/node_form.html", form=form, here=here)
    watched = Watched(_document(node), node)
    if form.differs_from(node):
        editing.change_node(node, by=current_actor, **form.facts)
    deed = editing.move_node(node, _direction(), by=current_actor)
    db.session.commit()
    return watched.reply(_("Flyttat."), deed, node=node, is_open=True)


@bp.post(f"{NODE}/borttagning")
@authorized(may_change_node, SourceNode)
def remove_node(node: SourceNode) -> Response:
    """Take a heading out of the outline, alone or with all that stands under it."""
    watched = Watched(_document(node), node)
    with_all = request.form.get("med") == "allt"
    deed = editing.remove_node(node, with_all=with_all, by=current_actor)
    db.session.commit()
    return watched.reply(_("Rubriken är borttagen."), deed)


class Watched:
    """An outline under change: knows which chapter has to be shown anew."""

    def __init__(self, document: SourceDocument, node: SourceNode | None) -> None:
        """Note the chapters as they stand, and the one in which the change is made."""
        self.document = document
        self.tops = _tops(document)
        before = [one for one in document.nodes if node and one.position <= node.position]
        self.top = next((one.id for one in reversed(before) if one.id in self.tops), None)

    def reply(
        self, said: str, deed: Deed | None, *, node: SourceNode | None = None, is_open: bool = False
    ) -> Response:
        """Answer with the chapter that changed, or all of them when their row changed."""
        outline = outline_page(self.document, current_actor, self._opened(node))
        same = self.top is not None and self.tops == _tops(self.document)
        chapter = next((one for one in outline.chapters if same and one.node.id == self.top), None)
        return replies.changed(
            "consultations/_chapter.html" if chapter else "consultations/_outline.html",
            at=self._at(node, is_open=is_open), said=said, undo=deed,
            outline=outline, chapter=chapter, is_piece=True, shown_node=node,
            opened=_opened(node) if node is not None and is_open else None,
        )  # fmt: skip

    def _at(self, node: SourceNode | None, *, is_open: bool) -> str:
        place: dict[str, Any] = {"consultation_id": self.document.consultation_id}
        if node is not None and is_open:
            return url_for("consultations.change_node", source_node_id=node.id, **place)
        page = url_for("consultations.source", source_document_id=self.document.id, **place)
        if node is None:
            return f"{page}?kapitel={self.top}#outline-{self.document.id}"
        return f"{page}?kapitel={self._opened(node)}#node-{node.id}"

    def _opened(self, node: SourceNode | None) -> str:
        """Return the chapter to open: the one in which the node stands now."""
        above = node_page(node, current_actor).above if node is not None else []
        return str(above[0].id if above else self.top if node is None else node.id)


def _opened(node: SourceNode) -> dict[str, Any]:
    return {"here": node_page(node, current_actor), "form": NodeForm.of(node, sent=False)}


def _direction() -> Direction:
    asked = request.form.get("riktning", "")
    return next((way for way in DIRECTIONS if way == asked), DIRECTIONS[0])


def _tops(document: SourceDocument) -> list[int]:
    return [one.id for one in document.nodes if one.parent_id is None]


def _document(node: SourceNode) -> SourceDocument:
    assert node.document is not None  # the policy has seen to it
    return node.document


def _chosen(document: SourceDocument, number: str) -> SourceNode | None:
    """Return the node of the document with this number, or None: last."""
    return next((one for one in document.nodes if str(one.id) == number), None)
