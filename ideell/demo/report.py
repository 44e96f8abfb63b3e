"""The demo's invented report as a Word file, with headings, boxes, tables and notes."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Cm, Pt

from ideell.demo.content_files import FOLDER
from ideell.foundation.text import Run, runs

BOX = re.compile(r"\[(Förslag|Bedömning)\] (.+)")
HEADING = re.compile(r"(#{1,3}) (.+)")


def report_as_word(title: str, pattern: str) -> bytes:
    """Return the report in the Markdown files that fit `pattern`, in order, as a Word file."""
    paths = sorted(FOLDER.glob(pattern))
    return word_of(title, [line for one in paths for line in [*_lines(one), ""]])


def word_of(title: str, lines: list[str]) -> bytes:
    """Return lines of Markdown as a Word file."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = "En påhittad utredning"
    document.core_properties.language = "sv-SE"
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(11)
    for section in document.sections:
        section.page_width, section.page_height = Cm(16.5), Cm(24.2)
        section.left_margin = section.right_margin = Cm(2.3)
    _write(document, lines)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _write(document: Any, lines: list[str]) -> None:
    table: list[str] = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            table.append(line)
            continue
        if table:
            _write_table(document, table)
            table = []
        if line.strip():
            _write_line(document, line)


def _write_line(document: Any, line: str) -> None:
    if found := HEADING.fullmatch(line):
        document.add_heading(found[2], level=len(found[1]))
    elif found := BOX.fullmatch(line):
        _write_box(document, found[1], found[2])
    elif line.startswith("- "):
        _write_runs(document.add_paragraph(style="List Bullet"), line[2:])
    elif re.match(r"\d+\. ", line):
        _write_runs(document.add_paragraph(style="List Number"), line.split(" ", 1)[1])
    else:
        _write_runs(document.add_paragraph(), line)


def _write_box(document: Any, label: str, text: str) -> None:
    cell = document.add_table(rows=1, cols=1, style="Table Grid").cell(0, 0)
    paragraph = cell.paragraphs[0]
    paragraph.add_run(f"{label}: ").bold = True
    _write_runs(paragraph, text)
    document.add_paragraph()


def _write_table(document: Any, lines: list[str]) -> None:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rows = [row for row in rows if not all(re.fullmatch(r":?-+:?", cell) for cell in row)]
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _write_runs(cell.paragraphs[0], text)
    document.add_paragraph()


def _write_runs(paragraph: Any, text: str) -> None:
    for run in runs(text):
        written = paragraph.add_run(run.text)
        written.bold, written.italic = run.bold or None, run.italic or None
        if run.note:
            paragraph.add_run(f" ({_plain(run.note)})").font.size = Pt(9)


def _plain(note: tuple[Run, ...]) -> str:
    return "".join(part.text for part in note)
