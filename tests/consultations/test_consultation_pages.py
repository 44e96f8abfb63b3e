"""Journeys through the pages, with htmx and without."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ideell.consultations import panels
from ideell.consultations.models import Consultation
from ideell.consultations.moves import BY_NAME, move_on
from ideell.extensions import db
from ideell.foundation import panels as places
from ideell.foundation import waiting
from ideell.foundation.questions import Select, question
from ideell.foundation.waiting import Source, Waiting, register_waiting
from ideell.people.models import User
from tests.browsing import Browsers
from tests.consultations.builders import in_days, make_consultation, make_document
from tests.world import World


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def htmx(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def the(number: int = 1) -> Consultation:
    db.session.expire_all()
    return db.session.get_one(Consultation, number)


def test_a_moderator_brings_a_consultation_in(as_: Browsers, world: World, htmx: bool) -> None:
    mona = as_(world.mona, htmx=htmx)
    mona.send(
        "/remisser/ny", "/remisser/ny",
        title="  Kultur i  hela landet ", issuer="Kulturdepartementet", kind="sou",
        series_ref="SOU 2026:41", their_numbers="Ku2026/00412\nFI 2025/00031",
        url="exempel.se/remiss", recipient_email="ku@exempel.se", invited="ja",
        deadline=in_days(90).isoformat(), track="large", audience="members", summary="Viktigt.",
    )  # fmt: skip
    made = the()
    assert (made.title, made.invited) == ("Kultur i hela landet", True)
    assert made.their_numbers == ["Ku2026/00412", "FI 2025/00031"]
    assert made.url == "https://exempel.se/remiss"
    page = as_(world.birgitta).get("/remisser/1")
    for words in (
        "Kulturdepartementet",
        "90 dagar kvar",
        "SOU 2026:41",
        "Vi är tillfrågade",
        "Viktigt.",
    ):
        assert words in page
    assert "Ändra svarsdatum" not in page


def test_what_cannot_be_used_is_said_beside_the_field_and_kept(
    as_: Browsers, world: World, htmx: bool
) -> None:
    page = as_(world.mona, htmx=htmx).send(
        "/remisser/ny", "/remisser/ny", status=422,
        title="x" * 501, url="javascript:alert(1)", deadline="snart", recipient_email="ku",
        summary="Det här får inte försvinna.",
    )  # fmt: skip
    for words in ("501 tecken", "hela adressen", "förstår inte datumet", "hel e-postadress"):
        assert words in page
    assert page.form("/remisser/ny")["summary"] == "Det här får inte försvinna."
    assert page.form("/remisser/ny")["deadline"] == "snart"
    assert db.session.query(Consultation).count() == 0


def test_a_weekend_or_a_past_day_is_accepted_with_a_warning(as_: Browsers, world: World) -> None:
    mona = as_(world.mona)
    mona.send("/remisser/ny", "/remisser/ny", title="Lördag", deadline="2027-01-02")
    page = mona.get("/remisser/1")
    assert "ledig dag, lördag 2 januari 2027" in page.said()
    mona.send("/remisser/ny", "/remisser/ny", title="Igår", deadline="i går")
    assert "redan passerat" in mona.get("/remisser/2")


def test_a_representative_does_not_add(as_: Browsers, world: World) -> None:
    assert "Lägg till remiss" not in as_(world.birgitta).get("/remisser")
    as_(world.birgitta).get("/remisser/ny", status=403)


def test_facts_are_changed_and_undone(as_: Browsers, world: World, htmx: bool) -> None:
    make_consultation(world, their_numbers=["FI 2025/00031"])
    mona = as_(world.mona, htmx=htmx)
    assert "brukar skriva Fi2025/00031" in as_(world.mona).get("/remisser/1/andra")
    mona.send("/remisser/1/andra", "/remisser/1/andra", title="Nytt namn")
    assert the().title == "Nytt namn"
    page = as_(world.mona).get("/remisser/1")
    assert "Nytt namn" in page
    assert as_(world.mona).send("/remisser/1/andra", "/remisser/1/andra", title=" ", status=422)


def test_undo_is_offered_where_the_change_was_made(as_: Browsers, world: World) -> None:
    make_consultation(world)
    mona = as_(world.mona)
    mona.send("/remisser/1/andra", "/remisser/1/andra", title="Nytt namn")
    page = mona.get("/remisser/1")
    (action,) = [
        form.get("action")
        for form in page.all("form")
        if "atertagande" in (form.get("action") or "")
    ]
    mona.post(action, page.form(action))
    assert the().title == "Kultur i hela landet"


def test_the_deadline_is_moved_and_told_to_all(as_: Browsers, world: World, htmx: bool) -> None:
    make_consultation(world)
    mona = as_(world.mona, htmx=htmx)
    assert "Skriv ett kort skäl" in mona.send(
        "/remisser/1/svarsdatum", "/remisser/1/svarsdatum", deadline="2030-12-15", status=422
    )
    mona.send(
        "/remisser/1/svarsdatum", "/remisser/1/svarsdatum",
        deadline="2030-12-15", reason="Förlängd remisstid.",
    )  # fmt: skip
    page = as_(world.birgitta).get("/remisser/1")
    assert "söndag 15 december 2030" in page
    assert "Svarsdatumet ändrades i dag" in page
    assert "Förlängd remisstid." in page
    assert "Svarsdatumet är en ledig dag" not in page  # only those who lead are asked to look
    assert "Svarsdatumet är en ledig dag" in as_(world.mona).get("/remisser/1")
    assert "Mona Ask" in as_(world.mona).get("/remisser/1/svarsdatum")


def test_the_same_deadline_is_refused_in_words(as_: Browsers, world: World) -> None:
    make_consultation(world)
    page = as_(world.mona).send(
        "/remisser/1/svarsdatum", "/remisser/1/svarsdatum", reason="Bara så att det blir rätt",
        status=422,
    )  # fmt: skip
    assert "samma svarsdatum" in page
    assert "Bara så att det blir rätt" in page


def test_internal_dates_are_changed_marked_and_follow_the_plan_again(
    as_: Browsers, world: World, htmx: bool
) -> None:
    made = make_consultation(world)
    board = next(one for one in made.milestones if one.key == "board")
    mona, at = as_(world.mona, htmx=htmx), "/remisser/1/datum"
    assert "förstår inte datumet" in mona.send(at, at, board="sen", status=422)
    mona.send(at, at, board=in_days(95).isoformat())
    assert (board.due_on, board.is_changed) == (in_days(95), True)
    assert "Satt för hand" in as_(world.mona).get(at)
    mona.send(at, f"{at}/{board.id}/klart")
    db.session.refresh(board)
    assert board.done_at is not None
    mona.send(at, f"{at}/{board.id}/inte-klart")
    mona.send(at, f"{at}/plan")
    db.session.refresh(board)
    assert (board.done_at, board.is_changed) == (None, False)


def test_a_milestone_belongs_to_its_own_consultation(as_: Browsers, world: World) -> None:
    make_consultation(world)
    other = make_consultation(world).milestones[0]
    as_(world.mona).post(f"/remisser/1/datum/{other.id}/klart", status=404)


def test_the_dates_page_tells_of_a_squeezed_plan_and_of_none(as_: Browsers, world: World) -> None:
    make_consultation(world, deadline=in_days(65))
    make_consultation(world, deadline=None)
    mona = as_(world.mona)
    assert "Tiden räcker inte till hela den normala planen" in mona.get("/remisser/1/datum")
    assert "Skulle ha varit tidigare" in mona.get("/remisser/1/datum")
    assert "Det finns ingen plan" in mona.get("/remisser/2/datum")


def test_a_consultation_moves_on_by_buttons(as_: Browsers, world: World, htmx: bool) -> None:
    make_consultation(world)
    mona = as_(world.mona, htmx=htmx)
    for noun, state in (("bedomning", "triage"), ("start", "active"), ("inskick", "submitted"),
                        ("uppfoljning", "followup"), ("avslut", "closed")):  # fmt: skip
        mona.send("/remisser/1/lage", f"/remisser/1/{noun}")
        assert the().state == state
    mona.send("/remisser/1/atergang", "/remisser/1/atergang", status=422)
    mona.send("/remisser/1/atergang", "/remisser/1/atergang", reason="För tidigt")
    assert the().state == "followup"
    assert "Vårt svar är inskickat" in as_(world.birgitta).get("/remisser/1")


def test_members_hear_of_what_is_not_answered(as_: Browsers, world: World, htmx: bool) -> None:
    make_consultation(world)
    at = "/remisser/1/avbojande"
    as_(world.mona, htmx=htmx).send(at, at, reason="Vi hinner inte.")
    birgitta = as_(world.birgitta)
    page = birgitta.get("/remisser/1")
    assert "Vi svarar inte. Vi hinner inte." in page
    assert "Er organisation kan svara själv" in page
    assert "Avböjda" in birgitta.get("/remisser")
    assert "Vi hinner inte." in birgitta.get("/remisser")


def test_a_move_made_twice_by_two_people_is_made_once(as_: Browsers, world: World) -> None:
    make_consultation(world)
    mona, kerstin = as_(world.mona), as_(world.kerstin)
    mona.post("/remisser/1/bedomning")
    assert "redan flyttats" in kerstin.post("/remisser/1/bedomning", status=409)


def test_what_is_only_for_information_says_so(as_: Browsers, world: World) -> None:
    make_consultation(world, track="notice")
    page = as_(world.birgitta).get("/remisser/1")
    assert "till för kännedom" in page
    assert "Arbetets steg" not in page.text
    make_consultation(world, deadline=None, track="notice")
    make_consultation(world, deadline=None)
    as_(world.birgitta).get("/remisser/2")
    assert "Svarsdatumet är inte satt" in as_(world.birgitta).get("/remisser/3")
    move_on(the(2), BY_NAME["endorse_other"], "Forums svar", by=world.actor("mona"))
    db.session.commit()
    assert "Vi stöder någon annans svar. Forums svar" in as_(world.birgitta).get("/remisser/2")


def test_a_consultation_of_others_is_not_there(as_: Browsers, world: World) -> None:
    make_consultation(world, "sara", title="Söderås egen")
    for path in ("", "/andra", "/datum", "/svarsdatum", "/lage", "/avbojande", "/underlag/nytt"):
        as_(world.mona).get(f"/remisser/1{path}", status=404)
    assert "Söderås egen" not in as_(world.mona).get("/remisser")
    assert "Söderås egen" in as_(world.sara).get("/remisser")
    as_(None).get("/remisser/1", status=303)


@pytest.fixture
def clean_panels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_panels", [])
    for name in ("_steps", "_hanging", "_row_notes"):
        monkeypatch.setattr(panels, name, [])
    for name in ("_everywhere", "_in_workspaces"):
        monkeypatch.setattr(waiting, name, [])


@question
def people_called() -> Select:
    """A question that some names have an answer to."""
    return sa.select(User.id).where(User.name == sa.bindparam("name"))


def waits(items: list[Waiting], who: str | None = "Birgitta Lind") -> Source:
    """A source that has something where somebody has this name, and None asks for nobody."""
    asked = people_called.asked(name=who) if who else None
    return Source(lambda actor: asked, lambda actor: items)


def item(title: str, consultation_id: int) -> Waiting:
    return Waiting(title, "Gå igenom dem.", "/", "Gå igenom", 5, consultation_id=consultation_id)


def test_higher_rooms_fill_their_places(as_: Browsers, world: World, clean_panels: None) -> None:
    node = make_document(make_consultation(world), world).nodes[0]
    piece = panels.Piece("errors/_sentence.html", {"sentence": "Från <ovan>"})
    panel = lambda thing, actor: piece  # noqa: E731  # because it is registered twice
    panels.register(panel)
    panels.register(panel)
    panels.register(lambda thing, actor: None, place="aside")
    panels.register(lambda thing, actor: [piece], place="node")
    panels.register_step(lambda thing, actor: None)
    review = lambda thing, actor: "review"  # noqa: E731  # because the same one is registered twice
    panels.register_step(review)
    panels.register_step(review)
    birgitta = as_(world.birgitta)
    page = birgitta.get("/remisser/1")
    assert page.text.count("Från &lt;ovan&gt;") == 1
    assert [step.get("aria-current") for step in page.all("li")].count("step") == 1
    assert "Från <ovan>" in birgitta.get(f"/remisser/1/kapitel/{node.id}")


def test_the_list_says_what_higher_rooms_know_of_a_row(
    as_: Browsers, world: World, clean_panels: None
) -> None:
    make_consultation(world)
    note = panels.RowNote("Du håller i pennan i avsnitt 4", True, 3, 5, "3 av 5 stycken klara")

    def notes(consultations: object, actor: object) -> dict[int, panels.RowNote]:
        return {1: note}

    panels.register_row_notes(notes)
    panels.register_row_notes(notes)
    page = as_(world.birgitta).get("/remisser")
    assert "Du håller i pennan i avsnitt 4" in page
    assert page.text.count("3 av 5 stycken klara") == 1


def test_what_hangs_on_nodes_is_asked_of_higher_rooms(clean_panels: None) -> None:
    def numbers(asked: object) -> list[int]:
        return [number for number in asked if number > 2]

    panels.register_hanging(numbers)
    panels.register_hanging(numbers)
    assert panels.hanging_on([1, 2, 3, 4]) == {3, 4}


def test_what_waits_here_stands_first(as_: Browsers, world: World, clean_panels: None) -> None:
    make_consultation(world)
    for source in (
        waits([item("Tre förslag väntar", 1), item("Något annat", 2)]),
        waits([item("Inte mig heller", 1)], who=None),
        waits([item("Fråga inte mig", 1)], who="Ingen"),
    ):
        register_waiting(source)
        register_waiting(source)
    register_waiting(waits([item("Fråga inte mig", 1)]), in_workspaces=False)
    page = as_(world.birgitta).get("/remisser/1")
    assert "Fråga inte mig" not in page
    assert "Inte mig heller" not in page
    assert page.text.count("Tre förslag väntar") == 1
    assert "Något annat" not in page
