"""The real reports come out right; table 1.1 of SOU 2025:96 is the key to compare with."""

from __future__ import annotations

import re
import time
from collections import Counter

import pytest
from rapidfuzz import fuzz

from ideell.reading.document import read_outline
from ideell.reading.nodes import Form, Kind, Node, Note, Outline
from ideell.reading.unreadable import Reason
from tests.consultations.outlines import drawn, refusal
from tests.consultations.shared_files import shared

pytestmark = pytest.mark.once

SOU = "kallor/sou-2025-96/sou-2025-96-hela.md"
BOXES = (Kind.PROPOSAL, Kind.ASSESSMENT)


@pytest.fixture(scope="module")
def sou() -> Outline:
    return read_outline(shared(SOU), "sou-2025-96-hela.md")


def test_the_long_report_has_seventeen_chapters_in_order(sou: Outline) -> None:
    chapters = [node for node in sou.nodes if node.kind is Kind.CHAPTER]
    assert [node.number for node in chapters] == [str(number) for number in range(1, 18)]
    assert chapters[4].heading == "Arbetsmarknad och kompetensförsörjning"
    assert chapters[16].heading == "Hälso- och sjukvård"
    assert sou.title == "Fler möjligheter till ökat välstånd"


def test_all_marked_and_numbered_headings_are_found_once(sou: Outline) -> None:
    text = shared(SOU).read_text(encoding="utf-8")
    first = re.findall(r"^#+ (\d+(?:\.\d+)*) ", text, re.M)
    inside = re.findall(r"^#+ (?!\d).* (\d+(?:\.\d+)+) ", text, re.M)
    found = Counter(n.number for n in sou.nodes if n.kind not in BOXES and n.number)
    # The usual count is 131 with 18 scrambled ones; it leaves out 5.4, scrambled on two levels.
    assert (len(first), len(inside)) == (113, 19)
    assert all(found[number] == 1 for number in first + inside)
    assert set(found.values()) == {1}


def test_a_number_inside_a_scrambled_line_is_found(sou: Outline) -> None:
    headings = {node.number: node.heading for node in sou.nodes}
    text = shared(SOU).read_text(encoding="utf-8")
    scrambled = re.findall(r"^#+ (?!\d)(.*?) (\d+\.\d+\.\d+) (.*)$", text, re.M)
    assert len(scrambled) == 18
    for end, number, beginning in scrambled:
        assert headings[number] == f"{beginning} {end.rstrip('.')}"
    assert headings["5.4"].endswith("inte gå vidare med förslag inom")


def test_headings_that_lost_their_mark_are_found_and_said_to_be_uncertain(sou: Outline) -> None:
    numbered = [node for node in sou.nodes if node.kind not in BOXES and node.number]
    guessed = [node.number for node in numbered if not node.certain]
    assert {"3.2", "3.5.3", "8.3.11", "11.3.13", "17.4.1"} <= set(guessed)
    assert len(numbered) == 312
    assert Note.HEADINGS_GUESSED in sou.notes
    tuples = [tuple(map(int, node.number.split("."))) for node in numbered]
    assert tuples == sorted(tuples)


def test_headings_broken_in_two_are_whole(sou: Outline) -> None:
    headings = {node.number: node.heading for node in sou.nodes}
    assert headings["9.4.2"] == (
        "Målsättningarna för energipolitiken bör vara övergripande och stabila över tid"
    )
    assert headings["17.2.4"] == (
        "Risk för marknads- och regleringsmisslyckanden vid konkurrensutsättning"
    )


def test_there_are_120_proposals_and_65_assessments(sou: Outline) -> None:
    counted = Counter(node.kind for node in sou.nodes)
    assert counted[Kind.PROPOSAL] == 120
    assert counted[Kind.ASSESSMENT] == 65
    assert Note.SUMMARY_REPEATED in sou.notes


def boxes_by_section(outline: Outline) -> dict[str, list[Node]]:
    sections: dict[str, list[Node]] = {}
    number = ""
    for node in outline.nodes:
        if node.kind in BOXES:
            sections.setdefault(number, []).append(node)
        else:
            number = node.number
    return sections


