"""Who wrote what in a block, sentence by sentence, through everything that can happen to it."""

from __future__ import annotations

import importlib

import pytest
import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation import kinds
from ideell.positions import contributing
from ideell.writing import authorship, deciding, supporting, talking
from ideell.writing.arranging import rewritten
from ideell.writing.authorship import Sentence, sentences_of
from ideell.writing.models import Block, Revision
from ideell.writing.origins import BlockOrigin, origins_of
from ideell.writing.saving import write
from ideell.writing.versions import restore, version_numbered
from tests.browsing import Browsers
from tests.drafting.builders import THIRD, Answer, make_answer, make_suggestion
from tests.world import World

SHALL = THIRD.replace("bör ta ett större", "ska ta ett samlat")


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


def block_of(answer: Answer, place: int = 2) -> Block:
    return db.session.get_one(Block, answer.blocks[place].id)


def save(world: World, block: Block, text: str, who: str = "birgitta") -> Revision:
    head = block.host_text.head
    wanted = rewritten(head.standing, block.id, text)
    saved = write(block.host_text, wanted, base=head, by=world.actor(who))
    db.session.commit()
    return saved.revision


def said(sentences: list[Sentence]) -> list[list[tuple[str, str, int | None]]]:
    return [
        [(part.words, part.said.split(",")[0], part.version) for part in one.parts]
        for one in sentences
    ]


def test_a_suggestion_is_its_authors_and_its_approvers(world: World, answer: Answer) -> None:
    suggestion = make_suggestion(world, block_of(answer), SHALL)
    supporting.support(suggestion, by=world.actor("nora"))
    deciding.accept(suggestion, by=world.actor("birgitta"))
    db.session.commit()
    first, second = sentences_of(block_of(answer))
    assert said([first, second]) == [
        [("", "Birgitta Lind", 1), ("ska … samlat", "Lars-Erik Sund", 2)],
        [("", "Birgitta Lind", 1)],
    ]
    assert "Birgitta Lind" in first.parts[1].said
    assert "godkände det" in first.parts[1].said
    assert first.parts[1].why == "Det är tydligare."
    assert first.parts[1].agreed


def test_a_suggestion_that_came_from_a_comment_says_whose(world: World, answer: Answer) -> None:
    block = block_of(answer)
    wrote = talking.comment(answer.section.text, "Säg ska.", by=world.actor("nora"), block=block)
    suggestion = make_suggestion(world, block, SHALL)
    suggestion.from_comment = wrote
    deciding.accept(suggestion, by=world.actor("birgitta"))
    db.session.commit()
    told = sentences_of(block)[0].parts[1].said
    assert "Det kom ur en kommentar av Nora Norr." in told
    wrote.state = "withdrawn"
    db.session.commit()
    assert "Nora Norr" not in sentences_of(block)[0].parts[1].said


def test_undoing_gives_the_words_their_origin_back(world: World, answer: Answer) -> None:
    suggestion = make_suggestion(world, block_of(answer), SHALL)
    deed = deciding.accept(suggestion, by=world.actor("birgitta"))
    db.session.commit()
    deed.undo(by=world.actor("birgitta"))
    db.session.commit()
    assert {run.origin for run in origins_of(block_of(answer)).runs} == {
        db.session.scalar(sa.select(sa.func.min(Revision.id)))
    }


def test_a_version_brought_back_is_its_writers_not_its_bringers(
    world: World, answer: Answer
) -> None:
    block = block_of(answer)
    save(world, block, "Ett helt annat stycke om något annat.", "mona")
    restore(version_numbered(block.host_text, 1), by=world.actor("kerstin"), block_id=block.id)
    db.session.commit()
    assert said(sentences_of(block_of(answer)))[0] == [("", "Birgitta Lind", 1)]


def test_a_removed_block_that_comes_back_keeps_who_wrote_it(world: World, answer: Answer) -> None:
    block = block_of(answer)
    save(world, block, "")
    assert db.session.get_one(Block, block.id).removed_at is not None
    removal = db.session.scalar(sa.select(Revision).order_by(Revision.id.desc()))
    before = db.session.get_one(Revision, removal.parent_id).standing
    write(block.host_text, before, base=removal, by=world.actor("mona"))
    db.session.commit()
    assert said(sentences_of(block_of(answer)))[0] == [("", "Birgitta Lind", 1)]


def test_what_somebody_changes_in_a_suggestion_names_both(world: World, answer: Answer) -> None:
    block = block_of(answer)
    suggestion = make_suggestion(world, block, SHALL)
    suggestion.on_behalf = True
    typed = SHALL.replace("samlat", "tydligt")
    deciding.accept_changed(
        suggestion, typed, base=block.host_text.head, by=world.actor("mona")
    )  # fmt: skip
    db.session.commit()
    part = sentences_of(block_of(answer))[0].parts[1]
    assert "inlagt av Lars-Erik Sund" in part.said
    assert "Mona" in part.said


