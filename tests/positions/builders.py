"""Input to a consultation of the invented town."""

from __future__ import annotations

from ideell.consultations.models import SourceNode
from ideell.extensions import db
from ideell.positions import contributing
from ideell.positions.models import Contribution
from tests.drafting.builders import Answer
from tests.world import World

TEXT = "Vi tycker att förslaget är bra, men det behöver pengar."


def make_input(
    world: World,
    answer: Answer,
    *,
    by: str = "anna",
    node: SourceNode | None = None,
    state: str = "draft",
    text: str = TEXT,
    stance: str | None = None,
) -> Contribution:
    """Let somebody write input and take it as far as `state`."""
    author = world.actor(by)
    made = contributing.contribute(
        answer.consultation, by=author, text=text, node=node, stance=stance
    )
    if state in {"shared", "released", "withdrawn"}:
        contributing.share(made, by=author)
    if state in {"released", "withdrawn"}:
        contributing.release(made, by=author)
    if state == "withdrawn":
        contributing.withdraw(made, by=author)
    db.session.commit()
    return made