def table_1_1() -> list[tuple[str, int, Kind, str]]:
    """Return the rows of table 1.1, read in its own way: section, number, kind and text."""
    text = shared(SOU).read_text(encoding="utf-8")
    table = text.partition("**Tabell 1. 1")[2].partition("## Summary")[0]
    table = re.sub(r"\*\*[^*\n]*SOU 2025:96[^*\n]*\*\*|```|\*\*|Kap\. .*", "", table)
    table = re.sub(r"\(\^(\d*)\) ?", r"\1", table)
    rows: list[list[str]] = []
    section = ""
    for line in filter(None, map(str.strip, table.splitlines()[1:])):
        spaced = re.match(r"([\d. ]+) [A-ZÅÄÖ]", line)
        if spaced and spaced.group(1).count(".") == 2:
            section = spaced.group(1).replace(" ", "")
        elif found := re.match(r"(\d+) +(Förslag|Bedömning) ?: ?(.*)", line):
            rows.append([section, *found.groups()])
        elif rows:
            rows[-1][3] += f" {line}"
    kinds = {"Förslag": Kind.PROPOSAL, "Bedömning": Kind.ASSESSMENT}
    return [(section, int(n), kinds[kind], words) for section, n, kind, words in rows]


def test_every_row_of_table_1_1_has_its_box_in_the_section_that_it_names(sou: Outline) -> None:
    rows = table_1_1()
    assert [number for _, number, _, _ in rows] == list(range(1, 189))
    boxes = boxes_by_section(sou)
    for section, number, kind, words in rows:
        place = "15.3.6" if number == 168 else section  # the table prints 11.3.6
        alike = [
            fuzz.partial_token_ratio(words, node.text or "")
            for node in boxes.get(place, [])
            if node.kind is kind
        ]
        assert max(alike, default=0) >= 65, (section, number, words)


def test_the_text_of_a_box_is_whole_and_clean(sou: Outline) -> None:
    boxes = [node for node in sou.nodes if node.kind in BOXES]
    texts = [node.text or "" for node in boxes]
    assert min(map(len, texts)) == len("ROT-avdraget avskaffas.")
    assert not any(mark in text for text in texts for mark in ("**", "```", "^", "SOU 2025:96"))
    assert not [text for text in texts if re.search(r"[a-zåäö]-\s?\n", text)]
    rise = next(text for text in texts if "Research Institutes of Sweden" in text)
    assert rise.count("\n") == 3
    assert "hållande till näraliggande myndigheter" in rise
    assert next(t for t in texts if "hämta hem medel" in t).count("\n") == 2
    assert all((node.text or "").removeprefix("- ").startswith(node.heading) for node in boxes)


def test_true_hyphens_are_kept_and_line_ends_are_joined(sou: Outline) -> None:
    headings = {node.number: node.heading for node in sou.nodes}
    assert headings["16.3.1"] == "Äldre- och individomsorg"
    words = " ".join(node.text or "" for node in sou.nodes)
    assert "svenska start-ups" in words
    assert "produktivitetstillväxten" in words
    assert "växa-stödet" in words


def test_the_long_report_is_read_well_within_ten_seconds() -> None:
    path = shared(SOU)
    start = time.process_time()
    read_outline(path, path.name)
    assert time.process_time() - start < 5


def test_a_bill_with_two_levels_of_bookmarks() -> None:
    path = shared("kallor/pdf/prop-2012-13-187-vissa-skolfragor.pdf")
    outline = read_outline(path, path.name)
    headings = [node for node in outline.nodes if node.kind not in BOXES]
    assert len(headings) == 20
    assert {node.level for node in headings} == {1, 2}
    assert [n.page for n in headings][:5] == [4, 5, 5, 10, 12]
    assert [n.heading for n in headings if n.kind is Kind.STATUTE] == [
        "Förslag till lag om ändring i skollagen (2010:800)",
        "Förslag till lag om ändring i lagen (2010:801) om införande av skollagen (2010:800)",
    ]
    counted = Counter(node.kind for node in outline.nodes)
    assert (counted[Kind.PROPOSAL], counted[Kind.ASSESSMENT]) == (10, 6)
    assert outline.pages == 71
    assert outline.form is Form.PDF


def test_a_box_over_two_pages_is_whole() -> None:
    path = shared("kallor/pdf/prop-2012-13-187-vissa-skolfragor.pdf")
    box = next(
        node
        for node in read_outline(path, path.name).nodes
        if node.heading.startswith("När det gäller en lärare som genom")
    )
    assert (box.page, box.page_to) == (15, 16)
    assert "meddelas trots att kraven i skollagen på behörighetsgivande examen" in box.heading
    assert "hetsförklaring är behörig" in box.heading


