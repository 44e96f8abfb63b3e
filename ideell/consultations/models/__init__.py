"""Consultations, their deadlines, plans and sources."""

from __future__ import annotations

from ideell.consultations.models.choices import (
    BOXES,
    DOCUMENT_STATES,
    NODE_KINDS,
    SHELVES,
    SOURCE_TYPES,
    STATES,
    TRACKS,
)
from ideell.consultations.models.consultation import Consultation, DeadlineVersion
from ideell.consultations.models.milestone import Milestone
from ideell.consultations.models.node import SourceNode
from ideell.consultations.models.source import SourceDocument

__all__ = [
    "BOXES",
    "DOCUMENT_STATES",
    "NODE_KINDS",
    "SHELVES",
    "SOURCE_TYPES",
    "STATES",
    "TRACKS",
    "Consultation",
    "DeadlineVersion",
    "Milestone",
    "SourceDocument",
    "SourceNode",
]
