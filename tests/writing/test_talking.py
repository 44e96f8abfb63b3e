"""Talk about a text, its host's answers, and the small rules at the edges."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.consultations.talk import TalkingNode, text_of
from ideell.drafting.waiting import for_pen_holder
from ideell.extensions import db
from ideell.foundation import kinds
from ideell.foundation.actor import STRANGER
from ideell.foundation.keep import KeptForm, keep_typed
from ideell.foundation.rules import RuleBroken
from ideell.writing import talking
from ideell.writing.arranging import rewritten
from ideell.writing.drafts import let_go, opened_now
from ideell.writing.hosting import Silent, host_of
from ideell.writing.models import Text
from ideell.writing.reading import margin_of
from ideell.writing.saving import revision_of, write
from ideell.writing.settling import keep_theirs
from ideell.writing.showing import excerpt
from ideell.writing.suggesting import Wish, text_as_seen
from ideell.writing.telling import said_of, where
from ideell.writing.waiting import unsent_drafts
from tests.browsing import Browsers
from tests.drafting.builders import THIRD, Answer, make_answer, make_suggestion
from tests.world import World


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


def test_silence_is_no_comment(world: World, answer: Answer) -> None:
    with pytest.raises(RuleBroken, match="Skriv något"):
        talking.comment(answer.section.text, "  ", by=world.actor("nora"))


def test_a_conversation_is_folded_and_opened_and_both_can_be_undone(
    world: World, answer: Answer
) -> None:
    mona = world.actor("mona")
    said = talking.comment(
        answer.section.text, "Hej.", by=world.actor("nora"), block=answer.blocks[0]
    )
    talk = said.conversation
    with pytest.raises(RuleBroken, match="redan öppen"):
        talking.reopen(talk, by=mona)
    folded = talking.resolve(talk, by=mona)
    with pytest.raises(RuleBroken, match="redan klar"):
        talking.resolve(talk, by=mona)
    later = talking.comment(
        answer.section.text, "En ny sak.", by=world.actor("nora"), block=answer.blocks[0]
    )
    assert later.conversation is not talk, "what is done stays done"
    folded.undo(by=mona)
    assert (talk.state, talk.resolved_by_id) == ("open", None)
    talking.resolve(talk, by=mona)
    opened = talking.reopen(talk, by=mona)
    opened.undo(by=mona)
    assert (talk.state, talk.resolved_by_id) == ("resolved", mona.user_id)
    answer.section.state = "locked"
    deed = db.session.scalar(sa.select(Deed).where(Deed.tag == "conversation.resolved"))
    deed.undone_at = None
    with pytest.raises(RuleBroken, match="inte emot kommentarer"):
        deed.undo(by=mona)


def test_what_other_rooms_may_know(world: World, answer: Answer) -> None:
    block, section = answer.blocks[2], answer.section
    made = make_suggestion(world, block, THIRD.replace("större", "samlat"))
    said = talking.comment(section.text, "Hej.", by=world.actor("nora"), block=block)
    assert kinds.url_of(block) == f"{section.url}#block-{block.id}"
    assert kinds.url_of(said) == kinds.url_of(said.conversation) == kinds.url_of(block)
    assert kinds.url_of(made).endswith(f"#suggestion-{made.id}")
    assert kinds.url_of(section.text) == section.url
    assert kinds.url_of(answer.response) == f"/remisser/{answer.consultation.id}#our-answer"
    titles = [
        kinds.title_of(thing)
        for thing in (section.text, section.text.head, block, made, said, said.conversation)
    ]
    assert titles == [
        "avsnitt 1", "Version 1", "Stycke 1:3", "Förslag till stycke 1:3", "Kommentar av Nora Norr",
        "Kommentarer",
    ]  # fmt: skip
    assert kinds.title_of(section) == "1. Folkbildning och mötesplatser"
    assert kinds.title_of(answer.response) == "Kultur i hela landet"


def test_a_node_hosts_talk_and_nothing_else(world: World, answer: Answer) -> None:
    text = text_of(answer.proposal)
    assert text_of(answer.proposal) is text
    said = talking.comment(text, "Om kapitlet.", by=world.actor("nora"))
    assert kinds.url_of(said).endswith("#talk")
    host = host_of(text)
    assert isinstance(host, TalkingNode)
    mona = world.actor("mona")
    assert (host.may_write(mona), host.may_suggest(mona)) == (False, False)
    assert host.may_decide(mona)
    answer.consultation.state = "closed"
    assert not host.may_comment(mona)


def test_a_silent_host_lets_nobody_do_anything(world: World) -> None:
    silent, mona = Silent(), world.actor("mona")
    asked = (silent.may_write, silent.may_suggest, silent.may_comment, silent.may_decide)
    assert not any(ask(mona) for ask in asked)
    silent.was_written(by=mona)
    assert silent.beside(mona) is None
    assert silent.first_words() == ""


def test_a_text_without_a_host_is_a_fault(world: World) -> None:
    for kind in ("Section", "Nobody"):
        lost = Text(hosted_by=kind)
        db.session.add(lost)
        db.session.flush()
        with pytest.raises(LookupError):
            host_of(lost)


def test_drafts_are_let_go_only_up_to_when_the_form_was_opened(world: World) -> None:
    user, place = world.nora.id, "suggesting.suggest:1"
    keep_typed(user, "early", place, {"text": "Tidig."})
    opened = opened_now()
    keep_typed(user, "late", place, {"text": "Sen."})
    for odd in (None, "", "nu", "2026-11-23T10:00"):
        let_go(user, place, odd)
    let_go(user, place, opened)
    assert list(db.session.scalars(sa.select(KeptForm.once))) == ["late"]
    assert keep_typed(user, "early", place, {"text": "Mer."}), "an open window goes on saving"


def test_strangers_have_nothing_waiting() -> None:
    assert unsent_drafts(STRANGER) == []
    assert for_pen_holder(STRANGER) == []


def test_a_block_typed_wholly_anew_keeps_its_id(answer: Answer) -> None:
    blocks = [answer.blocks[0].as_block]
    kept = rewritten(blocks, answer.blocks[0].id, "Helt annat.\n\nOch ett till.")
    assert [block.id for block in kept] == [answer.blocks[0].id, None]
    assert rewritten(blocks, answer.blocks[0].id, " ") == []


def test_an_excerpt_keeps_the_words_around_a_change() -> None:
    shown = [
        ["same", "ett två tre fyra fem sex sju "], ["del", "åtta"], ["ins", "nio"],
        ["same", " tio elva tolv tretton fjorton femton"], ["ins", "sexton"], ["same", " slut"],
    ]  # fmt: skip
    texts = [text for _kind, text in excerpt(shown)]
    assert texts[0].startswith("… ")
    assert texts[0].endswith("sex sju ")
    assert " … " in texts[3]
    assert texts[5] == " slut"


def test_what_is_told_after_a_save(world: World, answer: Answer) -> None:
    text, block = answer.section.text, answer.blocks[2]
    base = revision_of(text, text.head_id)
    one = rewritten(base.standing, block.id, THIRD.replace("större", "tydligt"))
    write(text, one, base=base, by=world.actor("mona"))
    two = rewritten(base.standing, block.id, THIRD.replace("kostnaderna.", "priserna."))
    saved = write(text, two, base=base, by=world.actor("birgitta"))
    assert "Visa</a>" in said_of(saved, base, block)
    assert said_of(saved, None, block).endswith("Vi har fört ihop er text.")
    assert where(saved, text) == f"{answer.section.url}#block-{block.id}"
    same = write(text, two, base=saved.revision, by=world.actor("birgitta"))
    assert where(same, text).startswith(answer.section.url)
    assert revision_of(text, None) is None


def test_a_text_kept_as_a_suggestion_is_kept_once(world: World, answer: Answer) -> None:
    block, head = answer.blocks[2], answer.section.text.head
    assert keep_theirs(block, block.text, head, by=world.actor("mona")) is None


def test_what_was_seen_is_told_apart_from_what_stands(answer: Answer) -> None:
    block, head = answer.blocks[2], answer.section.text.head
    assert text_as_seen(block, None) == THIRD
    assert text_as_seen(block, head) == THIRD
    assert Wish().op == "replace"


def test_an_op_that_is_none_is_a_change(as_: Browsers, world: World, answer: Answer) -> None:
    url = f"/stycken/{answer.blocks[2].id}/forslag"
    page = as_(world.nora).send(url, url, op="; drop table", status=422)
    assert "Du har inte ändrat något än" in page


def test_filtered_queues_say_nothing_of_what_they_do_not_show(
    as_: Browsers, world: World, answer: Answer
) -> None:
    block = answer.blocks[2]
    one = make_suggestion(world, block, THIRD.replace("större", "samlat"), kind="substance")
    two = make_suggestion(world, block, THIRD.replace("bör räknas", "ska räknas"))
    review = f"/svar/{answer.response.id}/forslag?avsnitt=1&slag=sak"
    browser = as_(world.birgitta, htmx=True)
    form = browser.get_plain(review).form(f"/forslag/{one.id}/antagande")
    page = browser.post(f"/forslag/{one.id}/antagande", form)
    assert f"suggestion-{two.id}" in {e.get("id") for e in page.tree.iter()}
    assert "Sak (1)" in page
    whole = f"/svar/{answer.response.id}/forslag"
    form = browser.get_plain(whole).form(f"/forslag/{two.id}/antagande")
    page = browser.post(f"/forslag/{two.id}/antagande", form)
    assert "Inga förslag väntar" in page
    assert "Sak (" not in page


def test_a_conversation_is_done_also_when_nobody_is_named_for_it(
    world: World, answer: Answer
) -> None:
    block = answer.blocks[0]
    said = talking.comment(answer.section.text, "Hej.", by=world.actor("nora"), block=block)
    talking.resolve(said.conversation, by=world.actor("mona"))
    world.mona.name = ""
    db.session.flush()
    margin = margin_of(block, world.actor("nora"))
    assert [talk.is_done for talk in margin.done] == [True]
    assert margin.open_talk_id is None
