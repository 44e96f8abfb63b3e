"""Journeys on the section page: write, suggest, decide, comment; with htmx and without."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.extensions import db
from ideell.foundation import kinds
from ideell.foundation.clock import now
from ideell.foundation.keep import KeptForm
from ideell.foundation.waiting import waiting_for
from ideell.writing.comments import Comment, Conversation
from ideell.writing.models import Block, Revision
from ideell.writing.saving import revision_of, write
from ideell.writing.suggestions import Suggestion
from ideell.writing.version_lines import versions_on
from tests.browsing import Browsers, Page
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
CLEAR = THIRD.replace("större", "tydligt")
COSTS = THIRD.replace("kostnaderna.", "kostnaderna för värme och el.")


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


@pytest.fixture
def block(answer: Answer) -> Block:
    return answer.blocks[2]


def suggestions() -> list[Suggestion]:
    return list(db.session.scalars(sa.select(Suggestion).order_by(Suggestion.id)))


def text_now(block: Block) -> str:
    return db.session.get(Block, block.id).text


# --- seeing


def test_everybody_in_scope_sees_the_section_and_what_they_may_do(
    as_: Browsers, world: World, answer: Answer
) -> None:
    page = as_(world.birgitta).get(answer.section.url)
    assert "Du håller i pennan" in page
    assert "Skriv direkt" in page
    page = as_(world.nora).get(answer.section.url)
    assert "Birgitta Lind håller i pennan" in page
    assert "Föreslå ändring" in page
    assert "Skriv direkt" not in page


def test_who_is_outside_meets_nothing(as_: Browsers, world: World, answer: Answer) -> None:
    block = answer.blocks[0]
    for path in (
        answer.section.url, f"/svar/{answer.response.id}/hela", f"/stycken/{block.id}/forslag",
        f"/stycken/{block.id}/kommentarer", f"/svar/{answer.response.id}/forslag",
        f"{answer.section.url}/versioner", f"/stycken/{block.id}/skriv",
    ):  # fmt: skip
        as_(world.ulla).get(path, status=404)
        as_(None).get(path, status=303)


def test_three_views_of_the_same_text(as_: Browsers, world: World, answer: Answer) -> None:
    make_suggestion(world, answer.blocks[2], SHALL)
    make_suggestion(world, answer.blocks[2], CLEAR, who="nora")
    make_suggestion(world, answer.blocks[1], SECOND.replace("I en mängd", "I många"))
    browser = as_(world.mona)
    url = answer.section.url
    now_page = browser.get(url)
    assert len([e for e in now_page.all("span") if e.get("class") == "touched"]) >= 2
    woven_page = browser.get(f"{url}?vy=forslagen")
    assert "2 förslag krockar här" in woven_page
    assert woven_page.all("ins")
    only = browser.get(f"{url}?vy=andringarna")
    assert FIRST not in only
    assert "samlat" in only
    assert browser.get(f"{url}?vy=hittepå").all("section")


def test_a_view_of_nothing_suggested_says_so(as_: Browsers, world: World, answer: Answer) -> None:
    page = as_(world.mona).get(f"{answer.section.url}?vy=andringarna")
    assert "Inga ändringar är föreslagna" in page


def test_a_number_said_on_the_telephone_leads_to_its_block(
    as_: Browsers, world: World, answer: Answer
) -> None:
    browser = as_(world.nora)
    root = f"/svar/{answer.response.id}"
    page = browser.get(f"{root}/1:3", status=303)
    assert page.response.location.endswith(f"{answer.section.url}#block-{answer.blocks[2].id}")
    page = browser.get(f"{root}/1", status=303)
    assert page.response.location.endswith(answer.section.url)
    for nobody in ("9", "1:9", "hej", "1:3:3"):
        browser.get(f"{root}/{nobody}", status=404)
    assert browser.get(root, status=303).response.location.endswith("#our-answer")


# --- writing


def test_the_pen_holder_writes_and_it_is_saved(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url = f"/stycken/{block.id}/skriv"
    page = as_(world.birgitta).send(url, url, text=SHALL, note="Skärpt.")
    assert page.response.location.endswith(f"#block-{block.id}")
    assert text_now(block) == SHALL
    newest = db.session.scalar(sa.select(Revision).order_by(Revision.number.desc()))
    assert (newest.number, newest.note, newest.author_id) == (2, "Skärpt.", world.birgitta.id)


def test_what_another_wrote_meanwhile_is_brought_together_and_told(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url = f"/stycken/{block.id}/skriv"
    slow = as_(world.birgitta)
    seen = slow.get(url).form(url)
    as_(world.mona).send(url, url, text=COSTS)
    slow.post(url, seen | {"text": SHALL})
    assert text_now(block) == SHALL.replace("kostnaderna.", "kostnaderna för värme och el.")
    page = slow.get(answer.section.url)
    assert "Mona ändrade samma stycke. Vi har fört ihop er text. Visa" in page.said()
    link = next(e.get("href") for e in page.all("a") if "jamforelse" in (e.get("href") or ""))
    assert "värme" in slow.get(link)


def test_touching_the_same_words_asks_with_both_texts(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url = f"/stycken/{block.id}/skriv"
    slow = as_(world.birgitta)
    seen = slow.get(url).form(url)
    as_(world.mona).send(url, url, text=CLEAR)
    page = slow.post(url, seen | {"text": SHALL}, status=409)
    assert "Mona hann spara före dig" in page
    assert "Din text finns kvar" in page
    assert "tydligt" in page
    assert "samlat" in page
    assert text_now(block) == CLEAR
    kept = slow.get(url)
    assert "samlat" in kept.form(url)["text"], "the text typed waits as a draft"
    assert "Ditt utkast" in kept


def collide(as_: Browsers, world: World, block: Block) -> tuple[object, dict[str, str]]:
    """Let Mona save before Birgitta; returns Birgitta's browser and the form of the 409 page."""
    url = f"/stycken/{block.id}/skriv"
    slow = as_(world.birgitta)
    seen = slow.get(url).form(url)
    as_(world.mona).send(url, url, text=CLEAR)
    page = slow.post(url, seen | {"text": SHALL}, status=409)
    return slow, page.form(f"/stycken/{block.id}/sammanskrivning")


def history_of(block: Block) -> str:
    """What the newest version of the block's text is said to be."""
    return versions_on(block.host_text, 1).lines[0].said


def test_both_texts_can_be_saved_as_one(as_: Browsers, world: World, block: Block) -> None:
    browser, form = collide(as_, world, block)
    assert form["choice"] == "both"
    browser.post(f"/stycken/{block.id}/sammanskrivning", form)
    assert text_now(block) == form["both"]
    assert history_of(block) == "Birgitta skrev ihop två texter i 1:3"
    assert suggestions() == []
    assert db.session.scalar(sa.select(sa.func.count()).where(KeptForm.done_at.is_(None))) == 0


def test_my_text_makes_theirs_a_suggestion(as_: Browsers, world: World, block: Block) -> None:
    browser, form = collide(as_, world, block)
    browser.post(f"/stycken/{block.id}/sammanskrivning", form | {"choice": "mine"})
    assert text_now(block) == SHALL
    assert history_of(block) == "Birgitta valde sin egen text i 1:3"
    (kept,) = suggestions()
    assert (kept.author_id, kept.text, kept.state) == (world.mona.id, CLEAR, "open")


