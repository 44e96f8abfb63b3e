"""A shared document: whose it is, who sees it, what it is called."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ideell.documents.written_as_host import WrittenAsHost
from ideell.foundation.about import About
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime, choice
from ideell.people.audience import AUDIENCES, may_see
from ideell.people.models import Organisation, User
from ideell.people.sharing import Room
from ideell.writing.models import Text

if TYPE_CHECKING:
    from ideell.documents.models.version import DocumentVersion

OFFERED = ("own", "members", "network")  # publishing comes with the public pages
KINDS = ("pdf", "word", "text", "table", "slides", "picture", "page", "written", "other")
TITLE = 300
LINE = 300
TAG = 40
MOST_TAGS = 12

# The rows that lists look through: what stands and holds.
_HOLDS = sa.text("removed_at IS NULL AND retired_at IS NULL")
STANDING: Any = {"sqlite_where": _HOLDS, "postgresql_where": _HOLDS}


class Document(WrittenAsHost, Identity, About, Model):
    """Something shared under one title, whatever number of versions it has.

    `kind`, `latest_id` and `versions` say what its newest version is, so that a list asks for no
    more than it shows. A document written here hosts a text; its versions are states of that.
    """

    __tablename__ = "documents"
    __table_args__ = (
        sa.Index("ix_documents_newest", "changed_at", "id", **STANDING),
        sa.Index("ix_documents_about", "about_kind", "about_id"),
    )

    owner_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"), index=True)
    audience: Mapped[str] = mapped_column(choice(*AUDIENCES, name="document_audience"))
    title: Mapped[str] = mapped_column(sa.String(TITLE))
    line: Mapped[str] = mapped_column(sa.String(LINE), default="")
    tags: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    year: Mapped[int] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(choice(*KINDS, name="document_kind"), index=True)
    text_id: Mapped[int | None] = mapped_column(sa.ForeignKey("texts.id"), unique=True)
    sharer_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    acting_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    shared_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    latest_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey(
            "document_versions.id", use_alter=True, name="fk_documents_latest_id_document_versions"
        )
    )
    versions: Mapped[int] = mapped_column(default=0)
    locked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lock_reason: Mapped[str] = mapped_column(sa.Text, default="")
    locked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    retired_reason: Mapped[str] = mapped_column(sa.Text, default="")
    retired_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    receipt_asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    receipt_asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("users.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    counted: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)  # as it is counted now
    version: Mapped[int] = mapped_column(default=1)

    owner_org: Mapped[Organisation] = relationship(foreign_keys=[owner_org_id])
    acting_org: Mapped[Organisation] = relationship(foreign_keys=[acting_org_id])
    sharer: Mapped[User] = relationship(foreign_keys=[sharer_id])
    locked_by: Mapped[User | None] = relationship(foreign_keys=[locked_by_id])
    retired_by: Mapped[User | None] = relationship(foreign_keys=[retired_by_id])
    receipt_asked_by: Mapped[User | None] = relationship(foreign_keys=[receipt_asked_by_id])
    text: Mapped[Text | None] = relationship()
    latest: Mapped[DocumentVersion | None] = relationship(foreign_keys=[latest_id], viewonly=True)

    __mapper_args__ = {"version_id_col": version}

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Seen by the audience that its sharer chose, until it is taken away."""
        seen = may_see(actor, Document.owner_org_id, Document.audience)
        return sa.and_(Document.removed_at.is_(None), seen)

    @staticmethod
    def gate_options() -> list[Any]:
        """Fetch along what the pages and the policies ask for."""
        return [
            joinedload(Document.owner_org, innerjoin=True),
            joinedload(Document.acting_org, innerjoin=True),
            joinedload(Document.sharer, innerjoin=True),
            joinedload(Document.receipt_asked_by),
            joinedload(Document.text),
        ]

    @property
    def url(self) -> str:
        """Its page; the list, when it is taken back."""
        return f"/dokument/{self.id}" if self.removed_at is None else "/dokument"

    @property
    def room(self) -> Room:
        """Whose it is, and who sees it."""
        return Room(self.owner_org_id, self.audience)

    @property
    def is_written(self) -> bool:
        """Whether it is written here."""
        return self.text_id is not None

    @property
    def is_locked(self) -> bool:
        """Whether nothing of it may be changed for the time being."""
        return self.locked_at is not None or self.retired_at is not None


class DocumentTag(Identity, Model):
    """A subject of a document, once for each, to be found by."""

    __tablename__ = "document_tags"
    __table_args__ = (
        sa.UniqueConstraint("document_id", "tag"),
        sa.Index("ix_document_tags_found", "tag", "document_id"),
    )

    document_id: Mapped[int] = mapped_column(sa.ForeignKey("documents.id"))
    tag: Mapped[str] = mapped_column(sa.String(TAG))


class DocumentCount(Identity, Model):
    """How many documents that hold stand in one room with one value: a subject, a kind, a year.

    A list that nothing narrows counts by these, however many documents there are.
    """

    __tablename__ = "document_counts"
    __table_args__ = (sa.UniqueConstraint("owner_org_id", "audience", "facet", "value"),)

    owner_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    audience: Mapped[str] = mapped_column(sa.String(10))
    facet: Mapped[str] = mapped_column(sa.String(10))
    value: Mapped[str] = mapped_column(sa.String(TAG))
    many: Mapped[int]
