"""What is typed is kept before anything may fail, and a form acts once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation import keep
from ideell.foundation.clock import now
from ideell.foundation.keep import AlreadyDone, KeptForm
from tests.world import World

PLACE = "writing.write_block:1"


def kept(once: str = "one") -> KeptForm:
    return db.session.scalars(sa.select(KeptForm).where(KeptForm.once == once)).one()


def test_typed_text_is_kept_on_its_own(world: World) -> None:
    saved = keep.keep_typed(world.anna.id, "one", PLACE, {"text": "Hej"})
    db.session.rollback()
    assert kept().fields == {"text": "Hej"}
    assert kept().saved_at == saved


def test_the_newest_words_count(world: World) -> None:
    keep.keep_typed(world.anna.id, "one", PLACE, {"text": "Hej"})
    keep.keep_typed(world.anna.id, "one", PLACE, {"text": "Hej du"})
    assert kept().fields == {"text": "Hej du"}


def test_a_form_that_was_acted_on_is_not_brought_back_by_a_late_autosave(world: World) -> None:
    keep.claim(world.anna.id, "one", PLACE)
    db.session.commit()
    assert keep.keep_typed(world.anna.id, "one", PLACE, {"text": "sent"}) is None
    assert keep.latest(world.anna.id, PLACE) is None


def test_going_back_and_writing_on_is_an_act_of_its_own(world: World) -> None:
    keep.keep_typed(world.anna.id, "one", PLACE, {"text": "Först"})
    keep.claim(world.anna.id, "one", PLACE)
    db.session.commit()
    assert keep.keep_typed(world.anna.id, "one", PLACE, {"text": "Först"}, anew=True) is None
    assert keep.keep_typed(world.anna.id, "one", PLACE, {"text": "Sedan"}, anew=True)
    keep.claim(world.anna.id, "one", PLACE)
    db.session.commit()


def test_a_form_acts_once(world: World) -> None:
    keep.claim(world.anna.id, "one", PLACE)
    db.session.commit()
    with pytest.raises(AlreadyDone):
        keep.claim(world.anna.id, "one", PLACE)


def test_a_form_acts_once_also_when_its_row_is_still_in_hand(world: World) -> None:
    """The other request acts between this one's keeping of the words and its act."""
    db.session().expire_on_commit = False  # as in every request
    keep.keep_typed(world.anna.id, "one", PLACE, {"text": "Hej"}, anew=True)
    in_hand = keep.latest(world.anna.id, PLACE)
    db.session.commit()
    with db.engine.begin() as other:
        other.execute(sa.update(KeptForm).where(KeptForm.once == "one").values(done_at=now()))
    with pytest.raises(AlreadyDone):
        keep.claim(world.anna.id, "one", PLACE)
    assert in_hand is kept()


def test_an_act_that_is_rolled_back_may_be_tried_again(world: World) -> None:
    keep.claim(world.anna.id, "one", PLACE)
    db.session.rollback()
    keep.claim(world.anna.id, "one", PLACE)


def test_two_autosaves_keep_the_words_in_one_row(world: World) -> None:
    keep.keep_typed(world.anna.id, "one", PLACE, {"text": "Hej"})
    assert keep.keep_typed(world.anna.id, "one", PLACE, {"text": "Hej du"})
    assert kept().fields == {"text": "Hej du"}


def test_another_person_s_form_is_another_form(world: World) -> None:
    keep.claim(world.anna.id, "one", PLACE)
    keep.claim(world.birgitta.id, "one", PLACE)


def test_the_newest_unfinished_form_of_a_place_is_found(world: World) -> None:
    for once, text in (("one", "äldre"), ("two", "nyare")):
        keep.keep_typed(world.anna.id, once, PLACE, {"text": text})
    keep.keep_typed(world.anna.id, "three", "elsewhere", {"text": "annat"})
    found = keep.latest(world.anna.id, PLACE)
    assert found is not None
    assert found.fields == {"text": "nyare"}
    assert keep.latest(world.birgitta.id, PLACE) is None


def test_old_forms_are_forgotten_and_drafts_are_not(world: World) -> None:
    for once in ("done long ago", "abandoned", "draft"):
        keep.keep_typed(world.anna.id, once, PLACE, {"text": once})
    kept("done long ago").done_at = now() - timedelta(days=31)
    kept("abandoned").saved_at = now() - timedelta(days=keep.KEPT_DAYS + 1)
    kept("draft").saved_at = now() - timedelta(days=300)
    db.session.flush()
    assert keep.forget_old() == 2
    assert kept("draft")


def test_every_form_has_a_number_of_its_own() -> None:
    assert keep.new_once() != keep.new_once()
