"""Making an answer: the response itself, its sections, their order, and who holds which pen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.consultations.models import Consultation, SourceNode
from ideell.consultations.moves import BY_NAME, move_on
from ideell.drafting.models import Response, Section
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.database import hold
from ideell.foundation.language import gettext as _
from ideell.foundation.questions import Select, question
from ideell.foundation.rules import RuleBroken
from ideell.writing.models import Text

ROLES = ("views", "summary", "general", "other")
LONGEST_HEADING = 300


def respond(consultation: Consultation, *, by: Actor, kind: str = "joint") -> Response:
    """Begin an answer to a consultation, owned by the one who leads it.

    The consultation is under way from then on, so that everybody finds it among those that are.
    Raises `RuleBroken` when there is a joint one already, or when the consultation is only for
    information.
    """
    if consultation.track == "notice":
        raise RuleBroken(_("Remissen är bara till för information, så den får inget svar."))
    if kind == "joint" and response_to(consultation) is not None:
        raise _begun_already()
    response = Response(
        consultation=consultation,
        kind=kind,
        owner_org_id=consultation.owner_org_id,
        audience=consultation.audience,
        state="drafting" if consultation.track == "small" else "input",
    )
    db.session.add(response)
    try:
        db.session.flush()
    except sa.exc.IntegrityError as error:  # somebody began it at the same instant
        raise _begun_already() from error
    record(by, "response.made", response)
    if consultation.state in BY_NAME["begin"].origins:
        move_on(consultation, BY_NAME["begin"], by=by)
    return response


def _begun_already() -> RuleBroken:
    return RuleBroken(_("Svaret är redan påbörjat. Gå tillbaka till remissen, där finns det."))


def response_to(consultation: Consultation) -> Response | None:
    """Return the joint answer to a consultation, or None."""
    return _joint.thing(consultation_id=consultation.id)  # type: ignore[no-any-return]  # because questions are untyped


@question
def _joint() -> Select:
    mine = Response.consultation_id == sa.bindparam("consultation_id")
    return sa.select(Response).where(mine, Response.kind == "joint").order_by(Response.id).limit(1)


def add_section(
    response: Response,
    heading: str,
    *,
    by: Actor,
    nodes: Sequence[SourceNode] = (),
    role: str = "views",
) -> Section:
    """Add a section last, about the chosen parts of the report or about none."""
    refuse_when_closed(response)
    position = (
        db.session.scalar(
            sa.select(sa.func.count(Section.id)).where(
                Section.response_id == response.id, Section.removed_at.is_(None)
            )
        )
        or 0
    ) + 1
    section = Section(
        response=response,
        position=position,
        heading=heading,
        role=role,
        text=Text(prefix=str(position), hosted_by=Section.__name__),
        source_nodes=list(nodes),
    )
    db.session.add(section)
    record(by, "section.added", section)
    return section


def add_sections(
    response: Response,
    nodes: Sequence[SourceNode],
    own: tuple[str, str] | None,
    *,
    by: Actor,
) -> list[Section]:
    """Add a section for each chosen part of the report, and one of its own: (heading, role)."""
    made = [add_section(response, _fitting(node.heading), nodes=[node], by=by) for node in nodes]
    if own is not None:
        made.append(add_section(response, own[0], role=own[1], by=by))
    return made


def change_section(
    section: Section, *, by: Actor, heading: str, role: str, nodes: Sequence[SourceNode]
) -> Deed:
    """Change what a section is called and what it is about."""
    refuse_when_closed(section.response)
    before = {
        "heading": section.heading,
        "role": section.role,
        "nodes": [node.id for node in section.source_nodes],
    }
    section.heading, section.role, section.source_nodes = heading, role, list(nodes)
    return record(by, "section.changed", section, before=before)


def undo_change(section: Section, *, deed: Deed, by: Actor) -> None:
    """Put heading and chosen parts back; refused when they were changed again."""
    refuse_when_closed(section.response)
    deed.refuse_when_followed("section.changed")
    before = deed.details["before"]
    section.heading, section.role = before["heading"], before["role"]
    section.source_nodes = list(
        db.session.scalars(sa.select(SourceNode).where(SourceNode.id.in_(before["nodes"])))
    )


def sections_of(response: Response) -> list[Section]:
    """Return the sections of an answer in order."""
    db.session.flush()
    return list(
        db.session.scalars(
            sa.select(Section)
            .where(Section.response_id == response.id, Section.removed_at.is_(None))
            .order_by(Section.position, Section.id)
        )
    )


def set_due(section: Section, day: date | None, *, by: Actor) -> Deed | None:
    """Set the day by which a section shall be done."""
    refuse_when_closed(section.response)
    if section.due_on == day:
        return None
    before = section.due_on.isoformat() if section.due_on else None
    section.due_on = day
    return record(by, "section.due", section, before=before)


def undo_due(section: Section, *, deed: Deed, by: Actor) -> None:
    """Put the day back; refused when it was set again."""
    refuse_when_closed(section.response)
    deed.refuse_when_followed("section.due")
    before = deed.details["before"]
    section.due_on = date.fromisoformat(before) if before else None


def nodes_numbered(consultation: Consultation, numbers: Collection[int]) -> list[SourceNode]:
    """Return the consultation's own nodes among these numbers, in the report's order."""
    return list(
        db.session.scalars(
            sa.select(SourceNode)
            .where(
                SourceNode.id.in_(list(numbers)),
                SourceNode.consultation_id == consultation.id,
                SourceNode.removed_at.is_(None),
            )
            .order_by(SourceNode.position)
        )
    )


def refuse_when_closed(response: Response) -> None:
    """Refuse changes to an answer that is being signed or has left.

    The answer is held until the transaction ends, so that it is not closed meanwhile. Whoever
    holds texts too holds them after their answer.
    """
    db.session.flush()
    hold(response)
    if not response.is_open:
        raise RuleBroken(_("Svaret är låst. Gå tillbaka ett steg först."))


def _fitting(heading: str) -> str:
    """Return a heading of the report as one of ours; what is cut shows as "…"."""
    fits = len(heading) <= LONGEST_HEADING
    return heading if fits else f"{heading[: LONGEST_HEADING - 2].rstrip()} …"
