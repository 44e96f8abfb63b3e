"""Journeys of those who suggest: several blocks, moves, the same as others, comments, and no."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.clock import now
from ideell.foundation.keep import KeptForm, keep_typed
from ideell.writing.comments import Comment
from ideell.writing.deciding import accept, decline
from ideell.writing.drafts import opened_now
from ideell.writing.models import Block
from ideell.writing.saving import write
from ideell.writing.suggesting import Wish, suggest
from ideell.writing.suggestions import Suggestion
from ideell.writing.supporting import LONGEST_WORD, oppose
from ideell.writing.talking import comment
from ideell.writing.waiting import unsent_drafts
from tests.browsing import Browser, Browsers, fields_of
from tests.drafting.builders import (
    FIRST,
    FOURTH,
    SECOND,
    THIRD,
    Answer,
    make_answer,
    make_suggestion,
    write_blocks,
)
from tests.world import World

SHALL = THIRD.replace("bör ta ett större", "ska ta ett samlat")


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


@pytest.fixture
def block(answer: Answer) -> Block:
    return answer.blocks[2]


def suggestions() -> list[Suggestion]:
    return list(db.session.scalars(sa.select(Suggestion).order_by(Suggestion.id)))


def elsewhere(fields: dict[str, object]) -> dict[str, object]:
    """Return the fields of a form as another session sends them."""
    return {name: value for name, value in fields.items() if name != "csrf_token"}


def review_of(answer: Answer) -> str:
    return f"/svar/{answer.response.id}/forslag?avsnitt=1"


# --- several blocks at once


def packet_at(answer: Answer) -> str:
    return f"/texter/{answer.section.text_id}/forslag"


def boxes_of(browser: Browser, path: str) -> dict[str, object]:
    """Return the fields of the form with every box, as a browser sends them."""
    page = browser.get_plain(path)
    form = next(form for form in page.all("form") if form.get("id") == "packet-form")
    numbers = [e.get("value") for e in page.all("input") if e.get("name") == "stycke"]
    return {**fields_of(form), "stycke": numbers}


def send_three(browser: Browser, answer: Answer) -> None:
    first, second, _third, last = answer.blocks
    fields = boxes_of(browser, packet_at(answer)) | {
        f"text_{first.id}": FIRST.replace("dela", "klyva"),
        f"text_{second.id}": SECOND.replace("en mängd", "många"),
        f"remove_{last.id}": "y",
        "why": "Det blir tydligare.",
    }
    done = browser.post(packet_at(answer), fields)
    assert done.response.location.endswith(f"{answer.section.url}#{first.anchor}")


def test_three_changed_blocks_are_three_suggestions_that_belong_together(
    as_: Browsers, world: World, answer: Answer
) -> None:
    browser = as_(world.larserik)
    send_three(browser, answer)
    page = browser.get(answer.section.url)
    assert "Birgitta läser dina 3 förslag, ett i taget." in page.said()
    assert "Ta tillbaka alla som hör ihop" in page
    made = suggestions()
    assert [one.op for one in made] == ["replace", "replace", "remove"]
    assert {one.why for one in made} == {"Det blir tydligare."}
    queue = as_(world.birgitta).get(review_of(answer))
    assert "Ett av 3 förslag som hör ihop: stycke 1:2, stycke 1:4" in queue
    shown = browser.get(f"/forslag/{made[0].id}")
    assert "Ta tillbaka alla 3" in shown
    decline([made[1]], "Nej tack.", by=world.actor("birgitta"))
    accept(made[2], by=world.actor("birgitta"))
    db.session.commit()
    shown = browser.get(f"/forslag/{made[0].id}")
    assert "stycke 1:2 (nekat), stycke 1:4 (med i texten)" in shown
    assert "Ta tillbaka alla" not in shown, "one is left"
    browser.send(f"/forslag/{made[0].id}", f"/forslag/{made[0].id}/aterkallande")
    again = browser.get(f"/forslag/{made[1].id}")
    assert "Birgitta Lind nekade det" in again
    assert "”Nej tack.”" in again
    assert "stycke 1:1 (tillbakataget)" in again


def test_a_packet_is_taken_back_whole_and_that_too(
    as_: Browsers, world: World, answer: Answer
) -> None:
    browser = as_(world.larserik)
    send_three(browser, answer)
    packet = suggestions()[0].packet_id
    as_(world.nora).post(f"/paket/{packet}/aterkallande", status=403)
    browser.send(answer.section.url, f"/paket/{packet}/aterkallande")
    assert {one.state for one in suggestions()} == {"withdrawn"}
    page = browser.get(answer.section.url)
    assert "Förslagen är tillbakatagna." in page.said()
    undo = next(f.get("action") for f in page.all("form") if "/handelser/" in f.get("action"))
    browser.post(undo)
    assert {one.state for one in suggestions()} == {"open"}


def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    as_: Browsers, world: World, answer: Answer
) -> None:
    browser, url = as_(world.larserik), packet_at(answer)
    fields = boxes_of(browser, url)
    page = browser.post(url, fields | {"why": "Bara därför."}, status=422)
    assert "Du har inte ändrat något än. Ändra i minst ett stycke." in page
    assert page.form(url)["why"] == "Bara därför."
    first, second = (f"text_{block.id}" for block in answer.blocks[:2])
    page = browser.post(url, fields | {first: "", second: "x " * 10_001}, status=422)
    assert "Rutan är tom. Skriv en text, eller kryssa i Ta bort." in page
    assert "för lång för ett stycke" in page
    assert len(page.form(url)[second]) > 20_000
    page = browser.post(url, fields | {first: "En helt annan mening om tio saker."}, status=422)
    assert "Välj Språk om innehållet är detsamma." in page
    assert page.form(url)["kind"] == "substance"
    browser.post(url, fields | {first: FIRST.replace("dela", "klyva")})
    assert [one.kind for one in suggestions()] == ["language"]
    page = browser.post(url, {"base": "", "stycke": ["x", "99999"]}, status=422)
    assert "Ändra i minst ett stycke" in page


def test_the_help_with_writing_stands_once(as_: Browsers, world: World, answer: Answer) -> None:
    page = as_(world.larserik).get(packet_at(answer))
    assert page.text.count("Så skriver du länkar") == 1
    assert "ord" not in {e.get("name") for e in page.all("input")}, "of which box would it be?"


def test_in_a_long_text_one_chooses_first(as_: Browsers, world: World, answer: Answer) -> None:
    more = "\n\n".join(f"Stycke nummer {number} handlar om möten." for number in range(5, 9))
    blocks = write_blocks(world, answer.section, more)
    db.session.commit()
    browser, url = as_(world.larserik), packet_at(answer)
    page = browser.get(f"{url}?valt={blocks[1].id}")
    assert "Välj stycken att ändra" in page
    ticked = [e.get("value") for e in page.all("input") if e.get("checked") is not None]
    assert ticked == [str(blocks[1].id)]
    assert "Välj minst ett stycke." in browser.get(f"{url}?vidare=1")
    chosen = f"{url}?vidare=1&stycke={blocks[1].id}&stycke={blocks[6].id}"
    fields = boxes_of(browser, chosen)
    assert fields["stycke"] == [str(blocks[1].id), str(blocks[6].id)]
    typed = fields | {f"text_{blocks[6].id}": "Ett utkast."}
    back = browser.post(f"{url}/utkast", typed | {"valj": "1"})
    assert back.response.location.endswith(f"{url}?valj=1")
    page = browser.get(f"{url}?valj=1")
    ticked = {e.get("value") for e in page.all("input") if e.get("checked") is not None}
    assert ticked == set(fields["stycke"]), "what one has begun on is chosen already"
    write(
        answer.section.text,
        [one.as_block for one in blocks if one is not blocks[1]],
        base=answer.section.text.head,
        by=world.actor("birgitta"),
    )
    db.session.commit()
    page = browser.get(f"{url}?stycke={blocks[5].id}")
    assert "Ditt utkast från" in page
    assert page.form(url)[f"text_{blocks[6].id}"] == "Ett utkast."
    assert "Stycket har tagits bort sedan du började." in page
    gone = browser.get(f"{url}?original=1&stycke={blocks[1].id}&stycke={blocks[5].id}")
    assert f"text_{blocks[1].id}" not in gone.form(url)


def test_a_block_that_changed_meanwhile_is_shown_and_judged_on_what_was_seen(
    as_: Browsers, world: World, answer: Answer
) -> None:
    browser, url, block = as_(world.larserik), packet_at(answer), answer.blocks[2]
    fields = boxes_of(browser, url)
    head = answer.section.text.head
    wanted = [
        one.as_block._replace(text=SHALL) if one is block else one.as_block for one in answer.blocks
    ]
    write(answer.section.text, wanted, base=head, by=world.actor("birgitta"))
    db.session.commit()
    page = browser.post(url, fields, status=422)
    assert "Stycket har ändrats sedan du började. Så här lyder det nu:" in page
    typed = {f"text_{block.id}": THIRD.replace("kostnaderna", "priserna")}
    browser.post(url, fields | typed)
    (made,) = suggestions()
    assert (made.state, made.base_text) == ("open", THIRD)


@pytest.mark.parametrize("htmx", [False, True])
def test_the_changes_are_shown_before_they_are_sent(
    as_: Browsers, world: World, answer: Answer, htmx: bool
) -> None:
    browser, url = as_(world.larserik, htmx=htmx), packet_at(answer)
    fields = boxes_of(browser, url)
    first, last = answer.blocks[0], answer.blocks[3]
    typed = {f"text_{first.id}": FIRST.replace("dela", "klyva"), f"remove_{last.id}": "y"}
    page = browser.post(f"{url}/jamforelse", fields | typed, status=200)
    assert "Byt ”dela” mot ”klyva”." in page
    assert "Stycke 1:4" in page
    assert suggestions() == []


def test_a_draft_of_several_blocks_is_kept_and_let_go_when_sent(
    as_: Browsers, world: World, answer: Answer
) -> None:
    browser, url = as_(world.larserik), packet_at(answer)
    fields = boxes_of(browser, url) | {f"text_{answer.blocks[1].id}": "Halv"}
    assert "sparat" in as_(world.larserik, htmx=True).post(
        f"{url}/utkast", elsewhere(fields), status=200
    )
    assert browser.get(url).form(url)[f"text_{answer.blocks[1].id}"] == "Halv"
    fields = boxes_of(browser, url)
    browser.post(url, fields | {f"text_{answer.blocks[1].id}": "Halva landet.", "why": "Ja."})
    assert browser.get(url).form(url)[f"text_{answer.blocks[1].id}"] == SECOND


def test_a_packet_that_was_never_sent_waits_for_its_author(world: World, answer: Answer) -> None:
    place = f"packets.suggest:{answer.section.text_id}"
    keep_typed(world.larserik.id, "abc", place, {"why": "Halvfärdigt."})
    keep_typed(world.nils.id, "def", "packets.suggest:9999", {"why": "Finns inte."})
    db.session.execute(sa.update(KeptForm).values(saved_at=now() - timedelta(days=2)))
    (waiting,) = unsent_drafts(world.actor("larserik"))
    assert waiting.title == "Skriv klart dina förslag i avsnitt 1"
    assert waiting.url == packet_at(answer)
    assert unsent_drafts(world.actor("nils")) == []


# --- a move


def test_a_move_is_suggested_in_a_list_and_shown_in_words(
    as_: Browsers, world: World, answer: Answer
) -> None:
    block, url = answer.blocks[3], f"/stycken/{answer.blocks[3].id}/forslag"
    browser = as_(world.larserik)
    page = browser.get(f"{url}?slag=flytt")
    labels = [" ".join(e.itertext()).strip() for e in page.all("option")]
    assert labels[:2] == ["Välj en plats", "Först"]
    assert not any(label.startswith("Efter 1:3") for label in labels), "it stands there now"
    fields = page.form(url)
    page = browser.post(url, fields | {"why": "Sammanhanget."}, status=422)
    assert "Välj var stycket ska stå." in page
    fields = page.form(url) | {"after": str(answer.blocks[0].id)}
    page = browser.post(url, fields | {"why": ""}, status=422)
    assert "Skriv en mening om varför." in page
    assert "Välj Språk" not in page, "there is no such choice here"
    browser.post(url, fields | {"why": "Sammanhanget."})
    note = as_(world.birgitta).get(answer.section.url)
    assert "Lars-Erik Sund vill flytta stycket till efter 1:1" in note
    queue = as_(world.birgitta).get(review_of(answer))
    assert "Stycke 1:4 flyttas till efter 1:1." in queue
    assert "Ändra och godkänn" not in [e.text for e in queue.all("a")]
    (made,) = suggestions()
    as_(world.birgitta).get(f"/forslag/{made.id}/andring", status=409)
    declining = as_(world.birgitta).post(f"/forslag/{made.id}/avslag", {}, status=422)
    assert "Stycke 1:4 flyttas till efter 1:1." in declining
    birgitta = as_(world.birgitta)
    birgitta.send(review_of(answer), f"/forslag/{made.id}/antagande")
    page = birgitta.get(review_of(answer))
    assert "Godkänt. Stycke 1:4 är flyttat." in page.said()
    assert [b.id for b in db.session.get(Block, block.id).host_text.blocks][1] == block.id


def test_two_places_for_one_block_are_a_choice(as_: Browsers, world: World, answer: Answer) -> None:
    block = answer.blocks[3]
    for who, after in (("larserik", answer.blocks[0].id), ("nora", None), ("anna", None)):
        wish = Wish("move", why=f"Tycker {who}.", after_id=after)
        suggest(block, wish, base=None, by=world.actor(who))
    db.session.commit()
    queue = as_(world.birgitta).get(review_of(answer))
    assert "Stycke 1:4, flera platser att välja mellan" in queue
    assert "Stycket kan bara stå på ett ställe. Välj ett." in queue
    seen = as_(world.anna).get(review_of(answer))
    assert "Stycket kan bara stå på ett ställe. Den som avgör förslagen väljer." in seen
    assert "Stycke 1:4 flyttas först." in queue
    url = f"/forslag/{suggestions()[0].id}/antagande"
    birgitta = as_(world.birgitta)
    chosen = birgitta.get(review_of(answer)).form(url)
    birgitta.post(url, chosen | {"vald": str(suggestions()[1].id)})
    assert [one.state for one in suggestions()] == ["open", "accepted", "merged"]
    view = as_(world.nora).get(f"{answer.section.url}?vy=andringarna")
    assert "Stycke 1:4 flyttas till efter 1:1." in view


def test_a_move_to_a_place_that_is_gone_says_so(
    as_: Browsers, world: World, answer: Answer
) -> None:
    wish = Wish("move", why="Så.", after_id=answer.blocks[0].id)
    made, _deed = suggest(answer.blocks[3], wish, base=None, by=world.actor("larserik"))
    rest = [one.as_block for one in answer.blocks[1:]]
    write(answer.section.text, rest, base=answer.section.text.head, by=world.actor("birgitta"))
    db.session.commit()
    queue = as_(world.birgitta).get(review_of(answer))
    assert "Platsen finns inte kvar i texten." in queue
    assert "Texten har ändrats sedan förslaget." in as_(world.nora).get(f"/forslag/{made.id}")


# --- the same as somebody else


def same_at(block: Block) -> str:
    return f"/stycken/{block.id}/forslag"


def test_the_same_change_is_told_of_and_joined(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    browser, url = as_(world.anna), same_at(block)
    fields = browser.get_plain(url).form(url) | {"text": SHALL, "why": "Vi vill samma sak."}
    page = browser.post(url, fields, status=422)
    assert "Det här är redan föreslaget. Välj hur du vill göra." in page
    assert "Lars-Erik Sund, Spelmansringen, föreslår redan precis det här." in page
    assert page.form(url)["text"] == SHALL
    assert "Skicka ändå" in page
    form = next(e for e in page.all("form") if e.get("id") == "suggestion-form")
    buttons = [e for e in form.iter() if str(e.tag).endswith("}button")]
    assert buttons[0].get("formaction") is None, "Enter sends, and stands behind nobody"
    again = page.form(url)
    browser.post(f"/forslag/{made.id}/anslutning", again)
    page = browser.get(answer.section.url)
    assert "Ni står bakom förslaget från Lars-Erik Sund." in page.said()
    assert len(suggestions()) == 1
    queue = as_(world.birgitta).get(review_of(answer))
    assert "Körbygden håller med Lars-Erik." in queue
    assert "Körbygden: ”Vi vill samma sak.”" in queue
    assert browser.get(url).form(url)["text"] == THIRD, "the draft has done its work"
    late = as_(world.anna, htmx=True).post(f"{url}/utkast", elsewhere(again), status=200)
    assert "sparat" not in late, "a late autosave brings nothing back"


def test_the_same_change_can_be_sent_anyway(as_: Browsers, world: World, block: Block) -> None:
    make_suggestion(world, block, SHALL)
    browser, url = as_(world.anna), same_at(block)
    fields = browser.get_plain(url).form(url) | {"text": SHALL, "why": "Ja.", "anyway": "1"}
    browser.post(url, fields)
    assert len(suggestions()) == 2


def test_whose_the_same_change_is_is_told(as_: Browsers, world: World, block: Block) -> None:
    make_suggestion(world, block, SHALL, who="anna")
    for person, said in (
        (world.anna, "Du har redan föreslagit precis det här."),
        (world.birgitta, "Anna Ek i din organisation föreslår redan precis det här."),
    ):
        browser, url = as_(person), same_at(block)
        fields = browser.get_plain(url).form(url) | {"text": SHALL, "why": "Ja."}
        page = browser.post(url, fields, status=422)
        assert said in page
        assert "Ställ er bakom" not in page


def test_the_same_change_shows_while_one_types_and_so_does_the_kind(
    as_: Browsers, world: World, block: Block
) -> None:
    make_suggestion(world, block, SHALL)
    browser, url = as_(world.anna, htmx=True), same_at(block)
    fields = browser.get_plain(url).form(url)
    assert "kind" not in fields
    comparison = f"{url}/jamforelse"
    page = browser.post(comparison, fields | {"text": SHALL}, status=200)
    assert "föreslår redan precis det här" in page
    assert "Skicka ändå" not in page
    assert 'value="substance" checked' in page.text
    small = THIRD.replace("räknas", "skrivas")
    page = browser.post(comparison, fields | {"text": small}, status=200)
    assert 'value="language" checked' in page.text
    guessed = {"kind": "language", "guessed": "language"}
    page = browser.post(comparison, fields | guessed | {"text": SHALL}, status=200)
    assert 'value="substance" checked' in page.text, "the guess follows what is typed"
    chosen = {"kind": "language", "guessed": "substance"}
    page = browser.post(comparison, fields | chosen | {"text": SHALL}, status=200)
    assert 'value="language" checked' in page.text, "what a person chose stays"
    plain = as_(world.anna).post(comparison, elsewhere(fields) | {"text": SHALL}, status=200)
    assert "föreslår redan precis det här" in plain


def test_joining_what_is_decided_meanwhile_keeps_the_text(
    as_: Browsers, world: World, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    browser, url = as_(world.anna), same_at(block)
    fields = browser.get_plain(url).form(url) | {"text": SHALL, "why": "Ja."}
    long = browser.post(f"/forslag/{made.id}/anslutning", fields | {"why": "x" * 2001}, status=422)
    assert "Texten är 2001 tecken." in long
    decline([made], "Nej.", by=world.actor("birgitta"))
    db.session.commit()
    page = browser.post(f"/forslag/{made.id}/anslutning", fields, status=422)
    assert "Förslaget är redan avgjort." in page
    assert page.form(url)["text"] == SHALL


def test_joining_from_a_form_without_a_number_is_fine(
    as_: Browsers, world: World, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    as_(world.anna).post(f"/forslag/{made.id}/anslutning", {"why": "Ja."})
    assert [one.word for one in db.session.get(Suggestion, made.id).agreeing] == ["Ja."]


def test_what_no_longer_fits_the_text_is_not_the_same(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    browser, url = as_(world.anna), same_at(block)
    fields = browser.get_plain(url).form(url) | {"text": SHALL, "why": "Ja."}
    wanted = [
        one.as_block._replace(text=THIRD.replace("större", "tydligt")) if one is block
        else one.as_block
        for one in answer.blocks
    ]  # fmt: skip
    write(answer.section.text, wanted, base=answer.section.text.head, by=world.actor("birgitta"))
    db.session.commit()
    make_suggestion(world, block, SHALL)
    browser.post(url, fields)
    assert [one.state for one in suggestions()] == ["open", "review_needed"]


@pytest.mark.parametrize("op", ["insert_after", "words", "remove", "move"])
def test_every_way_of_suggesting_knows_the_same(
    as_: Browsers, world: World, answer: Answer, op: str
) -> None:
    block = answer.blocks[3]
    wish = Wish(op, "Ett helt nytt stycke.", why="Så.")
    suggest(block, wish, base=None, by=world.actor("larserik"))
    db.session.commit()
    kinds = {"insert_after": "nytt", "words": "ord", "remove": "bort", "move": "flytt"}
    browser, url = as_(world.nora), same_at(block)
    page = browser.get(f"{url}?slag={kinds[op]}")
    fields = page.form(url) | {"text": "Ett helt nytt stycke.", "after": "0", "why": "Ja."}
    page = browser.post(url, fields, status=422)
    assert "föreslår redan precis det här" in page
    other = fields | {"text": "Ett annat.", "after": str(answer.blocks[0].id)}
    if op != "remove":
        browser.post(url, other)
        assert len(suggestions()) == 2


def test_everything_that_is_suggested_already_is_listed_beside_the_form(
    as_: Browsers, world: World, block: Block
) -> None:
    for number in range(5):
        suggest(block, Wish("words", f"Ord {number}."), base=None, by=world.actor("larserik"))
    db.session.commit()
    page = as_(world.anna).get(same_at(block))
    assert "Redan föreslaget här" in page
    assert "Visa 2 förslag till" in page


# --- not agreeing


def test_an_organisation_says_no_with_a_word(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    url, browser = f"/forslag/{made.id}/invandning", as_(world.anna)
    assert "högst 300 tecken" in browser.get(url)
    empty = browser.send(url, url, status=422, word="  ")
    assert "Skriv med några ord varför ni inte håller med." in empty
    long = browser.send(url, url, status=422, word="x" * (LONGEST_WORD + 1))
    assert len(long.form(url)["word"]) == LONGEST_WORD + 1
    browser.send(url, url, word="Det binder staten för länge.")
    page = browser.get(f"/forslag/{made.id}")
    assert "Den som avgör ser att ni inte håller med." in page.said()
    assert "Ändra er invändning" in page
    assert browser.get(url).form(url)["word"] == "Det binder staten för länge."
    queue = as_(world.birgitta).get(review_of(answer))
    assert "Körbygden håller inte med: ”Det binder staten för länge.”" in queue
    as_(world.larserik).get(url, status=403)


def test_saying_no_happens_on_the_card(as_: Browsers, world: World, block: Block) -> None:
    made = make_suggestion(world, block, SHALL)
    browser = as_(world.anna, htmx=True)
    form = browser.get(f"/forslag/{made.id}/invandning").form(f"/forslag/{made.id}/invandning")
    piece = browser.post(f"/forslag/{made.id}/invandning", form | {"word": "Nej."})
    assert "Körbygden håller inte med: ”Nej.”" in piece
    assert "Sparat." in piece.said()


def test_on_a_card_with_a_choice_it_is_counted(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    make_suggestion(world, block, THIRD.replace("större", "tydligt"), who="nora")
    oppose(made, "Nej.", by=world.actor("anna"))
    db.session.commit()
    assert "1 håller inte med." in as_(world.birgitta).get(review_of(answer))


def test_who_cannot_choose_is_asked_to_choose_nothing(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    make_suggestion(world, block, SHALL)
    make_suggestion(world, block, THIRD.replace("större", "tydligt"), who="nora")
    page = as_(world.anna).get(review_of(answer))
    assert "De går inte att godkänna båda. Den som avgör förslagen väljer." in page
    assert not [field for field in page.all("input") if field.get("type") == "radio"]
    assert "Om Lars-Erik Sunds förslag:" in page
    assert "Om Nora Norrs förslag:" in page
    make_suggestion(world, block, THIRD.replace("större", "litet"), who="anna")
    page = as_(world.larserik).get(review_of(answer))
    assert "De går inte att godkänna alla. Den som avgör förslagen väljer." in page
    queue = as_(world.birgitta).get(review_of(answer))
    assert "De går inte att godkänna alla. Välj ett, eller skriv ihop dem." in queue
    assert "Om Nora" not in queue


def test_names_stand_in_a_row(as_: Browsers, world: World, answer: Answer, block: Block) -> None:
    made = make_suggestion(world, block, SHALL)
    browser = as_(world.anna)
    browser.send(f"/forslag/{made.id}", f"/forslag/{made.id}/stod")
    as_(world.nora).send(f"/forslag/{made.id}", f"/forslag/{made.id}/stod")
    told = f"Körbygden och {world.norrvik.called} håller med Lars-Erik."
    assert told in browser.get(f"/forslag/{made.id}")
    browser.send(f"/forslag/{made.id}", f"/forslag/{made.id}/stod")
    assert "Ni har tagit tillbaka ert stöd." in browser.get(f"/forslag/{made.id}").said()
    make_suggestion(world, block, SHALL, who="anna")
    assert "Lars-Erik Sund och Anna Ek föreslår" in as_(world.nora).get(answer.section.url)


# --- out of a comment


def say(world: World, block: Block, body: str) -> Comment:
    said = comment(block.host_text, body, by=world.actor("larserik"), block=block)
    db.session.commit()
    return said


def test_a_comment_becomes_a_suggestion_and_says_so(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    said = say(world, block, "Skriv ska i stället för bör.")
    browser, url = as_(world.anna), same_at(block)
    link = f"{url}?kommentar={said.id}"
    assert link in [e.get("href") for e in browser.get(answer.section.url).all("a")]
    agreed = as_(world.anna, htmx=True).post(f"/kommentarer/{said.id}/medhall", status=200)
    assert "Gör till förslag" in agreed
    page = browser.get(link)
    assert "Du gör ett förslag av en kommentar från Lars-Erik Sund:" in page
    fields = page.form(url)
    assert fields["why"] == "Lars-Erik Sund skrev: ”Skriv ska i stället för bör.”"
    browser.post(url, fields | {"text": SHALL})
    (made,) = suggestions()
    assert made.from_comment_id == said.id
    page = browser.get(answer.section.url)
    assert "Blev ett förslag" in page
    shown = browser.get(f"/forslag/{made.id}")
    assert "Förslaget kommer ur en kommentar från Lars-Erik Sund." in shown
    browser.post(f"/forslag/{made.id}/aterkallande")
    assert "Gör till förslag" in browser.get(answer.section.url)


def test_a_comment_becomes_a_description_and_long_ones_are_shortened(
    as_: Browsers, world: World, block: Block
) -> None:
    said = say(world, block, "Det här är långt. " * 60)
    browser, url = as_(world.anna), same_at(block)
    words = browser.get(f"{url}?slag=ord&kommentar={said.id}").form(url)
    assert words["text"] == said.body
    quote = browser.get(f"{url}?kommentar={said.id}").form(url)["why"]
    assert len(quote) < 700
    assert quote.endswith(" …”")


def test_what_was_begun_is_kept_when_a_comment_is_made_a_suggestion(
    as_: Browsers, world: World, block: Block
) -> None:
    said, other = say(world, block, "Hm."), say(world, block.host_text.blocks[0], "Annat.")
    place = f"suggesting.suggest:{block.id}"
    typed = {"op": "replace", "text": "Mitt utkast.", "why": "Mina skäl.", "opened": opened_now()}
    keep_typed(world.anna.id, "abc", place, typed)
    browser, url = as_(world.anna), same_at(block)
    fields = browser.get(f"{url}?kommentar={said.id}").form(url)
    assert (fields["text"], fields["why"]) == ("Mitt utkast.", "Mina skäl.")
    assert fields["comment"] == str(said.id)
    assert browser.get(f"{url}?kommentar={other.id}").form(url)["comment"] == ""
    db.session.delete(db.session.scalars(sa.select(KeptForm)).one())
    db.session.commit()


# --- a wholly new text, and what is shown beside writing directly


def test_what_one_writes_directly_is_compared_too(
    as_: Browsers, world: World, block: Block
) -> None:
    make_suggestion(world, block, SHALL)
    browser, url = as_(world.birgitta, htmx=True), f"/stycken/{block.id}/skriv"
    fields = browser.get_plain(url).form(url) | {"text": SHALL}
    page = browser.post(f"{url}/jamforelse", fields, status=200)
    assert "I ord: 2 ställen byts ut." in page
    assert "föreslår redan" not in page, "who decides sees the suggestions themselves"


def test_a_wholly_new_text_is_never_braided(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    browser, url = as_(world.larserik), same_at(block)
    fields = browser.get_plain(url).form(url) | {"text": SHALL, "why": "Ny.", "is_whole": "y"}
    page = browser.post(f"{url}/jamforelse", fields, status=200)
    assert "I ord: hela texten skrivs om." in page
    browser.post(url, fields)
    (made,) = suggestions()
    assert made.pieces == [["del", THIRD], ["ins", SHALL]]
    assert made.in_words["sentence"] == "I ord: hela texten skrivs om."
    assert FOURTH not in made.text


def test_a_suggestion_that_no_longer_fits_when_it_is_sent_is_looked_over_at_once(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url, nora = f"/stycken/{block.id}/forslag", as_(world.nora)
    form = nora.get(url).form(url) | {"text": THIRD.replace("större", "samlat"), "why": "Bättre."}
    writing = f"/stycken/{block.id}/skriv"
    as_(world.birgitta).send(writing, writing, text=THIRD.replace("större", "tydligt"))
    there = nora.post(url, form).response.location
    (made,) = suggestions()
    assert there == f"/forslag/{made.id}/oversyn"
    page = nora.get(there)
    assert "Texten ändrades medan du skrev. Ditt förslag är sparat." in page.said()
    assert "Tack!" not in page.said()


def test_a_suggestion_whose_words_came_in_meanwhile_waits_for_nobody(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url, nora = f"/stycken/{block.id}/forslag", as_(world.nora)
    wanted = THIRD.replace("större", "samlat")
    form = nora.get(url).form(url) | {"text": wanted, "why": "Bättre."}
    writing, birgitta = f"/stycken/{block.id}/skriv", as_(world.birgitta)
    birgitta.send(writing, writing, text=wanted)
    nora.post(url, form)
    (made,) = suggestions()
    assert made.state == "merged"
    page = nora.get(answer.section.url)
    assert "Det du föreslår finns redan i texten." in page.said()
    assert "Ångra" not in page.said(), "there is nothing to take back"
    queue = birgitta.get(review_of(answer))
    assert "Redan med" in queue
    assert f"/forslag/{made.id}/antagande" not in queue.text


def test_a_packet_says_which_of_it_no_longer_fits(
    as_: Browsers, world: World, answer: Answer
) -> None:
    nora, first, third = as_(world.nora), answer.blocks[0], answer.blocks[2]
    fields = boxes_of(nora, packet_at(answer)) | {
        f"text_{first.id}": f"{FIRST} Absolut.",
        f"text_{third.id}": f"{THIRD} Absolut.",
        "why": "Tydligare.",
    }
    writing = f"/stycken/{third.id}/skriv"
    as_(world.birgitta).send(writing, f"/stycken/{third.id}/borttagning")
    nora.post(packet_at(answer), fields)
    said = nora.get(answer.section.url).said()
    assert "läser dina 2 förslag" in said
    assert "så se över det du föreslog i 1:3." in said


def test_who_suggests_to_a_block_that_is_gone_is_told_so(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url, writing = f"/stycken/{block.id}/forslag", f"/stycken/{block.id}/skriv"
    nora, birgitta = as_(world.nora), as_(world.birgitta)
    away = nora.get(f"{url}?slag=bort").form(url) | {"why": "Det sägs två gånger."}
    assert "Stycket är borttaget." not in nora.get(url)
    birgitta.send(writing, f"/stycken/{block.id}/borttagning")
    assert "Stycket är borttaget. Det du föreslår sparas" in nora.get(url)
    assert "Stycket är borttaget. Sparar du din text" in birgitta.get(writing)
    page = nora.post(url, away, status=409)
    assert "Stycket är redan borttaget." in page
    assert suggestions() == []


def test_the_form_says_who_decides_before_and_after_sending(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url, nora = f"/stycken/{block.id}/forslag", as_(world.nora)
    assert "Birgitta läser ditt förslag innan något ändras." in nora.get(url)
    answer.section.state = "review"
    db.session.commit()
    assert "En moderator läser ditt förslag innan något ändras." in nora.get(url)
    nora.send(url, url, text=SHALL, why="Det är bråttom.")
    assert "En moderator läser ditt förslag." in nora.get(answer.section.url).said()


def test_no_draft_is_kept_of_the_text_as_it_stands(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url, packet = f"/stycken/{block.id}/forslag", f"/texter/{block.text_id}/forslag"
    nora = as_(world.nora)
    nora.send(url, url, status=422)
    nora.send(packet, packet, status=422)
    form = nora.get(url).form(url)
    nora.post(f"{url}/utkast", form | {"text": SHALL})
    assert "Fortsätt" in nora.get(answer.section.url)
    nora.post(f"{url}/utkast", form)
    left = sa.select(KeptForm).where(KeptForm.user_id == world.nora.id, KeptForm.done_at.is_(None))
    assert db.session.scalars(left).all() == []
    assert "Fortsätt" not in nora.get(answer.section.url)
    nora.send(url, url, text=THIRD, why="Därför.", status=422)
    assert "Fortsätt" in nora.get(answer.section.url), "a why is one's own"


def test_a_form_that_held_nothing_is_sent_once_something_is_written(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url, nora = f"/stycken/{block.id}/forslag", as_(world.nora)
    form = nora.get(url).form(url)
    nora.post(url, form, status=422)
    nora.post(url, form, status=422)
    packet = f"/texter/{block.text_id}/forslag"
    fields = nora.get(packet).form(packet)
    nora.post(packet, fields, status=422)
    nora.post(packet, fields, status=422)
    nora.post(url, form | {"text": SHALL, "why": "Det är bråttom."})
    assert [one.text for one in suggestions()] == [SHALL]
