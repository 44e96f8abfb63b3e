"""What the language check found and somebody has read: "Det är som det ska".

It holds until the block reads otherwise; a finding about a whole section, until any of its
blocks does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ideell.activity.models import Deed, record
from ideell.drafting.models import Section
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.language import gettext as _
from ideell.foundation.models import Identity, Model, UtcDateTime
from ideell.foundation.rules import RuleBroken
from ideell.people.models import User
from ideell.writing.holding import hold_to_write
from ideell.writing.standing import rows_of


class Dismissal(Identity, Model):
    """Somebody's word that a finding is as it should be. `read` is what the text said then."""

    __tablename__ = "dismissals"
    __table_args__ = (sa.Index("ix_dismissals_found", "section_id", "key"),)

    section_id: Mapped[int] = mapped_column(sa.ForeignKey("sections.id"))
    block_id: Mapped[int | None] = mapped_column(sa.ForeignKey("blocks.id"))
    key: Mapped[str] = mapped_column(sa.String(32))
    read: Mapped[str] = mapped_column(sa.String(64))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    acting_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    section: Mapped[Section] = relationship()
    user: Mapped[User] = relationship()

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Seen with its section."""
        return Dismissal.section_id.in_(sa.select(Section.id).where(Section.visible_to(actor)))


def fingerprint(texts: Iterable[str]) -> str:
    """Return what stands for texts as they read now."""
    return sha256("\n\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def dismiss(section: Section, key: str, block_id: int | None, *, by: Actor) -> Deed:
    """Say that a finding is as it should be.

    Raises `RuleBroken` when it is none, or its block is gone, and `Closed` when one may not
    write here.
    """
    hold_to_write(section.text, by=by)
    rows = rows_of(section.text)
    about = [row.text for row in rows if block_id is None or row.id == block_id]
    if not re.fullmatch("[0-9a-f]{32}", key) or (block_id is not None and not about):
        raise RuleBroken(_("Anmärkningen finns inte längre. Läs om sidan."))
    made = Dismissal(
        section=section,
        block_id=block_id,
        key=key,
        read=fingerprint(about),
        user_id=by.user_id,
        acting_org_id=by.org_id,
    )
    db.session.add(made)
    return record(by, "finding.dismissed", made)


def undo_dismissal(dismissal: Dismissal, *, deed: Deed, by: Actor) -> None:
    """Let the finding be marked again. Refused when one may no longer write."""
    hold_to_write(dismissal.section.text, by=by)
    dismissal.withdrawn_at = now()
