"""A consultation that was added by mistake is taken away, while nothing hangs on it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ideell.activity.models import deed_of
from ideell.consultations.deadlines import move_deadline
from ideell.consultations.models import Consultation
from ideell.consultations.moves import BY_NAME, move_on
from ideell.consultations.waiting import waiting
from ideell.extensions import db
from ideell.foundation.access import find_visible
from ideell.foundation.clock import today
from ideell.foundation.rules import RuleBroken
from ideell.search.asking import question
from ideell.search.finding import Finder
from tests.browsing import Browsers
from tests.consultations.builders import in_days, make_consultation, make_document
from tests.discussions.builders import make_thread
from tests.documents.builders import make_document as share
from tests.world import World


def take_back(consultation: Consultation, world: World, who: str = "mona") -> None:
    deed = deed_of(consultation, "consultation.added")
    assert deed is not None
    deed.undo(by=world.actor(who))
    db.session.commit()


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_it_is_undone_where_it_was_added(as_: Browsers, world: World, htmx: bool) -> None:
    mona = as_(world.mona, htmx=htmx)
    mona.send(
        "/remisser/ny", "/remisser/ny", title="Fel remiss", issuer="Okänd", kind="other",
        deadline=in_days(40).isoformat(), track="small", audience="members",
    )  # fmt: skip
    page = mona.get_plain("/remisser/1")
    undo = next(f.get("action") for f in page.all("form") if "atertagande" in f.get("action", ""))
    mona.post(undo, page.form(undo))
    page = mona.get_plain("/remisser")
    assert "Ångrat." in page.said()
    assert "Fel remiss" not in page
    mona.get("/remisser/1", status=404)
    assert "Fel remiss" not in as_(world.birgitta).get_plain("/sok?q=fel")


def test_a_new_day_or_name_is_no_hindrance(world: World) -> None:
    made = make_consultation(world)
    move_deadline(made, today(), "Fel dag.", by=world.actor("mona"))
    take_back(made, world)
    assert find_visible(Consultation, made.id, world.actor("mona")) is None
    assert not Finder(world.actor("mona")).find(question(made.title)).hits
    assert waiting(world.actor("mona")) == []


def _report(world: World, made: Consultation) -> None:
    make_document(made, world)


def _thread(world: World, made: Consultation) -> None:
    make_thread(world, about=made)


def _document(world: World, made: Consultation) -> None:
    share(world, about=made)


@pytest.mark.parametrize("begin", [_report, _thread, _document])
def test_what_others_have_begun_is_not_taken_from_them(
    world: World, begin: Callable[[World, Consultation], None]
) -> None:
    made = make_consultation(world)
    begin(world, made)
    db.session.commit()
    with pytest.raises(RuleBroken, match="Avböj den med ett skäl"):
        take_back(made, world)
    db.session.rollback()
    assert find_visible(Consultation, made.id, world.actor("mona")) is not None


def test_what_was_told_to_others_stands(world: World) -> None:
    made = make_consultation(world)
    move_on(made, BY_NAME["decline"], by=world.actor("mona"), reason="Det rör inte oss.")
    with pytest.raises(RuleBroken, match="har ändrats efter dig"):
        take_back(made, world)
