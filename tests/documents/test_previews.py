"""What is shown of a file: read in the child, or refused for a reason that is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from ideell.documents.words import why_nothing_is_shown
from ideell.files.accepting import refusal
from ideell.files.packed import ARCHIVE, LONGEST_LIST
from ideell.files.types import (
    OPEN_TEXT,
    PROGRAM,
    SHEET,
    UNKNOWN,
    WITH_MACROS,
    WORD,
    in_words,
    media_type_of,
)
from ideell.reading.blocks import Block
from ideell.reading.limits import PIECE_CHARACTERS, PREVIEW_CHARACTERS, PREVIEW_PIECES
from ideell.reading.preview import Piece, Preview, pieces_of
from ideell.reading.preview_wire import piece_from, preview_as_json, preview_from
from ideell.reading.previewing import read_preview
from ideell.reading.reading import preview_in_child
from ideell.reading.unreadable import Reason, Unreadable
from ideell.reading.wire import Misshapen
from tests.consultations.pdf_files import typeset
from tests.documents.builders import PNG, odt, word

pytestmark = pytest.mark.once

TABLE = (
    "<table:table><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell>"
    "<table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table>"
)


def read(tmp_path: Path, content: bytes, media_type: str) -> Preview:
    path = tmp_path / "file"
    path.write_bytes(content)
    here = read_preview(path, media_type)
    assert preview_from(preview_as_json(here)) == here
    assert preview_in_child(path, media_type, seconds=20, megabytes=256) == here
    return here


def refused(tmp_path: Path, content: bytes, media_type: str) -> Reason:
    with pytest.raises(Unreadable) as refusal:
        read(tmp_path, content, media_type)
    return refusal.value.reason


def test_a_word_file_is_shown_with_its_headings_lists_and_tables(tmp_path: Path) -> None:
    content = word("# Ett", "Text.", "- punkt", title="Titeln", table=[["A", "B"], ["1", "2"]])
    preview = read(tmp_path, content, WORD)
    assert preview.title == "Titeln"
    assert preview.pieces == (
        Piece("heading", "Ett", 1),
        Piece("paragraph", "Text."),
        Piece("item", "punkt"),
        Piece("row", cells=("A", "B"), begins=True),
        Piece("row", cells=("1", "2")),
    )


def test_an_open_document_is_shown_too(tmp_path: Path) -> None:
    body = (
        "<text:h text:outline-level='2'>Rubrik</text:h>"
        "<text:p>Två<text:s text:c='2'/>ord<text:tab/>och<text:line-break/>en rad"
        "<text:note><text:note-citation>1</text:note-citation></text:note></text:p>"
        "<text:list><text:list-item><text:p>punkt</text:p></text:list-item></text:list>"
        "<text:tracked-changes><text:p>borta</text:p></text:tracked-changes>"
        f"<text:p/>{TABLE}"
    )
    preview = read(tmp_path, odt(body, "En titel"), OPEN_TEXT)
    assert preview.title == "En titel"
    assert preview.pieces == (
        Piece("heading", "Rubrik", 2),
        Piece("paragraph", "Två ord och en rad"),
        Piece("item", "punkt"),
        Piece("row", cells=("A", "B"), begins=True),
    )


def test_a_pdf_is_shown_with_its_lines_joined(tmp_path: Path) -> None:
    preview = read(tmp_path, typeset("= Kör\nVi sjunger " + "tillsammans " * 30), "application/pdf")
    assert preview.title == "Kultur i länet"
    assert preview.pages == 1
    assert any("tillsammans tillsammans" in piece.text for piece in preview.pieces)


def test_a_page_is_shown_without_what_could_run(tmp_path: Path) -> None:
    page = (
        b"<html><head><title>T</title></head><body><h2>R</h2><script>x()</script><p>P</p>"
        b"<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table></body></html>"
    )
    preview = read(tmp_path, page, "text/html")
    assert preview.title == "T"
    assert [piece.text or piece.cells for piece in preview.pieces] == ["R", "P", ("A", "B"),
                                                                       ("1", "2")]  # fmt: skip


def test_markdown_is_called_what_its_first_heading_says(tmp_path: Path) -> None:
    assert read(tmp_path, b"# Ett namn\n\nText.\n", "text/markdown").title == "Ett namn"
    assert read(tmp_path, b"Bara text.\n", "text/markdown").title == ""


def test_plain_text_has_a_paragraph_between_empty_lines(tmp_path: Path) -> None:
    preview = read(tmp_path, "a\nb\n\n\n\nå".encode("cp1252"), "text/plain")
    assert [piece.text for piece in preview.pieces] == ["a b", "å"]


@pytest.mark.parametrize(
    ("content", "cells"),
    [(b"a;b\n1;2", ("a", "b")), (b"a,b\n", ("a", "b")), (b'"x ""y""",1\n', ('x "y"', "1"))],
)
def test_a_table_of_values_is_shown_as_one(
    tmp_path: Path, content: bytes, cells: tuple[str, ...]
) -> None:
    assert read(tmp_path, content, "text/csv").pieces[0] == Piece("row", cells=cells, begins=True)


def test_a_picture_tells_its_size_and_no_more(tmp_path: Path) -> None:
    preview = read(tmp_path, PNG, "image/png")
    assert (preview.width, preview.height, preview.pieces) == (3, 2, ())
    large = PNG[:16] + (30_000).to_bytes(4, "big") * 2 + PNG[24:]
    assert refused(tmp_path, large, "image/png") == Reason.TOO_HEAVY
    assert refused(tmp_path, b"GIF89a\0\0\0\0", "image/gif") == Reason.DAMAGED
    assert refused(tmp_path, b"inte en bild", "image/png") == Reason.DAMAGED


