"""How answers are found: their sections by those inside, their letters by everybody else."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.drafting.letter import title_of
from ideell.drafting.models import Response, Section
from ideell.foundation.actor import Actor
from ideell.foundation.language import lazy
from ideell.foundation.searched import Group, Searched, joined
from ideell.writing.models import Block
from ideell.writing.searched import ANSWERS


def of_response(column: Any) -> Any:
    """Return a column of the answer that a section is a part of."""
    mine = sa.select(column).where(Response.id == Section.response_id)
    return mine.correlate(Section).scalar_subquery()


def _read_from_outside(actor: Actor) -> sa.ColumnElement[bool]:
    """The letter of a published answer, by those who do not find its blocks instead."""
    if actor.is_stranger:
        return Response.letter_visible_to(actor)
    return sa.and_(Response.letter_visible_to(actor), ~Response.visible_to(actor))


def _published_at() -> Any:
    moved = sa.and_(
        Deed.thing_kind == Response.__name__, Deed.thing_id == Response.id,
        Deed.tag == "response.moved",
    )  # fmt: skip
    last = sa.select(sa.func.max(Deed.at)).where(moved).correlate(Response).scalar_subquery()
    return sa.func.coalesce(last, Response.made_at)


def _headings() -> Any:
    mine = sa.select(Section.heading).where(
        Section.response_id == Response.id, Section.removed_at.is_(None)
    )
    return joined(mine, Section.position, Section.id, of=Response)


def _blocks() -> Any:
    mine = sa.select(Block.text).join(Section, Section.text_id == Block.text_id)
    standing = mine.where(
        Section.response_id == Response.id,
        Section.removed_at.is_(None),
        Block.removed_at.is_(None),
    )
    return joined(standing, Section.position, Block.position, Block.id, of=Response)


SECTIONS = Searched(
    ANSWERS,
    heading=lambda: (Section.heading,),
    body=lambda: (Section.nothing_to_say,),
    organisation=lambda: of_response(Response.owner_org_id),
    at=lambda: of_response(Response.made_at),
    stands=lambda: Section.removed_at.is_(None),
    where=lambda section: section.response.consultation.title,
)
LETTERS = Searched(
    Group("publicerat", lazy("Publicerade svar"), 35),
    body=lambda: (_headings(), _blocks(), Response.about, Response.process),
    organisation=lambda: Response.owner_org_id,
    at=_published_at,
    stands=lambda: Response.state == "published",
    seen=_read_from_outside,
    where=lambda response: response.owner_org.name,
    url=lambda response: f"/svar/{response.id}/hela",
    title=title_of,
    strangers=True,
)
