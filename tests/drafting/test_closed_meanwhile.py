"""A section is closed while somebody's save is on its way: neither passes the other unseen."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask

from ideell.drafting import sectioning, steps
from ideell.drafting.models import Response, Review, Section
from ideell.drafting.responding import add_section
from ideell.extensions import db
from ideell.people.identity import actor_of
from ideell.people.models import User
from ideell.writing import marking, supporting, talking
from ideell.writing.arranging import put_after
from ideell.writing.deciding import accept, decline
from ideell.writing.holding import Closed
from ideell.writing.hosting import host_of
from ideell.writing.models import Text
from ideell.writing.saving import write
from ideell.writing.suggesting import Wish, suggest
from ideell.writing.suggestions import Suggestion
from tests.drafting.builders import THIRD, Answer, make_answer, make_suggestion
from tests.world import World

Act = Callable[[Answer, World], object]
SOON = 0.5  # seconds in which what does not wait is done


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


def elsewhere(app: Flask, act: Callable[[], object]) -> Future[None]:
    """Begin to act on another connection, in a context and a session of its own."""

    def run() -> None:
        with app.app_context():
            try:
                act()
                db.session.commit()
            finally:
                db.session.remove()

    pool = ThreadPoolExecutor(1)
    begun = pool.submit(run)
    pool.shutdown(wait=False)
    return begun


def set_state(app: Flask, section_id: int, state: str) -> None:
    """Let somebody else move the section, and wait until it is done."""
    change = sa.update(Section).where(Section.id == section_id).values(state=state)
    elsewhere(app, lambda: db.session.execute(change)).result(timeout=10)


def save(answer: Answer, world: World) -> object:
    text = answer.section.text
    wanted = put_after([block.as_block for block in answer.blocks], None, "Ett sent stycke.")
    return write(text, wanted, base=text.head, by=world.actor("birgitta"))


def suggest_something(answer: Answer, world: World) -> object:
    wish = Wish(text=THIRD.replace("större", "samlat"), why="Tydligare.")
    return suggest(answer.blocks[2], wish, base=None, by=world.actor("larserik"))


def suggested() -> Suggestion:
    return db.session.scalars(sa.select(Suggestion)).one()


ACTS: dict[str, Act] = {
    "save": save,
    "suggest": suggest_something,
    "mark": lambda answer, world: marking.mark_done(answer.blocks[0], by=world.actor("birgitta")),
    "accept": lambda _answer, world: accept(suggested(), by=world.actor("birgitta")),
    "decline": lambda _a, world: decline([suggested()], "Nej.", by=world.actor("birgitta")),
    "support": lambda _a, world: supporting.support(suggested(), by=world.actor("nora")),
    "comment": lambda a, world: talking.comment(a.section.text, "Hm.", by=world.actor("nora")),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=list(ACTS))
def test_what_was_allowed_a_moment_ago_is_asked_again(
    app: Flask, world: World, answer: Answer, act: Act
) -> None:
    make_suggestion(world, answer.blocks[2], THIRD.replace("större", "tydligare"))
    text, section_id = answer.section.text, answer.section.id
    assert host_of(text).may_write(world.actor("birgitta")), "so says the gate"
    if db.engine.dialect.name == "sqlite":  # there, who writes is alone from the first statement
        db.session.commit()
    set_state(app, section_id, "locked")
    with pytest.raises(Closed):
        act(answer, world)
    db.session.rollback()
    assert text.revision_count == 1


def test_what_is_allowed_is_done(world: World, answer: Answer) -> None:
    """The control: nobody closed anything."""
    make_suggestion(world, answer.blocks[2], THIRD.replace("större", "tydligare"))
    for act in ("save", "mark", "support", "comment", "accept"):
        ACTS[act](answer, world)
    db.session.commit()
    assert answer.section.text.revision_count == 3


def waits_for(app: Flask, held: Callable[[], object], move: Callable[[], object]) -> None:
    """Assert that `move` waits until the transaction in which `held` was done is over."""
    held()
    db.session.flush()
    begun = elsewhere(app, move)
    with pytest.raises(TimeoutError):
        begun.result(timeout=SOON)
    db.session.commit()
    begun.result(timeout=20)
    db.session.expire_all()


def test_an_approval_waits_for_a_save_and_is_of_what_was_saved(
    app: Flask, world: World, answer: Answer
) -> None:
    answer.section.state = "review"
    db.session.commit()
    text, section_id, reviewer = answer.section.text, answer.section.id, world.kerstin.id

    def write_more() -> None:
        wanted = put_after([block.as_block for block in text.blocks], None, "Sent.")
        write(text, wanted, base=text.head, by=world.actor("mona"))

    def approve() -> None:
        section, by = db.session.get_one(Section, section_id), reviewer
        sectioning.review(section, "approve", "", by=actor_of(db.session.get_one(User, by)))

    waits_for(app, write_more, approve)
    assert answer.section.state == "approved"
    approved = db.session.scalars(sa.select(Review.revision_id)).one()
    assert approved == db.session.get_one(Text, text.id).head_id


def test_the_next_step_waits_for_a_save(app: Flask, world: World, answer: Answer) -> None:
    response_id, mona = answer.response.id, world.mona.id

    def advance() -> None:
        by = actor_of(db.session.get_one(User, mona))
        steps.go_on(db.session.get_one(Response, response_id), by=by)

    waits_for(app, lambda: save(answer, world), advance)
    assert answer.response.state == "proposals"


def test_an_answer_is_not_closed_past_a_section_on_its_way(
    app: Flask, world: World, answer: Answer
) -> None:
    response_id, mona = answer.response.id, world.mona.id

    def advance() -> None:
        by = actor_of(db.session.get_one(User, mona))
        steps.go_on(db.session.get_one(Response, response_id), by=by)

    def add() -> None:
        add_section(answer.response, "Ett avsnitt till", by=world.actor("mona"))

    waits_for(app, add, advance)
    assert answer.response.state == "proposals"
    assert len(answer.response.sections) == 2