@pytest.mark.parametrize(
    ("content", "media_type", "reason"),
    [
        (b"<svg/>", "image/svg+xml", Reason.UNKNOWN_KIND),
        (b"a," + b"x" * (PREVIEW_CHARACTERS + 1), "text/csv", Reason.TOO_LARGE),
        (b"a\0b", "text/plain", Reason.UNKNOWN_KIND),
        (odt("", body="none"), OPEN_TEXT, Reason.DAMAGED),
        (b"PK", OPEN_TEXT, Reason.DAMAGED),
    ],
)
def test_what_cannot_be_shown_says_why(
    tmp_path: Path, content: bytes, media_type: str, reason: Reason
) -> None:
    assert refused(tmp_path, content, media_type) == reason


@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
def test_a_very_large_text_is_not_read(
    tmp_path: Path, media_type: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ideell.reading.previewing.TEXT_BYTES", 3)
    path = tmp_path / "file"
    path.write_bytes(b"lite mer")
    with pytest.raises(Unreadable):
        read_preview(path, media_type)


def test_a_long_text_is_cut_where_one_is_told(tmp_path: Path) -> None:
    preview = read(tmp_path, b"rad\n\n" * (PREVIEW_PIECES + 1), "text/plain")
    assert (len(preview.pieces), preview.is_cut) == (PREVIEW_PIECES, True)
    preview = read(tmp_path, b"x" * (PREVIEW_CHARACTERS + 1), "text/plain")
    assert (preview.pieces, preview.is_cut) == ((), True)
    preview = read(tmp_path, b"x" * (PIECE_CHARACTERS + 1), "text/plain")
    assert [len(piece.text) for piece in preview.pieces] == [PIECE_CHARACTERS, 1]
    assert not preview.is_cut


def test_two_tables_in_a_row_are_two() -> None:
    blocks = [Block((text,), cell=(table, 0, column))
              for table in (1, 2) for column, text in enumerate("ab")]  # fmt: skip
    blocks.append(Block(("c",), cell=(2, 0, 1)))
    blocks.append(Block(("slut",)))
    pieces = list(pieces_of(blocks, " ".join))
    assert pieces == [
        Piece("row", cells=("a", "b"), begins=True),
        Piece("row", cells=("a", "b c"), begins=True),
        Piece("paragraph", "slut"),
    ]


@pytest.mark.parametrize(
    "changed",
    [
        {"is_cut": "ja"}, {"width": 0}, {"pieces": [["row"]]}, {"pieces": "x"}, {"extra": 1},
        {"pieces": [["script", "x", 0, [], False]]}, {"title": 7},
        {"pieces": [["paragraph", "x" * PIECE_CHARACTERS, 0, [], False]] * 16},
        {"pieces": [["row", "", 0, ["x"] * 99, False]]},
    ],
)  # fmt: skip
def test_what_the_child_says_is_believed_no_more_than_its_file(changed: dict) -> None:
    with pytest.raises(Misshapen):
        preview_from(preview_as_json(Preview()) | changed)


def test_a_heading_of_any_depth_is_believed() -> None:
    assert piece_from(["heading", "x", 6, [], False]) == Piece("heading", "x", 6)
    with pytest.raises(Misshapen):
        piece_from(["heading", "x", 7, [], False])


def test_files_have_kinds_by_what_is_in_them() -> None:
    assert media_type_of(odt("")) == OPEN_TEXT
    assert media_type_of(b"MZ") == PROGRAM
    assert media_type_of(b"{\\rtf1 hej}") == "application/rtf"
    assert media_type_of(b"From: a@b.se\n\nhej") == "message/rfc822"
    assert media_type_of(b"<?xml version='1.0'?><x/>") == "application/xml"
    assert media_type_of(b"<?xml version='1.0'?><svg xmlns='x'/>") == "image/svg+xml"
    assert media_type_of(b"a;b", "a.CSV") == "text/csv"
    assert media_type_of(b"\0") == UNKNOWN
    assert refusal("video/mp4", "a.mp4") != ""
    assert refusal(WORD, "a.docx") == ""
    assert in_words(SHEET) == "Excel"


def test_a_packed_file_with_an_endless_list_is_not_read() -> None:
    end = b"PK\5\6" + b"\0" * 8 + (LONGEST_LIST + 1).to_bytes(4, "little") + b"\0" * 6
    assert media_type_of(b"PK\3\4" + end) == ARCHIVE
    assert media_type_of(b"PK\3\4" + b"PK\5\6\0") == ARCHIVE
    assert media_type_of(word("x")) == WORD
    assert media_type_of(word("x").replace(b"PK\1\2", b"PK\1\0")) == ARCHIVE


def test_macros_are_seen_before_anything_is_unpacked() -> None:
    import zipfile
    from io import BytesIO

    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
        archive.writestr("word/vbaProject.bin", b"x")
    assert media_type_of(out.getvalue()) == WITH_MACROS
    assert "makron" in refusal(WITH_MACROS, "a.docx")


@pytest.mark.parametrize("reason", ["image_only", "encrypted", "gave_up", ""])
def test_every_reason_has_a_sentence_that_says_what_to_do(reason: str) -> None:
    assert why_nothing_is_shown(reason).endswith("Ladda ner den för att se den.")
