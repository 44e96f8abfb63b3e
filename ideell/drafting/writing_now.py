"""Who is writing in which section of an answer, as the workspace of its consultation says it."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from ideell.drafting.models import Response, Section
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.language import in_a_row
from ideell.foundation.questions import Select, question
from ideell.people.models import User, first_name
from ideell.writing.presence import Presence, lasting_since, of_others


@dataclass(frozen=True)
class WritingNow:
    """One line for each section where others write; `seen` says the same in short."""

    response_id: int
    seen: str
    lines: tuple[str, ...]


def writing_now(response: Response, actor: Actor) -> WritingNow:
    """Return where others than `actor` are writing in an answer, in its order."""
    names: dict[tuple[int, int], dict[int, str]] = {}
    for place, text_id, user_id, name in _writing.rows(
        actor, response_id=response.id, since=lasting_since()
    ):
        names.setdefault((place, text_id), {})[user_id] = first_name(name)
    lines = tuple(_line(those, position) for (position, _text), those in names.items())
    in_short = {text_id: those for (_position, text_id), those in names.items()}
    return WritingNow(response.id, _in_short(in_short), lines)


@question
def _writing(reader: Actor) -> Select:
    """Who else is writing in an answer: where, in its order, and in which order they began."""
    return (
        sa.select(Section.position, Section.text_id, Presence.user_id, User.name)
        .join(Presence, Presence.text_id == Section.text_id)
        .join(User, User.id == Presence.user_id)
        .where(
            Section.response_id == sa.bindparam("response_id"),
            Section.removed_at.is_(None),
            of_others(reader),
        )
        .order_by(Section.position, Section.id, Presence.began_at, Presence.id)
    )


def _line(names: dict[int, str], position: int) -> str:
    who = in_a_row(names.values())
    return _("%(names)s skriver i avsnitt %(number)s", names=who, number=position)


def _in_short(names: dict[int, dict[int, str]]) -> str:
    return ".".join(f"{text}-{user}" for text, those in names.items() for user in those)
