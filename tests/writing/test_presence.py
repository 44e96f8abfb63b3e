"""Who is writing where: leases that forms renew, told in words, never in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from ideell.extensions import db
from ideell.writing import presence
from ideell.writing.presence import LEASE, Presence, by_block, in_words, writers_in
from ideell.writing.talking import comment
from tests.browsing import Browsers
from tests.drafting.builders import THIRD, Answer, make_answer
from tests.world import World


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


def statements_of(engine: sa.Engine, work: Callable[[], object]) -> int:
    """Return how many questions and changes reach the database."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def leases() -> int:
    return db.session.scalar(sa.select(sa.func.count(Presence.id))) or 0


def age(by: timedelta) -> None:
    """Let time pass for every lease."""
    for lease in db.session.scalars(sa.select(Presence)):
        lease.seen_at -= by
        lease.began_at -= by
    db.session.commit()


def test_a_lease_is_told_to_others_until_two_minutes_after_the_last_sign(
    world: World, answer: Answer
) -> None:
    text, block = answer.section.text, answer.blocks[2]
    nora, mona = world.actor("nora"), world.actor("mona")
    presence.sign(text, block, by=nora)
    db.session.commit()
    (writer,) = writers_in(mona, block_id=block.id)
    assert in_words([writer]) == f"Nora skriver här sedan {writer.since}"
    assert writers_in(nora, block_id=block.id) == [], "one is not told of oneself"
    age(LEASE - timedelta(seconds=5))
    assert presence.renew(text, block, by=nora)
    age(LEASE - timedelta(seconds=5))
    assert writers_in(mona, block_id=block.id)
    age(timedelta(seconds=6))
    assert writers_in(mona, block_id=block.id) == []
    assert not presence.renew(text, block, by=nora), "what has run out begins anew"
    for _twice in range(2):
        presence.sign(text, None, by=mona)
    db.session.commit()
    assert leases() == 1, "a new lease sweeps away those that have run out"


def test_several_writers_are_named_together(world: World, answer: Answer) -> None:
    text, block = answer.section.text, answer.blocks[0]
    for name in ("nora", "larserik", "birgitta"):
        presence.sign(text, block, by=world.actor(name))
        db.session.flush()
    presence.sign(text, None, by=world.actor("nora"))
    told = by_block(writers_in(world.actor("mona"), text_id=text.id))
    assert told[block.id] == "Nora, Lars-Erik och Birgitta skriver här"
    assert told[None].startswith("Nora skriver här sedan")
    assert in_words([]) == ""


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
def test_a_form_says_that_it_stands_open_and_hears_of_others(
    as_: Browsers, world: World, answer: Answer, htmx: bool
) -> None:
    block = answer.blocks[2]
    path = f"/stycken/{block.id}/narvaro"
    mine = as_(world.larserik, htmx=htmx)
    mine.post(path, {"op": "replace"})
    assert leases() == 1
    page = as_(world.birgitta).get(f"/stycken/{block.id}/skriv")
    assert "Lars-Erik skriver här sedan" in page
    assert "Lars-Erik skriver här sedan" in as_(world.birgitta).get(answer.section.url)
    mine.post(f"/stycken/{block.id}/franvaro")
    assert leases() == 0
    assert "skriver här" not in as_(world.birgitta).get(answer.section.url)


def test_looking_at_a_form_says_nothing(as_: Browsers, world: World, answer: Answer) -> None:
    as_(world.birgitta).get(f"/stycken/{answer.blocks[0].id}/skriv")
    assert leases() == 0


def test_whoever_may_not_write_leaves_no_trace_and_is_told(
    as_: Browsers, world: World, answer: Answer
) -> None:
    block = answer.blocks[0]
    browser = as_(world.birgitta, htmx=True)
    browser.get(f"/stycken/{block.id}/skriv")
    answer.section.state = "review"
    db.session.commit()
    told = browser.post(f"/stycken/{block.id}/narvaro", {"base": str(answer.section.text.head_id)})
    assert "går inte att ändra längre" in told
    assert leases() == 0
    told = browser.post(f"/texter/{answer.section.text_id}/narvaro")
    assert "går inte att ändra längre" in told


def test_saving_ends_it_and_an_autosave_keeps_it_alive(
    as_: Browsers, world: World, answer: Answer
) -> None:
    block = answer.blocks[2]
    path = f"/stycken/{block.id}/skriv"
    browser = as_(world.birgitta, htmx=True)
    browser.get(path)
    typed = {"base": str(answer.section.text.head_id), "text": THIRD + " Till.", "once": "one"}
    browser.post(f"{path}/utkast", typed)
    assert leases() == 0, "an autosave after leaving does not bring anybody back"
    browser.post(f"/stycken/{block.id}/narvaro", typed)
    age(timedelta(seconds=100))
    browser.post(f"{path}/utkast", typed)
    age(timedelta(seconds=100))
    assert writers_in(world.actor("mona"), block_id=block.id)
    browser.post(path, typed)
    assert leases() == 0


