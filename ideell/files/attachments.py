"""Files attached to a thing: received within limits, seen by whoever sees the thing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ideell.extensions import db
from ideell.files.models import StoredFile, Upload
from ideell.files.receive import NotReceived
from ideell.files.taking import TakenIn, keep
from ideell.files.types import in_words
from ideell.files.uploads import use
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.language import gettext as _
from ideell.foundation.models import Identity, Model, UtcDateTime
from ideell.foundation.questions import Select, question
from ideell.foundation.seen_through import seen_through
from ideell.foundation.statements import given_numbers

MOST = 10  # files on one thing


class Attachment(Identity, Model):
    """One file on a thing. The same content may hang on many."""

    __tablename__ = "attachments"
    __table_args__ = (sa.Index("ix_attachments_thing", "thing_kind", "thing_id"),)

    thing_kind: Mapped[str] = mapped_column(sa.String(40))
    thing_id: Mapped[int]
    file_id: Mapped[int] = mapped_column(sa.ForeignKey("stored_files.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    file: Mapped[StoredFile] = relationship()

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Seen with the thing it hangs on."""
        kind, number = Attachment.thing_kind, Attachment.thing_id
        return seen_through(kind, number, _carrying, actor, table=Attachment.__table__)

    @staticmethod
    def gate_options() -> list[Any]:
        """Fetch the file along."""
        return [joinedload(Attachment.file, innerjoin=True)]


class AttachedFile(NamedTuple):
    """An attached file as a page shows it: name, kind and size stand in the text of the link."""

    id: int
    thing_id: int
    name: str
    kind: str
    size: int

    @property
    def url(self) -> str:
        """Return where it is fetched."""
        return f"/filer/{self.id}"


_carrying: list[type] = []


def let_carry(model: type) -> None:
    """Let things of this kind carry files; who sees the thing sees its files."""
    if model not in _carrying:
        _carrying.append(model)


def chosen(uploads: Collection[Any]) -> list[Any]:
    """Return the uploads that hold a file; a field that was left alone sends one without."""
    return [one for one in uploads if one and (one.filename or "").strip()]


def refuse_too_many(count: int) -> None:
    """Raise `NotReceived` when so many files are more than one thing carries."""
    if count > MOST:
        raise NotReceived(
            _(
                "Du har valt %(many)s filer. Bifoga högst %(most)s åt gången, och resten i ett "
                "inlägg till.",
                many=count,
                most=MOST,
            )
        )


def attach(
    thing: Any, files: Sequence[TakenIn], *, waiting: Sequence[Upload] = (), by: Actor
) -> list[Attachment]:
    """Attach files that wait, and files that were taken in, to a thing that has its number.

    Raises `NotReceived` when they no longer fit in what the organisation may store.
    """
    about = {"thing_kind": type(thing).__name__, "thing_id": thing.id}
    kept = [*(use(one) for one in waiting), *keep(files, by=by)]
    attached = [Attachment(file=file, **about) for file in kept]
    db.session.add_all(attached)
    return attached


def attached_to(kind: str, numbers: Sequence[int]) -> dict[int, list[AttachedFile]]:
    """Return the files on things of one kind, by the things' numbers; one question.

    Whoever asks has found the things through their `visible_to`.
    """
    found: dict[int, list[AttachedFile]] = {}
    for row in _attached.rows(kind=kind, numbers=list(numbers)) if numbers else ():
        shown = AttachedFile(row.id, row.thing_id, row.name, in_words(row.media_type), row.size)
        found.setdefault(row.thing_id, []).append(shown)
    return found


@question
def _attached() -> Select:
    return (
        sa.select(
            Attachment.id, Attachment.thing_id, StoredFile.name, StoredFile.media_type,
            StoredFile.size,
        )
        .join(StoredFile, StoredFile.id == Attachment.file_id)
        .where(
            Attachment.thing_kind == sa.bindparam("kind"),
            Attachment.thing_id.in_(given_numbers("numbers")),
        )
        .order_by(Attachment.id)
    )  # fmt: skip
