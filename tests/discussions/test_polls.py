"""Polls: asked, voted in, changed until they close by themselves, and told in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.discussions import polls, starting
from ideell.discussions.models import Thread
from ideell.discussions.policy import may_vote
from ideell.discussions.polls import Poll, Vote
from ideell.discussions.results import shown
from ideell.extensions import db
from ideell.foundation.actor import STRANGER
from ideell.foundation.clock import as_of, now, today
from ideell.foundation.rules import RuleBroken
from tests.browsing import Browsers
from tests.discussions.builders import make_thread
from tests.people.test_my_page import undo_on
from tests.world import World, make_person


def make_poll(
    world: World, thread: Thread, per: str = "person", *, is_open: bool = True,
    closes_on: date | None = None,
) -> Poll:  # fmt: skip
    poll = polls.ask(
        thread, "Ska resor räknas?", ["Ja", "Nej"], closes_on=closes_on or today(), per=per,
        is_open=is_open, by=world.actor("anna"),
    )  # fmt: skip
    db.session.commit()
    return poll


def cast(world: World, poll: Poll, place: int, *people: str) -> None:
    for name in people:
        polls.vote(poll, poll.choices[place].id, by=world.actor(name))
    db.session.commit()


def test_a_poll_is_asked_in_a_form(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    url = f"{thread.url}/omrostning"
    anna = as_(world.anna)
    page = anna.send(url, url, status=422, question="", choices="Ja", closes_on="1/1 2020")
    for sentence in ("Skriv frågan.", "Skriv minst två svar", "Den dagen har varit."):
        assert sentence in page
    page = anna.send(url, url, status=422, choices="\n".join(map(str, range(11))), closes_on="")
    assert "Högst 10 får plats." in page
    assert "Skriv sista dagen att rösta" in page
    page = anna.send(url, url, status=422, choices=f"Ja\n{'x' * 201}")
    assert "längre än 200 tecken" in page
    day = (today() + timedelta(days=3)).isoformat()
    anna.send(url, url, question="Ska resor räknas?", choices="- Ja\n- Nej\nja", closes_on=day)
    page = as_(world.larserik).get(thread.url)
    assert "Varje organisation har en röst." in page
    assert "Alla här ser vem som valt vad." in page
    assert "Ingen har röstat än." in page
    poll = db.session.scalars(sa.select(Poll)).one()
    assert [one.words for one in poll.choices] == ["Ja", "Nej"]
    as_(world.larserik).get(url, status=403)


@pytest.mark.parametrize("htmx", [False, True])
def test_one_votes_and_votes_otherwise(world: World, as_: Browsers, htmx: bool) -> None:
    thread = make_thread(world)
    poll = make_poll(world, thread)
    yes, no = (str(one.id) for one in poll.choices)
    action = f"/omrostningar/{poll.id}/roster"
    browser = as_(world.larserik, htmx=htmx)
    for chosen, words in ((yes, "Ja"), (no, "Nej")):
        browser.send(thread.url, action, svar=chosen)
        page = as_(world.mona).get(thread.url)
        assert f"En har röstat: ”{words}”." in page
        assert "Lars-Erik Sund" in page
    assert len(db.session.scalars(sa.select(Vote)).all()) == 1


@pytest.mark.parametrize("htmx", [False, True])
def test_no_choice_is_asked_about(world: World, as_: Browsers, htmx: bool) -> None:
    thread = make_thread(world)
    poll = make_poll(world, thread)
    browser = as_(world.larserik, htmx=htmx)
    answer = browser.send(thread.url, f"/omrostningar/{poll.id}/roster", svar="")
    page = answer if htmx else as_(world.larserik).get(thread.url)
    assert not db.session.scalars(sa.select(Vote)).all()
    if htmx:
        assert "Välj ett av svaren först." in page


def test_the_sentence_says_how_the_votes_fell(world: World) -> None:
    poll, mona = make_poll(world, make_thread(world)), world.actor("mona")
    cast(world, poll, 0, "anna", "mona")
    assert shown(poll, mona).sentence == "2 har röstat. Alla valde ”Ja”."
    cast(world, poll, 1, "larserik")
    assert shown(poll, mona).sentence == "3 har röstat. Flest, 2, valde ”Ja”."
    with as_of(now() + timedelta(days=2)):
        assert shown(poll, mona).sentence == "Klart. 3 röstade. Flest, 2, valde ”Ja”."


def test_an_organisation_has_one_vote(world: World) -> None:
    poll = make_poll(world, make_thread(world), "organisation")
    cast(world, poll, 0, "birgitta", "larserik")
    cast(world, poll, 1, "anna")
    seen = shown(poll, world.actor("birgitta"))
    assert seen.total == 2
    assert seen.mine_by == "Anna Ek"
    assert seen.sentence == "2 har röstat. Det står lika."
    assert seen.choices[1].voters == ("Körbygden",)


def test_a_secret_poll_names_nobody(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    poll = make_poll(world, thread, is_open=False)
    cast(world, poll, 0, "larserik")
    page = as_(world.mona).get(thread.url)
    assert "Ingen ser vem som valt vad." in page
    assert "Lars-Erik Sund" not in page
    assert shown(poll, world.actor("mona")).choices[0].voters == ()


def test_who_shares_a_vote_is_told_that_they_see_it(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    make_poll(world, thread, "organisation", is_open=False)
    assert "Ingen ser vem som valt vad, utom ni själva." in as_(world.mona).get(thread.url)


def test_a_closed_discussion_takes_no_votes_and_promises_none(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    poll, larserik = make_poll(world, thread), world.actor("larserik")
    assert "Rösta senast" in as_(world.larserik).get(thread.url)
    voted = polls.vote(poll, poll.choices[0].id, by=larserik)
    starting.close(thread, "Klart.", by=world.actor("mona"))
    db.session.commit()
    for act in (lambda: cast(world, poll, 1, "larserik"), lambda: voted.undo(by=larserik)):
        with pytest.raises(RuleBroken, match="Diskussionen är avslutad"):
            act()
        db.session.rollback()
    page = as_(world.larserik).get(thread.url)
    assert "Klart. En röstade: ”Ja”." in page
    assert "Rösta senast" not in page
    as_(world.larserik).post(
        f"/omrostningar/{poll.id}/roster", {"svar": str(poll.choices[0].id)}, status=409
    )


@pytest.mark.parametrize(
    ("audience", "owner", "voting"),
    [
        ("members", "samklang", {"samklang", "spelmansringen"}),
        ("own", "samklang", {"samklang"}),
        ("members", "spelmansringen", {"spelmansringen"}),
        ("network", "samklang", {"samklang", "spelmansringen", "utombys"}),
    ],
)
def test_an_organisation_votes_where_it_belongs(
    world: World, as_: Browsers, audience: str, owner: str, voting: set[str]
) -> None:
    hats = {name: getattr(world, name) for name in ("utombys", "spelmansringen", "samklang")}
    places = {name: (organisation, ["representative"]) for name, organisation in hats.items()}
    world.named["ove"] = make_person("Ove Flerhatt", **places)
    db.session.flush()
    thread = make_thread(world, owner=owner, audience=audience)
    poll = make_poll(world, thread, "organisation")
    actors = {name: world.actor("ove", organisation) for name, organisation in hats.items()}
    assert {name for name, actor in actors.items() if may_vote(actor, poll)} == voting
    page = as_(world.ove).get(thread.url)  # for Utombys
    action = f"/omrostningar/{poll.id}/roster"
    assert any(form.get("action") == action for form in page.all("form")) == ("utombys" in voting)
    assert ("Byt till en av dem" in page) == ("utombys" not in voting)
    poll.per = "person"
    assert may_vote(actors["utombys"], poll)
    assert not may_vote(STRANGER, poll)


def test_it_closes_by_itself_when_the_day_is_over(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    poll = make_poll(world, thread)
    cast(world, poll, 0, "larserik")
    with as_of(now() + timedelta(days=2)):
        assert not poll.takes_votes
        page = as_(world.mona).get(thread.url)
        assert "Klart. En röstade: ”Ja”." in page
        with pytest.raises(RuleBroken, match="slut"):
            cast(world, poll, 0, "mona")
    empty = make_poll(world, make_thread(world), closes_on=today() - timedelta(days=1))
    assert shown(empty, world.actor("mona")).sentence == "Ingen röstade."


def test_a_vote_is_taken_back(world: World) -> None:
    poll = make_poll(world, make_thread(world))
    larserik = world.actor("larserik")
    cast(world, poll, 0, "larserik")
    second = polls.vote(poll, poll.choices[1].id, by=larserik)
    second.undo(by=larserik)
    assert db.session.scalars(sa.select(Vote.choice_id)).one() == poll.choices[0].id
    first = db.session.scalars(sa.select(Deed).where(Deed.tag == "poll.voted")).first()
    first.undo(by=larserik)
    assert db.session.scalars(sa.select(Vote)).all() == []


def test_a_vote_that_was_changed_since_is_not_taken_back(world: World) -> None:
    poll = make_poll(world, make_thread(world), "organisation")
    first = polls.vote(poll, poll.choices[0].id, by=world.actor("birgitta"))
    cast(world, poll, 1, "anna")
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        first.undo(by=world.actor("birgitta"))


def test_what_stood_before_is_again_whose_it_was(world: World) -> None:
    poll = make_poll(world, make_thread(world), "organisation")
    first = polls.vote(poll, poll.choices[0].id, by=world.actor("birgitta"))
    polls.vote(poll, poll.choices[1].id, by=world.actor("anna")).undo(by=world.actor("anna"))
    assert shown(poll, world.actor("anna")).mine_by == world.birgitta.name
    cast(world, poll, 0, "anna")  # the same answer, but now it is hers
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        first.undo(by=world.actor("birgitta"))


def test_a_question_is_taken_back_until_somebody_votes(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    poll, anna = make_poll(world, thread), world.actor("anna")
    asked = db.session.scalars(sa.select(Deed).where(Deed.tag == "poll.asked")).one()
    with pytest.raises(RuleBroken, match="har redan en omröstning"):
        make_poll(world, thread)
    asked.undo(by=anna)
    assert polls.poll_of(thread) is None
    second = make_poll(world, thread)
    assert second.id != poll.id
    cast(world, second, 0, "larserik")
    later = db.session.scalars(sa.select(Deed).order_by(Deed.id.desc())).all()
    newest = next(one for one in later if one.tag == "poll.asked")
    with pytest.raises(RuleBroken, match="Någon har röstat"):
        newest.undo(by=anna)


def test_a_closed_discussion_is_asked_nothing(world: World) -> None:
    thread = make_thread(world)
    starting.close(thread, "", by=world.actor("anna"))
    with pytest.raises(RuleBroken, match="avslutad"):
        make_poll(world, thread)


def test_opening_a_poll_is_taken_back_from_the_page(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    anna, url = as_(world.anna), f"{thread.url}/omrostning"
    day = (today() + timedelta(days=3)).isoformat()
    anna.send(url, url, question="Ska resor räknas?", choices="Ja\nNej", closes_on=day)
    anna.post(undo_on(anna.get(thread.url)))
    assert "Ska resor räknas?" not in anna.get(thread.url)


def test_who_ends_a_discussion_is_told_that_its_poll_ends(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    url, anna, warning = f"{thread.url}/avslut", as_(world.anna), "Den slutar också"
    assert warning not in anna.get(url)
    make_poll(world, thread)
    assert "Omröstningen ”Ska resor räknas?” är öppen" in anna.get(url)
    assert warning in anna.get(url)
    with as_of(now() + timedelta(days=2)):
        assert warning not in anna.get(url)


@pytest.mark.parametrize("htmx", [False, True])
def test_who_leads_ends_a_poll_before_its_day(world: World, as_: Browsers, htmx: bool) -> None:
    thread = make_thread(world)
    poll = make_poll(world, thread)
    cast(world, poll, 0, "larserik", "mona")
    end, vote = f"/omrostningar/{poll.id}/avslut", f"/omrostningar/{poll.id}/roster"
    assert "Avsluta omröstningen" not in as_(world.larserik).get(thread.url)
    anna = as_(world.anna, htmx=htmx)
    anna.send(thread.url, end)
    page = as_(world.mona).get(thread.url)
    assert "Omröstningen avslutades i dag" in page
    assert "Klart. 2 röstade. Alla valde ”Ja”." in page
    assert vote not in page
    assert "Avsluta omröstningen" not in as_(world.anna).get(thread.url)
    with pytest.raises(RuleBroken, match="avslutad, så ingen röstar mer"):
        cast(world, poll, 1, "mona")
    deed = db.session.scalars(sa.select(Deed).where(Deed.tag == "poll.ended")).one()
    deed.undo(by=world.actor("anna"))
    db.session.commit()
    assert "Rösta senast" in as_(world.mona).get(thread.url)
    cast(world, poll, 1, "mona")


def test_the_form_of_a_second_poll_leads_to_the_one_there_is(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    poll, anna, url = make_poll(world, thread), as_(world.anna), f"{thread.url}/omrostning"
    assert anna.get(url, status=303).response.location.endswith(f"{thread.url}#poll-{poll.id}")
    assert "Diskussionen har redan en omröstning." in anna.get(thread.url).said()
