"""Versions: told in words, read whole, compared, brought back; and what is not there."""

from __future__ import annotations

import pytest

from ideell.extensions import db
from ideell.writing import deciding
from ideell.writing.arranging import rewritten
from ideell.writing.models import Block, Revision
from ideell.writing.numbering import renumber
from ideell.writing.saving import Made, put, write
from ideell.writing.version_lines import PAGE, genitive, lines_of, versions_on
from ideell.writing.versions import restore, version_numbered
from tests.bench.statements import counted
from tests.browsing import Browsers
from tests.drafting.builders import (
    FIRST,
    SECOND,
    THIRD,
    Answer,
    make_answer,
    make_suggestion,
    write_blocks,
)
from tests.world import World

SHALL = THIRD.replace("bör ta ett större", "ska ta ett samlat")
CLEAR = SECOND.replace("I en mängd", "I många")


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


def save(world: World, answer: Answer, place: int, text: str, who: str = "birgitta") -> Revision:
    host = answer.section.text
    head = version_numbered(host, host.revision_count)
    wanted = rewritten(head.standing, answer.blocks[place].id, text)
    saved = write(host, wanted, base=head, by=world.actor(who))
    db.session.commit()
    return saved.revision


def told(answer: Answer) -> list[str]:
    return [line.said for line in versions_on(answer.section.text, 1).lines]


@pytest.mark.parametrize(
    ("name", "whose"), [("Håkan", "Håkans"), ("Lars", "Lars"), ("Max", "Max"), ("", "s")]
)
def test_whose_it_is(name: str, whose: str) -> None:
    assert genitive(name) == whose


def test_a_version_says_that_a_block_was_removed_or_moved(
    as_: Browsers, world: World, answer: Answer
) -> None:
    pen, third, first = as_(world.birgitta), answer.blocks[2], answer.blocks[0]
    writing = f"/stycken/{first.id}/skriv"
    form = pen.get(writing).form(writing)
    pen.post(f"/stycken/{first.id}/plats", form | {"till": "ner"})
    assert told(answer)[0].startswith("Birgitta ändrade ordningen på styckena")
    form = pen.get(writing).form(writing)
    pen.post(f"/stycken/{first.id}/plats", form | {"till": "upp", "text": f"{FIRST} Absolut."})
    assert told(answer)[0].startswith("Birgitta skrev i "), "it was written in, too"
    pen.send(f"/stycken/{third.id}/skriv", f"/stycken/{third.id}/borttagning")
    assert told(answer)[0] == "Birgitta tog bort 1:3"


def test_every_version_is_told_in_words(world: World, answer: Answer) -> None:
    by = world.actor("birgitta")
    deciding.accept(make_suggestion(world, answer.blocks[2], SHALL), by=by)
    two = [
        make_suggestion(world, answer.blocks[1], CLEAR),
        make_suggestion(world, answer.blocks[1], SECOND.replace("enda", "enda levande")),
    ]
    host = answer.section.text
    head = version_numbered(host, host.revision_count)
    text = SECOND.replace("I en mängd", "I många").replace("enda", "enda levande")
    made = Made("accepted", kind="language", from_suggestions=tuple(one.id for one in two))
    wanted = rewritten(head.standing, answer.blocks[1].id, text)
    put(host, wanted, base=head, by=by, made=made)
    third = make_suggestion(world, answer.blocks[3], "Räkna på det.", who="nora")
    made = Made("accepted", from_suggestions=(third.id, two[0].id))
    head = version_numbered(host, host.revision_count)
    wanted = rewritten(head.standing, answer.blocks[3].id, "Räkna på allt.")
    put(host, wanted, base=head, by=by, made=made)
    db.session.commit()
    save(world, answer, 0, "Vi säger nej.", "mona")
    restore(version_numbered(host, 1), by=world.actor("mona"))
    db.session.commit()
    assert told(answer) == [
        "Mona tog tillbaka en äldre version av 4 stycken",
        "Mona skrev i 1:1",
        "Birgitta godkände 2 förslag i 1:4",
        "Birgitta godkände 2 förslag av Lars-Erik i 1:2 (språk)",
        "Birgitta godkände Lars-Eriks förslag i 1:3",
        "Birgitta skrev i 4 stycken",
    ]


def test_undone_and_written_together_are_told_too(world: World, answer: Answer) -> None:
    head = version_numbered(answer.section.text, 1)
    head.change = "merged"
    assert lines_of(answer.section.text, [head])[0].said == (
        "Birgitta skrev ihop två texter i 4 stycken"
    )
    head.change, head.touched = "chosen", head.touched[:1]
    assert lines_of(answer.section.text, [head])[0].said == ("Birgitta valde sin egen text i 1:1")
    head.change, head.touched = "undone", [block.id for block in answer.blocks[:2]]
    assert lines_of(answer.section.text, [head])[0].said == (
        "Birgitta ångrade en ändring i 1:1 och 1:2"
    )