def test_their_text_makes_mine_a_suggestion(as_: Browsers, world: World, block: Block) -> None:
    browser, form = collide(as_, world, block)
    browser.post(f"/stycken/{block.id}/sammanskrivning", form | {"choice": "theirs"})
    assert text_now(block) == CLEAR
    (kept,) = suggestions()
    assert (kept.author_id, kept.text) == (world.birgitta.id, SHALL)


def test_a_third_save_meanwhile_asks_again_with_my_text_kept(
    as_: Browsers, world: World, block: Block
) -> None:
    browser, form = collide(as_, world, block)
    url = f"/stycken/{block.id}/skriv"
    as_(world.kerstin).send(url, url, text=THIRD.replace("större", "helt nytt"))
    page = browser.post(f"/stycken/{block.id}/sammanskrivning", form, status=409)
    assert "Kerstin hann spara före dig" in page
    again = page.form(f"/stycken/{block.id}/sammanskrivning")
    assert again["mine"] == form["both"]
    page = browser.post(f"/stycken/{block.id}/sammanskrivning", again | {"choice": "mine"})
    assert text_now(block) == form["both"]
    assert suggestions()[0].author_id == world.kerstin.id


def test_who_is_refused_while_choosing_does_not_write_over_who_saved_meanwhile(
    as_: Browsers, world: World, block: Block
) -> None:
    browser, form = collide(as_, world, block)
    url, settle = f"/stycken/{block.id}/skriv", f"/stycken/{block.id}/sammanskrivning"
    as_(world.kerstin).send(url, url, text=f"{CLEAR} Kerstins nya mening.")
    page = browser.post(settle, form | {"both": "ord " * 15_000}, status=422)
    again = page.form(settle)
    assert again["head"] == form["head"]
    browser.post(settle, again | {"both": "Helt andra ord om saken."}, status=409)
    assert "Kerstins nya mening." in text_now(block)


def test_who_is_overtaken_while_choosing_their_own_text_takes_nobodys_words_out(
    as_: Browsers, world: World, block: Block
) -> None:
    browser, form = collide(as_, world, block)
    url = f"/stycken/{block.id}/skriv"
    as_(world.kerstin).send(url, url, text=CLEAR.replace("tydligt", "tydligt och helt nytt"))
    at = f"/stycken/{block.id}/sammanskrivning"
    page = browser.post(at, form | {"choice": "mine"}, status=409)
    again = page.form(at)
    assert (again["mine"], again["base"]) == (SHALL, form["base"])
    assert all(word in again["both"] for word in ("tydligt", "nytt", "samlat"))
    left = browser.get(url).form(url)
    assert left["text"] == SHALL, "who goes away instead of choosing finds it in the form"
    page = browser.post(url, left, status=409)
    assert "Kerstin hann spara före dig" in page
    assert "tydligt och helt nytt" in text_now(block)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"choice": "x"}, "Välj något av det"),
        ({"head": "²"}, "Välj en av texterna"),
        ({"both": "  "}, "Rutan är tom"),
    ],
)
def test_what_cannot_be_settled_is_asked_again_with_every_text(
    as_: Browsers, world: World, block: Block, wrong: dict[str, str], said: str
) -> None:
    browser, form = collide(as_, world, block)
    url = f"/stycken/{block.id}/sammanskrivning"
    typed = {"both": "Båda, som jag rättade dem.", "mine": "Min, som jag rättade den."} | wrong
    page = browser.post(url, form | {"note": "Därför."} | typed, status=422)
    assert said in page
    again = page.form(url)
    assert (again["both"], again["mine"]) == (typed["both"].strip(), typed["mine"])
    assert again["note"] == "Därför."
    browser.post(url, again | {"both": "Båda, till slut."})
    assert text_now(block) == "Båda, till slut."


def test_what_one_wrote_about_the_change_goes_along_when_two_collide(
    as_: Browsers, world: World, block: Block
) -> None:
    url, slow = f"/stycken/{block.id}/skriv", as_(world.birgitta)
    seen = slow.get(url).form(url)
    as_(world.mona).send(url, url, text=CLEAR)
    page = slow.post(url, seen | {"text": SHALL, "note": "Tydligare så."}, status=409)
    form = page.form(f"/stycken/{block.id}/sammanskrivning")
    slow.post(f"/stycken/{block.id}/sammanskrivning", form)
    head = db.session.get(Revision, block.host_text.head_id)
    assert head.note == "Tydligare så."


@pytest.mark.parametrize("base", ["", "x", "999999"])
@pytest.mark.parametrize("htmx", [False, True])
def test_a_text_written_on_nobody_knows_what_is_asked_about_again(
    as_: Browsers, world: World, block: Block, base: str, htmx: bool
) -> None:
    url = f"/stycken/{block.id}/skriv"
    as_(world.mona).send(url, url, text=CLEAR)
    typed = {"text": SHALL, "note": "Därför.", "base": base}
    browser = as_(world.birgitta, htmx=htmx)
    page = browser.post(url, browser.get_plain(url).form(url) | typed, status=422)
    assert "Jämför med hur det står nu" in page
    again = page.form(url)
    assert (again["text"], again["note"]) == (SHALL, "Därför.")
    assert text_now(block) == CLEAR, "nobody's words were overwritten"
    browser.post(url, again)
    assert text_now(block) == SHALL
    assert "Ditt utkast" not in as_(world.birgitta).get(url), "what was refused was sent at last"


def test_a_base_older_than_the_block_is_asked_about_again(
    as_: Browsers, world: World, answer: Answer
) -> None:
    first = answer.section.text.head_id
    new = write_blocks(world, answer.section, "Ett stycke som kom sedan.")[-1]
    db.session.commit()
    url, browser = f"/stycken/{new.id}/skriv", as_(world.birgitta)
    typed = browser.get(url).form(url) | {"text": "Ännu ett ord.", "base": str(first)}
    again = browser.post(url, typed, status=422).form(url)
    assert again["text"] == "Ännu ett ord."
    browser.post(url, again)
    assert text_now(new) == "Ännu ett ord."


def test_a_text_for_a_block_that_is_gone_ends_at_the_page_with_both(
    as_: Browsers, world: World, block: Block
) -> None:
    url, browser = f"/stycken/{block.id}/skriv", as_(world.birgitta)
    as_(world.mona).send(url, f"/stycken/{block.id}/borttagning")
    typed = browser.get(url).form(url) | {"text": SHALL}
    again = browser.post(url, typed, status=422).form(url)
    assert again["text"] == SHALL
    page = browser.post(url, again, status=409)
    assert page.form(f"/stycken/{block.id}/sammanskrivning")["mine"] == SHALL


