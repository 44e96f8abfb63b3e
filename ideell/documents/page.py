"""What the page of a document shows to one reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.discussions.panel import panel_about
from ideell.documents.comparing import can_compare
from ideell.documents.file_texts import FileText, texts_of
from ideell.documents.models import Document, DocumentVersion
from ideell.documents.policy import (
    may_acknowledge,
    may_ask_receipt,
    may_keep_back,
    may_move_document,
    may_name_writers,
    may_work_on,
)
from ideell.documents.receipts import Readers, count_to_ask, has_read, readers_of
from ideell.documents.words import KIND_NAMES, why_nothing_is_shown
from ideell.documents.writers import writers_of
from ideell.extensions import db
from ideell.files.accepting import PICTURES
from ideell.foundation.about import Subject, subjects
from ideell.foundation.actor import Actor
from ideell.people.models import User
from ideell.people.sharing import who_sees
from ideell.writing.hosting import remember_host
from ideell.writing.reading import Reading, read


@dataclass(frozen=True)
class Shown:
    """The text of one file as it is shown, or why there is none."""

    text: FileText | None
    media_type: str

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture that can be shown."""
        return self.media_type in PICTURES and self.text is not None and bool(self.text.width)

    @property
    def is_waiting(self) -> bool:
        """Whether it is still being read."""
        return self.text is not None and self.text.state == "waiting"

    @property
    def why_not(self) -> str:
        """Why nothing is shown, or nothing."""
        if self.text is None:
            return why_nothing_is_shown("")
        if self.text.state == "unreadable":
            return why_nothing_is_shown(self.text.fault)
        is_empty = self.text.state == "read" and not self.text.parts and not self.is_picture
        return why_nothing_is_shown("empty") if is_empty else ""

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The pieces in order: runs of items and rows together, the others one by one."""
        found: list[tuple[str, list[Any]]] = []
        pieces = self.text.pieces if self.text is not None else []
        for kind, run in groupby(pieces, key=lambda piece: piece.kind):
            if kind != "row":
                found.append((kind, list(run)))
                continue
            for row in run:
                if row.begins or not found or found[-1][0] != "row":
                    found.append(("row", []))
                found[-1][1].append(row)
        return found


@dataclass(frozen=True)
class DocumentPage:
    """Everything the page needs, asked for once."""

    document: Document
    versions: Sequence[DocumentVersion]
    chosen: DocumentVersion | None
    shown: Shown | None
    reading: Reading | None
    who_sees: str
    subject: Subject | None
    kind: str
    writers: Sequence[User]
    readers: Readers | None
    to_ask: int  # how many get the question when a receipt is asked for
    has_read: bool
    can_compare: bool
    acts: dict[str, bool]
    discussed: dict[str, Any] | None

    @property
    def latest(self) -> DocumentVersion | None:
        """The newest version."""
        return self.versions[0] if self.versions else None

    @property
    def holding(self) -> DocumentVersion | None:
        """The newest version that holds, which is another when the newest was retired."""
        return next((one for one in self.versions if one.retired_at is None), None)

    @property
    def is_latest(self) -> bool:
        """Whether the version shown is the newest."""
        return self.chosen is self.latest


def page_of(
    document: Document, actor: Actor, version: DocumentVersion | None = None
) -> DocumentPage:
    """Gather what the page shows to `actor`, of the newest version or of another."""
    versions = versions_of(document)
    chosen = version or next(iter(versions), None)
    texts = texts_of({one.file.sha256 for one in versions if one.file is not None})
    is_asked = document.receipt_asked_at is not None
    acts = acts_of(document, actor)
    about = subjects([document], actor)
    return DocumentPage(
        document=document,
        versions=versions,
        chosen=chosen,
        shown=_shown(chosen, texts),
        reading=_reading(document, actor) if version is None else None,
        who_sees=who_sees(document.owner_org_id, document.audience),
        subject=about.get((document.about_kind, document.about_id or 0)),
        kind=str(KIND_NAMES[document.kind]),
        writers=writers_of(document) if document.is_written else (),
        readers=readers_of(document) if is_asked and acts["ask_receipt"] else None,
        to_ask=count_to_ask(document, actor) if acts["ask_receipt"] and not is_asked else 0,
        has_read=is_asked and has_read(document, actor),
        can_compare=can_compare(versions, texts),
        acts=acts,
        discussed=panel_about(document, actor),
    )


def acts_of(document: Document, actor: Actor) -> dict[str, bool]:
    """Return what `actor` may do with the document now."""
    is_open = not document.is_locked
    return {
        "work": is_open and may_work_on(actor, document),
        "move": is_open and may_move_document(actor, document),
        "keep_back": may_keep_back(actor, document),
        "ask_receipt": may_ask_receipt(actor, document),
        "acknowledge": may_acknowledge(actor, document),
        "name_writers": is_open and may_name_writers(actor, document),
        "write": document.may_write(actor),
    }


def versions_of(document: Document) -> Sequence[DocumentVersion]:
    """Return the versions that stand, the newest first."""
    return db.session.scalars(
        sa.select(DocumentVersion)
        .where(DocumentVersion.document_id == document.id, DocumentVersion.removed_at.is_(None))
        .options(
            joinedload(DocumentVersion.file),
            joinedload(DocumentVersion.author, innerjoin=True),
            joinedload(DocumentVersion.acting_org, innerjoin=True),
            joinedload(DocumentVersion.retired_by),
        )
        .order_by(DocumentVersion.number.desc())
    ).all()


def _shown(version: DocumentVersion | None, texts: dict[str, FileText]) -> Shown | None:
    if version is None or version.file is None:
        return None
    return Shown(texts.get(version.file.sha256), version.file.media_type)


def _reading(document: Document, actor: Actor) -> Reading | None:
    if document.text is None:
        return None
    remember_host(document.text, document)
    return read(document.text, actor)
