"""From a file to an approved outline through the pages, with htmx and without."""

from __future__ import annotations

import re
import time

import pytest
import sqlalchemy as sa

from ideell.consultations.models import SourceDocument, SourceNode
from ideell.consultations.order import nodes_in_order
from ideell.consultations.outline_page import SHOWN_AT_ONCE
from ideell.consultations.sources import bring_by_hand, bring_pasted
from ideell.extensions import db
from ideell.foundation import jobs
from tests.browsing import Browsers, Page
from tests.consultations.builders import (
    CONTENTS,
    headings,
    make_consultation,
    make_document,
    node_called,
    real_file,
    upload,
)
from tests.world import World

SHORTER = "1 Sammanfattning 5\n2 Statens ansvar 7\n2.1 Ett mål i lag 8"
REPORT = b"# 1 Inledning\n\nText.\n\n# 2 Mer\n\n## 2.1 Ett avsnitt\n\nText.\n\n# 3 Slut\n"


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def htmx(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def the(number: int | None = None) -> SourceDocument:
    """Return the report with this key, or the newest (a refused one may have used a key up)."""
    db.session.expire_all()
    newest = sa.select(sa.func.max(SourceDocument.id))
    return db.session.get_one(SourceDocument, number or db.session.scalar(newest))


def test_a_report_goes_from_file_to_approved(as_: Browsers, world: World) -> None:
    make_consultation(world)
    mona, birgitta = as_(world.mona), as_(world.birgitta)
    assert "Lägg in betänkandet" in mona.get("/remisser/1")
    assert "De som håller i remissen lägger in det" in birgitta.get("/remisser/1")
    upload(mona, 1, REPORT, "SOU 2026_41.md")
    page = mona.get("/remisser/1/underlag/1")
    assert "Du kan lämna sidan" in page
    assert "Väntar på sin tur" in page
    jobs.run_due()
    page = mona.get("/remisser/1/underlag/1")
    assert "4 rubriker." in page
    assert "Bara ni i Samklang ser innehållet än" in page
    birgitta.get("/remisser/1/underlag/1", status=404)
    birgitta.get("/remisser/1/kapitel/1", status=404)
    assert "Kapitel och förslag" not in birgitta.get("/remisser/1")
    assert "Gå igenom kapitlen" in mona.get("/remisser/1")
    mona.send("/remisser/1/underlag/1", "/remisser/1/underlag/1/godkannande")
    assert "Läs betänkandet (Markdown, 1 kB)" in birgitta.get("/remisser/1")
    page = birgitta.get("/remisser/1/underlag/1")
    assert "Ett avsnitt" in page
    assert "Ändra" not in page
    assert "Kapitel" in birgitta.get("/remisser/1/kapitel/2")


def test_the_progress_is_polled_by_a_part_without_fields(as_: Browsers, world: World) -> None:
    make_consultation(world)
    mona = as_(world.mona)
    upload(mona, 1, REPORT, "a.md")
    page = mona.get("/remisser/1/underlag/1")
    (polling,) = [one for one in page.all("div") if one.get("hx-trigger") == "every 2s"]
    assert polling.get("hx-get") == "/remisser/1/underlag/1/lasning"
    assert not [one for one in polling.iter() if str(one.tag).endswith(("input", "form", "select"))]
    assert [one.get("href") for one in polling.iter() if one.get("href")] == [
        "/remisser/1/underlag/1"
    ]
    mona.get("/remisser/1/underlag/1/lasning", status=303)
    quick = as_(world.mona, htmx=True)
    assert "every 2s" in quick.get("/remisser/1/underlag/1/lasning").text
    jobs.run_due()
    answer = quick.get("/remisser/1/underlag/1/lasning")
    assert "Filen är läst" in answer
    assert "every 2s" not in answer.text


def test_the_file_comes_back_as_it_was_and_never_runs(as_: Browsers, world: World) -> None:
    make_consultation(world)
    mona = as_(world.mona)
    content = b"<!doctype html><h1>1 Hej</h1><script>alert(1)</script>"
    upload(mona, 1, content, "så här – två.html")
    answer = mona.get("/remisser/1/underlag/1/fil").response
    assert answer.data == content
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "s%C3%A5%20h%C3%A4r%20%E2%80%93%20tv%C3%A5.html" in answer.headers["Content-Disposition"]
    answer.headers["Content-Disposition"].encode("latin-1")  # what a header may hold
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    as_(world.birgitta).get("/remisser/1/underlag/1/fil", status=404)


def test_a_report_without_a_file_has_none_to_fetch(as_: Browsers, world: World) -> None:
    make_document(make_consultation(world), world)
    page = as_(world.birgitta).get("/remisser/1/underlag/1/fil", follow=True)
    assert "Det finns ingen fil" in page.said()


def test_an_upload_that_cannot_be_taken_says_what_to_do(as_: Browsers, world: World) -> None:
    make_consultation(world)
    mona = as_(world.mona)
    assert "Välj en fil först" in mona.send(
        "/remisser/1/underlag/nytt", "/remisser/1/underlag/fil", status=422
    )
    assert "Filen är tom" in upload(mona, 1, b"", "a.pdf", status=422)
    page = mona.send(
        "/remisser/1/underlag/nytt", "/remisser/1/underlag/fil", title="x" * 501, status=422
    )
    assert "501 tecken" in page
    assert db.session.query(SourceDocument).count() == 0


def test_what_cannot_be_read_says_what_to_do_instead(
    as_: Browsers, world: World, htmx: bool
) -> None:
    make_consultation(world)
    mona = as_(world.mona, htmx=htmx)
    upload(
        mona, 1, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a.doc"
    )
    jobs.run_due()
    if htmx:
        assert "gamla format" in mona.get("/remisser/1/underlag/1/lasning")
    page = as_(world.mona).get("/remisser/1/underlag/1")
    assert "Words gamla format (.doc)" in page
    at = "/remisser/1/underlag/1"
    assert "Klistra in" in mona.send(at, f"{at}/innehall", contents=" ", status=422)
    mona.send(at, f"{at}/innehall", contents=CONTENTS)
    assert (the().state, len(the().nodes)) == ("read", 8)


def test_what_cannot_be_read_is_typed_by_hand(as_: Browsers, world: World) -> None:
    make_consultation(world)
    mona, at = as_(world.mona), "/remisser/1/underlag/1"
    upload(mona, 1, b"\0\0\0", "a.pdf")
    jobs.run_due()
    mona.send(at, f"{at}/for-hand")
    assert "Det finns inga rubriker än" in mona.get(at)
    mona.send(f"{at}/kapitel", f"{at}/kapitel", number="1", heading="Inledning", kind="chapter")
    assert headings(the()) == ["1 Inledning"]


def test_a_table_of_contents_is_pasted(as_: Browsers, world: World, htmx: bool) -> None:
    make_consultation(world)
    mona, at = as_(world.mona, htmx=htmx), "/remisser/1/underlag"
    page = mona.send(f"{at}/nytt", f"{at}/innehall", contents=" ", status=422)
    assert "Klistra in innehållsförteckningen" in page
    page = mona.send(f"{at}/nytt", f"{at}/innehall", contents="Innehåll", status=422)
    assert page.form(f"{at}/innehall")["contents"] == "Innehåll"
    mona.send(f"{at}/nytt", f"{at}/innehall", contents=CONTENTS)
    assert len(the().nodes) == 8


def test_a_report_is_put_away_and_brought_back(as_: Browsers, world: World) -> None:
    make_consultation(world)
    mona, at = as_(world.mona), "/remisser/1/underlag/1"
    upload(mona, 1, REPORT, "fel.md")
    mona.send(at, f"{at}/undanlaggning")
    page = mona.get("/remisser/1")
    assert "undanlagt" in page.said()
    assert "Undanlagd" in mona.get(at)
    (undo,) = {
        f.get("action") for f in page.all("form") if "atertagande" in (f.get("action") or "")
    }
    mona.post(undo)
    assert the().state == "waiting"


def correction(page: Page, number: int) -> str:
    """Return what a fragment swaps out of band: the id of the piece."""
    pieces = re.findall(r'id="([\w-]+)"[^>]* hx-swap-oob="true"', page.text)
    assert "besked" not in pieces
    return " ".join(pieces)


def test_a_heading_is_corrected_in_its_row(as_: Browsers, world: World, htmx: bool) -> None:
    document = make_document(make_consultation(world), world, approved=False)
    section, chapter = node_called(document, "Ett mål"), node_called(document, "Statens")
    mona, at = as_(world.mona, htmx=htmx), f"/remisser/1/kapitel/{section.id}"
    assert "Skriv en rubrik" in mona.send(f"{at}/andra", f"{at}/andra", heading=" ", status=422)
    fields = mona.get_plain(f"{at}/andra").form(f"{at}/andra")
    assert "med siffror" in mona.post(f"{at}/andra", fields | {"page": "sid 7"}, status=422)
    page = mona.post(f"{at}/andra", fields | {"page": "s. 11", "heading": "Ett nytt mål"})
    assert "2.1 Ett nytt mål" in headings(the())[2]
    if htmx:
        assert correction(page, section.id) == f"chapter-{chapter.id}"
        assert "Sparat." in page.said()
        assert "Ångra" in page.said()
    page = mona.send(f"{at}/andra", f"{at}/flytt", riktning="down")
    assert headings(the())[4] == ".2.1 Ett nytt mål"
    if htmx:
        assert f'id="node-form-{section.id}"' in page.text
    page = mona.send(f"{at}/andra", f"{at}/flytt", riktning="out")
    if htmx:
        assert correction(page, section.id) == "outline-1"
    page = mona.send(f"{at}/andra", f"{at}/borttagning", med="allt")
    assert len(headings(the())) == 5
    if htmx:
        assert correction(page, section.id) == "outline-1"
    as_(world.mona).get(f"{at}/andra", status=404)


def test_what_was_typed_is_saved_with_the_move(as_: Browsers, world: World, htmx: bool) -> None:
    """The buttons stand beside the fields: who types and presses one must not lose the words."""
    document = make_document(make_consultation(world), world, approved=False)
    section = node_called(document, "Ett mål")
    mona, at = as_(world.mona, htmx=htmx), f"/remisser/1/kapitel/{section.id}"
    mona.send(f"{at}/andra", f"{at}/flytt", riktning="down", heading="Ett nytt mål", number="2.8")
    assert headings(the())[4] == ".2.8 Ett nytt mål"
    page = mona.send(
        f"{at}/andra", f"{at}/flytt", riktning="up", heading=" ", number="2.7", status=422
    )
    assert "Skriv en rubrik" in page
    assert page.form(f"{at}/andra")["number"] == "2.7"
    assert headings(the())[4] == ".2.8 Ett nytt mål"


def test_a_move_that_cannot_be_made_is_refused_in_words(as_: Browsers, world: World) -> None:
    document = make_document(make_consultation(world), world, approved=False)
    first = document.nodes[0].id
    page = as_(world.mona).post(
        f"/remisser/1/kapitel/{first}/flytt", {"riktning": "hit"}, status=409
    )
    assert "Det går inte att flytta rubriken dit" in page


def test_a_heading_is_added_after_another(as_: Browsers, world: World, htmx: bool) -> None:
    document = make_document(make_consultation(world), world, approved=False)
    section = node_called(document, "Ett mål")
    mona, at = as_(world.mona, htmx=htmx), "/remisser/1/underlag/1/kapitel"
    page = mona.send(f"{at}?efter={section.id}", at, heading=" ", status=422)
    assert page.form(at)["efter"] == str(section.id)
    mona.send(f"{at}?efter={section.id}", at, heading="Mer", number="2.1 b", under="y")
    assert headings(the())[5] == "..2.1 b Mer"
    mona.send(f"{at}?efter=4711", at, heading="Sist", kind="chapter")
    assert headings(the())[-1] == "Sist"


def test_without_javascript_one_comes_back_to_the_row(as_: Browsers, world: World) -> None:
    document = make_document(make_consultation(world), world, approved=False)
    section, chapter = node_called(document, "Ett mål"), node_called(document, "Statens")
    mona, at = as_(world.mona), f"/remisser/1/kapitel/{section.id}"
    page = mona.send(f"{at}/andra", f"{at}/andra", heading="Annat")
    tree = f"/remisser/1/underlag/1?kapitel={chapter.id}"
    assert page.response.location == f"{tree}#node-{section.id}"
    page = mona.send(f"{at}/andra", f"{at}/flytt", riktning="down")
    assert page.response.location == f"{at}/andra"
    page = mona.send(f"{at}/andra", f"{at}/borttagning", med="bara")
    assert page.response.location == f"{tree}#outline-1"


def test_only_those_who_lead_correct(as_: Browsers, world: World) -> None:
    document = make_document(make_consultation(world), world)
    node = document.nodes[0].id
    birgitta = as_(world.birgitta)
    for path in (f"kapitel/{node}/andra", "underlag/1/kapitel", "underlag/1/lasning"):
        birgitta.get(f"/remisser/1/{path}", status=403)
    for path in (f"kapitel/{node}/flytt", f"kapitel/{node}/borttagning", "underlag/1/godkannande"):
        birgitta.post(f"/remisser/1/{path}", status=403)
    make_consultation(world)
    as_(world.mona).get(f"/remisser/2/kapitel/{node}", status=404)
    as_(world.mona).get("/remisser/2/underlag/1", status=404)


def test_a_box_shows_its_words_and_where_it_stands(as_: Browsers, world: World) -> None:
    document = make_document(make_consultation(world), world)
    box, section = node_called(document, "Målet"), node_called(document, "Ett mål")
    box.text = "Målet kostar inget.\n\nDet är <gratis>."
    section.page_to = 13
    db.session.commit()
    birgitta = as_(world.birgitta)
    page = birgitta.get(f"/remisser/1/kapitel/{box.id}")
    assert "Det är <gratis>." in page
    assert "Bedömning, sidan 12" in page
    assert "Upp: 2.1 Ett mål i lag" in page
    assert "Efter: 2.2 Stöd till mötesplatser" in page
    page = birgitta.get(f"/remisser/1/kapitel/{section.id}")
    assert "Här tar vi ställning" in page
    assert "sidorna 10–13" in page
    assert "Efter: 2.2" not in page  # what stands in it comes first
    assert "Avsnitt" in birgitta.get(f"/remisser/1/kapitel/{section.parent_id}")


def test_every_part_leads_to_the_next_in_reading_order(as_: Browsers, world: World) -> None:
    document = make_document(make_consultation(world), world)
    nodes, birgitta = nodes_in_order(document), as_(world.birgitta)
    for place, node in enumerate(nodes):
        page = birgitta.get(f"/remisser/1/kapitel/{node.id}")
        for label, other in (("Före", place - 1), ("Efter", place + 1)):
            known = 0 <= other < len(nodes)
            assert (f"{label}: " in page) is known
            if known:
                at = f"/remisser/1/kapitel/{nodes[other].id}"
                words = ["".join(one.itertext()) for one in page.all("a") if one.get("href") == at]
                assert any(f"{label}: " in one and nodes[other].heading in one for one in words)


def test_a_long_outline_is_folded_and_fetched_by_chapter(as_: Browsers, world: World) -> None:
    lines = []
    for n in range(1, 18):
        lines += [f"{n} Kapitlet om {n:02}:an"]
        lines += [f"{n}.{m} Avsnitt {n}.{m} om något" for m in range(1, 20)]
    make_document(make_consultation(world), world, "\n".join(lines))
    birgitta = as_(world.birgitta)
    assert db.session.query(SourceNode).count() > 5 * SHOWN_AT_ONCE
    page = birgitta.get("/remisser/1/underlag/1")
    assert "Kapitlet om 17" in page
    assert "Avsnitt 17.3" not in page
    assert len(page.text) < 20_000
    chapter = node_called(the(), "Kapitlet om 17").id
    page = birgitta.get(f"/remisser/1/underlag/1?kapitel={chapter}")
    assert "Avsnitt 17.3" in page
    assert "Avsnitt 16.3" not in page
    assert "Avsnitt 16.3" in birgitta.get("/remisser/1/underlag/1?kapitel=alla")


def test_a_corrected_report_is_compared_and_takes_over(as_: Browsers, world: World) -> None:
    first = make_document(make_consultation(world), world)
    kept = node_called(first, "Ett mål").id
    gone = node_called(first, "Konsekvenser")
    mona, at = as_(world.mona), "/remisser/1/underlag"
    assert "Lägg in en rättad version" in mona.get("/remisser/1")
    mona.send(f"{at}/nytt", f"{at}/innehall", contents=SHORTER)
    page = mona.get(f"{at}/2")
    assert "3 desamma, 0 nya och 5 borta" in page
    assert "Konsekvenser" in page
    assert "Det går inte att ångra" in page
    assert "Konsekvenser" in as_(world.birgitta).get(f"{at}/1")
    mona.send(f"{at}/2", f"{at}/2/godkannande")
    assert node_called(the(2), "Ett mål").id == kept
    assert "Ersatt av en rättad version" in as_(world.birgitta).get(f"{at}/1")
    gone = db.session.get_one(SourceNode, gone.id)
    gone.document = None
    db.session.commit()
    assert "Fanns i en tidigare version" in as_(world.birgitta).get(f"{at}/2")
    assert "Finns inte i den rättade versionen" in as_(world.birgitta).get(
        f"/remisser/1/kapitel/{gone.id}"
    )


def test_an_outline_by_hand_begins_empty_and_is_not_approved_so(
    as_: Browsers, world: World
) -> None:
    make_consultation(world)
    mona, at = as_(world.mona), "/remisser/1/underlag"
    mona.send(f"{at}/nytt", f"{at}/for-hand")
    assert "minst en rubrik" in mona.send(f"{at}/1", f"{at}/1/godkannande", status=409)


def test_uncertain_headings_are_marked_for_those_who_correct(as_: Browsers, world: World) -> None:
    document = make_document(make_consultation(world), world, approved=False)
    node = node_called(document, "Ett mål")
    node.is_certain = False
    db.session.commit()
    mona = as_(world.mona)
    page = mona.get("/remisser/1/underlag/1")
    assert "En rubrik är vi osäkra på" in page
    assert "1 osäker" in page  # beside the chapter, that may be folded
    mona.send(f"/remisser/1/kapitel/{node.id}/andra", f"/remisser/1/kapitel/{node.id}/andra")
    assert "osäk" not in mona.get("/remisser/1/underlag/1")


def test_pages_cost_the_same_number_of_statements_at_ten_times_the_content(
    as_: Browsers, world: World
) -> None:
    made = make_consultation(world)
    bring_pasted(made, CONTENTS, by=world.actor("mona"))
    db.session.commit()
    mona = as_(world.mona)
    few = statements(mona, "/remisser/1/underlag/1?kapitel=alla")
    workspace = statements(mona, "/remisser/1")
    lines = "\n".join(f"{n} Kapitel {n}\n{n}.1 Avsnitt\n{n}.2 Avsnitt" for n in range(1, 40))
    bring_by_hand(made, by=world.actor("mona"))
    document = bring_pasted(made, lines, by=world.actor("mona"))
    db.session.commit()
    assert statements(mona, f"/remisser/1/underlag/{document.id}?kapitel=alla") == few
    assert few <= 12
    assert statements(mona, "/remisser/1") == workspace


def statements(browser: object, path: str) -> int:
    from sqlalchemy import event

    seen: list[str] = []

    def note(_c: object, _k: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        browser.get(path)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


@pytest.mark.slow
def test_the_real_report_comes_in_through_the_browser(as_: Browsers, world: World) -> None:
    report = real_file("kallor/sou-2025-96/sou-2025-96-hela.md")
    make_consultation(world)
    mona = as_(world.mona)
    upload(mona, 1, report.read_bytes(), report.name)
    start = time.monotonic()
    assert jobs.run_due() == 1
    assert time.monotonic() - start < 10
    document = the()
    kinds = [node.kind for node in document.nodes]
    assert (kinds.count("proposal"), kinds.count("assessment")) == (120, 65)
    assert len([node for node in document.nodes if node.kind == "chapter" and node.number]) == 17
    page = mona.get("/remisser/1/underlag/1")
    assert "120 förslag, 65 bedömningar" in page
    assert len(page.text) < 40_000
    mona.send("/remisser/1/underlag/1", "/remisser/1/underlag/1/godkannande")
    upload(mona, 1, report.read_bytes(), "rättad.md")
    jobs.run_due()
    before = {node.stable_key: node.id for node in the(1).nodes}
    mona.send("/remisser/1/underlag/2", "/remisser/1/underlag/2/godkannande")
    after = {node.stable_key: node.id for node in the(2).nodes}
    assert after == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("kallor/pdf/prop-2012-13-187-vissa-skolfragor.pdf", 15),
        ("kallor/pdf/prop-2012-13-182-internationell-delgivning.pdf", 30),
        ("kallor/pdf/dir-2016-15-dataskyddsforordningen.pdf", 6),
        ("kallor/docx/prop-2012-13-144-sjofartsstod.docx", 8),
        ("kallor/prop-dir/prop-2005-06-173-oversyn-personuppgiftslagen.xhtml", 20),
    ],
)
def test_each_kind_of_real_file_comes_in(
    as_: Browsers, world: World, path: str, count: int
) -> None:
    file = real_file(path)
    make_consultation(world)
    upload(as_(world.mona), 1, file.read_bytes(), file.name)
    jobs.run_due()
    assert the().state == "read"
    assert len(the().nodes) >= count
    as_(world.mona).get("/remisser/1/underlag/1")


def test_a_row_that_is_opened_takes_the_cursor_to_its_first_field(
    as_: Browsers, world: World
) -> None:
    """`data-focus` is where the script puts the cursor when a piece has been put in."""
    document = make_document(make_consultation(world), world, approved=False)
    node = node_called(document, "Konsekvenser")
    at = f"/remisser/{document.consultation_id}/kapitel/{node.id}/andra"
    db.session.commit()

    def wanted(page: Page) -> list[str]:
        return [e.get("name") for e in page.all("input") if e.get("data-focus") is not None]

    row = as_(world.mona, htmx=True)
    assert wanted(row.get(at)) == ["number"]
    assert wanted(row.send(at, at, heading=" ", status=422)) == []
    assert wanted(as_(world.mona).get(at)) == []
