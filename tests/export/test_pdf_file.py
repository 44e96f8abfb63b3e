"""The PDF: for those who see it, those who listen to it, and those who keep it."""

from __future__ import annotations

import json
import resource
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from time import perf_counter
from types import SimpleNamespace
from typing import Any

import pikepdf
import pypdfium2
import pytest
import typst
from pikepdf import Dictionary, Name, Pdf

from ideell.export import Block, PdfNotMade, export, made_sound, pdf
from ideell.export.letter import BlockKind
from ideell.export.typesetter import typeset
from tests.export import pdf_checks
from tests.export.sample import LETTER, saying, views
from tests.serving import unmeasured

REAL = Path(__file__).resolve().parents[3] / "shared/data/remissvar"


@pytest.fixture(scope="module")
def made() -> bytes:
    return export(LETTER, "pdf", numbered=True).content


def opened(content: bytes) -> Pdf:
    return pikepdf.open(BytesIO(content))


def pages_of(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return [page.replace("\u200b", "") for page in pages]


def text_of(content: bytes) -> str:
    return "\n".join(pages_of(content))


def test_the_pdf_passes_every_check(made: bytes) -> None:
    assert pdf_checks.faults(opened(made), LETTER.sender) == []


def test_a_letter_without_numbers_tables_and_notes_passes_too() -> None:
    bare = replace(LETTER, positions=(), parts=(), summary=(Block.of("Vi tillstyrker."),))
    assert pdf_checks.faults(opened(export(bare, "pdf").content), LETTER.sender) == []


@pytest.mark.parametrize("lines", [15, 16, 17, 18])
@pytest.mark.parametrize("kind", ["paragraph", "list_item"])
def test_a_name_never_stands_alone_on_the_last_page(kind: BlockKind, lines: int) -> None:
    filling = Block.of(" ".join(["En rad som fyller sidan med ord och mening."] * 2 * lines))
    last = Block.of("Det här är svarets sista ord.", kind)
    bare = replace(LETTER, positions=(), parts=(), about=(), process=(filling, last), annexes=())
    ending = pages_of(export(bare, "pdf").content)[-1]
    assert "sista ord" in ending
    assert "Örjan Exempel" in ending


def test_every_check_can_fail_on_an_untagged_pdf() -> None:
    source = b"#table(columns: 1)[a]\n#line()\ntext"
    plain = typst.compile(source, ignore_system_fonts=True, pdf_tags=False)
    found = {fault.split(":")[0] for fault in pdf_checks.faults(opened(plain), "Vi")}
    assert found >= {
        "has_structure",
        "has_language",
        "has_title",
        "has_ordered_headings",
        "says_it_is_accessible",
        "has_bookmarks",
        "names_the_organisation",
    }


def _without(thing: Any, key: str) -> None:
    if key in thing:
        del thing[key]


def _no_scope(pdf: Pdf) -> None:
    for header in pdf_checks.named(pdf, "/TH"):
        del header["/A"]


def _no_headers(pdf: Pdf) -> None:
    for header in pdf_checks.named(pdf, "/TH"):
        header.S = Name.TD


def _skipped_level(pdf: Pdf) -> None:
    for heading in pdf_checks.named(pdf, "/H2"):
        heading.S = Name.H3


def _two_titles(pdf: Pdf) -> None:
    pdf_checks.named(pdf, "/H2")[0].S = Name.H1


def _late_start(pdf: Pdf) -> None:
    pdf_checks.named(pdf, "/H1")[0].S = Name.H2


def _unsaid_figure(pdf: Pdf) -> None:
    pdf_checks.named(pdf, "/P")[0].S = Name.Figure


def _fonts(pdf: Pdf) -> list[Dictionary]:
    return [font for page in pdf.pages for font in page.Resources.Font.values()]


def _no_unicode(pdf: Pdf) -> None:
    for font in _fonts(pdf):
        _without(font, "/ToUnicode")


def _no_font_file(pdf: Pdf) -> None:
    for font in _fonts(pdf):
        for key in ("/FontFile2", "/FontFile3"):
            _without(font.DescendantFonts[0].FontDescriptor, key)


def _other_language(pdf: Pdf) -> None:
    pdf.Root.Lang = "en-US"


def _hidden_title(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def _loose_pages(pdf: Pdf) -> None:
    for page in pdf.pages:
        _without(page.obj, "/StructParents")


def _person(pdf: Pdf) -> None:
    pdf.docinfo["/Author"] = "Åsa Exempel"


def _script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def _loose_links(pdf: Pdf) -> None:
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            _without(note, "/StructParent")


def _running_links(pdf: Pdf) -> None:
    for page in pdf.pages:
        for note in page.get("/Annots", []):
            note.A = Dictionary(S=Name.Launch)


@pytest.mark.parametrize(
    ("harm", "check"),
    [
        (_no_scope, "has_table_headers"),
        (_no_headers, "has_table_headers"),
        (_skipped_level, "has_ordered_headings"),
        (_two_titles, "has_ordered_headings"),
        (_late_start, "has_ordered_headings"),
        (_unsaid_figure, "has_described_figures"),
        (_no_unicode, "has_fonts_inside"),
        (_no_font_file, "has_fonts_inside"),
        (_other_language, "has_language"),
        (_hidden_title, "has_title"),
        (_loose_pages, "has_structure"),
        (_person, "names_the_organisation"),
        (_script, "runs_nothing"),
        (_loose_links, "has_tagged_links"),
        (_running_links, "has_tagged_links"),
    ],
)
def test_each_check_sees_its_own_harm(made: bytes, harm: Callable[[Pdf], None], check: str) -> None:
    pdf = opened(made)
    harm(pdf)
    found = {fault.split(":")[0] for fault in pdf_checks.faults(pdf, LETTER.sender)}
    assert found == {check}


def test_a_real_answer_that_names_a_civil_servant_is_seen() -> None:
    files = sorted(REAL.glob("kammarkollegiet*.pdf"))
    if not files:
        pytest.skip("the real answers are not on this machine")
    with pikepdf.open(files[0]) as real:
        assert pdf_checks.names_the_organisation(real, "Kammarkollegiet")


def test_the_words_come_in_reading_order(made: bytes) -> None:
    text = text_of(made)
    places = [
        text.index(words)
        for words in (
            "Lilla kulturförbundet",
            "2026-12-11",
            "Kopia: Enheten för konstarterna",
            "Remissvar: Kultur i hela landet",
            "Sammanfattning",
            "Ställningstaganden i korthet",
            "Synpunkter",
            "4.3 Stödet till mötesplatser",
            "Om Lilla kulturförbundet",
            "Så har svaret tagits fram",
            "Beslut i detta ärende",
            "Örjan Exempel, ordförande",
            "Bilagor",
        )
    ]
    assert places == sorted(places)


def test_numbers_stand_before_their_blocks_only_where_asked_for(made: bytes) -> None:
    assert "4.3:2" in text_of(made)
    assert "4.3:2" not in text_of(export(LETTER, "pdf").content)


def test_the_pages_say_where_we_are(made: bytes) -> None:
    with opened(made) as document:
        pages = len(document.pages)
    assert f"Sida 1 ({pages})" in text_of(made).replace("\xa0", " ")
    assert "Version 12, den 11 december 2026" in text_of(made)


def test_links_and_footnotes_lead_where_they_say(made: bytes) -> None:
    with opened(made) as document:
        notes = [note for page in document.pages for note in page.get("/Annots", [])]
        addresses = {str(note.A.URI) for note in notes if note.get("/A", {}).get("/S") == Name.URI}
        kinds = {str(tag.S) for tag in pdf_checks.tags(document)}
    assert addresses == {"https://exempel.se/statistik", "https://exempel.se/vanor"}
    assert {"/Note", "/Link", "/BlockQuote", "/L", "/LI", "/Lbl", "/LBody", "/Table"} <= kinds


def test_the_same_letter_gives_the_same_bytes(made: bytes) -> None:
    assert export(LETTER, "pdf", numbered=True).content == made
    other = replace(LETTER, date=date(2026, 12, 12))
    assert export(other, "pdf", numbered=True).content != made


def test_poppler_reads_the_tags(made: bytes, tmp_path: Path) -> None:
    if not shutil.which("pdfinfo"):
        pytest.skip("pdfinfo (poppler-utils) is not on this machine")
    (tmp_path / "a.pdf").write_bytes(made)
    command = ["pdfinfo", "-struct-text", str(tmp_path / "a.pdf")]
    told = subprocess.run(command, capture_output=True, check=True).stdout.decode(
        "utf-8", "replace"
    )
    for tag in ("H1", "H2", "H3", "H4", "Table", "THead", "TH", "Note", "BlockQuote", "LBody"):
        assert f"{tag} " in told or f"{tag}\n" in told
    assert '"Sammanfattning"' in told


def test_ten_pages_take_well_under_a_second() -> None:
    long = replace(LETTER, parts=tuple(views(f"{number}", blocks=5) for number in range(1, 11)))
    began = perf_counter()
    content = export(long, "pdf").content
    took = perf_counter() - began
    with opened(content) as document:
        assert len(document.pages) >= 10
    assert took < 2  # a fifth of a second on a quiet machine; the rest is for a busy one


def test_a_word_no_line_can_hold_stays_on_the_paper() -> None:
    content = export(saying("å" * 900), "pdf").content
    with opened(content) as document:
        width = float(document.pages[0].MediaBox[2])
    page = pypdfium2.PdfDocument(content)[0]
    text = page.get_textpage()
    boxes = [text.get_charbox(place) for place in range(text.count_chars())]
    assert max(right for _left, _bottom, right, _top in boxes) < width


def test_what_the_typesetter_stops_at_is_set_in_plain_letters(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ideell.export.printable.SHOWN", frozenset(map(chr, range(0x20, 0x30000))))
    made = export(saying("Hej 中 och då"), "pdf")
    assert "[tecken: CJK UNIFIED IDEOGRAPH-4E2D]" in text_of(made.content)
    assert any("CJK UNIFIED IDEOGRAPH-4E2D" in note for note in made.notes)


@pytest.mark.parametrize("fault", ["stops", "hangs"])
def test_when_no_pdf_can_be_made_a_sentence_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, fault: str, tmp_path: Path
) -> None:
    program = {"stops": "raise SystemExit(1)", "hangs": "import time; time.sleep(60)"}[fault]
    (tmp_path / "typesetter.py").write_text(program)
    monkeypatch.setattr(pdf, "TYPESETTER", tmp_path / "typesetter.py")
    monkeypatch.setattr(pdf, "SECONDS", 1)
    with pytest.raises(PdfNotMade, match="Hämta texten som Word"):
        export(LETTER, "pdf")


def test_the_typesetter_reads_no_files_and_no_network(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("hemligt")
    (tmp_path / "in").mkdir()
    for reach in (
        b'#read("../outside.txt")',
        b'#read("/etc/passwd")',
        b'#import "@preview/x:1.0.0"',
    ):
        with pytest.raises(typst.TypstError):
            typeset({"letter": {}, "timestamp": 0}, reach, str(tmp_path / "in"))


def test_the_typesetter_limits_itself_before_it_reads_what_strangers_wrote(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    limits: dict[int, int] = {}
    monkeypatch.setattr(resource, "setrlimit", lambda kind, most: limits.update({kind: most[0]}))
    sound, _notes = made_sound(LETTER)
    job = {"letter": pdf.content(sound, numbered=False), "timestamp": 0, "seconds": 7}
    out = SimpleNamespace(buffer=BytesIO())
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=BytesIO(json.dumps(job).encode())))
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.chdir(tmp_path)
    runpy.run_path(str(pdf.TYPESETTER), run_name="__main__")
    assert out.buffer.getvalue().startswith(b"%PDF-1.7")
    assert limits[resource.RLIMIT_CPU] == 7
    assert limits[resource.RLIMIT_FSIZE] == 0
    assert limits[resource.RLIMIT_AS] == 2 * 1024**3
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "greed",
    [
        "x = bytearray(4 * 1024**3)",
        "open('left behind', 'w').write('x' * 9999)",
        "while True: pass",
    ],
)
def test_a_typesetter_that_wants_too_much_is_stopped(greed: str, tmp_path: Path) -> None:
    folder = pdf.TYPESETTER.parent
    program = f"import sys; sys.path.insert(0, {str(folder)!r}); import typesetter; "
    program += f"typesetter.limit(1)\n{greed}"
    command = [sys.executable, "-P", "-c", program]
    done = subprocess.run(command, capture_output=True, timeout=20, cwd=tmp_path, env=unmeasured())
    assert done.returncode != 0
