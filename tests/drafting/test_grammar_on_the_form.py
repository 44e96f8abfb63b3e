"""What people write and paste with marks: helped along, cleaned, and whole in the file."""

from __future__ import annotations

import io
import zipfile

import pytest

from ideell.writing.blocks import NotPut, parse, put_in
from tests.browsing import Browsers
from tests.drafting.builders import THIRD, Answer, make_answer
from tests.world import World

FROM_WORD = (
    "Yttrande över SOU 2026:41\r\n\r\n"
    "Vi till\u00adstyrker\u00a0förslaget i avsnitt\u00a05.7. ”Det är bra”, enligt 5\u00a0§, "
    "och kostar 15\u00a0000\u00a0kr.\r\n"
    "·\tStudiecirklar\u00a0\r\n·\tMötesplatser\r\no\tByar utan bibliotek\r\n"
    "\uf0b7\tResor\t(ersättning)\r\n\r\n"
    "En rad med\u000bbrytning.   Dubbla  mellanslag\t\ttabbar.\u200b\ufeff\r\n"
)


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


def test_a_page_of_word_becomes_blocks_without_leftovers() -> None:
    assert [(block.kind, block.text) for block in parse(FROM_WORD)] == [
        ("paragraph", "Yttrande över SOU 2026:41"),
        (
            "paragraph",
            (
                "Vi tillstyrker förslaget i avsnitt 5.7. ”Det är bra”, enligt 5 §, "
                "och kostar 15 000 kr."
            ),
        ),
        ("list_item", "Studiecirklar"),
        ("list_item", "Mötesplatser"),
        ("list_item", "Byar utan bibliotek"),
        ("list_item", "Resor (ersättning)"),
        ("paragraph", "En rad med\nbrytning. Dubbla mellanslag tabbar."),
    ]


def test_marks_come_through_from_the_form_to_the_page_and_the_files(
    as_: Browsers, world: World, answer: Answer
) -> None:
    path = f"/texter/{answer.section.text_id}/stycken"
    browser = as_(world.birgitta)
    browser.send(
        path,
        path,
        text="Se [rapporten](https://example.se/r)^[Sidan 12.] om *lokaler* och **pengar**.\n\n"
        "- en punkt\n- en till\n\n> Kultur är för alla.",
    )
    page = browser.get(answer.section.url)
    assert [e.get("href") for e in page.all("a") if e.get("href") == "https://example.se/r"]
    for tag, said in (("em", "lokaler"), ("strong", "pengar"), ("li", "en punkt")):
        assert said in ["".join(e.itertext()) for e in page.all(tag)]
    assert "Kultur är för alla." in ["".join(e.itertext()).strip() for e in page.all("blockquote")]
    root = f"/svar/{answer.response.id}/hamta"
    plain = browser.get(f"{root}/md").response.get_data(as_text=True)
    for mark in ("https://example.se/r", "Sidan 12.", "- en punkt", "> Kultur är för alla."):
        assert mark in plain
    word = zipfile.ZipFile(io.BytesIO(browser.get(f"{root}/docx").response.data))
    assert "Sidan 12." in word.read("word/footnotes.xml").decode()
    assert "https://example.se/r" in word.read("word/_rels/document.xml.rels").decode()
    document = word.read("word/document.xml").decode()
    assert "en punkt" in document
    assert "Kultur är för alla." in document


def test_a_link_and_a_footnote_are_put_in_without_knowing_the_marks() -> None:
    assert put_in("Se rapporten nu.", "rapporten", address="example.se/r") == (
        "Se [rapporten](https://example.se/r) nu."
    )
    assert put_in("Se rapporten.", " rapporten ", note="Sidan\n12 [bilaga].") == (
        "Se rapporten^[Sidan 12 (bilaga).]."
    )
    for words, address, note, why in (
        ("nej", "example.se", "", "finns inte"),
        ("", "example.se", "", "finns inte"),
        ("Se", "", "", "adress eller en fotnot"),
        ("Se", "en sak", "", "går inte att använda"),
        ("Se", "https://a.se/(x", "", "går inte att använda"),
    ):
        with pytest.raises(NotPut, match=why):
            put_in("Se rapporten.", words, address=address, note=note)


def test_the_form_puts_them_in_and_keeps_everything(
    as_: Browsers, world: World, answer: Answer
) -> None:
    path = f"/stycken/{answer.blocks[2].id}/skriv"
    browser = as_(world.birgitta)
    form = browser.get(path).form(path) | {"note": "Källa."}
    asked = form | {"ord": "mötesplatserna", "fotnot": "Enligt kartan."}
    page = browser.post(f"{path}/jamforelse", asked, status=200)
    again = page.form(path)
    assert again["text"] == THIRD.replace("mötesplatserna", "mötesplatserna^[Enligt kartan.]")
    assert again["note"] == "Källa."
    wrong = browser.post(f"{path}/jamforelse", form | {"ord": "nej", "adress": "a.se"}, status=200)
    assert "Orden finns inte i texten" in wrong
    assert wrong.form(path)["text"] == THIRD