def test_a_change_of_a_suggestion_written_on_nobody_knows_what_is_asked_about_again(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    made = make_suggestion(world, block, THIRD.replace("större", "tydligare"))
    as_(world.mona).send(f"/stycken/{block.id}/skriv", f"/stycken/{block.id}/skriv", text=CLEAR)
    url, browser = f"/forslag/{made.id}/andring", as_(world.birgitta)
    page = browser.send(url, url, text=SHALL, base="", status=422)
    assert page.form(url)["text"] == SHALL
    assert text_now(block) == CLEAR, "nobody's words were overwritten"


def test_a_change_of_a_suggestion_to_a_block_that_is_gone_is_refused_with_the_text_kept(
    as_: Browsers, world: World, block: Block
) -> None:
    made = make_suggestion(world, block, CLEAR)
    url, browser = f"/forslag/{made.id}/andring", as_(world.birgitta)
    form = browser.get(url).form(url)
    as_(world.mona).send(f"/stycken/{block.id}/skriv", f"/stycken/{block.id}/borttagning")
    page = browser.post(url, form | {"text": SHALL, "base": ""}, status=409)
    assert "Stycket är borttaget. Det du skrev finns kvar här." in page
    assert SHALL in page
    assert db.session.get(Block, block.id).removed_at is not None
    assert suggestions()[0].state == "review_needed"


def test_writing_in_a_block_that_was_removed_meanwhile_asks(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url = f"/stycken/{block.id}/skriv"
    slow = as_(world.birgitta)
    seen = slow.get(url).form(url)
    as_(world.mona).send(url, f"/stycken/{block.id}/borttagning")
    page = slow.post(url, seen | {"text": SHALL}, status=409)
    assert "Mona tog bort stycket" in page
    form = page.form(f"/stycken/{block.id}/sammanskrivning")
    slow.post(f"/stycken/{block.id}/sammanskrivning", form | {"choice": "mine"})
    found = db.session.get(Block, block.id)
    assert (found.text, found.removed_at, found.number) == (SHALL, None, "3")


@pytest.mark.parametrize("choice", ["both", "mine", "theirs"])
def test_who_removed_a_block_that_comes_back_has_suggested_that_it_goes(
    as_: Browsers, world: World, answer: Answer, block: Block, choice: str
) -> None:
    url, slow = f"/stycken/{block.id}/skriv", as_(world.birgitta)
    seen = slow.get(url).form(url)
    as_(world.mona).send(url, f"/stycken/{block.id}/borttagning")
    page = slow.post(url, seen | {"text": SHALL}, status=409)
    assert "Låt stycket vara borta" in page
    assert "Vi har fört ihop dem" not in page, "a text and no text cannot be brought together"
    settling = f"/stycken/{block.id}/sammanskrivning"
    slow.post(settling, page.form(settling) | {"choice": choice})
    (kept,) = suggestions()
    if choice == "theirs":
        assert (kept.op, kept.author, kept.text) == ("replace", world.birgitta, SHALL)
        return
    assert (kept.op, kept.author, kept.state) == ("remove", world.mona, "open")
    assert (text_now(block), block.removed_at) == (SHALL, None)
    assert "Den andra texten finns kvar som förslag." in slow.get(answer.section.url).said()


def test_one_s_own_removal_is_no_suggestion_when_one_brings_the_block_back(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url, slow = f"/stycken/{block.id}/skriv", as_(world.birgitta)
    seen = slow.get(url).form(url)
    slow.send(url, f"/stycken/{block.id}/borttagning")
    page = slow.post(url, seen | {"text": SHALL}, status=409)
    settling = f"/stycken/{block.id}/sammanskrivning"
    slow.post(settling, page.form(settling))
    assert text_now(block) == SHALL
    assert suggestions() == []


def test_removing_what_another_changed_meanwhile_asks(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url = f"/stycken/{block.id}/skriv"
    slow = as_(world.birgitta)
    seen = slow.get(url).form(f"/stycken/{block.id}/borttagning")
    as_(world.mona).send(url, url, text=CLEAR)
    page = slow.post(f"/stycken/{block.id}/borttagning", seen, status=409)
    assert "Du ville ta bort stycket" in page
    assert "Välj om det ska bort ändå." in page
    assert "Båda ändringarna" not in page
    form = page.form(f"/stycken/{block.id}/sammanskrivning")
    slow.post(f"/stycken/{block.id}/sammanskrivning", form | {"choice": "theirs"})
    (kept,) = suggestions()
    assert kept.op == "remove"


def test_an_empty_text_is_answered_with_what_to_do(
    as_: Browsers, world: World, block: Block
) -> None:
    url = f"/stycken/{block.id}/skriv"
    page = as_(world.birgitta).send(url, url, text="  ", status=422)
    assert "Välj Ta bort stycket" in page
    long = as_(world.birgitta).send(url, url, text="ord " * 6000, status=422)
    assert "för långt" in long
    assert "ord ord" in long.form(url)["text"]


def test_the_same_text_again_is_told_and_saves_nothing(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url = f"/stycken/{block.id}/skriv"
    browser = as_(world.birgitta)
    browser.send(url, url)
    assert "Inget är ändrat" in browser.get(answer.section.url).said()
    assert answer.section.text.revision_count == 1


def test_a_form_sent_twice_acts_once(as_: Browsers, world: World, block: Block) -> None:
    url = f"/stycken/{block.id}/skriv"
    browser = as_(world.birgitta)
    form = browser.get(url).form(url) | {"text": f"{THIRD}\n\nEtt till."}
    browser.post(url, form)
    browser.post(url, form)
    count = sa.select(sa.func.count(Block.id)).where(Block.text == "Ett till.")
    assert db.session.scalar(count) == 1


def test_blocks_are_added_moved_and_removed_without_dragging(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    browser = as_(world.birgitta)
    url = f"/texter/{block.text_id}/stycken"
    page = browser.send(f"{url}?efter={block.id}", url, text="Ett nytt.\n\n- en punkt")
    assert "#block-" in page.response.location
    edit = f"/stycken/{block.id}/skriv"
    browser.post(f"/stycken/{block.id}/plats", {"till": "upp"})
    browser.post(f"/stycken/{block.id}/plats", {"till": "ner"})
    browser.send(edit, f"/stycken/{block.id}/borttagning")
    rows = [(b.label, b.kind) for b in db.session.get(Block, answer.blocks[0].id).host_text.blocks]
    assert rows == [
        ("1:1", "paragraph"), ("1:2", "paragraph"), ("1:3b", "paragraph"), ("1:3c", "list_item"),
        ("1:4", "paragraph"),
    ]  # fmt: skip
    page = browser.get(answer.section.url)
    assert "Stycke 1:3 är borttaget" in page.said()
    assert "Lägg till ett stycke" in page
    empty = browser.send(url, url, text="", status=422)
    assert "Skriv en mening" in empty


def test_an_empty_section_offers_to_begin(as_: Browsers, world: World, answer: Answer) -> None:
    from ideell.drafting.responding import add_section
    from ideell.positions.stances import set_joint_stance

    mona = world.actor("mona")
    section = add_section(answer.response, "Ny", nodes=[answer.chapter], by=mona)
    set_joint_stance(answer.proposal, "oppose", "Det kostar.", by=mona)
    db.session.commit()
    browser = as_(world.mona)
    assert "Börja med en mening" in browser.get(section.url)
    url = f"/texter/{section.text_id}/stycken"
    form = browser.get(url).form(url)
    assert form["text"] == "Avsnitt 5.3: Samklang avstyrker förslaget."
    browser.send(url, url)
    assert section.state == "writing"
    nora = as_(world.nora).get(section.url)
    assert "Ingen håller i pennan" in nora


# --- drafts


def test_a_draft_is_kept_offered_and_let_go(as_: Browsers, world: World, block: Block) -> None:
    url = f"/stycken/{block.id}/forslag"
    browser = as_(world.nora)
    form = browser.get(url).form(url) | {"text": SHALL, "why": "Bättre."}
    page = browser.post(f"{url}/utkast", form)
    assert page.response.location.endswith(url)
    again = browser.get(url)
    assert again.form(url)["text"] == SHALL
    assert again.form(url)["why"] == "Bättre."
    assert again.form(url)["once"] != form["once"], "two windows never share a draft"
    assert browser.get(f"{url}?original=1").form(url)["text"] == THIRD
    browser.post(url, again.form(url) | {"kind": "substance"})
    assert "Ditt utkast" not in browser.get(url)
    (made,) = suggestions()
    assert (made.text, made.why) == (SHALL, "Bättre.")


def test_an_autosave_answers_only_the_status_line(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url = f"/stycken/{block.id}/skriv"
    browser = as_(world.birgitta, htmx=True)
    form = browser.get_plain(url).form(url)
    line = browser.post(f"{url}/utkast", form | {"text": "Ny text."}, status=200)
    assert "Utkastet är sparat" in line
    assert not line.all("form")
    as_(world.mona).send(url, url, text=CLEAR)
    line = browser.post(f"{url}/utkast", form | {"text": "Ny text igen."}, status=200)
    assert "Mona har sparat en ny text under tiden" in line
    assert "Mona har sparat" in browser.get_plain(url)
    nameless = browser.post(f"{url}/utkast", {"text": "x"}, status=200)
    assert "Utkast sparas" in nameless
    new = f"/texter/{block.text_id}/stycken"
    line = browser.post(f"{new}/utkast", {"once": "n1", "text": "Nytt."}, status=200)
    assert "Utkastet är sparat" in line


def test_a_draft_older_than_a_day_waits_for_its_writer(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url = f"/stycken/{block.id}/forslag"
    browser = as_(world.nora)
    browser.post(f"{url}/utkast", browser.get(url).form(url) | {"text": SHALL})
    db.session.execute(sa.update(KeptForm).values(saved_at=now() - timedelta(days=2)))
    db.session.commit()
    (item,) = waiting_for(world.actor("nora"))
    assert item.title == "Skriv klart det du började på i stycke 1:3"
    assert item.url == url
    assert waiting_for(world.actor("mona")) == []
    block.removed_at = now()
    db.session.commit()
    (item,) = waiting_for(world.actor("nora"))
    assert item.url == url, "what somebody else removed takes nobody's words along"


# --- suggesting


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("op", ["words", "replace"])
def test_nothing_is_changed_and_accepted_that_is_not_changed(
    as_: Browsers, world: World, answer: Answer, block: Block, op: str, htmx: bool
) -> None:
    made = make_suggestion(world, block, "Skriv mer om lokaler.", op=op)
    editor, pen = f"/forslag/{made.id}/andring", as_(world.birgitta, htmx=htmx)
    form = pen.get_plain(editor).form(editor) | {"text": THIRD}
    page = pen.post(editor, form, status=422)
    assert "Texten är som förut. Ändra den, eller neka förslaget." in page
    assert suggestions()[0].state == "open"
    pen.post(editor, form | {"text": SHALL}, status=200 if htmx else 303)
    assert (text_now(block), suggestions()[0].state) == (SHALL, "accepted_changed")


def test_all_whose_suggestions_are_declined_together_are_named(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    first = make_suggestion(world, block, SHALL)
    make_suggestion(world, block, CLEAR, who="nora")
    decline, pen = f"/forslag/{first.id}/avslag", as_(world.birgitta)
    page = pen.send(review_of(answer), decline, status=422)
    assert "Lars-Erik och Nora läser skälet." in page
    page = pen.post(decline, page.form(decline), status=422)
    assert "så att Lars-Erik och Nora förstår" in page
    pen.post(decline, page.form(decline) | {"own_words": "Vi har enats."})
    assert "Nekat. Lars-Erik och Nora får veta varför." in pen.get(review_of(answer)).said()


def test_cards_of_a_removed_block_stand_together_where_it_stood(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    pen, after = as_(world.birgitta), answer.blocks[3]
    made = [
        make_suggestion(world, block, SHALL),
        make_suggestion(world, after, FOURTH + " Så är det."),
        make_suggestion(world, block, COSTS, who="nora"),
        make_suggestion(world, answer.blocks[0], FIRST + " Så är det."),
    ]
    pen.send(f"/stycken/{block.id}/skriv", f"/stycken/{block.id}/borttagning")
    page = pen.get(review_of(answer))
    order = [e.get("id") for e in page.all("article") if "suggestion" in (e.get("id") or "")]
    first, fourth, third, zeroth = (f"suggestion-{one.id}" for one in made)
    assert order == [zeroth, first, third, fourth]
    told = as_(world.birgitta, htmx=True).post(
        f"/forslag/{made[2].id}/avslag", {"own_words": "Nej.", "asked": "1"}
    )
    focused = [e.get("id") for e in told.tree.iter() if e.get("data-focus") is not None]
    assert focused == [fourth], "what follows in the text is next"


def test_a_suggestion_is_sent_thanked_and_undone(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url = f"/stycken/{block.id}/forslag"
    browser = as_(world.nora)
    page = browser.send(url, url, text=SHALL, why="Lokaler saknas även i städer.")
    assert page.response.location.endswith(f"#block-{block.id}")
    page = browser.get(answer.section.url)
    assert "Tack! Birgitta läser ditt förslag." in page.said()
    assert "Nora Norr föreslår" in page
    undo = next(f.get("action") for f in page.all("form") if "atertagande" in f.get("action"))
    browser.post(undo)
    assert suggestions()[0].state == "withdrawn"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Du har inte ändrat något än"),
        ({"text": ""}, "föreslå att stycket tas bort"),
        ({"text": SHALL}, "Skriv en mening om varför"),
        ({"text": "ord " * 6000, "why": "x"}, "för lång"),
        ({"op": "words", "text": ""}, "Skriv vad du föreslår"),
        ({"text": SHALL, "why": "x" * 2001}, "Högst 2000 får plats"),
    ],
)
def test_what_cannot_be_sent_says_why_and_keeps_the_text(
    as_: Browsers, world: World, block: Block, typed: dict[str, str], sentence: str
) -> None:
    url = f"/stycken/{block.id}/forslag"
    page = as_(world.nora).send(url, url, status=422, **typed)
    assert sentence in page
    assert page.form(url)["text"] == typed.get("text", THIRD).strip()
    assert suggestions() == []


def test_a_language_change_needs_no_reason(as_: Browsers, world: World, answer: Answer) -> None:
    url = f"/stycken/{answer.blocks[1].id}/forslag"
    as_(world.nora).send(url, url, text=SECOND.replace("I en mängd", "I flera"))
    assert suggestions()[0].kind == "language"


def test_the_change_is_shown_before_it_is_sent(as_: Browsers, world: World, block: Block) -> None:
    url = f"/stycken/{block.id}/forslag"
    browser = as_(world.nora)
    form = browser.get(url).form(url) | {"text": SHALL}
    page = browser.post(f"{url}/jamforelse", form, status=200)
    assert "I ord: 2 ställen byts ut" in page
    assert page.form(url)["kind"] == "substance"
    assert page.form(url)["text"] == SHALL
    quick = as_(world.nora, htmx=True)
    form = quick.get_plain(url).form(url) | {"text": SHALL}
    piece = quick.post(f"{url}/jamforelse", form, status=200)
    assert [e.text for e in piece.all("ins")]
    same = quick.post(f"{url}/jamforelse", form | {"text": THIRD}, status=200)
    assert "inte ändrat något" in same
    write_url = f"/stycken/{block.id}/skriv"
    pen = as_(world.birgitta)
    form = pen.get(write_url).form(write_url) | {"text": SHALL}
    assert "I ord:" in pen.post(f"{write_url}/jamforelse", form, status=200)


def test_other_kinds_of_suggestions(as_: Browsers, world: World, block: Block) -> None:
    url = f"/stycken/{block.id}/forslag"
    browser = as_(world.nora)
    for kind, typed in (
        ("nytt", {"text": "Nytt stycke.", "why": "Behövs."}),
        ("bort", {"why": "Behövs inte."}),
        ("ord", {"text": "Skriv om biblioteken."}),
    ):
        browser.send(f"{url}?slag={kind}", url, **typed)
    assert [one.op for one in suggestions()] == ["insert_after", "remove", "words"]
    page = as_(world.mona).get(block_review())
    for words in ("Nytt stycke efter 1:3", "Ta bort stycke 1:3", "Stycke 1:3, med egna ord"):
        assert words in page


def block_review() -> str:
    return kinds.url_of(suggestions()[0]).partition("#")[0]


def test_one_takes_ones_own_suggestion_back(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    as_(world.nora).post(f"/forslag/{made.id}/aterkallande", status=403)
    browser = as_(world.larserik)
    browser.send(answer.section.url, f"/forslag/{made.id}/aterkallande")
    assert suggestions()[0].state == "withdrawn"


def test_an_organisation_agrees_with_a_suggestion(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    review = f"/svar/{answer.response.id}/forslag?avsnitt=1"
    as_(world.larserik).post(f"/forslag/{made.id}/stod", status=403)
    browser = as_(world.nora)
    browser.send(review, f"/forslag/{made.id}/stod")
    assert "Alliansen Norrvik håller med Lars-Erik" in browser.get(review)
    piece = as_(world.nora, htmx=True).post(f"/forslag/{made.id}/stod")
    assert "Alliansen Norrvik" not in piece


# --- deciding


def review_of(answer: Answer) -> str:
    return f"/svar/{answer.response.id}/forslag?avsnitt=1"


def test_going_through_suggestions_without_javascript(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    first = make_suggestion(world, answer.blocks[1], SECOND.replace("I en mängd", "I många"))
    second = make_suggestion(world, block, COSTS)
    browser = as_(world.birgitta)
    page = browser.get(review_of(answer))
    assert "0 av 2 klara i avsnitt 1" in page
    done = browser.send(review_of(answer), f"/forslag/{first.id}/antagande")
    assert done.response.location.endswith(f"#suggestion-{second.id}")
    page = browser.get(review_of(answer))
    assert "1 av 2 klara" in page
    assert "Godkänt. Stycke 1:2 är ändrat." in page.said()
    asked = browser.post(f"/forslag/{second.id}/avslag", {"next": review_of(answer)}, status=422)
    assert "Varför nekar du Lars-Eriks förslag till 1:3?" in asked
    form = asked.form(f"/forslag/{second.id}/avslag")
    again = browser.post(f"/forslag/{second.id}/avslag", form, status=422)
    assert "Skriv ett kort skäl, så att Lars-Erik förstår." in again
    form = again.form(f"/forslag/{second.id}/avslag")
    browser.post(f"/forslag/{second.id}/avslag", form | {"phrase": "Det finns redan i texten."})
    page = browser.get(review_of(answer))
    assert "Inga förslag väntar. Bra jobbat!" in page
    assert suggestions()[1].reason == "Det finns redan i texten."
    undo = next(f.get("action") for f in page.all("form") if "atertagande" in f.get("action"))
    browser.post(undo, {"next": review_of(answer)})
    assert "Inga förslag väntar" not in browser.get(review_of(answer))


def test_going_through_suggestions_with_htmx_moves_focus(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    first = make_suggestion(world, block, SHALL)
    second = make_suggestion(world, block, CLEAR, who="nora")
    same = make_suggestion(world, block, SHALL, who="anna")
    third = make_suggestion(world, block, COSTS, who="nora")
    browser = as_(world.birgitta, htmx=True)
    fields = browser.get_plain(review_of(answer)).form(f"/forslag/{first.id}/antagande")
    assert fields["vald"] == str(first.id)
    page = browser.post(f"/forslag/{first.id}/antagande", fields | {"vald": str(second.id)})
    assert text_now(block) == CLEAR
    ids = {e.get("id") for e in page.tree.iter() if e.get("id")}
    assert {f"decided-{second.id}", f"suggestion-{first.id}", f"suggestion-{third.id}"} <= ids
    assert "En del av förslaget får inte plats längre" in page
    focused = [e.get("id") for e in page.tree.iter() if e.get("data-focus") is not None]
    assert focused == [f"suggestion-{first.id}"]
    assert "1 av 4 klara" in page
    card = browser.get(f"/forslag/{first.id}/andring")
    assert card.form(f"/forslag/{first.id}/andring")["text"]
    assert same.state == "review_needed"


def test_cards_that_stand_as_they_stood_are_not_sent_again(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    decided = make_suggestion(world, answer.blocks[1], SECOND.replace("I en mängd", "I många"))
    following, after = make_suggestion(world, block, SHALL), make_suggestion(world, block, COSTS)
    page = as_(world.birgitta, htmx=True).post(f"/forslag/{decided.id}/antagande")
    ids = {e.get("id") for e in page.tree.iter()}
    assert {f"decided-{decided.id}", f"suggestion-{following.id}"} <= ids
    assert f"suggestion-{after.id}" not in ids, "what somebody types there stays"


@pytest.mark.parametrize("act", ["antagande", "avslag"])
def test_the_next_card_is_the_next_in_the_text_also_in_the_same_block(
    as_: Browsers, world: World, answer: Answer, block: Block, act: str
) -> None:
    late = make_suggestion(world, block, THIRD.replace("kostnaderna", "priserna"))
    early = make_suggestion(world, block, THIRD.replace("Vi anser", "Vi tycker"))
    middle = make_suggestion(world, block, THIRD.replace("räknas upp", "höjas"), who="nora")
    in_words = make_suggestion(world, block, "Korta det.", op="words", who="nora")
    last = make_suggestion(world, answer.blocks[3], "Räkna på det.", who="nora")
    browser, sent = as_(world.birgitta, htmx=True), {"asked": "1", "own_words": "Nej."}
    for one, following in pairwise([early, middle, late, in_words, last]):
        act = "avslag" if one is in_words else act
        page = browser.post(f"/forslag/{one.id}/{act}", sent)
        focused = [e.get("id") for e in page.tree.iter() if e.get("data-focus") is not None]
        assert focused == [f"suggestion-{following.id}"]


def test_the_next_card_offers_what_it_offered_before(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    decided = make_suggestion(world, answer.blocks[1], SECOND.replace("I en mängd", "I många"))
    following, after = make_suggestion(world, block, SHALL), make_suggestion(world, block, COSTS)
    filtered = {"slag": "sak"}
    page = as_(world.birgitta, htmx=True).post(f"/forslag/{decided.id}/antagande", filtered)
    assert page.form(f"/forslag/{following.id}/antagande")["slag"] == "sak"
    (skip,) = [link for link in page.all("a") if link.get("href") == f"#suggestion-{after.id}"]
    assert "Hoppa över" in "".join(skip.itertext())
    assert "Håller med" not in page, "who decides does not also agree"


def test_what_goes_along_with_a_decision_becomes_a_line(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    one = make_suggestion(world, block, SHALL)
    tail = make_suggestion(world, block, COSTS, who="nora")
    both = SHALL.replace("kostnaderna.", "kostnaderna för värme och el.")
    browser = as_(world.birgitta, htmx=True)
    url = f"/forslag/{one.id}/andring"
    form = browser.get_plain(url).form(url)
    page = browser.post(url, form | {"text": both})
    assert text_now(block) == both
    swapped = {e.get("id"): e.get("hx-swap-oob") for e in page.tree.iter() if e.get("hx-swap-oob")}
    assert swapped[f"suggestion-{tail.id}"] == "true"
    assert "Inga förslag väntar" in page
    focused = [e.get("id") for e in page.tree.iter() if e.get("data-focus") is not None]
    assert focused == [f"decided-{one.id}"]


def test_a_decision_made_by_somebody_else_is_told(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    review = review_of(answer)
    slow, quick = as_(world.birgitta), as_(world.birgitta, htmx=True)
    forms = slow.get(review).form(f"/forslag/{made.id}/antagande")
    editor = f"/forslag/{made.id}/andring"
    edit = slow.get(editor).form(editor)
    as_(world.mona).send(review, f"/forslag/{made.id}/antagande")
    slow.post(f"/forslag/{made.id}/antagande", forms)
    assert "Mona Ask godkände det" in slow.get(review).said()
    told = quick.post(f"/forslag/{made.id}/antagande", {})
    assert "Mona Ask godkände det" in told
    slow.post(f"/forslag/{made.id}/avslag", {"own_words": "Nej tack.", "asked": "1"})
    assert "Mona Ask godkände det" in slow.get(review).said()
    slow.post(editor, edit | {"text": "Något annat."})
    assert "Mona Ask godkände det" in slow.get(review).said()
    assert text_now(block) == SHALL


@pytest.mark.parametrize("htmx", [False, True])
def test_what_one_wrote_when_somebody_else_decided_first_is_there_to_go_on_with(
    as_: Browsers, world: World, answer: Answer, block: Block, htmx: bool
) -> None:
    made = make_suggestion(world, block, SHALL)
    editor, typing = f"/forslag/{made.id}/andring", f"/stycken/{block.id}/skriv"
    slow, mine = as_(world.birgitta, htmx=htmx), SHALL.replace("samlat", "samlat och tydligt")
    edit = slow.get_plain(editor).form(editor)
    as_(world.mona).send(review_of(answer), f"/forslag/{made.id}/antagande")
    told = slow.post(editor, edit | {"text": mine}, status=204 if htmx else 303)
    assert (told.response.headers.get("HX-Redirect") or told.response.location) == typing
    page = slow.get_plain(typing)
    assert "Mona Ask godkände det" in page.said()
    assert "Din text finns kvar här." in page.said()
    assert page.form(typing)["text"] == mine
    assert "Ditt utkast" not in slow.get_plain(editor), "it waits in one place"
    slow.post(typing, page.form(typing), status=409)  # both changed the same words: one chooses


def test_a_new_block_that_one_wrote_when_somebody_else_decided_first_is_kept_too(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    made = make_suggestion(world, block, "Ett nytt stycke.", op="insert_after")
    editor = f"/forslag/{made.id}/andring"
    slow = as_(world.birgitta)
    edit = slow.get(editor).form(editor)
    as_(world.mona).send(
        review_of(answer), f"/forslag/{made.id}/avslag", own_words="Nej.", asked="1", status=303
    )
    there = slow.post(editor, edit | {"text": "Ett helt annat stycke."}).response.location
    page = slow.get(there)
    assert "Mona Ask nekade det" in page.said()
    form = page.form(there.partition("?")[0])
    assert (form["text"], form["after"]) == ("Ett helt annat stycke.", str(block.id))


def test_changing_and_accepting_when_somebody_wrote_meanwhile(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    url = f"/forslag/{made.id}/andring"
    browser = as_(world.birgitta)
    form = browser.get(url).form(url)
    edit = f"/stycken/{block.id}/skriv"
    as_(world.mona).send(edit, edit, text=CLEAR)
    page = browser.post(url, form | {"text": THIRD.replace("större", "enormt")}, status=409)
    assert "Någon annan ändrade stycket medan du skrev" in page
    assert "tydligt ansvar" in page
    form = page.form(url)
    assert "enormt" in form["text"]
    browser.post(url, form)
    assert "enormt" in text_now(block)
    empty = browser.post(url, form | {"text": ""}, status=422)
    assert "Rutan är tom" in empty


def test_a_changed_suggestion_that_is_not_accepted_yet_is_kept(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    url, pen = f"/forslag/{made.id}/andring", as_(world.birgitta)
    form = pen.get(url).form(url)
    pen.post(f"{url}/utkast", form | {"text": CLEAR})
    page = as_(world.birgitta, htmx=True).get(url)
    assert page.form(url)["text"] == CLEAR
    assert "Ditt utkast från" in page
    assert pen.get(f"{url}?original=1").form(url)["text"] == SHALL
    pen.post(url, pen.get(url).form(url) | {"text": SHALL.replace("samlat", "tydligt samlat")})
    assert "tydligt samlat" in text_now(block)
    assert db.session.scalar(sa.select(sa.func.count()).where(KeptForm.done_at.is_(None))) == 0
    as_(world.nora).post(f"{url}/utkast", status=403)


def test_leaving_the_editor_brings_the_card_back_where_it_stood(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    url, whole = f"/forslag/{made.id}/andring", f"/svar/{answer.response.id}/forslag"

    def leaving(page: Page) -> tuple[str, str, str]:
        (link,) = [one for one in page.all("a") if one.text == "Avbryt"]
        return link.get("href"), link.get("hx-get"), link.get("hx-select")

    quick, card = as_(world.birgitta, htmx=True), f"suggestion-{made.id}"
    page = quick.get(f"{url}?next={whole}&slag=sprak")
    assert leaving(page) == (f"{whole}#{card}", whole, f"#{card}")
    assert (page.form(url)["next"], page.form(url)["slag"]) == (whole, "sprak")
    elsewhere = quick.get(f"{url}?next=/logga-ut")
    assert leaving(elsewhere)[1] == review_of(answer)
    own = as_(world.birgitta).get(url)
    assert leaving(own) == (f"{review_of(answer)}#{card}", None, None)


def test_why_is_asked_with_the_ready_reasons_first(
    as_: Browsers, world: World, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    url, quick = f"/forslag/{made.id}/avslag", as_(world.birgitta, htmx=True)
    page = quick.post(url, {}, status=422)
    focused = [e.get("id") for e in page.tree.iter() if e.get("data-focus") is not None]
    assert focused == [f"phrase-{made.id}-1"]
    page = quick.post(url, page.form(url), status=422)
    focused = [e.get("id") for e in page.tree.iter() if e.get("data-focus") is not None]
    assert focused == ["own_words"], "where something is missing"


def test_writing_together_what_competes(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    first = make_suggestion(world, block, SHALL)
    second = make_suggestion(world, block, CLEAR, who="nora")
    browser = as_(world.birgitta)
    url = f"/forslag/{first.id}/andring"
    form = browser.get(url).form(url)
    assert "samlat" in form["text"]
    assert "tydligt" in form["text"]
    browser.post(url, form | {"text": SHALL.replace("samlat", "samlat och tydligt")})
    assert {first.state, second.state} == {"accepted_changed", "merged"}
    new = make_suggestion(world, block, "Nytt.", op="insert_after")
    words = make_suggestion(world, block, "Skriv mer.", op="words")
    assert browser.get(f"/forslag/{new.id}/andring").form(f"/forslag/{new.id}/andring")["text"] == (
        "Nytt."
    )
    page = browser.get(f"/forslag/{words.id}/andring")
    assert page.form(f"/forslag/{words.id}/andring")["text"] == text_now(block)


def test_the_queue_is_filtered_by_kind_and_covers_the_whole_answer(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    make_suggestion(world, answer.blocks[1], SECOND.replace("I en mängd", "I flera"))
    substance = make_suggestion(world, block, SHALL)
    browser = as_(world.birgitta)
    root = f"/svar/{answer.response.id}/forslag"
    assert "Språk (1)" in browser.get(root)
    page = browser.get(f"{root}?slag=sak")
    assert "Stycke 1:3" in page
    assert "Stycke 1:2" not in page
    browser.send(f"{root}?slag=sak", f"/forslag/{substance.id}/antagande")
    assert "Inga förslag väntar" not in browser.get(f"{root}?avsnitt=1&slag=sprak")
    assert "Inga förslag väntar" in browser.get(f"{root}?avsnitt=9")
    plain = as_(world.nora).get(root)
    assert not [b for b in plain.all("button") if b.get("data-key") == "g"]


def test_a_chosen_suggestion_of_another_text_is_not_taken(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    made = make_suggestion(world, block, SHALL)
    for strange in ("9999", "x", "²"):
        as_(world.birgitta).post(f"/forslag/{made.id}/antagande", {"vald": strange})
    assert text_now(block) == SHALL


def test_only_pen_holder_and_moderators_decide(as_: Browsers, world: World, block: Block) -> None:
    made = make_suggestion(world, block, SHALL)
    for who in (world.larserik, world.nora, world.anna):
        as_(who).post(f"/forslag/{made.id}/antagande", status=403)
    as_(world.ulla).post(f"/forslag/{made.id}/antagande", status=404)


# --- comments


def test_a_comment_is_said_agreed_with_folded_and_opened_again(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url = f"/stycken/{block.id}/kommentarer"
    nora, pen = as_(world.nora), as_(world.birgitta)
    nora.send(url, url, body="Gäller det inte även *orter* utan bibliotek?")
    page = pen.get(answer.section.url)
    assert "Gäller det inte även orter" in page
    said = db.session.scalar(sa.select(Comment))
    pen.send(answer.section.url, f"/kommentarer/{said.id}/medhall")
    assert "Du håller med" in pen.get(answer.section.url)
    nora.post(f"/kommentarer/{said.id}/medhall", status=403)
    talk = said.conversation
    assert talk.quote == THIRD
    nora.post(f"/samtal/{talk.id}/klart", status=403)
    pen.send(f"/samtal/{talk.id}/klart", f"/samtal/{talk.id}/klart")
    assert "Klar: Birgitta Lind" in nora.get(answer.section.url)
    nora.send(answer.section.url, f"/samtal/{talk.id}/oppning")
    assert db.session.scalar(sa.select(Conversation.state)) == "open"


def test_comments_with_htmx_stay_in_the_margin(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url = f"/stycken/{block.id}/kommentarer"
    browser = as_(world.nora, htmx=True)
    form = browser.get(url).form(url)
    empty = browser.post(url, form | {"body": " "}, status=422)
    assert "Skriv något först" in empty
    page = browser.post(url, form | {"body": "Hej.", "once": "c1"})
    assert "Hej." in page
    assert [e.get("id") for e in page.tree.iter() if e.get("data-focus") is not None]
    said = db.session.scalar(sa.select(Comment))
    quick = as_(world.anna, htmx=True)
    agreed = quick.post(f"/kommentarer/{said.id}/medhall")
    assert "Du håller med" in agreed
    assert "Du håller med" not in quick.post(f"/kommentarer/{said.id}/medhall")


def test_three_comments_are_shown_and_the_older_are_a_link_away(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url = f"/stycken/{block.id}/kommentarer"
    browser = as_(world.nora)
    for number in range(5):
        browser.post(url, {"body": f"Kommentar {number}.", "once": f"n{number}"})
    page = browser.get(answer.section.url)
    assert "Visa 2 äldre" in page
    assert "Kommentar 1." not in page
    assert "Kommentar 0." in browser.get(url)


def test_comments_on_a_removed_block_are_listed_with_its_text(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url = f"/stycken/{block.id}/kommentarer"
    as_(world.nora).post(url, {"body": "Viktigt."})
    make_suggestion(world, block, COSTS, who="nora")
    pen = as_(world.birgitta)
    pen.send(f"/stycken/{block.id}/skriv", f"/stycken/{block.id}/borttagning")
    page = pen.get(answer.section.url)
    assert "Förslag och kommentarer till borttagna stycken" in page
    assert THIRD in page
    assert "Viktigt." in page
    assert "Stycket är borttaget" in pen.get(url)
    assert "Stycket är borttaget" in pen.get(review_of(answer))
    assert db.session.scalar(sa.select(Conversation.anchor)) == "outdated"


def test_a_comment_can_be_taken_back(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url = f"/stycken/{block.id}/kommentarer"
    browser = as_(world.nora)
    browser.post(url, {"body": "Oj."})
    page = browser.get(answer.section.url)
    undo = next(f.get("action") for f in page.all("form") if "atertagande" in f.get("action"))
    browser.post(undo)
    assert "Oj." not in browser.get(answer.section.url)


def test_a_comment_can_be_taken_back_for_thirty_days(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    nora = as_(world.nora)
    for number in range(3):
        nora.post(
            f"/stycken/{block.id}/kommentarer", {"body": f"Oj {number}.", "once": f"n{number}"}
        )
    first, second, old = db.session.scalars(sa.select(Comment).order_by(Comment.id)).all()
    old.made_at -= timedelta(days=31)
    db.session.commit()
    urls = [f"/kommentarer/{one.id}/aterkallande" for one in (first, second, old)]
    page = nora.get(answer.section.url)
    assert [url in {form.get("action") for form in page.all("form")} for url in urls] == [
        True,
        True,
        False,
    ]
    anna = as_(world.anna)
    assert urls[0] not in {form.get("action") for form in anna.get(answer.section.url).all("form")}
    anna.post(urls[0], status=403)
    nora.send(answer.section.url, urls[0])
    page = nora.get(answer.section.url)
    assert "Kommentaren är tillbakatagen." in page.said()
    assert "Nora Norr tog tillbaka sin kommentar." in page
    assert "Oj 0." not in page
    piece = as_(world.nora, htmx=True).post(urls[1])
    assert "Nora Norr tog tillbaka sin kommentar." in piece
    nora.post(urls[1], status=403)
    nora.post(urls[2], status=403)


def test_a_comment_without_a_deed_cannot_be_taken_back(
    as_: Browsers, world: World, block: Block
) -> None:
    nora = as_(world.nora)
    nora.post(f"/stycken/{block.id}/kommentarer", {"body": "Oj."})
    said = db.session.scalar(sa.select(Comment))
    db.session.execute(sa.update(Deed).values(tag="comment.imported"))
    db.session.commit()
    refused = nora.post(f"/kommentarer/{said.id}/aterkallande", status=409)
    assert "Kommentaren går inte att ta tillbaka." in refused


def test_a_comment_that_is_not_sent_is_kept_and_offered_where_it_was_left(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url = f"/stycken/{block.id}/kommentarer"
    nora = as_(world.nora)
    form = nora.get(url).form(url)
    nora.post(f"{url}/utkast", form | {"body": "Hur blir det med"})
    page = nora.get(answer.section.url)
    assert "Ditt utkast från" in page
    assert url in [link.get("href") for link in page.all("a") if link.text == "Fortsätt"]
    again = nora.get(url)
    assert again.form(url)["body"] == "Hur blir det med"
    assert "Utkastet är sparat" in again
    assert "Ditt utkast från" not in as_(world.anna).get(answer.section.url)
    nora.post(url, again.form(url) | {"body": "Hur blir det med orterna?"})
    assert "Ditt utkast från" not in nora.get(answer.section.url)
    assert nora.get(url).form(url)["body"] == ""


def test_a_comment_whose_words_were_taken_out_is_not_told_of(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url = f"/stycken/{block.id}/kommentarer"
    nora = as_(world.nora)
    form = nora.get(url).form(url)
    nora.post(f"{url}/utkast", form | {"body": "Nja"})
    for kept in db.session.scalars(sa.select(KeptForm)):
        kept.saved_at -= timedelta(days=2)
    db.session.commit()
    assert "Skriv klart det du började på i stycke 1:3" in nora.get("/")
    nora.post(f"{url}/utkast", form | {"body": " "})
    for kept in db.session.scalars(sa.select(KeptForm)):
        kept.saved_at -= timedelta(days=2)
    db.session.commit()
    assert "Ditt utkast från" not in nora.get(answer.section.url)
    assert "Skriv klart det du började på" not in nora.get("/")


def test_the_link_leads_to_the_open_form_until_it_is_sent(
    as_: Browsers, world: World, block: Block
) -> None:
    url, link = f"/stycken/{block.id}/kommentarer", f"comment-on-{block.id}"

    def leads_to(page: Page) -> list[tuple[str, str]]:
        found = [one for one in page.tree.iter() if one.get("id") == link]
        return [(one.get("href"), one.get("hx-swap-oob")) for one in found]

    browser = as_(world.nora, htmx=True)
    page = browser.get(url)
    assert leads_to(page) == [(f"#{link}-body", "true")]
    refused = browser.post(url, page.form(url), status=422)
    assert leads_to(refused) == [(f"#{link}-body", "true")]
    sent = browser.post(url, page.form(url) | {"body": "Hej.", "once": "c1"})
    assert leads_to(sent) == [(url, "true")]
    assert leads_to(browser.get_plain(url)) == [(None, None)], "a place for the link to come back"


def test_a_comment_on_the_report_that_is_not_sent_is_kept(
    as_: Browsers, world: World, answer: Answer
) -> None:
    url = f"/remisser/{answer.consultation.id}/kapitel/{answer.proposal.id}"
    nora, send = as_(world.nora), f"{url}/kommentarer"
    nora.post(f"{send}/utkast", nora.get(url).form(send) | {"body": "Det här"})
    page = nora.get(url)
    assert page.form(send)["body"] == "Det här"
    assert "Utkastet är sparat" in page
    nora.post(send, page.form(send) | {"body": "Det här blir dyrt."})
    assert nora.get(url).form(send)["body"] == ""


def test_a_chapter_of_the_report_is_talked_about(
    as_: Browsers, world: World, answer: Answer
) -> None:
    node = answer.proposal
    url = f"/remisser/{answer.consultation.id}/kapitel/{node.id}"
    nora, mona = as_(world.nora), as_(world.mona)
    empty = nora.send(url, f"{url}/kommentarer", body="", status=422)
    assert "Skriv något först" in empty
    nora.send(url, f"{url}/kommentarer", body="Det här blir dyrt.")
    nora.send(url, f"{url}/kommentarer", body="Mycket dyrt.")
    page = mona.get(url)
    assert "Det här blir dyrt." in page
    first = db.session.scalar(sa.select(Comment))
    page = mona.send(url, f"/kommentarer/{first.id}/medhall")
    mona.post(f"/samtal/{first.conversation_id}/klart")
    assert "Klar: Mona Ask" in nora.get(url)
    as_(world.ulla).post(f"{url}/kommentarer", {"body": "x"}, status=404)
    again = nora.send(url, f"{url}/kommentarer", body=" ", status=422)
    assert "Skriv något först" in again


# --- marks


def test_klart_on_a_block_is_a_mark(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url = f"/stycken/{block.id}/klart"
    as_(world.nora).post(url, status=403)
    browser = as_(world.birgitta)
    browser.send(answer.section.url, url)
    page = browser.get(answer.section.url)
    assert "1 av 4 stycken klara" in page
    assert "Klart" in as_(world.nora).get(answer.section.url)
    undo = next(f.get("action") for f in page.all("form") if "atertagande" in f.get("action"))
    browser.post(undo)
    assert "0 av 4 stycken klara" in browser.get(answer.section.url)
    piece = as_(world.birgitta, htmx=True).post(url)
    assert f"block-{block.id}" in {e.get("id") for e in piece.all("section")}
    again = as_(world.birgitta, htmx=True).post(url)
    assert "inte klart längre" in again


def test_direct_writing_is_refused_to_others(as_: Browsers, world: World, block: Block) -> None:
    head = revision_of(block.host_text, block.host_text.head_id)
    write(block.host_text, head.standing, base=head, by=world.actor("birgitta"))
    as_(world.nora).get(f"/stycken/{block.id}/skriv", status=403)
    as_(world.nora).post(f"/stycken/{block.id}/skriv", {"text": "x"}, status=403)
