"""Input on its way, in each of its states, and what an alliance gathers from its members.

The gatherings are of alliances that the author's organisation belongs to. They are about the
umbrella's consultation, whose own people, office and moderators alike, may not know of them.
"""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from ideell.consultations.models import Consultation
from ideell.extensions import db
from ideell.foundation.clock import now, today
from ideell.people.models import User
from ideell.positions.models import Contribution, Gathering
from ideell.writing.prose import render_prose
from tests.promises.town import Side, example
from tests.world import link, make_organisation, make_person

CONTRIBUTION_STATES = ("draft", "shared", "released", "withdrawn", "gathered", "voice", "differing")


@example("Gathering", "open", "closed")
def gathering(side: Side, state: str) -> Gathering:
    """One of an alliance that asks, and one of another that asks no more."""
    whole = side.world.samklang
    alliance = make_organisation(f"{side.owner.name} frågar, {state}", "regional_alliance")
    link(alliance, whole)
    link(side.author_org, alliance)
    make_person(f"Samordnare {side.owner.name} {state}", a=(alliance, ["coordinator"]))
    about = sa.select(Consultation).where(
        Consultation.owner_org_id == whole.id, Consultation.state == "active"
    )
    made = Gathering(
        consultation=db.session.scalars(about.order_by(Consultation.id)).first(),
        alliance=alliance,
        introduction=f"Vad tycker ni i {side.author_org.name}?",
        last_day=today() + timedelta(days=9),
        state=state,
        user_id=side.moderator.id,
    )
    db.session.add(made)
    return made


@example("Contribution", *CONTRIBUTION_STATES)
def contribution(side: Side, state: str) -> Contribution:
    """Input; *gathered* is released to an alliance, *voice* what the alliance has not released,
    *differing* shared, where a colleague shares something else."""
    if state == "differing":
        _written(side, "differing", "shared", by=side.holder, node_id=None)
        return _written(side, state, "shared", node_id=None)
    if state == "gathered":
        return _written(side, state, "released", gathering=side.of("Gathering"))
    if state == "voice":
        asked = side.of("Gathering")
        mine = db.session.scalars(
            sa.select(User).where(User.name == f"Samordnare {side.owner.name} open")
        )
        return _written(side, state, "shared", voice_of=asked, organisation_id=asked.alliance_id,
                        by=mine.one())  # fmt: skip
    return _written(side, state, state)


def _written(
    side: Side, name: str, state: str, *, by: User | None = None, **facts: object
) -> Contribution:
    text = f"{side.author_org.name} tycker något ({name})."
    values: dict[str, object] = {
        "consultation_id": side.of("Consultation").id,
        "node_id": side.of("SourceNode").id,
        "organisation_id": side.author_org.id,
        "author_id": (by or side.author).id,
        "text": text,
        "html": render_prose(text),
        "state": state,
        "released_at": now() if state == "released" else None,
    }
    made = Contribution(**(values | facts))
    db.session.add(made)
    db.session.flush()
    return made