def test_without_scripts_a_kept_draft_says_that_one_is_writing(
    as_: Browsers, world: World, answer: Answer
) -> None:
    path = f"/texter/{answer.section.text_id}/stycken"
    browser = as_(world.birgitta)
    browser.get(path)
    browser.post(f"{path}/utkast", {"text": "Ett nytt stycke.", "once": "one"})
    page = as_(world.mona).get(path)
    assert "Birgitta skriver här sedan" in page
    browser.get(path)
    browser.post(path, {"text": "Ett nytt stycke.", "base": str(answer.section.text.head_id)})
    assert leases() == 0


def test_leaving_the_form_for_new_blocks(as_: Browsers, world: World, answer: Answer) -> None:
    root = f"/texter/{answer.section.text_id}"
    browser = as_(world.birgitta, htmx=True)
    browser.get(f"{root}/stycken")
    assert 'id="who-writes"' in browser.post(f"{root}/narvaro").text
    assert leases() == 1
    gone = browser.post(f"{root}/franvaro")
    assert gone.response.headers["HX-Redirect"] == answer.section.url
    assert leases() == 0


def test_a_page_that_stands_open_is_told_what_is_new_and_nothing_else(
    as_: Browsers, world: World, answer: Answer
) -> None:
    section, block = answer.section, answer.blocks[2]
    browser = as_(world.birgitta, htmx=True)
    page = as_(world.birgitta).get(section.url)
    (line,) = [e for e in page.all("div") if e.get("id") == "since"]
    ask = line.get("hx-get")
    browser.get(ask, status=204)
    comment(section.text, "Bra.", by=world.actor("birgitta"), block=block)
    db.session.commit()
    browser.get(ask, status=204)
    first = comment(section.text, "Tveksamt.", by=world.actor("nora"), block=block)
    comment(section.text, "Jag med.", by=world.actor("larserik"), block=answer.blocks[0])
    presence.sign(section.text, block, by=world.actor("nora"))
    presence.sign(section.text, None, by=world.actor("mona"))
    db.session.commit()
    told = browser.get(ask)
    assert "2 nya kommentarer sedan du öppnade sidan." in told
    assert f"#comment-{first.id}" in told.text
    assert "Tveksamt" not in told, "announced, not put in"
    assert f'id="writing-{block.id}"' in told.text
    assert "Nora skriver här sedan" in told
    (line,) = [e for e in told.all("div") if e.get("id") == "since"]
    browser.get(line.get("hx-get"), status=204)
    age(LEASE)
    gone = browser.get(line.get("hx-get"))
    assert f'id="writing-{block.id}"' in gone.text
    assert "skriver här" not in gone
    assert as_(world.birgitta).get(ask, status=303).response.location.endswith(section.url)
    browser.get(f"/texter/{section.text_id}/nytt?kommentar=x&stycke=-1&sett=" + "9-9." * 999)


def test_a_poll_costs_few_statements(as_: Browsers, world: World, answer: Answer) -> None:
    block = answer.blocks[2]
    for name in ("nora", "larserik", "mona"):
        presence.sign(answer.section.text, block, by=world.actor(name))
    db.session.commit()
    browser = as_(world.birgitta, htmx=True)
    token = browser.token()
    typed = {"csrf_token": token, "base": str(answer.section.text.head_id)}
    here = f"/stycken/{block.id}/narvaro"
    browser.post(here, typed)
    counted = {
        "a form that stands open": statements_of(db.engine, lambda: browser.post(here, typed)),
        "a page that stands open": statements_of(
            db.engine, lambda: browser.get(f"/texter/{block.text_id}/nytt?kommentar=0&sett=")
        ),
        "the workspace": statements_of(
            db.engine, lambda: browser.get(f"/svar/{answer.response.id}/narvaro")
        ),
    }
    assert max(counted.values()) <= 7, counted


def test_the_workspace_says_who_writes_in_which_section(
    as_: Browsers, world: World, answer: Answer
) -> None:
    workspace, poll = f"/remisser/{answer.consultation.id}", f"/svar/{answer.response.id}/narvaro"
    browser = as_(world.mona, htmx=True)
    browser.get(f"{poll}?sett=", status=204)
    for name in ("larserik", "nora"):
        presence.sign(answer.section.text, answer.blocks[0], by=world.actor(name))
        db.session.flush()
    db.session.commit()
    page = as_(world.mona).get(workspace)
    assert "Lars-Erik och Nora skriver i avsnitt 1" in page
    (line,) = [e for e in page.all("div") if e.get("id") == "writing-now"]
    browser.get(line.get("hx-get"), status=204)
    assert "Nora skriver i avsnitt 1" in as_(world.larserik).get(workspace)
    age(LEASE)
    assert "skriver i avsnitt" not in browser.get(line.get("hx-get"))
    assert as_(world.mona).get(poll, status=303).response.location.endswith("#our-answer")
    answer.response.state = "signing"
    db.session.commit()
    assert "writing-now" not in as_(world.mona).get(workspace).text
