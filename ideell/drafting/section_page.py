"""What the page of a section shows to one reader, and the whole draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.discussions.panel import panel_about
from ideell.drafting.models import Response, Section
from ideell.drafting.overview import sections_shown
from ideell.drafting.policy import (
    may_finish,
    may_hand_pen,
    may_lead_section,
    may_reopen_section,
    may_review,
    may_take_pen,
)
from ideell.drafting.section_as_host import address_of, name_of
from ideell.drafting.sectioning import last_author_id
from ideell.drafting.sources import SourceShown, sources_of
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.questions import Select, question
from ideell.foundation.statements import given_numbers
from ideell.people.models import User
from ideell.positions.finding import released_on
from ideell.positions.models import Contribution
from ideell.writing.hosting import remember_host
from ideell.writing.models import Block, Text
from ideell.writing.reading import Reading, read
from ideell.writing.views import Viewed, viewed


class Beside(NamedTuple):
    """The section before or after this one: what one calls it, and its page."""

    title: str
    url: str


@dataclass(frozen=True)
class SectionPage:
    """Everything the page needs, asked for once."""

    section: Section
    reading: Reading
    sources: list[SourceShown]
    contributions: list[Contribution]
    before: Beside | None
    after: Beside | None
    given_back: Any  # the tag of the deed, its reason, and the name of who did it
    acts: dict[str, bool]
    wrote_last: bool
    view: str
    viewed: list[Viewed]
    discussed: dict[str, Any] | None

    @property
    def response(self) -> Response:
        """The answer that the section is of."""
        return self.section.response


def page_of(section: Section, actor: Actor, view: str = "") -> SectionPage:
    """Gather what the page shows to `actor`."""
    remember_host(section.text, section)
    sources = sources_of(section, actor)
    before, after = _neighbours(section)
    return SectionPage(
        section=section,
        reading=read(section.text, actor),
        sources=sources,
        contributions=_contributions(sources, actor),
        before=before,
        after=after,
        given_back=_given_back(section),
        acts=_acts(section, actor),
        wrote_last=section.state == "review" and last_author_id(section) == actor.user_id,
        view=view,
        viewed=viewed(section.text) if view else [],
        discussed=panel_about(section, actor),
    )


def _acts(section: Section, actor: Actor) -> dict[str, bool]:
    is_open = section.response.is_open
    leads = may_lead_section(actor, section) and is_open
    return {
        "take_pen": may_take_pen(actor, section),
        "finish": may_finish(actor, section),
        "review": may_review(actor, section),
        "lock": leads and section.state == "approved",
        "reopen": is_open
        and section.state in {"review", "approved", "locked"}
        and may_reopen_section(actor, section),
        "hand_pen": is_open and may_hand_pen(actor, section),
        "lead": leads,
    }


def _contributions(sources: Sequence[SourceShown], actor: Actor) -> list[Contribution]:
    if not sources:
        return []
    found = released_on([source.node.id for source in sources], actor)
    return [contribution for rows in found.values() for contribution in rows]


def _given_back(section: Section) -> Any:
    """How the section came to be written on once more: returned, or opened again, and why."""
    if section.state not in {"writing", "open"}:
        return None
    return _giving_back.row(section_id=section.id)


@question
def _giving_back() -> Select:
    """The latest deed that gave a section back with a reason."""
    return (
        sa.select(Deed.tag, Deed.reason, User.name)
        .join(User, User.id == Deed.user_id)
        .where(Deed.thing_kind == Section.__name__, Deed.thing_id == sa.bindparam("section_id"))
        .where(Deed.tag.in_(["section.returned", "section.reopened"]), Deed.undone_at.is_(None))
        .where(Deed.reason != "")
        .order_by(Deed.id.desc())
        .limit(1)
    )


def _neighbours(section: Section) -> tuple[Beside | None, Beside | None]:
    places = section.position - 1, section.position + 1
    rows = _at_places.rows(response_id=section.response_id, places=places)
    found = {
        row.position: Beside(name_of(row.position), address_of(section.response_id, row.id))
        for row in rows
    }
    return found.get(places[0]), found.get(places[1])


@question
def _at_places() -> Select:
    return sa.select(Section.id, Section.position).where(
        Section.response_id == sa.bindparam("response_id"),
        Section.removed_at.is_(None),
        Section.position.in_(given_numbers("places")),
    )


@dataclass(frozen=True)
class Whole:
    """What is printed: sections with their blocks, and which saves they are made of."""

    sections: Sequence[Section]
    blocks: dict[int, list[Block]]
    version: int


def whole_of(response: Response, only: Section | None = None) -> Whole:
    """Return every section, or only one, with its blocks, in two questions."""
    sections = [only] if only else sections_shown(response)
    rows = db.session.scalars(
        sa.select(Block)
        .where(
            Block.text_id.in_([section.text_id for section in sections]),
            Block.removed_at.is_(None),
        )
        .order_by(Block.text_id, Block.position)
    )
    blocks: dict[int, list[Block]] = {}
    for block in rows:
        blocks.setdefault(block.text_id, []).append(block)
    texts: list[Text] = [section.text for section in sections]
    return Whole(sections, blocks, sum(text.revision_count for text in texts))
