"""An answer in some of its steps, and a section in each of its states."""

from __future__ import annotations

import sqlalchemy as sa

from ideell.drafting.dismissals import Dismissal, dismiss
from ideell.drafting.models import Response, Section
from ideell.drafting.responding import add_section
from ideell.extensions import db
from ideell.people.identity import actor_of
from ideell.writing.arranging import put_after
from ideell.writing.saving import write
from tests.promises.town import Side, example

SECTION_STATES = ("open", "empty", "writing", "review", "approved", "locked")


@example("Response", "drafting", "review", "signing", "published")
def response(side: Side, state: str) -> Response:
    made = Response(
        consultation=side.of("Consultation"),
        kind="joint" if state == "drafting" else "own",
        owner_org_id=side.owner.id,
        audience="members",
        state="drafting",
    )
    db.session.add(made)
    if state != "drafting":
        section = add_section(made, f"Vi tycker, {state}", by=actor_of(side.moderator))
        section.pen_holder_id = side.holder.id
        _written(section, side)
    made.state = state
    return made


@example("Section", *SECTION_STATES)
def section(side: Side, state: str) -> Section:
    """The pen holder has written all but the empty one, and so reviews none."""
    made = add_section(
        side.of("Response"),
        f"Avsnittet är {state}",
        nodes=[side.of("SourceNode")] if state == "open" else [],
        by=actor_of(side.moderator),
    )
    if state != "empty":
        made.pen_holder_id = side.holder.id
        _written(made, side)
    made.state = state
    return made


@example("Dismissal")
def dismissal(side: Side, _state: str) -> Dismissal:
    section = side.of("Section")
    by = actor_of(side.holder, side.author_org.id)
    dismiss(section, "0" * 32, None, by=by)
    found = db.session.scalar(sa.select(Dismissal).where(Dismissal.section_id == section.id))
    assert found is not None
    return found


def _written(made: Section, side: Side) -> None:
    db.session.flush()
    words = f"{side.owner.name} tycker att körer behövs.\n\nDet gäller hela landet."
    write(
        made.text,
        put_after([], None, words),
        base=None,
        by=actor_of(side.holder, side.author_org.id),
    )
