"""What waits for those who review sections: they are written, and somebody else wrote last."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.drafting.models import OPEN_RESPONSES, Response, Section
from ideell.drafting.section_as_host import address_of
from ideell.drafting.waiting import open_suggestions
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.language import ngettext
from ideell.foundation.questions import Asked, Select, question
from ideell.foundation.waiting import Waiting, source
from ideell.people.leading import leads
from ideell.writing.models import Revision, Text


def _reviewing(actor: Actor) -> Asked | None:
    if actor.org_id is None:
        return None
    return _written.asked(leads=leads(actor, actor.org_id))


@source(_reviewing)
def to_review(actor: Actor) -> list[Waiting]:
    """Return the sections that are written and wait for somebody else than who wrote last."""
    rows = _written.rows(actor, leads=actor.org_id is not None and leads(actor, actor.org_id))
    return [_finished(section) for section in rows]


@question
def _written(reader: Actor) -> Select:
    """The sections under review whose pen the reader holds, or that the reader leads, and did
    not have the last word in.
    """
    led = sa.and_(sa.bindparam("leads", type_=sa.Boolean), Response.owner_org_id == reader.org_id)
    silenced = sa.exists().where(
        Deed.thing_kind == Section.__name__,
        Deed.thing_id == Section.id,
        Deed.tag == "section.silent",
        Deed.undone_at.is_(None),
        Deed.user_id == reader.user_id,
    )
    wrote = Revision.author_id == reader.user_id
    is_silent = Section.nothing_to_say != ""
    return (
        sa.select(
            Section.id, Section.response_id, Section.position, Section.heading, Section.due_on,
            Response.consultation_id, open_suggestions().label("suggestions"),
        )
        .join(Section.response)
        .join(Section.text)
        .outerjoin(Revision, Revision.id == Text.head_id)
        .where(
            sa.or_(led, Section.pen_holder_id == reader.user_id),
            sa.case((is_silent, ~silenced), else_=~wrote),
            Section.state == "review",
            Section.removed_at.is_(None),
            Response.state.in_(OPEN_RESPONSES),
            Response.visible_to(reader),
        )
        .order_by(Section.due_on, Section.id)
    )  # fmt: skip


def _finished(section: Any) -> Waiting:
    left = section.suggestions
    undecided = ngettext("Ett förslag är inte avgjort.", "%(num)s förslag är inte avgjorda.", left)
    written = _("”%(heading)s” är färdigskrivet.", heading=section.heading)
    return Waiting(
        title=_("Granska avsnitt %(position)s", position=section.position),
        sentence=f"{written} {undecided}" if left else written,
        url=f"{address_of(section.response_id, section.id)}/granskning",
        action=_("Granska"),
        due_on=section.due_on,
        minutes=15 + 2 * left,
        is_mine=False,
        consultation_id=section.consultation_id,
    )
