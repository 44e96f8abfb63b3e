"""A gathering in the invented town: Norrvik asks its members about Samklang's consultation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import today
from ideell.people.models import Organisation
from ideell.positions import contributing
from ideell.positions.gathering import open_gathering
from ideell.positions.models import Contribution, Gathering
from ideell.positions.voice import compose
from tests.drafting.builders import Answer
from tests.world import World, link, make_organisation, make_person

QUESTION = "Vad betyder det för er kör?"
SAID = "Vi behöver en lokal där vi får vara kvar."


def more_of_norrvik(world: World) -> None:
    """Give Norrvik a second association with two people, of whom one coordinates."""
    dans = make_organisation("Norrviks danslag", "association")
    link(dans, world.norrvik)
    world.named["norrdans"] = dans
    world.named["disa"] = make_person("Disa Dans", a=(dans, ["representative"]))
    world.named["dora"] = make_person("Dora Dans", a=(dans, ["representative"]))
    world.named["doris"] = make_person("Doris Dans", a=(dans, ["coordinator"]))
    db.session.flush()


def make_gathering(world: World, answer: Answer, **asked: Any) -> Gathering:
    """Let Nora ask Norrvik's members about Samklang's consultation."""
    if "norrdans" not in world.named:
        more_of_norrvik(world)
    made, _deed = open_gathering(
        answer.consultation,
        by=world.actor("nora"),
        introduction=asked.pop("introduction", QUESTION),
        last_day=asked.pop("last_day", today() + timedelta(days=10)),
        **asked,
    )
    db.session.commit()
    return made


def give(
    world: World,
    gathering: Gathering,
    *,
    by: str = "nils",
    state: str = "released",
    text: str = SAID,
    node: Any = None,
    stance: str | None = None,
) -> Contribution:
    """Let somebody in a member write to the alliance, and take it as far as `state`."""
    author = world.actor(by)
    made = contributing.contribute(
        gathering.consultation, by=author, text=text, node=node, stance=stance, gathering=gathering
    )
    if state != "draft":
        contributing.share(made, by=author)
    if state == "released":
        contributing.release(made, by=author, told=range(100))
    db.session.commit()
    return made


def speak(world: World, gathering: Gathering, **said: Any) -> Contribution:
    """Let Nora put together what the alliance says."""
    values = {"text": "Norrvik vill ha lokaler.", "node": None, "stance": None, "origins": []}
    made = compose(gathering, by=said.pop("by", world.actor("nora")), **(values | said))
    db.session.commit()
    return made


def as_member(world: World, who: str, organisation: Organisation) -> Actor:
    """Return somebody acting for one of their organisations."""
    return world.actor(who, organisation)
