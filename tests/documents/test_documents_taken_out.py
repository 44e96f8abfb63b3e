"""A document that is written here, taken out as a file."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from ideell.documents import keeping_back, sharing
from ideell.documents.models import DocumentVersion
from ideell.documents.routes import taking_out
from ideell.export import FORMATS, PdfNotMade
from ideell.extensions import db
from ideell.writing.saving import revision_of, write
from tests.browsing import Browsers
from tests.documents.builders import make_document, make_written
from tests.world import World


def fail(*_args: object, **_more: object) -> None:
    raise PdfNotMade("Det gick inte att göra en PDF. Ta Word i stället.")


def test_a_text_is_taken_out_as_it_stands_and_as_it_was_kept(
    as_: Browsers, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = make_written(world, "Alla ska få *sjunga*.", title="Våra ord")
    anna, lars = world.actor("anna"), as_(world.larserik)
    sharing.save_as_version(document, note="", by=anna)
    head = revision_of(document.text, document.text.head_id)
    other = [head.standing[0]._replace(text="Alla ska få spela.")]
    write(document.text, other, base=head, by=anna)
    db.session.commit()
    now, kept = f"{document.url}/hamta", f"{document.url}/versioner/{document.latest_id}/hamta"
    page = lars.get(document.url)
    for path in (now, kept):
        assert path in {link.get("href") for link in page.all("a")}
        links = {link.get("href") for link in lars.get(path).all("a")}
        assert {f"{path}/{kind}" for kind in FORMATS} <= links
    assert "Version 1." in lars.get(kept)
    assert "Ingenting. Allt kommer med som det står." in lars.get(now)
    assert "Alla ska få spela." in lars.get(f"{now}/md")
    old = lars.get(f"{kept}/md")
    assert "Alla ska få *sjunga*." in old
    assert "Version 1" in old
    assert "Remissvar" not in old
    for path, name in ((now, "ord"), (kept, "version 1")):
        for kind in ("docx", "pdf"):
            named = lars.get(f"{path}/{kind}").response.headers["Content-Disposition"]
            assert f"{name}.{kind}" in unquote(named)
    for path in (now, kept):
        lars.get(f"{path}/odt", status=404)
    monkeypatch.setattr(taking_out, "export", fail)
    assert "Ta Word i stället" in lars.get(f"{now}/pdf", status=409)


def test_an_empty_text_is_no_error_and_offers_no_file(as_: Browsers, world: World) -> None:
    document = make_written(world)
    anna = as_(world.anna)
    assert "Hämta som Word" not in anna.get(document.url)
    assert "# Gemensam text" in anna.get(f"{document.url}/hamta/md")


def test_what_a_file_cannot_hold_is_told_before_it_is_taken(as_: Browsers, world: World) -> None:
    document = make_written(world, "Alla ska\u202e få sjunga.")
    assert "Ett osynligt styrtecken togs bort" in as_(world.anna).get(f"{document.url}/hamta")


def test_a_paper_says_that_it_does_not_hold_any_longer(as_: Browsers, world: World) -> None:
    document = make_written(world, "Alla ska få sjunga.")
    sharing.save_as_version(document, note="", by=world.actor("anna"))
    db.session.flush()
    version, office = db.session.query(DocumentVersion).one(), world.actor("kerstin")
    keeping_back.retire_version(version, "Fel.", by=office)
    keeping_back.retire(document, "Gammalt.", by=office)
    db.session.commit()
    lars = as_(world.larserik)
    assert "Version 1. Gäller inte längre." in lars.get(f"{version.url}/hamta/md")
    assert "Dokumentet gäller inte längre." in lars.get(f"{document.url}/hamta/md")


def test_a_document_of_files_is_not_taken_out_as_text(as_: Browsers, world: World) -> None:
    document = make_document(world)
    as_(world.anna).get(f"{document.url}/hamta/docx", status=404)
    path = f"{document.url}/versioner/{document.latest_id}/hamta/docx"
    as_(world.anna).get(path, status=404)
