"""Two people in two transactions at once: nothing is lost, nothing is done twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from random import Random
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from flask import Flask

from ideell.consultations.editing import add_node
from ideell.consultations.models import Consultation, SourceDocument, SourceNode
from ideell.drafting import responding
from ideell.drafting.models import Response
from ideell.drafting.responding import respond
from ideell.extensions import db
from ideell.foundation.rules import RuleBroken
from ideell.people.identity import actor_of
from ideell.people.models import User
from ideell.positions.routes import stances
from ideell.positions.stances import set_joint_stance
from ideell.writing import block_routes
from ideell.writing.arranging import put_after, rewritten
from ideell.writing.collisions import collision_of
from ideell.writing.deciding import AlreadyDecided, accept
from ideell.writing.models import Block, Revision, Text
from ideell.writing.saving import Collided, revision_of, write
from ideell.writing.settling import settle
from ideell.writing.suggestions import Suggestion
from tests.browsing import Browsers
from tests.consultations.builders import make_document
from tests.drafting.builders import THIRD, Answer, make_answer, make_consultation, make_suggestion
from tests.world import World


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


def together(app: Flask, *acts: Callable[[], None]) -> list[BaseException]:
    """Run acts at once, each in a context and a session of its own; returns what they raised."""
    start, raised = threading.Barrier(len(acts)), []

    def run(act: Callable[[], None]) -> None:
        with app.app_context():
            start.wait()
            try:
                act()
                db.session.commit()
            except BaseException as error:  # because the test looks at it
                db.session.rollback()
                raised.append(error)
            finally:
                db.session.remove()

    db.session.commit()
    db.session.remove()
    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_one_of_two_at_once_decides(app: Flask, world: World, answer: Answer) -> None:
    made = make_suggestion(world, answer.blocks[2], THIRD.replace("större", "samlat"))
    number, mona, birgitta = made.id, world.mona.id, world.birgitta.id

    def decide(user_id: int) -> Callable[[], None]:
        def act() -> None:
            by = actor_of(db.session.get_one(User, user_id))
            accept(db.session.get_one(Suggestion, number), by=by)

        return act

    (refused,) = together(app, decide(mona), decide(birgitta))
    assert isinstance(refused, AlreadyDecided)
    with app.app_context():
        text = db.session.scalar(sa.select(Text).order_by(Text.id))
        assert text.revision_count == 2
        assert db.session.scalar(sa.select(sa.func.count(Revision.id))) == 2
        db.session.remove()


def test_writers_at_once_lose_nothing(app: Flask, world: World, answer: Answer) -> None:
    text_id, base_id = answer.section.text_id, answer.section.text.head_id
    people = [world.mona.id, world.birgitta.id, world.kerstin.id]

    def write_tagged(user_id: int, tag: str) -> Callable[[], None]:
        def act() -> None:
            text = db.session.get_one(Text, text_id)
            base = revision_of(text, base_id)  # all of them saw the same, old text
            wanted = put_after(base.standing, None, f"Märke {tag}.")
            write(text, wanted, base=base, by=actor_of(db.session.get_one(User, user_id)))

        return act

    tags = [f"t{number}" for number in range(9)]
    acts = [write_tagged(people[n % 3], tag) for n, tag in enumerate(tags)]
    assert together(app, *acts) == []
    with app.app_context():
        words = [b.text for b in db.session.get_one(Text, text_id).blocks]
        assert sorted(words[4:]) == [f"Märke {tag}." for tag in tags]
        numbers = [b.number for b in db.session.get_one(Text, text_id).blocks]
        assert len(set(numbers)) == len(numbers)
        db.session.remove()


def test_two_writers_interleaved_lose_no_word(world: World, answer: Answer) -> None:
    """Two people save on bases of any age; every tagged word is in the text or a suggestion."""
    random, tags = Random(7), []
    text, block_id = answer.section.text, answer.blocks[2].id
    bases: list[Revision] = [revision_of(text, text.head_id)]
    for turn in range(40):
        base = random.choice(bases[-4:])
        seen = next((b.text for b in base.standing if b.id == block_id), THIRD)
        words, tag = seen.split(" "), f"märke{turn}"
        words.insert(random.randrange(len(words) + 1), tag)
        typed, who = " ".join(words), random.choice(["mona", "birgitta"])
        tags.append(tag)
        by = world.actor(who)
        try:
            write(text, rewritten(base.standing, block_id, typed), base=base, by=by)
        except Collided as collided:
            block = db.session.get_one(Block, block_id)
            collision = collision_of(block, collided, base, typed)
            choice = random.choice(["both", "theirs", "mine"])
            settle(
                block, choice, mine=collision.mine, both=collision.both,
                head=collision.head, by=by,
            )  # fmt: skip
        db.session.commit()
        bases.append(revision_of(text, text.head_id))
    standing = " ".join(b.text for b in text.blocks)
    suggested = " ".join(db.session.scalars(sa.select(Suggestion.text)))
    lost = [tag for tag in tags if tag not in standing and tag not in suggested]
    assert lost == []


def collide(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> None:
    """Let every save come too late."""
    head = SimpleNamespace(id=answer.section.text.head_id)

    def write_too_late(*_args: object, **_more: object) -> None:
        raise Collided((), head)

    monkeypatch.setattr(block_routes, "write", write_too_late)


@pytest.mark.parametrize("htmx", [False, True])
def test_new_words_that_came_too_late_are_given_back(
    as_: Browsers, world: World, answer: Answer, monkeypatch: pytest.MonkeyPatch, htmx: bool
) -> None:
    collide(monkeypatch, answer)
    path = f"/texter/{answer.section.text_id}/stycken"
    browser = as_(world.birgitta, htmx=htmx)
    page = browser.send(path, path, status=409, text="Ett helt nytt stycke av mig.")
    assert "Någon annan ändrade samma ord före dig" in page
    assert htmx or "Ett helt nytt stycke av mig." in page.text


def test_two_who_begin_the_answer_at_once_begin_one(app: Flask, world: World) -> None:
    consultation = make_consultation(world)
    db.session.commit()
    number, people = consultation.id, (world.mona.id, world.kerstin.id)

    def begin(user_id: int) -> None:
        found = db.session.get_one(Consultation, number)
        respond(found, by=actor_of(db.session.get_one(User, user_id)))

    db.session.rollback()
    refused = together(app, *(partial(begin, one) for one in people))
    assert [str(one) for one in refused] == [
        "Svaret är redan påbörjat. Gå tillbaka till remissen, där finns det."
    ]
    assert len(db.session.scalars(sa.select(Response)).all()) == 1


def test_the_database_itself_keeps_the_joint_answer_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the other began between the question and the answer to it."""
    consultation = make_consultation(world)
    respond(consultation, by=world.actor("mona"))
    monkeypatch.setattr(responding, "response_to", lambda _consultation: None)
    respond(consultation, by=world.actor("mona"), kind="own")
    with pytest.raises(RuleBroken, match="redan påbörjat"):
        respond(consultation, by=world.actor("kerstin"))


