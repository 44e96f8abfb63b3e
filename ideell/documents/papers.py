"""A document that is written here, as a paper to take out: its text now, or as a kept version."""

from __future__ import annotations

from dataclasses import replace

from ideell.documents.models import Document, DocumentVersion
from ideell.export import Block, Letter
from ideell.foundation import clock
from ideell.foundation.language import gettext as _
from ideell.writing.models import Revision
from ideell.writing.saving import revision_of


def paper_now(document: Document) -> Letter:
    """Return the text as it stands; `document` is one that is written here."""
    assert document.text is not None  # because it is written here
    saved = document.text.revision_count
    revision = revision_of(document.text, document.text.head_id)
    line = _("Sparat %(num)s gånger", num=saved) if saved > 1 else ""
    return _paper(document, revision, line)


def paper_of(version: DocumentVersion) -> Letter:
    """Return the text as it stood when it was kept as a version."""
    named = _("Version %(number)s", number=version.number)
    line = f"{named}. {_('Gäller inte längre.')}" if version.retired_at else named
    return replace(_paper(version.document, version.revision, line), issue=named.lower())


def _paper(document: Document, revision: Revision | None, line: str) -> Letter:
    owner = document.owner_org
    said = revision.standing if revision is not None else []
    if document.retired_at:
        line = " ".join(filter(None, (_("Dokumentet gäller inte längre."), line)))
    return Letter(
        kind="document",
        sender=owner.name,
        sender_lines=tuple(found for found in (owner.email, owner.web) if found),
        title=document.title,
        date=clock.local(revision.at).date() if revision is not None else clock.today(),
        body=tuple(Block.written(block.text, block.kind) for block in said),
        version_line=line,
    )
