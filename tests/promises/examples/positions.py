"""Input on its way, in each of its states."""

from __future__ import annotations

from ideell.extensions import db
from ideell.foundation.clock import now
from ideell.positions.models import Contribution
from ideell.writing.prose import render_prose
from tests.promises.town import Side, example


@example("Contribution", "draft", "shared", "released", "withdrawn")
def contribution(side: Side, state: str) -> Contribution:
    return _written(side, state)


def _written(side: Side, state: str) -> Contribution:
    text = f"{side.author_org.name} tycker något ({state})."
    made = Contribution(
        consultation_id=side.of("Consultation").id,
        node_id=side.of("SourceNode").id,
        organisation_id=side.author_org.id,
        author_id=side.author.id,
        text=text,
        html=render_prose(text),
        state=state,
        released_at=now() if state == "released" else None,
    )
    db.session.add(made)
    db.session.flush()
    return made
