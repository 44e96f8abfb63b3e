"""PDF files: bookmarks first, else what stands out on the page; boxes by their margins."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from ideell.reading import pdf
from ideell.reading.blocks import Block
from ideell.reading.document import read_outline
from ideell.reading.nodes import Form, Kind, Node, Outline
from ideell.reading.paging import with_pages
from ideell.reading.pdf_bookmarks import Bookmark
from ideell.reading.pdf_bookmarks import with_bookmarks as place_bookmarks
from ideell.reading.unreadable import Reason
from tests.consultations.outlines import drawn, refusal, written
from tests.consultations.pdf_files import blank, encrypted, typeset, with_bookmarks

pytestmark = pytest.mark.once

REPORT = """
= Musik
== Läget i dag
#lorem(150)

== Förslag om körer
#ruta[*Förslag:* Varje kommun ska ha en kör. Den ska vara öppen för alla.

Kören ska ha en lokal.
- ett piano
- noter
]
Skälen är många. #lorem(60)
#ruta[*Bedömning:* Det räcker.]
#lorem(40)
= Konsekvenser
#lorem(200)
"""


def outline_of(folder: Path, content: bytes) -> Outline:
    return read_outline(written(folder, content), "rapport.pdf")


def test_bookmarks_give_the_outline_with_pages(tmp_path: Path) -> None:
    outline = outline_of(tmp_path, typeset(REPORT))
    assert outline.title == "Kultur i länet"
    assert outline.form is Form.PDF
    assert [node.heading for node in outline.nodes if not node.is_item] == [
        "Musik",
        "Läget i dag",
        "Förslag om körer",
        "Konsekvenser",
    ]
    assert outline.nodes[0].page == 1
    assert outline.nodes[-1].page_to == outline.pages


def test_a_box_ends_where_its_margin_ends(tmp_path: Path) -> None:
    outline = outline_of(tmp_path, typeset(REPORT))
    boxes = [node for node in outline.nodes if node.is_item]
    assert [str(node.kind) for node in boxes] == ["proposal", "assessment"]
    assert boxes[0].text == (
        "Varje kommun ska ha en kör. Den ska vara öppen för alla.\nKören ska ha en lokal.\n"
        "- ett piano\n- noter"
    )
    assert boxes[1].text == "Det räcker."
    assert boxes[1].level == 3


def test_page_headers_and_numbers_are_not_text(tmp_path: Path) -> None:
    text = outline_of(tmp_path, typeset(REPORT)).nodes[-1].text or ""
    assert "SOU 2026:1" not in text
    assert text.startswith("Lorem ipsum dolor")


def test_without_bookmarks_the_numbers_and_weights_on_the_page_give_it(tmp_path: Path) -> None:
    bare = with_bookmarks(typeset("#outline(title: [Innehåll])\n" + REPORT), [])
    outline = outline_of(tmp_path, bare)
    assert [line for line in drawn(outline) if "proposal" not in line and "ass" not in line] == [
        "1 chapter 1 Musik",
        "2 section 1.1 Läget i dag",
        "2 section 1.2 Förslag om körer",
        "1 chapter 2 Konsekvenser",
    ]
    assert not outline.nodes[0].certain


def test_without_numbers_too_the_weights_give_it(tmp_path: Path) -> None:
    body = "#set heading(numbering: none)\n" + REPORT
    outline = outline_of(tmp_path, with_bookmarks(typeset(body), []))
    assert {"Musik", "Läget i dag", "Konsekvenser"} <= {node.heading for node in outline.nodes}


def test_a_bookmark_on_the_wrong_level_or_page_is_put_right(tmp_path: Path) -> None:
    content = with_bookmarks(
        typeset(REPORT),
        [
            ("Kultur", 1, 3),
            ("1 Musik", 1, 1),
            ("1.1 Läget i dag", 2, 1),
            ("1.2 Förslag om körer", 3, 3),
            ("   ", 1, 1),
            ("2 Konsekvenser", 1, 1),
        ],
    )
    outline = outline_of(tmp_path, content)
    headings = [(n.number, n.level) for n in outline.nodes if not n.is_item]
    assert headings == [("", 1), ("1", 1), ("1.1", 2), ("1.2", 2), ("2", 1)]
    assert [n.page for n in outline.nodes] == sorted(n.page or 0 for n in outline.nodes)
    assert (outline.nodes[2].text or "").startswith("Lorem")


def test_bookmarks_for_chapters_alone_leave_the_sections_to_the_page(tmp_path: Path) -> None:
    content = with_bookmarks(typeset(REPORT), [("1 Musik", 1, 1), ("2 Konsekvenser", 1, 2)])
    outline = outline_of(tmp_path, content)
    assert [node.number for node in outline.nodes if not node.is_item] == ["1", "1.1", "1.2", "2"]


def test_a_single_bookmark_is_not_an_outline(tmp_path: Path) -> None:
    content = with_bookmarks(typeset(REPORT), [("Omslag", 1, 1)])
    assert "Omslag" not in {node.heading for node in outline_of(tmp_path, content).nodes}


def test_a_heading_over_several_lines_is_found(tmp_path: Path) -> None:
    long = "En rubrik som är så lång att den går över flera rader på sidan i rapporten"
    body = f"= {long}\n#lorem(30)\n= Slut\n#lorem(30)"
    outline = outline_of(tmp_path, typeset(body))
    assert outline.nodes[0].heading.endswith(long)
    assert (outline.nodes[0].text or "").startswith("Lorem")


def test_pages_without_text_are_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, blank(3))) is Reason.IMAGE_ONLY


def test_a_locked_file_is_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, encrypted(typeset(REPORT)))) is Reason.ENCRYPTED


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, b"%PDF-1.7\nskr\xe4p" * 50)) is Reason.DAMAGED


def test_too_many_pages_are_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, blank(3_001))) is Reason.TOO_MANY_PAGES


def test_too_many_bookmarks_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "NODES", 2)
    assert refusal(written(tmp_path, typeset(REPORT))) is Reason.TOO_MANY_NODES


def test_a_file_without_pages_is_damaged(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, blank(0))) is Reason.DAMAGED


def test_a_page_that_cannot_be_opened_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise pypdfium2.PdfiumError("Failed to load page.")

    monkeypatch.setattr(pdf, "page_lines", fails)
    assert refusal(written(tmp_path, typeset(REPORT))) is Reason.DAMAGED


def test_bookmarks_are_enough_where_the_pages_are_pictures(tmp_path: Path) -> None:
    content = with_bookmarks(blank(3), [("1 Musik", 1, 1), ("2 Dans", 1, 3)])
    outline = outline_of(tmp_path, content)
    assert [(node.number, node.page, node.text) for node in outline.nodes] == [
        ("1", 1, None),
        ("2", 3, None),
    ]


def test_two_boxes_in_one_frame_are_two(tmp_path: Path) -> None:
    box = "#ruta[*Förslag:* Ge stöd.\n\n*Bedömning:* Det går.]"
    outline = outline_of(tmp_path, typeset(f"= Musik\n#lorem(20)\n{box}\n#lorem(20)\n= Slut"))
    assert [node.text for node in outline.nodes if node.is_item] == ["Ge stöd.", "Det går."]


def page(number: int, *texts: str) -> list[Block]:
    return [Block((text,), number) for text in texts]


def placed(blocks: list[Block], bookmarks: list[Bookmark]) -> list[tuple[str, int | None]]:
    return [(block.lines[0], block.depth) for block in place_bookmarks(blocks, bookmarks)]


def test_a_heading_in_several_blocks_is_replaced_whole() -> None:
    blocks = page(1, "En rubrik", "i två delar", "Text.")
    assert placed(blocks, [Bookmark("En rubrik i två delar", 1, 1), Bookmark("Slut", 2, 2)]) == [
        ("En rubrik i två delar", 1),
        ("Text.", None),
        ("Slut", 2),
    ]


def test_a_heading_on_another_page_than_its_bookmark_says_is_found() -> None:
    blocks = [*page(1, "Musik", "Text."), *page(2, "Dans", "Text.")]
    assert placed(blocks, [Bookmark("Musik", 1, 2), Bookmark("Dans", 1, None)]) == [
        ("Musik", 1),
        ("Text.", None),
        ("Dans", 1),
        ("Text.", None),
    ]


def test_bookmarks_out_of_order_keep_their_order() -> None:
    blocks = [*page(1, "Musik", "Text."), *page(2, "Dans", "Text.")]
    found = placed(blocks, [Bookmark("Dans", 1, 2), Bookmark("Musik", 1, 1), Bookmark("C", 1, 9)])
    assert [text for text, depth in found if depth] == ["Dans", "Musik", "C"]


def test_a_bookmark_that_is_found_nowhere_comes_after_the_one_before_it() -> None:
    blocks = [*page(1, "Musik", "Text."), *page(2, "Dans", "Text.")]
    found = placed(blocks, [Bookmark("Dans", 1, 2), Bookmark("Okänd", 1, 1)])
    assert found[2:] == [("Dans", 1), ("Okänd", 1), ("Text.", None)]


def test_a_node_without_a_page_gets_no_last_page() -> None:
    nodes = [Node("1", "Musik", Kind.CHAPTER, 1), Node("2", "Dans", Kind.CHAPTER, 1, 4)]
    assert [node.page_to for node in with_pages(nodes, {}, 9)] == [None, 9]
