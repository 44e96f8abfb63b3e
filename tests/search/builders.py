"""Things to find in the invented town, made by the product's own verbs."""

from __future__ import annotations

from typing import Any

from flask import current_app

from ideell.consultations.facts import add_consultation
from ideell.consultations.models import Consultation, SourceDocument, SourceNode
from ideell.drafting.models import Section
from ideell.drafting.responding import add_section, respond
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.search.results import Result, search
from ideell.search.wanted import wanted_from
from ideell.writing.arranging import put_after
from ideell.writing.models import Block
from ideell.writing.saving import write
from tests.world import World


def consultation(world: World, title: str = "Kultur i hela landet", **facts: Any) -> Consultation:
    """Add a consultation of the umbrella, open to its members."""
    facts = {"state": "active"} | facts
    made = add_consultation(title, by=world.actor("mona"), **facts)
    db.session.flush()
    return made


def section(world: World, text: str, heading: str = "Avsnittet", **facts: Any) -> Section:
    """Add a section with this text in an answer of the umbrella's, on a consultation of its own."""
    whole = consultation(world, **facts)
    response = respond(whole, by=world.actor("mona"))
    made = add_section(response, heading, by=world.actor("mona"))
    made.state = "open"
    db.session.flush()
    say(world, made, text)
    return made


def say(world: World, made: Section, text: str) -> list[Block]:
    """Write the first words of a section and return its blocks."""
    write(made.text, put_after([], None, text), base=None, by=world.actor("mona"))
    db.session.commit()
    db.session.expire(made.text, ["blocks"])
    return list(made.text.blocks)


def node(world: World, heading: str, text: str = "", number: str = "5.3") -> SourceNode:
    """Add a part of an approved report."""
    whole = consultation(world)
    document = SourceDocument(consultation=whole, number=1, state="approved", title="SOU 2025:96")
    made = SourceNode(
        consultation=whole, document=document, position=1, heading=heading, text=text,
        number=number,
    )  # fmt: skip
    db.session.add_all([document, made])
    db.session.commit()
    return made


def searched(typed: str, actor: Actor, **narrowed: str) -> Result:
    """Search as somebody, by the words and the other parts of an address."""
    with current_app.test_request_context(base_url="http://localhost"):  # addresses are made
        return search(wanted_from({"q": typed} | narrowed, actor), actor)


def titles(typed: str, actor: Actor, **narrowed: str) -> list[str]:
    """Return the titles of what somebody finds."""
    return [
        "".join(piece.text for piece in hit.title)
        for group in searched(typed, actor, **narrowed).groups
        for hit in group.hits
    ]