def test_two_who_add_to_an_outline_at_once_add_one_after_the_other(
    app: Flask, world: World
) -> None:
    """Each has read the outline before they take turns, as its page does."""
    document = make_document(make_consultation(world), world, approved=False)
    number, mona, many = document.id, world.mona.id, len(document.nodes)

    def add(heading: str) -> None:
        found = db.session.get_one(SourceDocument, number)
        assert found.nodes
        add_node(found, heading, by=actor_of(db.session.get_one(User, mona)))

    assert together(app, partial(add, "Först"), partial(add, "Sedan")) == []
    nodes = db.session.get_one(SourceDocument, number).nodes
    assert [node.position for node in nodes] == list(range(1, many + 3))


def test_two_who_set_a_stance_at_once_see_each_others(
    as_: Browsers, world: World, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the other set while this one waited for their turn is seen before it is judged."""
    path, birgitta = f"/kapitel/{answer.proposal.id}/stallning", as_(world.birgitta)
    mine = birgitta.get(path).form(path) | {"stance": "oppose", "reason": "Mitt skäl."}
    mona = world.mona.id

    def wait(node: SourceNode) -> None:
        by = actor_of(db.session.get_one(User, mona))
        set_joint_stance(node, "support", "Monas skäl.", by=by)

    monkeypatch.setattr(stances, "take_turns", wait)
    page = birgitta.post(path, mine, status=409)
    assert "Monas skäl." in page
    assert "Mitt skäl." in page.text
