"""Who may do what with answers and their sections."""

from __future__ import annotations

import sqlalchemy as sa

from ideell.consultations.models import Consultation
from ideell.drafting.models import Response, Section
from ideell.drafting.sectioning import last_author_id
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.people.leading import leads


def may_read_response(actor: Actor, response: Response) -> bool:
    """Whoever its `visible_to` lets find it."""
    return not actor.is_stranger


def may_read_letter(actor: Actor, response: Response) -> bool:
    """Everybody once it is published, strangers too; before that, whoever reads the answer."""
    return response.state == "published" or may_read_response(actor, response)


def is_inside(actor: Actor, response: Response) -> bool:
    """Tell whether `actor` sees how the answer is made, and not only its letter."""
    seen = sa.select(Response.id).where(Response.id == response.id, Response.visible_to(actor))
    return not actor.is_stranger and db.session.scalar(seen) is not None


def may_export(actor: Actor, response: Response) -> bool:
    """Whoever reads it may take it out as a file."""
    return may_read_response(actor, response)


def may_accept_wordings(actor: Actor, response: Response) -> bool:
    """Whoever decides on suggestions in some section of it."""
    sections = sa.select(Section).where(
        Section.response_id == response.id, Section.removed_at.is_(None)
    )
    return any(section.may_decide(actor) for section in db.session.scalars(sections))


def may_respond(actor: Actor, consultation: Consultation) -> bool:
    """Those who lead the owner's work begin the answer."""
    return actor.org_id is not None and leads(actor, consultation.owner_org_id)


def may_lead_response(actor: Actor, response: Response) -> bool:
    """Those who lead the owner's work: steps, sections, pens, dates."""
    return actor.org_id is not None and leads(actor, response.owner_org_id)


def may_read_section(actor: Actor, section: Section) -> bool:
    """Whoever its `visible_to` lets find it."""
    return not actor.is_stranger


def may_lead_section(actor: Actor, section: Section) -> bool:
    """Those who lead the owner's work: lock, open again, hand out pens, move, remove."""
    return actor.org_id is not None and section.is_led_by(actor)


def may_take_pen(actor: Actor, section: Section) -> bool:
    """Everybody in scope, where nobody holds the pen."""
    free = section.pen_holder_id is None
    return free and section.may_suggest(actor) and section.state != "review"


def may_hand_pen(actor: Actor, section: Section) -> bool:
    """Those who lead, and the pen holder, who may give it to another or put it down."""
    return actor.org_id is not None and (section.is_led_by(actor) or section.is_held_by(actor))


def may_reopen_section(actor: Actor, section: Section) -> bool:
    """Those who lead; on the smaller track the pen holder too."""
    holds = section.response.is_small and section.is_held_by(actor)
    return actor.org_id is not None and (section.is_led_by(actor) or holds)


def may_finish(actor: Actor, section: Section) -> bool:
    """Pen holder and those who lead, while the section is being written."""
    return section.state in {"empty", "writing", "open"} and section.may_write(actor)


def may_review(actor: Actor, section: Section) -> bool:
    """Those who lead, and the pen holder; never the one who wrote last."""
    if section.state != "review" or actor.org_id is None or not section.response.is_open:
        return False
    takes_part = section.is_held_by(actor) or section.is_led_by(actor)
    return takes_part and last_author_id(section) != actor.user_id


def may_restore(actor: Actor, section: Section) -> bool:
    """Whoever may write may make an old version new."""
    return section.may_write(actor)


def may_settle_findings(actor: Actor, section: Section) -> bool:
    """Whoever may write says that what the language check found is as it should be."""
    return section.may_write(actor)
