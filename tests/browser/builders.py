"""A small answer for tests that write: one section with three blocks, its pen with Birgitta."""

from __future__ import annotations

from datetime import timedelta

from ideell.consultations.facts import add_consultation
from ideell.drafting.models import Section
from ideell.drafting.responding import add_section, respond
from ideell.drafting.sectioning import hand_pen
from ideell.extensions import db
from ideell.foundation.clock import today
from ideell.foundation.database import begin_as_reader
from ideell.people.identity import actor_of
from ideell.writing.blocks import Block as Typed
from ideell.writing.saving import Made, put
from tests.world import World

TEXTS = (
    "Vi tillstyrker förslaget om fler möten.",
    "Mötena bör hållas en gång om året i varje län.",
    "Resorna ska ersättas så att alla kan vara med.",
)


def build_answer(world: World) -> Section:
    """Add a consultation with an answer that Birgitta writes; open for suggestions."""
    begin_as_reader(False)
    kerstin, birgitta = actor_of(world.kerstin, world.samklang.id), actor_of(world.birgitta)
    consultation = add_consultation(
        "Fler möten", by=kerstin, deadline=today() + timedelta(days=20), kind="sou", track="large"
    )
    consultation.state = "active"
    response = respond(consultation, by=kerstin)
    section = add_section(response, "Möten i länen", by=kerstin)
    db.session.flush()
    hand_pen(section, world.birgitta, by=kerstin)
    wanted = [Typed(None, "paragraph", text) for text in TEXTS]
    put(section.text, wanted, base=None, by=birgitta, made=Made())
    response.state, section.state = "proposals", "open"
    db.session.commit()
    begin_as_reader(True)
    return section