def test_a_bookmark_on_the_wrong_level_is_put_right_by_its_number() -> None:
    path = shared("kallor/pdf/prop-2012-13-182-internationell-delgivning.pdf")
    outline = read_outline(path, path.name)
    headings = [node for node in outline.nodes if node.kind not in BOXES]
    assert len(headings) == 36
    levels = {node.number: node.level for node in headings}
    assert levels["4.2.1"] == levels["4.2.2"] == 3
    assert levels["Bilaga 4"] == 1
    acts = [node.number for node in headings if node.kind is Kind.STATUTE]
    assert acts == ["2.1", "2.2", "2.3"]
    counted = Counter(node.kind for node in outline.nodes)
    assert (counted[Kind.PROPOSAL], counted[Kind.ASSESSMENT]) == (8, 4)


def test_flat_bookmarks_without_numbers() -> None:
    path = shared("kallor/pdf/dir-2016-15-dataskyddsforordningen.pdf")
    outline = read_outline(path, path.name)
    assert [(node.level, node.number, node.page) for node in outline.nodes] == [
        (1, "", page) for page in (1, 1, 2, 6, 28, 28)
    ]
    assert outline.nodes[1].heading == "Sammanfattning"
    assert (outline.nodes[1].text or "").startswith("Inom kort förväntas EU besluta")


def test_a_bill_as_xhtml_has_its_numbers_pages_and_boxes() -> None:
    path = shared("kallor/prop-dir/prop-2005-06-173-oversyn-personuppgiftslagen.xhtml")
    outline = read_outline(path, path.name)
    headings = {node.number: node for node in outline.nodes if node.number}
    assert headings["8.3.2"].heading == "Missbruksregeln är förenlig med EG-direktivet"
    assert headings["8.3.2"].page == 31
    assert headings["2"].kind is Kind.STATUTE
    assert headings["Bilaga 3"].heading.startswith("Förteckning över remissinstanser")
    counted = Counter(node.kind for node in outline.nodes)
    assert (counted[Kind.PROPOSAL], counted[Kind.ASSESSMENT]) == (8, 6)
    assert outline.title == "Översyn av personuppgiftslagen"


def test_a_word_file_with_heading_styles() -> None:
    path = shared("kallor/docx/prop-2012-13-144-sjofartsstod.docx")
    outline = read_outline(path, path.name)
    assert drawn(outline)[:6] == [
        "1 chapter 1 Förslag till riksdagsbeslut",
        "1 chapter 2 Ärendet och dess beredning",
        "1 chapter 3 Sjöfartsstödets inriktning",
        "2 section 3.1 EU:s bestämmelser om statligt stöd till sjöfartsnäringen",
        "2 section 3.2 Det svenska sjöfartsstödet",
        "2 section 3.3 En ändrad inriktning",
    ]
    assert [node.page for node in outline.nodes[:6]] == [3, 4, 4, 4, 5, 5]
    assert [node.kind for node in outline.nodes[6:]] == [Kind.PROPOSAL, Kind.IMPACT]


def test_a_word_file_without_heading_styles_gives_its_short_lines() -> None:
    path = shared("kallor/docx/prop-2011-12-94-minimal.docx")
    outline = read_outline(path, path.name)
    assert "Nya faktureringsregler för mervärdesskatt m.m." in [n.heading for n in outline.nodes]
    assert not any(node.certain for node in outline.nodes)


def test_the_old_word_format_is_refused() -> None:
    assert refusal(shared("kallor/docx/prop-2002-03-84.doc")) is Reason.OLD_WORD


def test_a_short_report_has_its_proposed_acts() -> None:
    path = shared("kallor/sou-2010-11-spela-samman-utdrag-transkriberat.md")
    outline = read_outline(path, path.name)
    about = "om fördelning av vissa statsbidrag till regional kulturverksamhet"
    assert drawn(outline)[1:5] == [
        "1 section Författningsförslag",
        f"2 statute 1 Förslag till lag {about}",
        f"2 statute 3 Förslag till förordning {about}",
        "1 chapter 1 Utredningens uppdrag och arbetsformer",
    ]
