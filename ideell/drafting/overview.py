"""How an answer stands: its sections, and which members have taken part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from ideell.drafting.models import Response, Section
from ideell.extensions import db
from ideell.foundation.clock import today
from ideell.foundation.questions import Select, question
from ideell.people.models import Organisation, OrganisationLink
from ideell.writing.comments import Comment
from ideell.writing.models import Revision
from ideell.writing.suggestions import Suggestion


@dataclass(frozen=True)
class Participation:
    """The names of the owner's members that have written, suggested or commented, or not yet."""

    inside: tuple[str, ...]
    outside: tuple[str, ...]

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


def participation_in(response: Response) -> Participation:
    """Return who of the owner's members have taken part so far."""
    asked = {"response_id": response.id, "owner_id": response.owner_org_id, "today": today()}
    rows = _members.rows(**asked)
    return Participation(
        tuple(row.name for row in rows if row.is_in),
        tuple(row.name for row in rows if not row.is_in),
    )


@question
def _members() -> Select:
    """The members of the owner of an answer, and whether each has taken part in it."""
    mine = Section.response_id == sa.bindparam("response_id")
    texts = sa.select(Section.text_id).where(mine)
    acting = sa.union(
        *(
            sa.select(thing.acting_org_id).where(thing.text_id.in_(texts))
            for thing in (Revision, Suggestion, Comment)
        )
    )
    return (
        sa.select(Organisation.name, Organisation.id.in_(acting.scalar_subquery()).label("is_in"))
        .join(OrganisationLink, OrganisationLink.member_id == Organisation.id)
        .where(
            OrganisationLink.owner_id == sa.bindparam("owner_id"),
            OrganisationLink.is_current(sa.bindparam("today")),
        )
        .order_by(Organisation.sort_key)
    )
