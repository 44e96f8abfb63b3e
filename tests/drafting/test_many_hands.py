"""Twelve organisations, thirty suggestions, eight blocks: a moderator merges them through the web.

Six pairs of suggestions change the same words. Each pair asks for one choice; everything else is
accepted as it is, and nobody's words are lost on the way.
"""

from __future__ import annotations

import sqlalchemy as sa

from ideell.extensions import db
from ideell.people.models import User
from ideell.writing.models import Block
from ideell.writing.suggesting import Wish, suggest
from ideell.writing.suggestions import OPEN_STATES, Suggestion
from tests.browsing import Browser, Browsers
from tests.drafting.builders import Answer, make_answer, write_blocks
from tests.world import World, link, make_organisation, make_person

ORGANISATIONS, BLOCKS, SUGGESTIONS, OVERLAPS = 12, 8, 30, 6
SENTENCES = (
    "Vi tillstyrker att stödet till lokaler i kommun {n} räknas upp varje år.",
    "Bidraget bör följa kostnaderna för värme och hyra på ort {n}.",
    "Föreningarna behöver långsiktiga villkor för sin verksamhet i län {n}.",
    "Studiecirkeln är ofta den enda verksamheten i bygd {n}.",
)
CHANGES = (
    ("räknas upp", "höjs"),
    ("värme och hyra", "värme, el och hyra"),
    ("långsiktiga villkor", "fleråriga avtal"),
    ("ofta den enda", "nästan alltid den enda"),
)
OTHER = ("räknas upp", "skrivs upp")


def members(world: World) -> list[User]:
    """A person in each of twelve members of the umbrella."""
    people = []
    for number in range(ORGANISATIONS):
        organisation = make_organisation(f"Förbund {number:02}")
        link(organisation, world.samklang)
        person = make_person(f"Ombud {chr(65 + number)}sson", a=(organisation, ["representative"]))
        world.named[f"ombud{number}"] = person
        people.append(person)
    db.session.commit()
    return people


def fill(world: World, answer: Answer) -> list[Block]:
    """Eight blocks of four sentences."""
    texts = [" ".join(SENTENCES).replace("{n}", str(n)) for n in range(BLOCKS)]
    blocks = write_blocks(world, answer.section, "\n\n".join(texts), who="mona")
    db.session.commit()
    return blocks[-BLOCKS:]


def suggest_thirty(world: World, blocks: list[Block]) -> list[Suggestion]:
    """Twenty-four that touch nothing else, and six that change what another changes."""
    wishes = [(block, change) for change in CHANGES for block in blocks]
    wishes = wishes[: SUGGESTIONS - OVERLAPS] + [(block, OTHER) for block in blocks[:OVERLAPS]]
    made = []
    for number, (block, (old, new)) in enumerate(wishes):
        wish = Wish(text=block.text.replace(old, new), why="Bättre så.", kind="substance")
        by = world.actor(f"ombud{number % ORGANISATIONS}")
        made.append(suggest(block, wish, base=None, by=by)[0])
    db.session.commit()
    return made


def go_through(mona: Browser, queue: str) -> int:
    """Accept card by card as they come, and count the cards that force a choice."""
    forced = 0
    for _ in range(SUGGESTIONS + 1):
        page = mona.get(queue)
        cards = [form for form in page.all("form") if (form.get("action") or "").endswith("ande")
                 and "/antagande" in form.get("action")]  # fmt: skip
        ready = [card for card in cards if _accepts(card)]
        if not ready:
            return forced
        action = ready[0].get("action")
        fields = page.form(action)
        forced += "vald" in fields
        mona.post(action, fields)
    raise AssertionError("it never ends")


def _accepts(card: object) -> bool:
    buttons = card.iter("{http://www.w3.org/1999/xhtml}button")  # type: ignore[attr-defined]  # because it is an element
    return any(button.get("data-key") == "g" for button in buttons)


def test_thirty_suggestions_are_merged_in_at_most_six_forced_choices(
    as_: Browsers, world: World
) -> None:
    members(world)
    answer = make_answer(world)
    blocks = fill(world, answer)
    made = suggest_thirty(world, blocks)
    assert len(made) == SUGGESTIONS
    assert len({one.acting_org_id for one in made}) == ORGANISATIONS
    forced = go_through(as_(world.mona), f"/svar/{answer.response.id}/forslag?avsnitt=1")
    assert forced == OVERLAPS  # at most one for each pair that touches
    states = db.session.scalars(sa.select(Suggestion.state)).all()
    assert states.count("accepted") == SUGGESTIONS - OVERLAPS
    waiting = [state for state in states if state in OPEN_STATES]
    assert waiting == ["review_needed"] * OVERLAPS, "the six not chosen are with their authors"
    for number, block in enumerate(blocks):
        db.session.refresh(block)
        assert block.text.count("höjs") + block.text.count("skrivs upp") == 1
        assert f"kommun {number}" in block.text
        assert "värme, el och hyra" in block.text
