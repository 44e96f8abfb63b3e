"""Posts by their rules: changed and put back, named in, and told of."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from ideell.activity.notices import waiting_notices
from ideell.discussions import moderating, posting, starting
from ideell.discussions.log import open_reports
from ideell.discussions.mentioning import Unclear, find_named
from ideell.discussions.models import LONGEST_QUOTE, PostWording
from ideell.discussions.panel import panel_about
from ideell.discussions.post_forms import complaint_about
from ideell.extensions import db
from ideell.foundation.actor import STRANGER
from ideell.foundation.clock import as_of, now
from ideell.foundation.rules import RuleBroken
from tests.browsing import Browsers
from tests.discussions.builders import make_thread, say
from tests.world import World


def test_a_change_is_taken_back_with_its_mark(world: World) -> None:
    larserik = world.actor("larserik")
    post = say(world, make_thread(world), "Först")
    with as_of(now() + timedelta(hours=1)):
        first = posting.change(post, "Sedan", by=larserik)
        second = posting.change(post, "Till sist", by=larserik)
        with pytest.raises(RuleBroken, match="ändrats efter dig"):
            first.undo(by=larserik)
        db.session.rollback()
        second = posting.change(post, "Till sist", by=larserik)
        second.undo(by=larserik)
    assert (post.body, post.html, post.changed_at) == ("Först", "<p>Först</p>", None)
    assert db.session.scalars(sa.select(PostWording)).all() == []


def test_where_nobody_says_more_nothing_is_changed(world: World) -> None:
    larserik, mona = world.actor("larserik"), world.actor("mona")
    thread = make_thread(world)
    post = say(world, thread, "Först")
    deed = posting.change(post, "Sedan", by=larserik)
    db.session.commit()

    def refused(match: str) -> None:
        with pytest.raises(RuleBroken, match=match):
            posting.change(post, "Till sist", by=larserik)
        with pytest.raises(RuleBroken, match="kan inte ändras längre"):
            deed.undo(by=larserik)
        db.session.rollback()

    starting.close(thread, "", by=mona)
    db.session.commit()
    refused("avslutades medan du skrev")
    starting.reopen(thread, by=mona)
    moderating.hide(post, "Fel.", by=mona)
    db.session.commit()
    refused("doldes eller togs tillbaka")
    assert post.body == "Sedan"


def test_a_quiet_change_taken_back_leaves_nothing(world: World) -> None:
    larserik = world.actor("larserik")
    post = say(world, make_thread(world), "Först")
    posting.change(post, "Rättat", by=larserik).undo(by=larserik)
    assert (post.body, post.changed_at) == ("Först", None)


def test_somebody_named_in_a_change_is_told_and_nobody_twice(world: World) -> None:
    larserik, birgitta = world.actor("larserik"), world.actor("birgitta")
    people = [world.birgitta, world.anna]
    body = "@Birgitta, hej"
    post = say(world, make_thread(world), body, found=find_named(body, people, {}))
    more = "@Birgitta, hej och @Anna"
    posting.change(post, more, by=larserik, found=find_named(more, people, {}))
    assert len(waiting_notices(birgitta)) == 1
    assert len(waiting_notices(world.actor("anna"))) == 1
    moderating.hide(post, "Fel.", by=world.actor("mona"))
    assert waiting_notices(birgitta) == [], "what is hidden is not told of"


def test_a_long_post_is_quoted_in_part(world: World) -> None:
    post = say(world, make_thread(world), "ord " * 200)
    assert len(post.words) <= LONGEST_QUOTE + 2
    assert post.words.endswith(" …")


def test_a_quote_is_plain_words_with_names_as_the_post_itself_shows_them(world: World) -> None:
    meant = {"brigitta": str(world.birgitta.id)}
    body = "@Brigitta, ta *med*:\n\n- noter & stolar\n- en lampa.\n- sladdar\n\n> Ljus!\n> Kaffe."
    found = find_named(body, [world.birgitta, world.anna], meant)
    post = say(world, make_thread(world), body, found=found)
    assert post.words == ("@Birgitta Lind, ta med: noter & stolar, en lampa. sladdar Ljus! Kaffe.")
    noted = say(world, post.thread, "Vi räknar^[Utan resor.] timmar.")
    assert noted.words == "Vi räknar timmar. (Utan resor.)"


@pytest.mark.parametrize(
    ("unclear", "sentence"),
    [
        (Unclear("Anna", ((1, "Anna Ek"), (2, "Anna Berg")), True), "Flera heter Anna."),
        (Unclear("Bo", ((1, "Bo Ek"),), False), "Vi hittar ingen Bo. Menade du Bo Ek?"),
        (Unclear("Bo", ((1, "Bo Ek"), (2, "Bea")), False), "Vi hittar ingen Bo. Välj vem"),
        (Unclear("Xz", (), False), "Vi hittar ingen Xz bland dem som ser det här."),
    ],
)
def test_an_unclear_name_is_asked_about_in_words(unclear: Unclear, sentence: str) -> None:
    assert complaint_about(unclear).startswith(sentence)


def test_whoever_belongs_nowhere_is_shown_nothing(world: World) -> None:
    assert panel_about(world.norrvik, STRANGER) is None
    assert open_reports(STRANGER) == []


def test_a_quote_without_a_number_of_its_form_keeps_nothing(world: World, as_: Browsers) -> None:
    thread = make_thread(world, posts=1)
    as_(world.larserik, htmx=True).post(f"{thread.url}/citat", {"body": "Hej"}, status=200)
    assert "Hej" not in as_(world.larserik).get(thread.url).text.partition('id="reply"')[2]


def test_a_post_is_taken_back_from_its_own_page(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    post = say(world, thread, "Ojdå")
    larserik, url = as_(world.larserik), f"/inlagg/{post.id}"
    assert "Ta tillbaka inlägget" not in as_(world.anna).get(url)
    with as_of(now() + timedelta(days=31)):
        assert "Ta tillbaka inlägget" not in as_(world.larserik).get(url)
    larserik.send(url, f"/handelser/{post.deed.id}/atertagande")
    assert "Lars-Erik Sund tog tillbaka sitt inlägg." in as_(world.anna).get(thread.url)
