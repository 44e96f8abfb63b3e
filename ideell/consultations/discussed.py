"""Discussions about a consultation or a part of its report: listed on their pages.

A discussion has never heard of consultations; it is about a thing.
"""

from __future__ import annotations

from ideell.consultations.models import Consultation, SourceNode
from ideell.consultations.panels import Piece, register
from ideell.discussions.panel import panel_about
from ideell.foundation.actor import Actor

MOST = 5


def of_consultation(consultation: Consultation, actor: Actor) -> Piece | None:
    """The newest discussions about a consultation."""
    return _piece(consultation, actor)


def of_node(node: SourceNode, actor: Actor) -> Piece | None:
    """The newest discussions about a part of a report."""
    return _piece(node, actor)


def introduce() -> None:
    """Show discussions on the workspace and on the pages of chapters."""
    register(of_consultation)
    register(of_node, place="node")


def _piece(thing: Consultation | SourceNode, actor: Actor) -> Piece | None:
    shown = panel_about(thing, actor, MOST)
    return Piece("discussions/_panel.html", shown) if shown is not None else None
