"""Two people wrote the same words: the choice can wait, and is found and reminded of."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.clock import now
from ideell.foundation.keep import KeptForm
from ideell.writing.models import Block
from ideell.writing.suggestions import Suggestion
from ideell.writing.waiting import unsent_drafts
from tests.browsing import Browser, Browsers, Page
from tests.drafting.builders import THIRD, Answer, make_answer
from tests.world import World

MINE = THIRD.replace("större", "samlat")
HERS = THIRD.replace("större", "tydligt")


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


@pytest.fixture
def block(answer: Answer) -> Block:
    return answer.blocks[2]


def collide(as_: Browsers, world: World, block: Block) -> tuple[Browser, Page]:
    url, slow = f"/stycken/{block.id}/skriv", as_(world.birgitta)
    seen = slow.get(url).form(url)
    as_(world.mona).send(url, url, text=HERS)
    return slow, slow.post(url, seen | {"text": MINE, "note": "Tydligare."}, status=409)


def settling(block: Block) -> str:
    return f"/stycken/{block.id}/sammanskrivning"


def waits(world: World) -> list[tuple[str, str]]:
    return [(item.title, item.url) for item in unsent_drafts(world.actor("birgitta"))]


def test_a_choice_put_off_is_found_at_the_block_and_on_the_overview(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    slow, page = collide(as_, world, block)
    form = page.form(settling(block)) | {"both": "Båda, nästan färdigt.", "choice": "both"}
    there = slow.post(f"{settling(block)}/utkast", form)
    assert there.response.location.endswith(f"#block-{block.id}")
    waiting = ("Bestäm vilken text som ska stå i stycke 1:3", settling(block))
    assert waits(world) == [waiting]
    page = slow.get(answer.section.url)
    assert "Din text finns kvar. Vi påminner dig" in page.said()
    assert "Du och någon annan skrev samtidigt" in page
    assert "Bestäm vilken text" in slow.get("/")
    assert "skrev samtidigt" not in as_(world.mona).get(answer.section.url)
    as_(world.birgitta).get(settling(block))  # another device
    again = slow.get(settling(block))
    assert "Mona hann spara före dig" in again
    form = again.form(settling(block))
    assert (form["both"], form["mine"], form["note"]) == (
        "Båda, nästan färdigt.", MINE, "Tydligare.",
    )  # fmt: skip
    slow.post(settling(block), form)
    assert db.session.get(Block, block.id).text == "Båda, nästan färdigt."
    assert waits(world) == []
    assert slow.get(settling(block), status=303).response.location.endswith("/skriv")


def test_who_closes_the_window_finds_the_choice_too(
    as_: Browsers, world: World, block: Block
) -> None:
    collide(as_, world, block)
    assert waits(world) == [("Bestäm vilken text som ska stå i stycke 1:3", settling(block))]
    page = as_(world.birgitta).get(settling(block))
    assert page.form(settling(block))["mine"] == MINE
    assert "tydligt" in page


def test_a_third_save_meanwhile_is_shown_when_one_comes_back(
    as_: Browsers, world: World, block: Block
) -> None:
    slow, page = collide(as_, world, block)
    form = page.form(settling(block)) | {"choice": "mine", "both": "Båda."}
    slow.post(f"{settling(block)}/utkast", form)
    url = f"/stycken/{block.id}/skriv"
    third = THIRD.replace("större", "nationellt")
    as_(world.mona).send(url, url, text=third)
    page = slow.get(settling(block))
    assert page.form(settling(block))["mine"] == MINE
    assert "nationellt" in page
    slow.post(settling(block), page.form(settling(block)) | {"choice": "mine"})
    assert db.session.get(Block, block.id).text == MINE
    assert waits(world) == []


def test_a_third_save_while_one_decides_shows_the_page_again(
    as_: Browsers, world: World, block: Block
) -> None:
    slow, page = collide(as_, world, block)
    url = f"/stycken/{block.id}/skriv"
    as_(world.mona).send(url, url, text=THIRD.replace("större", "nationellt"))
    form = page.form(settling(block)) | {"both": THIRD.replace("större", "allt")}
    page = slow.post(settling(block), form, status=409)
    assert THIRD.replace("större", "allt") in page.text
    again = slow.get(settling(block)).form(settling(block))
    assert again["mine"] == THIRD.replace("större", "allt"), "what one chose is the text now"
    slow.post(settling(block), again | {"choice": "both", "both": "Till slut."})
    assert db.session.get(Block, block.id).text == "Till slut."
    assert waits(world) == []


def test_what_fits_together_by_now_is_simply_written_on(
    as_: Browsers, world: World, block: Block
) -> None:
    slow, _page = collide(as_, world, block)
    url = f"/stycken/{block.id}/skriv"
    as_(world.mona).send(url, url, text=THIRD)
    assert slow.get(settling(block), status=303).response.location.endswith("/skriv")
    assert MINE in slow.get(url).text, "the draft is there"


def test_an_autosave_of_the_choice_says_when(as_: Browsers, world: World, block: Block) -> None:
    slow, page = collide(as_, world, block)
    form = page.form(settling(block))
    slow.htmx = True
    said = slow.post(f"{settling(block)}/utkast", form | {"both": "Halvvägs."})
    assert "Utkastet är sparat" in said
    assert "Utkast sparas" in slow.post(f"{settling(block)}/utkast", form | {"once": ""})


def test_a_wish_to_remove_what_another_wrote_asks_and_keeps_no_words(
    as_: Browsers, world: World, block: Block
) -> None:
    url, slow = f"/stycken/{block.id}/skriv", as_(world.birgitta)
    base = slow.get(url).form(url)["base"]
    as_(world.mona).send(url, url, text=HERS)
    page = slow.post(f"/stycken/{block.id}/borttagning", {"base": base}, status=409)
    assert "hann spara före dig" in page
    (line,) = [e for e in page.all("p") if e.get("id") == "saved"]
    assert line.get("hidden") is not None
    assert waits(world) == []
    assert slow.get(settling(block), status=303)


def test_words_about_a_block_that_another_removed_still_wait(
    as_: Browsers, world: World, block: Block
) -> None:
    url = f"/stycken/{block.id}/skriv"
    slow = as_(world.birgitta)
    form = slow.get(url).form(url) | {"text": MINE}
    as_(world.mona).post(f"/stycken/{block.id}/borttagning")
    page = slow.post(url, form, status=409)
    assert "tog bort stycket" in page
    assert waits(world) == [("Bestäm vilken text som ska stå i stycke 1:3", settling(block))]
    page = slow.get(settling(block))
    slow.post(settling(block), page.form(settling(block)) | {"choice": "mine"})
    assert db.session.get(Block, block.id).removed_at is None
    slow.get(url)
    slow.post(f"{url}/utkast", slow.get(url).form(url) | {"text": "Ett utkast."})
    slow.post(f"/stycken/{block.id}/borttagning")
    assert waits(world) == [], "what one removed oneself is not reminded of"


def test_two_wholly_new_texts_are_laid_after_each_other_and_not_woven(
    as_: Browsers, world: World, block: Block
) -> None:
    url, slow = f"/stycken/{block.id}/skriv", as_(world.birgitta)
    seen = slow.get(url).form(url)
    hers, mine = "Kerstins helt nya mening om redovisning.", "Stigs sista ord om ideell tid."
    as_(world.mona).send(url, url, text=hers)
    page = slow.post(url, seen | {"text": mine}, status=409)
    assert page.form(settling(block))["both"] == f"{hers}\n\n{mine}"


def test_new_blocks_that_one_began_are_reminded_of_too(
    as_: Browsers, world: World, answer: Answer
) -> None:
    path = f"/texter/{answer.section.text_id}/stycken"
    browser = as_(world.birgitta)
    browser.post(f"{path}/utkast", browser.get(path).form(path) | {"text": "Ett nytt."})
    assert waits(world) == [], "not while one is still writing"
    db.session.execute(sa.update(KeptForm).values(saved_at=now() - timedelta(days=2)))
    db.session.commit()
    assert waits(world) == [("Skriv klart det nya stycket i avsnitt 1", path)]
    assert "Ett nytt." in browser.get(path).text


def test_words_on_a_version_that_nobody_knows_lead_to_the_form(
    as_: Browsers, world: World, block: Block
) -> None:
    slow, _page = collide(as_, world, block)
    for kept in db.session.scalars(sa.select(KeptForm).where(KeptForm.done_at.is_(None))):
        kept.fields = kept.fields | {"base": "999"}
    db.session.commit()
    assert slow.get(settling(block), status=303).response.location.endswith("/skriv")


def ways_on(page: Page) -> list[str]:
    return [a.get("href") for a in page.all("a") if a.text == "Skicka det som förslag"]


def close(answer: Answer, state: str) -> None:
    answer.section.state = state
    db.session.commit()


def test_what_one_wrote_when_the_section_was_closed_is_handed_back(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url, birgitta = f"/stycken/{block.id}/skriv", as_(world.birgitta)
    form = birgitta.get(url).form(url) | {"text": MINE, "note": "Tydligare."}
    close(answer, "approved")
    page = birgitta.post(url, form, status=403)
    assert MINE in page
    assert "Avsnitt 1 är godkänt, så texten går inte att ändra." in page
    section = birgitta.get(answer.section.url)
    assert "Visa texten" in section, "the draft is there to read, and nothing to go on with"
    assert "Fortsätt" not in section
    page = birgitta.get(url, status=403)
    assert MINE in page
    assert "Det du skrev finns kvar här." in page
    other = as_(world.larserik).get(url, status=403)
    assert MINE not in other, "another's words are not handed to anybody else"
    assert "Det du skrev" not in other


def test_what_one_wrote_when_the_review_began_becomes_a_suggestion(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url, birgitta = f"/stycken/{block.id}/skriv", as_(world.birgitta)
    form = birgitta.get(url).form(url) | {"text": MINE, "note": "Tydligare."}
    close(answer, "review")
    suggesting = f"/stycken/{block.id}/forslag"
    page = birgitta.post(url, form, status=403)
    assert MINE in page
    assert "Avsnitt 1 granskas nu, så du kan inte skriva direkt i det." in page
    assert ways_on(page) == [suggesting]
    page = birgitta.get(suggesting)
    assert page.form(suggesting)["text"] == MINE
    assert page.form(suggesting)["why"] == "Tydligare."
    section = birgitta.get(answer.section.url)
    at = [link.get("href") for link in section.all("a") if link.text == "Fortsätt"]
    assert at == [suggesting], "the draft is offered there"
    assert ways_on(birgitta.get(url, status=403)) == [suggesting]
    birgitta.send(suggesting, suggesting)
    made = db.session.scalars(sa.select(Suggestion)).one()
    assert (made.text, made.why) == (MINE, "Tydligare.")
    assert "Fortsätt" not in birgitta.get(answer.section.url), "it is sent"
    assert MINE not in birgitta.get(f"{suggesting}?original=1").form(suggesting)["text"]


def test_a_new_block_written_when_the_review_began_becomes_a_suggestion(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url, birgitta = f"/texter/{block.text_id}/stycken", as_(world.birgitta)
    form = birgitta.get(f"{url}?efter={block.id}").form(url) | {"text": "Ett nytt stycke."}
    close(answer, "review")
    suggesting = f"/stycken/{block.id}/forslag"
    assert ways_on(birgitta.post(url, form, status=403)) == [f"{suggesting}?slag=nytt"]
    db.session.execute(sa.update(KeptForm).values(saved_at=now() - timedelta(days=2)))
    db.session.commit()
    assert waits(world) == [("Skriv klart det nya stycket i avsnitt 1", f"{suggesting}?slag=nytt")]
    birgitta.send(f"{suggesting}?slag=nytt", suggesting, why="Det saknas.")
    made = db.session.scalars(sa.select(Suggestion)).one()
    assert (made.op, made.text, made.block_id) == ("insert_after", "Ett nytt stycke.", block.id)
    assert ways_on(birgitta.get(url, status=403)) == [], "it is sent"


def test_a_choice_put_off_when_the_review_began_becomes_a_suggestion(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    slow, _page = collide(as_, world, block)
    close(answer, "review")
    suggesting = f"/stycken/{block.id}/forslag"
    assert ways_on(slow.get(settling(block), status=403)) == [suggesting]
    assert slow.get(suggesting).form(suggesting)["text"] == MINE


def test_who_never_wrote_there_is_told_why_they_may_not(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    page = as_(world.nora).get(f"/stycken/{block.id}/skriv", status=403)
    assert "Du håller inte i pennan i avsnitt 1." in page
    close(answer, "review")
    page = as_(world.nora).post(f"/stycken/{block.id}/borttagning", status=403)
    assert "Avsnitt 1 granskas nu" in page


def test_what_can_be_sent_no_longer_waits_for_nobody(
    as_: Browsers, world: World, answer: Answer, block: Block
) -> None:
    url, birgitta = f"/stycken/{block.id}/skriv", as_(world.birgitta)
    birgitta.post(f"{url}/utkast", birgitta.get(url).form(url) | {"text": MINE})
    db.session.execute(sa.update(KeptForm).values(saved_at=now() - timedelta(days=2)))
    close(answer, "review")
    waiting = "Skriv klart det du började på i stycke 1:3"
    assert waits(world) == [(waiting, f"/stycken/{block.id}/forslag")]
    close(answer, "locked")
    assert waits(world) == []


def test_one_s_own_other_window_is_not_told_as_somebody_else(
    as_: Browsers, world: World, block: Block
) -> None:
    url, birgitta = f"/stycken/{block.id}/skriv", as_(world.birgitta)
    form = birgitta.get(url).form(url)
    birgitta.send(url, url, text=HERS)
    quick = Browser(birgitta.client, htmx=True)
    kept = quick.post(f"{url}/utkast", form | {"text": MINE}, status=200)
    assert "Du har sparat en ny text under tiden." in kept
    page = birgitta.post(url, form | {"text": MINE}, status=409)
    assert "Det var du själv, i ett annat fönster. Båda texterna finns kvar." in page
    assert "Texten som är sparad" in page