def test_long_lists_come_in_pages_and_any_two_are_compared(
    as_: Browsers, world: World, answer: Answer
) -> None:
    for number in range(PAGE + 1):
        save(world, answer, 3, f"Räkna på det, gång {number}.")
    url = f"{answer.section.url}/versioner"
    browser = as_(world.nora)
    first, second = browser.get(url), browser.get(f"{url}?sida=2")
    assert "Sida 1 av 2" in first
    assert "Äldre versioner" in first
    assert "Nyare versioner" in second
    assert len(second.all("tr")) == 3
    assert "Sida 2 av 2" in browser.get(f"{url}?sida=99")
    assert "Sida 1 av 2" in browser.get(f"{url}?sida=hej")
    assert "Version 1 och 27" in browser.get(f"{url}/jamforelse?fran=27&till=1")


def test_the_same_number_of_questions_however_many_versions(world: World, answer: Answer) -> None:
    def statements() -> int:
        db.session.expire_all()
        _loaded = answer.section.text.revision_count
        with counted() as seen:
            versions_on(answer.section.text, 1)
        return len(seen)

    save(world, answer, 3, "En gång till.")
    few = statements()
    for number in range(12):
        who = ("birgitta", "mona", "kerstin")[number % 3]
        save(world, answer, number % 4, f"Räkna på det, gång {number}.", who)
    assert statements() == few <= 4


def test_one_version_is_read_whole_with_the_numbers_it_had(
    as_: Browsers, world: World, answer: Answer
) -> None:
    save(world, answer, 0, "", "birgitta")
    renumber(answer.section.text)
    db.session.commit()
    write_blocks(world, answer.section, "## En rubrik\n\n- Ett i en lista\n\n> Ett citat")
    db.session.commit()
    url = f"{answer.section.url}/versioner"
    page = as_(world.birgitta).get(f"{url}/1")
    assert "Så stod det i version 1" in page
    assert FIRST in page
    labels = [e.text for e in page.all("span") if e.get("class") == "block-number"]
    assert labels == ["1:1", "1:2", "1:3", "1:4"]
    assert "Återställ hela version 1" in page
    assert len([form for form in page.all("form") if "version" in (form.get("action") or "")]) == 2
    newest = as_(world.nora).get(f"{url}/3")
    assert "Det är så texten står nu" in newest
    assert newest.all("blockquote")
    assert "Återställ" not in as_(world.nora).get(f"{url}/1")


def test_a_block_of_an_old_version_is_brought_back_and_that_is_undone(
    as_: Browsers, world: World, answer: Answer
) -> None:
    save(world, answer, 2, SHALL)
    pen, url = as_(world.birgitta), f"{answer.section.url}/versioner"
    block_id = str(answer.blocks[2].id)
    pen.send(f"{url}/1", f"{url}/1/aterstallning", block=block_id)
    block = db.session.get_one(Block, answer.blocks[2].id)
    assert block.text == THIRD
    page = pen.get(answer.section.url)
    assert "Stycke 1:3 är som i version 1 igen." in page.said()
    undo = next(f.get("action") for f in page.all("form") if "handelser" in f.get("action"))
    pen.post(undo)
    db.session.expire_all()
    assert db.session.get_one(Block, answer.blocks[2].id).text == SHALL


def test_a_comparison_says_which_blocks_differ(as_: Browsers, world: World, answer: Answer) -> None:
    save(world, answer, 3, "")
    save(world, answer, 2, SHALL)
    page = as_(world.nora).get(f"{answer.section.url}/versioner/jamforelse?fran=1&till=3")
    assert "2 stycken skiljer." in page
    assert [e.text for e in page.all("h2") if e.text.startswith("Stycke")] == [
        "Stycke 1:3: ändrat",
        "Stycke 1:4: borttaget",
    ]


def test_the_whole_of_a_version_is_brought_back(
    as_: Browsers, world: World, answer: Answer
) -> None:
    save(world, answer, 2, SHALL)
    pen, url = as_(world.birgitta), f"{answer.section.url}/versioner"
    pen.send(f"{url}/jamforelse?fran=1&till=2", f"{url}/1/aterstallning", block="")
    page = pen.get(answer.section.url)
    assert "Version 1 är tillbaka, som en ny version." in page.said()


def test_an_empty_version_says_so(as_: Browsers, world: World, answer: Answer) -> None:
    head = version_numbered(answer.section.text, 1)
    write(answer.section.text, [], base=head, by=world.actor("birgitta"))
    db.session.commit()
    assert "var tom i den" in as_(world.nora).get(f"{answer.section.url}/versioner/2")


def test_numbers_typed_wrong_are_answered_in_words(
    as_: Browsers, world: World, answer: Answer
) -> None:
    save(world, answer, 2, SHALL)
    browser, url = as_(world.nora), f"{answer.section.url}/versioner"
    for typed in ("9", "0", "hej", "1.5", str(10**30)):
        page = browser.get(f"{url}/{typed}", status=404)
        assert "versionerna 1 till 2" in page
        assert f"{typed[:20]}" in page
    page = browser.get(f"{url}/jamforelse?fran=1&till=x", status=404)
    assert "”x”" in page
    assert "Välj två versioner" in browser.get(f"{url}/jamforelse", status=404)
    pen = as_(world.birgitta)
    pen.post(f"{url}/1/aterstallning", {"block": "hej"}, status=404)
    assert db.session.get_one(Block, answer.blocks[2].id).text == SHALL
