"""Who is writing in which section of an answer, as the workspace of its consultation says it."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from ideell.drafting.models import Response, Section
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.writing.presence import Presence, writers_by_text


@dataclass(frozen=True)
class WritingNow:
    """One line for each section where others write; `seen` says the same in short."""

    response_id: int
    seen: str
    lines: tuple[str, ...]


def writing_now(response: Response, actor: Actor) -> WritingNow:
    """Return where others than `actor` are writing in an answer, in its order."""
    mine = sa.and_(Section.response_id == response.id, Section.removed_at.is_(None))
    here = Presence.text_id.in_(sa.select(Section.text_id).where(mine))
    names = writers_by_text(actor, here)
    if not names:
        return WritingNow(response.id, "", ())
    rows = db.session.execute(
        sa.select(Section.text_id, Section.position)
        .where(mine, Section.text_id.in_(names))
        .order_by(Section.position)
    ).all()
    lines = tuple(_line(names[text_id], position) for text_id, position in rows)
    return WritingNow(response.id, _in_short(names), lines)


def _line(names: dict[int, str], position: int) -> str:
    *first, last = names.values()
    who = _("%(names)s och %(last)s", names=", ".join(first), last=last) if first else last
    return _("%(names)s skriver i avsnitt %(number)s", names=who, number=position)


def _in_short(names: dict[int, dict[int, str]]) -> str:
    return ".".join(f"{text}-{user}" for text, those in names.items() for user in those)
