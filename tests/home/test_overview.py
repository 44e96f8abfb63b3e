"""The front page: for strangers, for members, for who is here the first time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from ideell.activity.models import record
from ideell.consultations.models import Milestone
from ideell.extensions import db
from ideell.foundation import waiting
from ideell.foundation.clock import as_of, now, today
from ideell.foundation.waiting import Source, Waiting
from ideell.home import overview
from ideell.home.news import last_monday, news
from ideell.home.overview import is_new_here, next_dates, standings
from ideell.home.words import rough_time, things_waiting
from ideell.positions.models import Contribution
from ideell.writing.suggestions import Suggestion
from tests.browsing import Browsers
from tests.drafting.builders import Answer, make_answer, make_suggestion
from tests.positions.builders import make_input
from tests.world import World

SWEDISH = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


def waits(title: str, days: int | None = None, *, mine: bool = True, minutes: int = 4) -> Waiting:
    due = today() + timedelta(days=days) if days is not None else None
    return Waiting(title, "En mening.", "/min-sida", "Öppna", minutes, due_on=due, is_mine=mine)


def let_wait(monkeypatch: pytest.MonkeyPatch, *items: Waiting, at: int | None = None) -> None:
    """Let these wait for everybody, or for whoever acts for one organisation."""
    asked = overview._something_done.asked()
    source = Source(lambda actor: asked if at in {None, actor.org_id} else None, lambda _: [*items])
    monkeypatch.setattr(waiting, "_everywhere", [source])


def test_a_stranger_meets_what_ideell_is(as_: Browsers) -> None:
    page = as_(None).get("/")
    assert "Logga in" in page
    assert "Inga svar är publicerade än" in page
    assert "08-465 00 00" in page


def test_a_stranger_finds_the_published_answers(
    as_: Browsers, world: World, answer: Answer
) -> None:
    answer.response.state = "published"
    db.session.commit()
    page = as_(None).get("/")
    assert "Kultur i hela landet" in page
    assert "Samklang" in page


def test_nothing_waits(as_: Browsers, world: World) -> None:
    record(world.actor("anna"), "person.changed", world.anna)
    db.session.commit()
    page = as_(world.anna).get("/")
    assert "Inget väntar på dig. Fint!" in page
    assert "Visa remisser" in page
    assert "Inga datum just nu" in page
    assert "Inga remisser just nu" in page


def test_who_is_new_is_shown_three_steps(as_: Browsers, world: World, answer: Answer) -> None:
    page = as_(world.larserik).get("/")
    assert "Så här kommer du i gång" in page
    assert "skrivit ditt namn rätt" in page
    assert "Läs om ”Kultur i hela landet”" in page
    assert "Här kan inget gå fel" in page
    answer.consultation.state = "submitted"
    db.session.commit()
    assert "Läs om" not in as_(world.larserik).get("/")


def test_signing_in_is_no_doing(world: World) -> None:
    actor = world.actor("larserik")
    record(actor, "session.begun", world.larserik)
    assert is_new_here(actor)
    record(actor, "person.changed", world.larserik)
    assert not is_new_here(actor)


def test_what_waits_comes_by_urgency_and_the_first_is_filled(
    as_: Browsers, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_wait(monkeypatch, waits("Sist"), waits("Någons", 3, mine=False), waits("Först", 3))
    page = as_(world.anna).get("/")
    titles = [e.text for e in page.all("a") if e.text in {"Sist", "Någons", "Först"}]
    assert titles == ["Först", "Någons", "Sist"]
    assert "Tre saker väntar på dig. Räkna med 15 minuter." in page
    buttons = [a.get("class") for a in page.all("a") if "button" in (a.get("class") or "")]
    assert buttons[:3] == ["button", "button second", "button second"]


def test_at_most_five_wait_until_all_are_asked_for(
    as_: Browsers, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_wait(monkeypatch, *[waits(f"Sak {number}") for number in range(8)])
    page = as_(world.anna).get("/")
    assert "Åtta saker väntar på dig" in page
    assert "Visa 3 saker till" in page
    assert "Sak 7" not in page
    assert "Sak 7" in as_(world.anna).get("/?alla=1")


def test_the_nearest_dates_of_what_one_sees(as_: Browsers, world: World, answer: Answer) -> None:
    for number, key in enumerate(
        ("decide", "meeting", "draft_ready", "locked", "board", "submitted")
    ):
        day = today() + timedelta(days=number - 1)
        db.session.add(Milestone(consultation=answer.consultation, key=key, due_on=day))
    db.session.flush()
    db.session.scalars(sa.select(Milestone).where(Milestone.key == "meeting")).one().done_at = now()
    db.session.commit()
    assert [one.key for one in next_dates(world.actor("anna"))] == [
        "draft_ready", "locked", "board", "submitted",
    ]  # fmt: skip
    assert next_dates(world.actor("ulla")) == []
    assert "Utkastet är klart" in as_(world.anna).get("/")


def test_how_far_an_answer_has_come_counts_the_owners_own(
    as_: Browsers, world: World, answer: Answer
) -> None:
    answer.section.state = "approved"
    answer.consultation.deadline = today() + timedelta(days=3)
    db.session.commit()
    [standing] = standings(world.actor("anna"))
    assert (standing.sections, standing.finished) == (1, 1)
    assert "1 av 1 avsnitt klara" in as_(world.anna).get("/")
    answer.response.owner_org_id = world.norrvik.id
    db.session.commit()
    [standing] = standings(world.actor("anna"))
    assert (standing.sections, standing.finished) == (0, 0)
    assert "Svaret är inte påbörjat" in as_(world.anna).get("/")
    assert standings(world.actor("ulla")) == []


def test_news_tell_what_others_did_since_monday(
    as_: Browsers, world: World, answer: Answer
) -> None:
    anna = world.actor("anna")
    assert news(anna) == []
    make_input(world, answer, by="anna", state="released")
    make_input(world, answer, by="larserik", state="released")
    make_input(world, answer, by="larserik", state="shared")
    assert [one.sentence for one in news(anna)] == ["1 nytt inspel"]
    make_suggestion(world, answer.blocks[0], "Vi avstyrker förslaget.")
    make_suggestion(world, answer.blocks[1], "I många kommuner finns den året om.")
    assert [one.sentence for one in news(anna)] == ["1 nytt inspel och 2 nya förslag"]
    assert "1 nytt inspel och 2 nya förslag." in as_(world.anna).get("/")
    db.session.execute(sa.delete(Contribution))
    assert [one.sentence for one in news(anna)] == ["2 nya förslag"]
    assert news(world.actor("ulla")) == []


def test_what_happened_before_monday_is_no_news(world: World, answer: Answer) -> None:
    make_suggestion(world, answer.blocks[0], "Vi avstyrker förslaget.")
    early = datetime.combine(last_monday(), datetime.min.time(), SWEDISH)
    for moment, count in ((early, 1), (early - timedelta(seconds=1), 0)):
        db.session.execute(sa.update(Suggestion).values(made_at=moment))
        assert len(news(world.actor("anna"))) == count


@pytest.mark.parametrize(
    ("day", "monday"),
    [(date(2026, 11, 23), date(2026, 11, 16)), (date(2026, 11, 24), date(2026, 11, 23)),
     (date(2026, 11, 29), date(2026, 11, 23))],
)  # fmt: skip
def test_the_last_monday_is_before_today(day: date, monday: date) -> None:
    with as_of(datetime.combine(day, datetime.min.time(), SWEDISH)):
        assert last_monday() == monday


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "5 minuter"), (5, "5 minuter"), (16, "20 minuter"), (26, "en halvtimme"), (45, "trekvart"),
     (58, "en timme"), (61, "drygt en timme"), (76, "en och en halv timme"),
     (88, "en och en halv timme"), (91, "två timmar"), (130, "tre timmar")],
)  # fmt: skip
def test_time_is_told_in_rough_words(minutes: int, words: str) -> None:
    assert rough_time(minutes) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "En sak väntar på dig."),
        (2, "Två saker väntar på dig."),
        (13, "13 saker väntar på dig."),
    ],
)
def test_things_are_counted_in_letters(count: int, words: str) -> None:
    assert things_waiting(count) == words


def test_what_waits_under_another_hat_is_told(
    as_: Browsers, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_wait(monkeypatch, waits("Läs"), at=world.norrvik.id)
    tove = as_(world.tove)
    tove.send("/min-sida", "/min-sida", name="Tove Två")  # is no longer new here
    page = tove.get("/")
    assert "Inget väntar på dig när du skriver för Körbygden" in page
    assert "En sak väntar när du skriver för Alliansen Norrvik" in page
    tove.send("/", "/organisation", organisation=str(world.norrvik.id))
    page = tove.get("/")
    assert "En sak väntar på dig" in page
    assert "när du skriver för" not in page


def test_what_waits_under_both_hats_is_told_once(
    as_: Browsers, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_wait(monkeypatch, waits("Läs"))
    assert "när du skriver för" not in as_(world.tove).get("/")


def test_the_office_of_an_empty_place_is_told_where_to_begin(as_: Browsers, world: World) -> None:
    page = as_(world.kerstin).get("/")
    assert "Lägg till organisationerna och deras ombud" in page
    assert "Lägg till den första remissen" in page
    assert "Kansliet eller er allians lägger in nya" not in page
    assert "Lägg till den första remissen" not in as_(world.anna).get("/")


def test_one_contribution_is_told_of_as_one(as_: Browsers, world: World, answer: Answer) -> None:
    make_input(world, answer, state="shared")
    db.session.commit()
    assert "Det är delat hos er" in as_(world.cecilia).get("/")
