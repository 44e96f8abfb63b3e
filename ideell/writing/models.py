"""A text that something hosts: its blocks as they stand, and its append-only revisions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy.orm import Mapped, declared_attr, joinedload, mapped_column, relationship

from ideell.foundation import kinds
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.models import Identity, Model, UtcDateTime, choice
from ideell.foundation.text.column import Html
from ideell.people.models import Organisation, User
from ideell.writing import blocks as typed

BLOCK_KINDS = ("paragraph", "heading", "list_item", "quotation")


def seen_with_its_host(column: Any, table: Any, actor: Actor) -> sa.ColumnElement[bool]:
    """Return the condition that some host of the text numbered by `column` is seen.

    Asked row by row through the hosts' unique index, so that it costs the same however many
    texts there are.
    """
    hosts = [
        sa.select(sa.literal(1))
        .where(hosted == column, model.visible_to(actor))  # type: ignore[attr-defined]  # because hosts are models
        .correlate(table)
        .exists()
        for model, hosted in kinds.hosts_of_texts()
    ]
    return sa.or_(sa.false(), *hosts)


class Text(Identity, Model):
    """A hosted text. `prefix` is the host's number, the first part of "4:3".

    `hosted_by` names the kind of its host, so that the host is found with one question.
    """

    __tablename__ = "texts"

    prefix: Mapped[str] = mapped_column(sa.String(20), default="")
    hosted_by: Mapped[str] = mapped_column(sa.String(40), default="")
    head_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("revisions.id", use_alter=True, name="fk_texts_head_id_revisions")
    )
    revision_count: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    head: Mapped[Revision | None] = relationship(foreign_keys=[head_id], viewonly=True)
    blocks: Mapped[list[Block]] = relationship(
        primaryjoin="and_(Block.text_id == Text.id, Block.removed_at.is_(None))",
        order_by="Block.position",
        viewonly=True,
    )

    __mapper_args__ = {"version_id_col": version}  # because SQLAlchemy reads it so

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Seen with whatever hosts it."""
        return seen_with_its_host(Text.id, Text.__table__, actor)


class PartOfText:
    """What stands in a text is seen with it."""

    text_id: Mapped[int] = mapped_column(sa.ForeignKey("texts.id"), index=True)

    @declared_attr
    def host_text(self) -> Mapped[Text]:
        """The text it stands in."""
        return relationship(Text, foreign_keys=f"{self.__name__}.text_id")  # type: ignore[attr-defined]  # because it is asked of the class

    @classmethod
    def gate_options(cls) -> list[Any]:
        """Fetch the text along: the policies ask its host."""
        return [joinedload(cls.host_text, innerjoin=True)]

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """Seen with its text."""
        return seen_with_its_host(cls.text_id, cls.__table__, actor)  # type: ignore[attr-defined]  # because only models mix it in


class Revision(Identity, PartOfText, Model):
    """The text as it was after one save. Never changed, never deleted.

    `blocks`: [{"id", "kind", "text"}, …] in order. `sha256` is over them. `touched` are the
    numbers of the blocks that this save changed, added, moved or removed.
    """

    __tablename__ = "revisions"
    __table_args__ = (sa.UniqueConstraint("text_id", "number"),)

    number: Mapped[int]
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("revisions.id"))
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    acting_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    blocks: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON, default=list, deferred=True)
    touched: Mapped[list[int]] = mapped_column(sa.JSON, default=list)
    from_suggestions: Mapped[list[int]] = mapped_column(sa.JSON, default=list)
    note: Mapped[str] = mapped_column(sa.Text, default="")
    kind: Mapped[str] = mapped_column(
        choice("language", "substance", name="revision_kind"), default="substance"
    )
    change: Mapped[str] = mapped_column(sa.String(30), default="written")  # what made it
    sha256: Mapped[str] = mapped_column(sa.String(64))

    author: Mapped[User] = relationship()
    acting_org: Mapped[Organisation] = relationship()

    @property
    def standing(self) -> list[typed.Block]:
        """Return the blocks as the pure functions read them."""
        return [typed.Block(**row) for row in self.blocks]


class Block(Identity, PartOfText, Model):
    """One numbered block (stycke) as it stands now. Its id survives edits and moves.

    `number` is the visible last part of "4:3" or "4:3b", given and stored. `html` is rendered
    and cleaned when written; `marked_html` has what open suggestions touch underlined, and
    `plan` how they fit together: a page view computes neither.
    """

    __tablename__ = "blocks"

    position: Mapped[int]
    number: Mapped[str] = mapped_column(sa.String(10))
    kind: Mapped[str] = mapped_column(choice(*BLOCK_KINDS, name="block_kind"), default="paragraph")
    text: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[Markup] = mapped_column(Html, default=Markup(""))
    marked_html: Mapped[Markup] = mapped_column(Html, default=Markup(""))
    renderer: Mapped[int] = mapped_column(default=0)
    plan: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    is_done: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def label(self) -> str:
        """Return what people say: "4:3", or "3" where the host has no number."""
        prefix = self.host_text.prefix
        return f"{prefix}:{self.number}" if prefix else self.number

    @property
    def anchor(self) -> str:
        """Return the id of its element on the page."""
        return f"block-{self.id}"

    @property
    def as_block(self) -> typed.Block:
        """Return the block as the pure functions read it."""
        return typed.Block(self.id, self.kind, self.text)  # type: ignore[arg-type]  # because the column is checked


class BlockNumber(Identity, Model):
    """A number a block has or had ("4:3"), so that an old one still finds its block."""

    __tablename__ = "block_numbers"
    __table_args__ = (sa.Index("ix_block_numbers_found", "text_id", "number"),)

    text_id: Mapped[int] = mapped_column(sa.ForeignKey("texts.id"))
    block_id: Mapped[int] = mapped_column(sa.ForeignKey("blocks.id"))
    number: Mapped[str] = mapped_column(sa.String(30))
    given_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
