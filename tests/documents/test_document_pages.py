"""Sharing documents in the browser, with htmx and without."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest

from ideell.documents.models import Document, DocumentVersion
from ideell.extensions import db
from ideell.files.models import Upload
from ideell.people.sharing import Room
from tests.browsing import Browsers, Page
from tests.consultations.builders import make_consultation
from tests.documents.builders import (
    PNG,
    add_version,
    make_document,
    make_written,
    odt,
    send_file,
    word,
)
from tests.world import World

MODES = pytest.mark.parametrize("htmx", [False, True])


def only_document() -> Document:
    return db.session.query(Document).one()


def led_to(page: Page) -> str:
    headers = page.response.headers
    return headers.get("Location") or headers["HX-Redirect"]


def members(world: World) -> str:
    return f"{world.samklang.id}-members"


@MODES
def test_a_file_is_shared_with_its_own_title(as_: Browsers, world: World, htmx: bool) -> None:
    anna = as_(world.anna, htmx=htmx)
    content = word("# Musik i byn", "Alla ska få sjunga.", title="Verksamhetsplan för körerna")
    at = led_to(send_file(anna, "/dokument/uppladdning", content, "vp_2026.docx"))
    page = anna.get_plain(at)
    assert "Vi har tagit emot vp_2026.docx (Word, " in page
    assert page.form(at)["title"] == "Verksamhetsplan för körerna"
    anna.send(at, at, line="Vad vi gör i år", subjects="folkbildning", own_subjects="Kör, sång",
              room=members(world), year="2026")  # fmt: skip
    made = only_document()
    assert (made.title, made.kind, made.year) == ("Verksamhetsplan för körerna", "word", 2026)
    assert made.tags == ["folkbildning", "kör", "sång"]
    page = anna.get_plain(made.url)
    assert "Dokumentet är delat." in page
    assert "Alla ska få sjunga." in page
    assert "Alla i Samklang" in page
    assert "Ladda ner (Word, " in page
    assert anna.get(at, status=404).status == 404  # the upload is used


def test_what_was_typed_stands_in_the_form_after_every_refusal(as_: Browsers, world: World) -> None:
    anna = as_(world.anna)
    at = led_to(send_file(anna, "/dokument/uppladdning", b"Hej\n", "brev_till_namnden.txt"))
    assert anna.get(at).form(at)["title"] == "Brev till namnden"
    page = anna.send(at, at, title="", line="En rad", own_subjects="x" * 50, year="17",
                     room="1-public", status=422)  # fmt: skip
    form = page.form(at)
    assert (form["line"], form["year"]) == ("En rad", "17")
    for sentence in ("Skriv vad dokumentet heter.", "längre än 40 tecken", "Skriv ett år mellan",
                     "Välj vilka som ska se det."):  # fmt: skip
        assert sentence in page
    assert db.session.query(Document).count() == 0
    page = anna.send(at, at, own_subjects=",".join(f"ämne {n}" for n in range(13)), status=422)
    assert "Välj högst 12 ämnen." in page


@pytest.mark.parametrize("make", [make_document, make_written])
def test_a_discussion_about_a_document_is_started_and_found_on_its_page(
    as_: Browsers, world: World, make: Callable[[World], Document]
) -> None:
    document, anna = make(world), as_(world.anna)
    start = f"/diskussioner/ny?om=dokument-{document.id}"
    assert start in {link.get("href") for link in anna.get(document.url).all("a")}
    anna.send(start, "/diskussioner/ny", title="Stämmer listan?", body="Jag saknar oss.",
              room=members(world))  # fmt: skip
    assert "Stämmer listan?" in as_(world.larserik).get(document.url)


@MODES
def test_a_document_gets_a_newer_version(as_: Browsers, world: World, htmx: bool) -> None:
    document = make_document(world, word("Vi var tio."), "antal.docx")
    anna = as_(world.anna, htmx=htmx)
    at = led_to(send_file(anna, f"{document.url}/versioner/ny", word("Vi var elva."), "antal.docx"))
    anna.send(at, at, note="Räknat om")
    page = anna.get_plain(document.url)
    assert "Version 2, en äldre" in page
    assert "Räknat om" in page
    assert "Vi var elva." in page
    page = anna.get_plain(f"{document.url}/jamforelse?fran=1&till=2")
    assert "I ord: 1 ställe byts ut." in page
    assert "Byt ”tio” mot ”elva”." in page
    old = db.session.query(DocumentVersion).filter_by(number=1).one()
    page = anna.get_plain(old.url)
    assert "Det här är version 1." in page
    assert "Vi var tio." in page


def test_any_two_versions_are_compared_and_what_cannot_be_is_said(
    as_: Browsers, world: World
) -> None:
    document = make_document(world, word("En rad."), "a.docx")
    add_version(world, document, PNG, "b.png")
    anna = as_(world.anna)
    assert "Jämför" not in anna.get(document.url)
    page = anna.get(f"{document.url}/jamforelse?fran=1&till=2")
    assert "Version 2 har ingen text som går att jämföra." in page
    page = anna.get(f"{document.url}/jamforelse?fran=1&till=9", status=404)
    assert "Välj två versioner att jämföra." in page
    page = anna.get(f"{document.url}/jamforelse?fran=1&till=1")
    assert "Texterna är lika." in page


@pytest.mark.parametrize(
    ("content", "name", "shown"),
    [
        (odt("<text:h text:outline-level='1'>Rubrik</text:h><text:p>Ett stycke</text:p>"),
         "a.odt", "Ett stycke"),
        (b"# Rubrik\n\nEtt *stycke*.\n", "a.md", "Ett stycke."),
        (b"namn;svar\nKersti;=1+1\n", "a.csv", "=1+1"),
        (b"<html><body><p>Ett stycke</p><script>alert(1)</script></body></html>", "a.html",
         "Ett stycke"),
        (b"Ett stycke\n", "a.txt", "Ett stycke"),
        (word("<script>alert(1)</script>", table=[["A", "B"], ["1", "2"]]), "a.docx",
         "<script>alert(1)</script>"),
    ],
)  # fmt: skip
def test_the_text_of_a_file_is_shown_as_text(
    as_: Browsers, world: World, content: bytes, name: str, shown: str
) -> None:
    document = make_document(world, content, name)
    page = as_(world.larserik).get(document.url)
    assert shown in page
    assert [e for e in page.all("script") if not e.get("src")] == []


def test_a_table_is_shown_as_one(as_: Browsers, world: World) -> None:
    document = make_document(
        world, word("Före", "Efter", table=[["År", "Antal"], ["2025", "7"]]), "a.docx"
    )
    page = as_(world.anna).get(document.url)
    heads = [e.text for e in page.all("th") if e.text in {"År", "Antal"}]
    assert heads == ["År", "Antal"]


def test_a_picture_is_shown_with_what_the_sharer_says(as_: Browsers, world: World) -> None:
    document = make_document(world, PNG, "bild.png", said_of="Tre körer på en trappa")
    page = as_(world.larserik).get(document.url)
    (picture,) = [e for e in page.all("img") if "fil" in (e.get("src") or "")]
    assert picture.get("alt") == "Tre körer på en trappa"
    assert (picture.get("width"), picture.get("height")) == ("3", "2")


def test_a_file_is_given_to_keep_and_never_to_open_here(as_: Browsers, world: World) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'
    document = make_document(world, svg, "märke.svg")
    anna = as_(world.anna)
    page = anna.get(document.url)
    assert "visas inte här. Ladda ner den" in page
    assert [e for e in page.all("img") if "fil" in (e.get("src") or "")] == []
    headers = anna.get(f"{document.url}/versioner/{document.latest_id}/fil").response.headers
    assert headers["Content-Disposition"].startswith("attachment; ")
    assert "m%C3%A4rke.svg" in headers["Content-Disposition"]
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["Content-Length"] == str(len(svg))


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"MZ\0\0", "kör.exe", "är ett program"),
        (b"#!/bin/sh\n", "a.txt", "är ett program"),
        (b"hej", "a.bat", "är ett program"),
        (b"<html>", "bild.png", "Filen heter .png men innehåller något annat: HTML."),
        (b"PK\5\6" + b"\0" * 18, "a.zip", "Filen är packad."),
        (word("x")[:-30], "a.docx", "Filen är trasig."),
        (b"\0\1\2", "a.bin", "Vi känner inte igen filen."),
        (b"", "a.txt", "Filen är tom."),
    ],
)  # fmt: skip
def test_what_is_not_shared_says_what_to_do_instead(
    as_: Browsers, world: World, content: bytes, name: str, sentence: str
) -> None:
    page = send_file(as_(world.anna), "/dokument/uppladdning", content, name, status=422)
    assert sentence in page
    assert db.session.query(Upload).count() == 0


def test_no_file_chosen_is_asked_for(as_: Browsers, world: World) -> None:
    page = as_(world.anna).send("/dokument/uppladdning", "/dokument/uppladdning", status=422)
    assert "Välj en fil först." in page


def test_the_same_file_is_recognised_where_one_may_see_it(as_: Browsers, world: World) -> None:
    document = make_document(world, b"Samma ord\n", title="Den som finns")
    lars = as_(world.larserik)
    at = led_to(send_file(lars, "/dokument/uppladdning", b"Samma ord\n"))
    assert "Filen finns redan: Den som finns, version 1." in lars.get(at)
    page = lars.send(at, at, title="En till", room=members(world), status=422)
    assert "Kryssa här om du ändå vill dela filen." in page
    assert page.form(at)["title"] == "En till"
    lars.send(at, at, title="En till", room=members(world), anyway="y")
    assert db.session.query(Document).count() == 2
    hidden = make_document(world, b"Hemliga ord\n", room=Room(world.soderas.id, "own"), by="sara")
    at = led_to(send_file(lars, "/dokument/uppladdning", b"Hemliga ord\n"))
    assert "Filen finns redan" not in lars.get(at)
    assert hidden.title == "Underlag"
    at = led_to(send_file(as_(world.anna), f"{document.url}/versioner/ny", b"Samma ord\n"))
    assert "Vill du ändå dela den som en ny version?" in as_(world.anna).get(at)


@MODES
def test_the_facts_are_changed_and_taken_back(as_: Browsers, world: World, htmx: bool) -> None:
    consultation = make_consultation(world)
    document = make_document(world)
    anna = as_(world.anna, htmx=htmx)
    at = f"{document.url}/andring"
    anna.send(at, at, title="Nytt namn", subjects="museer", about=f"remiss-{consultation.id}")
    page = anna.get_plain(document.url)
    assert "Nytt namn" in page
    assert "Kultur i hela landet" in page
    undo = next(f.get("action") for f in page.all("form") if "atertagande" in f.get("action", ""))
    anna.post(undo, page.form(undo))
    db.session.expire_all()
    assert (only_document().title, only_document().tags) == ("Underlag", [])
    assert "Nytt namn" not in anna.get_plain(document.url)


def test_two_who_change_the_facts_at_once_lose_nothing(as_: Browsers, world: World) -> None:
    document = make_document(world)
    at = f"{document.url}/andring"
    first, second = as_(world.anna), as_(world.anna)
    held = second.get(at).form(at)
    first.send(at, at, line="Den förstas rad")
    page = second.post(at, held | {"line": "Den andras rad"}, status=409)
    assert "Någon hann spara före dig" in page
    assert "Den förstas rad" in page
    assert page.form(at)["line"] == "Den andras rad"


def test_moving_says_first_who_gains_and_loses_sight(as_: Browsers, world: World) -> None:
    document = make_document(world, room=Room(world.korbygden.id, "own"))
    anna, at = as_(world.anna), f"{document.url}/flytt"
    page = anna.get(f"{at}?room={members(world)}")
    assert "Nya som ser det" in page
    assert "Lars-Erik Sund" in page
    assert "Ingen slutar se det." in page
    assert only_document().audience == "own"
    anna.post(at, page.form(at))
    assert (only_document().owner_org_id, only_document().audience) == (
        world.samklang.id, "members",
    )  # fmt: skip
    assert "Underlag" in as_(world.larserik).get("/dokument")
    page = anna.get(f"{at}?room={world.korbygden.id}-own")
    assert "Nu ser alla i Samklang och dess 4 medlemsorganisationer det." in page.said()
    assert "Ingen ny ser det." in page
    assert "De här ser det inte längre" in page
    page = anna.post(at, {"room": "9999-own"}, status=422)
    assert "Välj vilka som ska se det." in page


def test_before_a_receipt_is_asked_for_it_says_that_nobody_else_sees_it(
    as_: Browsers, world: World
) -> None:
    document = make_document(world, by="ulla", room=Room(world.utombys.id, "own"))
    assert "Ingen annan än du ser dokumentet." in as_(world.ulla).get(document.url)


@MODES
def test_a_receipt_is_asked_for_given_and_listed(as_: Browsers, world: World, htmx: bool) -> None:
    document = make_document(world)
    anna, lars = as_(world.anna, htmx=htmx), as_(world.larserik, htmx=htmx)
    assert " personer får frågan." in anna.get_plain(document.url)
    anna.send(document.url, f"{document.url}/laskvitto")
    page = as_(world.larserik).get("/")
    assert "Läs ”Underlag”" in page
    assert "Läs ”Underlag”" not in as_(world.anna).get("/")
    lars.send(document.url, f"{document.url}/kvittens")
    page = lars.get_plain(document.url)
    assert "Du har sagt att du har läst version 1." in page
    assert "Läs ”Underlag”" not in as_(world.larserik).get("/")
    page = anna.get_plain(document.url)
    assert "1 av " in page
    assert "Lars-Erik Sund, Spelmansringen" in page
    assert "Har inte sagt något än" in page
    undo = next(f.get("action") for f in lars.get_plain("/min-sida").all("form"))
    assert undo
    token = {"csrf_token": lars.token()}
    lars.post(f"{document.url}/kvittens", token, status=409)
    anna.post(f"{document.url}/laskvitto", {"csrf_token": anna.token()}, status=409)


@MODES
def test_the_office_locks_and_retires_with_a_reason(
    as_: Browsers, world: World, htmx: bool
) -> None:
    document = make_document(world)
    kerstin, anna = as_(world.kerstin, htmx=htmx), as_(world.anna)
    at = f"{document.url}/lasning"
    assert "Skriv ett kort skäl" in kerstin.send(at, at, reason=" ", status=422)
    kerstin.send(at, at, reason="Siffrorna kontrolleras")
    page = anna.get(document.url)
    assert "Dokumentet är låst." in page
    assert "Siffrorna kontrolleras" in page
    assert "Ladda upp ny version" not in page
    assert "är låst" in anna.get(f"{document.url}/andring", status=409)
    kerstin.send(document.url, f"{document.url}/upplasning")
    assert "Dokumentet är låst." not in anna.get(document.url)
    at = f"{document.url}/indragning"
    kerstin.send(at, at, reason="Nya regler gäller")
    page = anna.get(document.url)
    assert "Dokumentet gäller inte längre." in page
    assert "Nya regler gäller" in page
    assert "Underlag" not in anna.get("/dokument")
    assert "Underlag" in anna.get("/dokument?utgatt=ja")
    kerstin.send(document.url, f"{document.url}/aterkomst")
    assert "Underlag" in anna.get("/dokument")


def test_one_version_is_retired_and_holds_again(as_: Browsers, world: World) -> None:
    document = make_document(world)
    kerstin = as_(world.kerstin)
    version = f"{document.url}/versioner/{document.latest_id}"
    kerstin.send(f"{version}/indragning", f"{version}/indragning", reason="Fel fil")
    assert "Version 1 gäller inte längre." in kerstin.get(document.url)
    kerstin.send(document.url, f"{version}/aterkomst")
    assert "Version 1 gäller inte längre." not in kerstin.get(document.url)


def test_who_opens_a_retired_version_is_led_to_the_one_that_holds(
    as_: Browsers, world: World
) -> None:
    document = make_document(world)
    first = document.latest_id
    add_version(world, document, b"Fel fil\n")
    kerstin, newest = as_(world.kerstin), f"{document.url}/versioner/{document.latest_id}"
    assert "i stället" not in kerstin.get(document.url)
    kerstin.send(f"{newest}/indragning", f"{newest}/indragning", reason="Fel fil")
    page = as_(world.anna).get(document.url)
    assert "Läs version 1 i stället" in page
    assert f"{document.url}/versioner/{first}" in {link.get("href") for link in page.all("a")}


def test_documents_stand_beside_their_consultation(as_: Browsers, world: World) -> None:
    consultation = make_consultation(world)
    for number in range(6):
        make_document(world, f"{number}".encode(), title=f"Underlag {number}", about=consultation)
    anna = as_(world.anna)
    page = anna.get(f"/remisser/{consultation.id}")
    assert "Underlag 5" in page
    assert "Underlag 0" not in page
    assert "Visa alla dokumenten" in page
    at = f"/dokument/uppladdning?om=remiss-{consultation.id}"
    share = led_to(send_file(anna, at, b"Ett till\n"))
    assert share.endswith(f"?om=remiss-{consultation.id}")
    bare = share.partition("?")[0]
    assert anna.get(share).form(bare)["about"] == f"remiss-{consultation.id}"
    assert "6 dokument" in anna.get(f"/dokument?remiss={consultation.id}")


def test_what_one_may_not_see_is_not_there(as_: Browsers, world: World) -> None:
    document = make_document(world, room=Room(world.soderas.id, "own"), by="sara")
    anna = as_(world.anna)
    for path in ("", "/jamforelse?fran=1&till=1", f"/versioner/{document.latest_id}/fil"):
        anna.get(f"{document.url}{path}", status=404)
    assert "Underlag" not in anna.get("/dokument")
    assert as_(None).get(document.url, status=303)


def test_a_version_belongs_to_its_document(as_: Browsers, world: World) -> None:
    one, other = make_document(world), make_document(world, b"annat\n")
    as_(world.anna).get(f"{other.url}/versioner/{one.latest_id}", status=404)
    as_(world.anna).get(f"{one.url}/historik", status=404)


def test_a_store_that_is_down_takes_nothing_else_down(
    as_: Browsers, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ideell.files.contents import StoreDown
    from ideell.files.store import Store

    document = make_document(world)
    anna = as_(world.anna)

    def down(*_given: object) -> None:
        raise StoreDown

    monkeypatch.setattr(Store, "exists", down)
    monkeypatch.setattr(Store, "chunks", down)
    assert "Ett underlag om koren." in anna.get(document.url)
    page = send_file(anna, "/dokument/uppladdning", b"Nytt\n", status=422)
    assert "Lagret för filer svarar inte just nu." in page
    page = anna.get(f"{document.url}/versioner/{document.latest_id}/fil", status=503)
    assert "Lagret för filer svarar inte just nu." in page


def test_a_written_document_is_begun_suggested_to_and_kept(as_: Browsers, world: World) -> None:
    anna = as_(world.anna)
    anna.send("/dokument/nytt", "/dokument/nytt", title="Gemensam text", room=members(world))
    document = only_document()
    assert "Börja skriva" in anna.get(document.url)
    at = f"/texter/{document.text_id}/stycken"
    anna.send(at, at, text="Alla ska få sjunga.")
    page = anna.get(document.url)
    assert "Alla ska få sjunga." in page
    block = next(
        e.get("id") for e in page.all("section") if (e.get("id") or "").startswith("block")
    )
    number = block.partition("-")[2]
    lars = as_(world.larserik)
    lars.send(f"/stycken/{number}/forslag", f"/stycken/{number}/forslag",
              text="Alla ska få sjunga och spela.", why="Fler är med.")  # fmt: skip
    page = anna.get(f"{document.url}/forslag")
    assert "Lars-Erik Sund" in page
    accept = next(f.get("action") for f in page.all("form") if "antagande" in f.get("action", ""))
    anna.post(accept, page.form(accept))
    assert "Alla ska få sjunga och spela." in anna.get(document.url)
    at = f"{document.url}/version"
    anna.send(at, at, note="Efter första rundan")
    page = anna.get(document.url)
    assert "Version 1" in page
    assert "Efter första rundan" in page
    assert "redan sparad" in anna.send(at, at, note="en gång till", status=409)
    assert "Alla ska få sjunga." in anna.get(f"{document.url}/historik/1")
    assert "läggs till" in anna.get(f"{document.url}/historik/jamforelse?fran=1&till=2")
    assert anna.get(f"{document.url}/historik")
    version = db.session.query(DocumentVersion).one()
    assert led_to(anna.get(version.url, status=303)) == f"{document.url}/historik/2"
    anna.get(f"{version.url}/fil", status=404)
    anna.send(f"{document.url}/historik/1", f"{document.url}/historik/1/aterstallning")
    assert "Alla ska få sjunga och spela." not in anna.get(document.url)


def test_people_are_asked_to_write_along(as_: Browsers, world: World) -> None:
    document = make_written(world, "Ett stycke.")
    lars, anna = as_(world.larserik), as_(world.anna)
    assert "Skriv direkt" not in lars.get(document.url)
    at = f"{document.url}/skribenter"
    anna.send(at, at, people=str(world.larserik.id))
    assert "Skriv direkt" in lars.get(document.url)
    assert "Skriver med: Lars-Erik Sund." in anna.get(document.url)
    anna.send(at, at, people="999999", status=422)


def test_a_locked_text_is_only_read(as_: Browsers, world: World) -> None:
    document = make_written(world, "Ett stycke.")
    at = f"{document.url}/lasning"
    as_(world.kerstin).send(at, at, reason="Klart")
    page = as_(world.anna).get(document.url)
    assert "Skriv direkt" not in page
    assert "Kommentera" not in page


def test_the_office_sees_how_the_store_is(as_: Browsers, world: World) -> None:
    from ideell.files.checking import check_now
    from ideell.files.opening import the_store

    kerstin = as_(world.kerstin)
    assert "Ingen kontroll är gjord än." in kerstin.get("/dokument/lagret")
    document = make_document(world)
    file = document.latest.file
    check_now()
    assert "Alla var som de ska." in kerstin.get("/dokument/lagret")
    the_store().path(file.sha256).write_bytes(b"sprucket")
    check_now()
    page = kerstin.get("/dokument/lagret")
    assert "En av dem är skadad eller saknas." in page
    assert file.sha256[:16] in page
    assert "Hämta tillbaka skadade filer" in kerstin.get("/")
    page = as_(world.anna).get(f"{document.url}/versioner/{document.latest_id}/fil", status=503)
    assert "Filen är skadad i lagret." in page
    as_(world.anna).get("/dokument/lagret", status=403)


def test_a_large_form_is_refused_in_words(as_: Browsers, world: World) -> None:
    large = {"file": (BytesIO(b"x" * 52_000_000), "stor.txt")}
    page = as_(world.anna).post("/dokument/uppladdning", large, status=413)
    page.response.request.environ["wsgi.input"].close()  # the client keeps large bodies in a file
    assert "för stort" in page
