"""Any two versions of a document compared, block by block and then by words."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, undefer

from ideell.documents.file_texts import FileText, text_of
from ideell.documents.models import Document, DocumentVersion
from ideell.extensions import db
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.reading.preview import Piece
from ideell.writing.blocks import Block, Typed, keep_ids
from ideell.writing.models import Revision
from ideell.writing.versions import Compared, compared

KINDS = {"heading": "heading", "item": "list_item"}
LONGEST = 250_000  # characters of both together; the diff is kept quick up to here (quality.md)


def version_of(document: Document, number: int | None) -> DocumentVersion | None:
    """Return one standing version of a document by its number, or None."""
    if number is None:
        return None
    return db.session.scalar(
        sa.select(DocumentVersion)
        .where(
            DocumentVersion.document_id == document.id,
            DocumentVersion.number == number,
            DocumentVersion.removed_at.is_(None),
        )
        .options(
            joinedload(DocumentVersion.author),
            joinedload(DocumentVersion.file),
            joinedload(DocumentVersion.revision).options(undefer(Revision.blocks)),
        )
    )


def compare(old: DocumentVersion, new: DocumentVersion) -> list[Compared]:
    """Return what is different between two versions, in the order of the newer one.

    Raises `RuleBroken` with a sentence when one has no text, or when there is too much.
    """
    before, after = _blocks(old), _blocks(new)
    if sum(len(block.text) for block in (*before, *after)) > LONGEST:
        raise RuleBroken(
            _("Versionerna är för långa att jämföra här. Ladda ner dem och jämför i Word.")
        )
    first = [block._replace(id=place) for place, block in enumerate(before)]
    return compared(first, keep_ids(first, [Typed(one.kind, one.text) for one in after]))


def _blocks(version: DocumentVersion) -> list[Block]:
    """The text of a version as blocks without ids."""
    if version.revision is not None:
        return [block._replace(id=None) for block in version.revision.standing]
    text = text_of(version.file.sha256) if version.file is not None else None
    if text is None or text.state != "read" or not text.parts:
        raise RuleBroken(
            _("Version %(number)s har ingen text som går att jämföra.", number=version.number)
        )
    if text.is_cut:
        raise RuleBroken(
            _("Versionerna är för långa att jämföra här. Ladda ner dem och jämför i Word.")
        )
    return blocks_of(text.pieces)


def blocks_of(pieces: Sequence[Piece]) -> list[Block]:
    """Return what is shown of a file as blocks to compare; a row of a table is one."""
    made = []
    for piece in pieces:
        said = piece.text or " | ".join(piece.cells)
        if said:
            made.append(Block(None, KINDS.get(piece.kind, "paragraph"), said))  # type: ignore[arg-type]  # because the kinds are ours
    return made


def can_compare(versions: Sequence[DocumentVersion], texts: dict[str, FileText]) -> bool:
    """Tell whether there are two versions with text."""
    return sum(_has_text(version, texts) for version in versions) > 1


def _has_text(version: DocumentVersion, texts: dict[str, FileText]) -> bool:
    if version.revision_id is not None:
        return True
    text = texts.get(version.file.sha256) if version.file is not None else None
    return text is not None and text.state == "read" and text.width is None
