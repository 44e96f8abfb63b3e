"""Shared documents and what belongs to them."""

from __future__ import annotations

from ideell.documents.models.beside import DocumentWriter, Receipt
from ideell.documents.models.document import (
    LINE,
    MOST_TAGS,
    OFFERED,
    TAG,
    TITLE,
    Document,
    DocumentCount,
    DocumentTag,
)
from ideell.documents.models.version import DocumentVersion

__all__ = [
    "LINE",
    "MOST_TAGS",
    "OFFERED",
    "TAG",
    "TITLE",
    "Document",
    "DocumentCount",
    "DocumentTag",
    "DocumentVersion",
    "DocumentWriter",
    "Receipt",
]
