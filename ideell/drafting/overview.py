"""How an answer stands, section by section: the list in the workspace, in a few questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from ideell.drafting.models import Response, Section
from ideell.drafting.sources import nodes_of_sections, span
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.people.models import Organisation, OrganisationLink
from ideell.positions.stances import joint_stances
from ideell.writing.comments import Comment, Conversation
from ideell.writing.models import Block, Revision
from ideell.writing.suggestions import OPEN_STATES, Suggestion

FINISHED = ("review", "approved", "locked")
NEGATIVE_FIRST = (
    "oppose", "insufficient", "doubtful", "support_with_changes", "support_mainly", "support",
    "no_objection", "no_opinion", "abstain",
)  # fmt: skip


@dataclass(frozen=True)
class SectionLine:
    """One row of the task list."""

    section: Section
    about: str
    stance: str | None
    suggestions: int
    comments: int
    blocks: int
    done: int
    is_mine: bool
    may_take_pen: bool

    @property
    def is_finished(self) -> bool:
        """Whether the section is done, from the writers' side."""
        return self.section.state in FINISHED

    @property
    def state_in_words(self) -> str:
        """How far it has come, for rows without a bar."""
        words = {
            "review": _("Granskas"),
            "approved": _("Godkänt"),
            "locked": _("Låst"),
        }
        return words.get(self.section.state, _("Inte påbörjat"))


@dataclass(frozen=True)
class Participation:
    """Which of the owner's members have written, suggested or commented."""

    inside: tuple[Organisation, ...]
    outside: tuple[Organisation, ...]

    @property
    def total(self) -> int:
        """How many members there are."""
        return len(self.inside) + len(self.outside)


def sections_shown(response: Response) -> Sequence[Section]:
    """Return the sections of an answer in order, with what a list shows of them."""
    return db.session.scalars(
        sa.select(Section)
        .where(Section.response_id == response.id, Section.removed_at.is_(None))
        .options(
            joinedload(Section.pen_holder),
            joinedload(Section.text, innerjoin=True),
            selectinload(Section.source_nodes),
        )
        .order_by(Section.position, Section.id)
    ).all()


def lines_of(response: Response, actor: Actor) -> list[SectionLine]:
    """Return the task list of an answer for one reader; the same number of questions always."""
    sections = sections_shown(response)
    texts = [section.text_id for section in sections]
    blocks, done = _blocks(texts)
    suggestions = _counted(Suggestion.text_id, texts, Suggestion.state.in_(OPEN_STATES))
    going_on = sa.select(Conversation.id).where(Conversation.state == "open")
    seen = (Comment.state == "visible", Comment.conversation_id.in_(going_on))
    comments = _counted(Comment.text_id, texts, *seen)
    stances = _stances(response, sections)
    open_to_pens = actor.org_id is not None and response.is_open
    return [
        SectionLine(
            section=section,
            about=span(section.source_nodes),
            stance=stances.get(section.id),
            suggestions=suggestions[section.text_id],
            comments=comments[section.text_id],
            blocks=blocks[section.text_id],
            done=done[section.text_id],
            is_mine=section.is_held_by(actor),
            may_take_pen=open_to_pens
            and section.pen_holder_id is None
            and section.state in {"empty", "writing", "open"},
        )
        for section in sections
    ]


def participation_in(response: Response) -> Participation:
    """Return who of the owner's members have taken part so far."""
    members = db.session.scalars(
        sa.select(Organisation)
        .join(OrganisationLink, OrganisationLink.member_id == Organisation.id)
        .where(OrganisationLink.owner_id == response.owner_org_id, OrganisationLink.is_current())
        .order_by(Organisation.sort_key)
    ).all()
    texts = sa.select(Section.text_id).where(Section.response_id == response.id)
    acting = sa.union(
        *(
            sa.select(thing.acting_org_id).where(thing.text_id.in_(texts))
            for thing in (Revision, Suggestion, Comment)
        )
    )
    taken_part = set(db.session.scalars(acting))
    return Participation(
        tuple(member for member in members if member.id in taken_part),
        tuple(member for member in members if member.id not in taken_part),
    )


def _blocks(texts: Sequence[int]) -> tuple[Counter[int], Counter[int]]:
    rows = db.session.execute(
        sa.select(
            Block.text_id,
            sa.func.count(),
            sa.func.sum(sa.case((Block.is_done, 1), else_=0)),
        )
        .where(Block.text_id.in_(texts), Block.removed_at.is_(None))
        .group_by(Block.text_id)
    ).all()
    return (
        Counter({text_id: count for text_id, count, _done in rows}),
        Counter({text_id: int(done) for text_id, _count, done in rows}),
    )


def _counted(column: Any, texts: Sequence[int], *conditions: Any) -> Counter[int]:
    rows = db.session.execute(
        sa.select(column, sa.func.count()).where(column.in_(texts), *conditions).group_by(column)
    )
    return Counter({int(text_id): int(count) for text_id, count in rows})


def _stances(response: Response, sections: Sequence[Section]) -> dict[int, str]:
    """The stance to show for each section: the most critical of those taken in it."""
    nodes = nodes_of_sections([section.id for section in sections])
    numbers = [node.id for found in nodes.values() for node in found]
    taken = joint_stances(numbers, response.owner_org_id) if numbers else {}
    shown: dict[int, str] = {}
    for section_id, found in nodes.items():
        here = {taken[node.id].stance for node in found if node.id in taken}
        if here:
            shown[section_id] = min(here, key=NEGATIVE_FIRST.index)
    return shown
