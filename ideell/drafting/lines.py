"""The task list of an answer: one line for each section, as plain values, in three questions."""

from __future__ import annotations

from typing import Any, NamedTuple

import sqlalchemy as sa

from ideell.drafting.models import Response, Section
from ideell.drafting.section_as_host import address_of, name_of
from ideell.drafting.sources import NodeOfSection, columns_of_nodes, span
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.questions import Select, question
from ideell.people.models import User
from ideell.positions.stances import joint_codes
from ideell.writing.comments import Comment, Conversation
from ideell.writing.models import Block
from ideell.writing.suggestions import OPEN_STATES, Suggestion

FINISHED = ("review", "approved", "locked")
WITHOUT_PEN = ("empty", "writing", "open")  # states in which a free pen can be taken
NEGATIVE_FIRST = (
    "oppose", "insufficient", "doubtful", "support_with_changes", "support_mainly", "support",
    "no_objection", "no_opinion", "abstain",
)  # fmt: skip


class SectionLine(NamedTuple):
    """One row of the task list; `blocks` and `done` count what is written."""

    id: int
    position: int
    heading: str
    state: str
    title: str
    url: str
    about: str
    pen_holder: str
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
        return self.state in FINISHED

    @property
    def state_in_words(self) -> str:
        """How far it has come, for rows without a bar."""
        words = {
            "review": _("Granskas"),
            "approved": _("Godkänt"),
            "locked": _("Låst"),
        }
        return words.get(self.state, _("Inte påbörjat"))


def lines_of(response: Response, actor: Actor) -> list[SectionLine]:
    """Return the task list of an answer for one reader; the same number of questions always."""
    rows = _sections.rows(response_id=response.id)
    nodes = columns_of_nodes([row.id for row in rows])
    stances = _stances(response, nodes)
    open_to_pens = actor.org_id is not None and response.is_open
    answer_id, reader_id = response.id, actor.user_id
    return [
        SectionLine(
            id=row.id,
            position=row.position,
            heading=row.heading,
            state=row.state,
            title=name_of(row.position),
            url=address_of(answer_id, row.id),
            about=span([node for node in nodes.get(row.id, []) if node.is_chosen]),
            pen_holder=row.pen_holder or "",
            stance=stances.get(row.id),
            suggestions=row.suggestions,
            comments=row.comments,
            blocks=row.blocks,
            done=row.done,
            is_mine=reader_id is not None and row.pen_holder_id == reader_id,
            may_take_pen=open_to_pens and not row.pen_holder_id and row.state in WITHOUT_PEN,
        )
        for row in rows
    ]


@question
def _sections() -> Select:
    """The sections of an answer with how much is written, suggested and said in each."""
    standing = (Block.text_id == Section.text_id, Block.removed_at.is_(None))
    talk = sa.select(sa.func.count()).join(Comment.conversation)
    mine = Section.response_id == sa.bindparam("response_id")
    return (
        sa.select(
            Section.id, Section.position, Section.heading, Section.state, Section.pen_holder_id,
            User.name.label("pen_holder"),
            _count(Block, *standing).label("blocks"),
            _count(Block, *standing, Block.is_done).label("done"),
            _count(
                Suggestion, Suggestion.text_id == Section.text_id, Suggestion.state.in_(OPEN_STATES)
            ).label("suggestions"),
            talk.where(
                Comment.text_id == Section.text_id,
                Comment.state == "visible",
                Conversation.state == "open",
            )
            .scalar_subquery()
            .label("comments"),
        )
        .outerjoin(User, User.id == Section.pen_holder_id)
        .where(mine, Section.removed_at.is_(None))
        .order_by(Section.position, Section.id)
    )  # fmt: skip


def _count(model: type, *conditions: Any) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(model).where(*conditions).scalar_subquery()


def _stances(response: Response, nodes: dict[int, list[NodeOfSection]]) -> dict[int, str]:
    """The stance to show for each section: the most critical of those taken in it."""
    numbers = {node.id for found in nodes.values() for node in found}
    taken = joint_codes(numbers, response.owner_org_id) if numbers else {}
    shown: dict[int, str] = {}
    for section_id, found in nodes.items():
        here = {taken[node.id] for node in found if node.id in taken}
        if here:
            shown[section_id] = min(here, key=NEGATIVE_FIRST.index)
    return shown