def test_words_of_which_nothing_was_kept_say_so(world: World, answer: Answer) -> None:
    db.session.execute(sa.delete(BlockOrigin))
    db.session.commit()
    (part,) = sentences_of(block_of(answer))[0].parts
    assert part.said == "Vi vet inte vem som skrev det."
    assert part.version is None


def test_long_words_are_quoted_by_their_beginning(world: World, answer: Answer) -> None:
    block = block_of(answer)
    more = ", liksom för " + " och ".join(f"kören i by nummer {n}" for n in range(8))
    first = "Vi anser att staten bör ta ett större ansvar för mötesplatserna på landsbygden"
    longer = first + ", i skogslänen, i skärgården och i städernas ytterområden, året om och i hela"
    longer += " landet, så att ingen behöver resa mer än en halvtimme för att sjunga, dansa, spela"
    save(world, block, longer + ".", "birgitta")
    save(world, block_of(answer), longer + more + ".", "kerstin")
    parts = sentences_of(block_of(answer))[0].parts
    quoted = [part.words for part in parts if part.words]
    assert any(words.endswith(" …") for words in quoted)


def test_the_page_and_the_piece_of_it(as_: Browsers, world: World, answer: Answer) -> None:
    suggestion = make_suggestion(world, block_of(answer), SHALL)
    deciding.accept(suggestion, by=world.actor("birgitta"))
    db.session.commit()
    url = f"/stycken/{answer.blocks[2].id}/ursprung"
    page = as_(world.nora).get(url)
    assert "Orden ”ska … samlat”: Lars-Erik Sund" in page
    assert f"{answer.section.url}/versioner/2" in [e.get("href") for e in page.all("a")]
    piece = as_(world.nora, htmx=True).get(url)
    assert "<h1" not in piece.text
    assert "Lars-Erik Sund" in piece
    as_(world.ulla).get(url, status=404)
    as_(None).get(url, status=303)


def test_a_removed_block_tells_who_wrote_it(as_: Browsers, world: World, answer: Answer) -> None:
    save(world, block_of(answer), "")
    page = as_(world.nora).get(f"/stycken/{answer.blocks[2].id}/ursprung")
    assert "Stycket är borttaget" in page
    assert "Birgitta Lind" in page


def test_input_that_was_taken_up_is_named(as_: Browsers, world: World, answer: Answer) -> None:
    given = contributing.contribute(
        answer.consultation, by=world.actor("nora"), text="Vi vill ha *fler* körer.",
        node=answer.proposal,
    )  # fmt: skip
    contributing.release(given, by=world.actor("nora"))
    db.session.commit()
    url = f"/stycken/{answer.blocks[2].id}/ursprung"
    assert "fler körer" not in as_(world.nora).get(url)
    contributing.dispose(given, "taken", "", by=world.actor("birgitta"))
    db.session.commit()
    assert "Vi vill ha fler körer." in as_(world.nora).get(url)


def test_a_source_is_registered_once() -> None:
    before = list(authorship._sources)
    authorship.register_sources(before[0])
    assert authorship._sources == before


def test_a_block_that_no_section_hosts_has_taken_nothing_up(
    world: World, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ideell.drafting.input_taken_up.host_of", lambda _block: object())
    assert authorship.sources_of(block_of(answer), world.actor("nora")) == []


def test_the_kind_of_an_origin_is_a_part() -> None:
    assert kinds.of(BlockOrigin).internal


def test_the_upgrade_tells_the_history_as_the_saves_did(world: World, answer: Answer) -> None:
    """The step that adds the table finds the same as was kept while people wrote."""
    block = block_of(answer)
    save(world, block, SHALL, "mona")
    save(world, block_of(answer), SHALL.replace("Bidraget", "Stödet") + "\n\nEtt stycke till.")
    restore(version_numbered(block.host_text, 2), by=world.actor("mona"), block_id=block.id)
    save(world, block_of(answer), "")
    restore(version_numbered(block.host_text, 1), by=world.actor("kerstin"))
    db.session.commit()
    step = importlib.import_module("migrations.versions.20261129_0640_keep_the_origin_of_words")
    rows = db.session.execute(
        sa.select(Revision.id, Revision.text_id, Revision.change, Revision.blocks).order_by(
            Revision.text_id, Revision.number
        )
    ).all()
    told = {(row["block_id"], row["revision_id"]): row["runs"] for row in step._told(rows)}
    kept = {(row.block_id, row.revision_id): row.runs
            for row in db.session.scalars(sa.select(BlockOrigin))}  # fmt: skip
    assert told == kept
