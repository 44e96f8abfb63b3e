"""The members are told by mail when a consultation will not be answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from ideell.consultations.models import Consultation
from ideell.consultations.moves import BY_NAME, move_on
from ideell.extensions import db
from ideell.foundation import jobs
from ideell.foundation.clock import today
from ideell.foundation.mail import Mail
from tests.browsing import Browsers
from tests.consultations.builders import make_consultation
from tests.world import World

REASON = "Den rör bara hamnar."


@pytest.fixture
def consultation(world: World) -> Consultation:
    made = make_consultation(world)
    made.title, made.state, made.audience = "En hamn i norr", "triage", "members"
    made.deadline = today() + timedelta(days=30)
    db.session.commit()
    return made


def told() -> list[Mail]:
    while jobs.run_due():  # the telling, then each letter
        pass
    return list(db.session.scalars(sa.select(Mail).order_by(Mail.to)))


def decline(world: World, consultation: Consultation, name: str = "decline") -> None:
    move_on(consultation, BY_NAME[name], REASON, by=world.actor("mona"))
    db.session.commit()


def test_every_member_is_told_and_why(world: World, consultation: Consultation) -> None:
    decline(world, consultation)
    letters = {mail.to: mail for mail in told()}
    for who in ("anna", "larserik", "nora", "kerstin"):
        assert getattr(world, who).email in letters
    letter = letters[world.anna.email]
    assert letter.subject == "Vi svarar inte på ”En hamn i norr”"
    for words in (
        "Hej Anna!", "Samklang svarar inte", REASON, "svara själv, senast",
        f"http://localhost/remisser/{consultation.id}",
    ):  # fmt: skip
        assert words in letter.text
    assert letter.sent_at is not None


def test_only_members_are_told_once_each(world: World, consultation: Consultation) -> None:
    decline(world, consultation)
    to = [mail.to for mail in told()]
    assert len(to) == len(set(to))
    for who in ("mona", "ulla", "nils", "paul"):  # decided it; no members; paused
        assert getattr(world, who).email not in to
    assert to.count(world.tove.email) == 1  # she represents two members


def test_what_the_umbrella_keeps_to_itself_is_told_to_its_own(
    world: World, consultation: Consultation
) -> None:
    consultation.audience = "own"
    decline(world, consultation)
    assert [mail.to for mail in told()] == [world.kerstin.email]


def test_whose_answer_is_endorsed_is_told_too(world: World, consultation: Consultation) -> None:
    consultation.deadline = today() - timedelta(days=1)
    decline(world, consultation, "endorse_other")
    letter = told()[0]
    assert letter.subject == "Vi stöder någon annans svar på ”En hamn i norr”"
    assert "utan stöder någon annans" in letter.text
    assert "svara själv" not in letter.text


def test_no_letter_leaves_without_the_move(world: World, consultation: Consultation) -> None:
    move_on(consultation, BY_NAME["decline"], REASON, by=world.actor("mona"))
    db.session.rollback()
    assert told() == []


def test_a_move_taken_back_at_once_is_told_to_nobody(
    world: World, consultation: Consultation
) -> None:
    deed = move_on(consultation, BY_NAME["decline"], REASON, by=world.actor("mona"))
    deed.undo(by=world.actor("mona"))
    db.session.commit()
    assert told() == []


@pytest.mark.parametrize("name", ["assess", "begin", "go_back"])
def test_other_moves_send_nothing(world: World, consultation: Consultation, name: str) -> None:
    consultation.state = "watching" if name == "assess" else "triage"
    decline(world, consultation, name)
    assert told() == []


def test_the_page_says_that_the_members_are_told(
    as_: Browsers, world: World, consultation: Consultation
) -> None:
    mona, at = as_(world.mona), f"/remisser/{consultation.id}"
    assert "medlemmarna får det i ett mejl" in mona.get(f"{at}/avbojande")
    mona.send(f"{at}/avbojande", f"{at}/avbojande", reason=REASON)
    assert "Medlemmarna får skälet i ett mejl" in mona.get(at)
    assert told()
