"""What happens seldom: harmful files, texts too long to compare, forms with little in them."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from ideell.activity.notices import Notice, waiting_notices
from ideell.documents import comparing, keeping_back, receipts, sharing
from ideell.documents.file_texts import FileText, text_of
from ideell.documents.models import Document, DocumentVersion
from ideell.documents.policy import may_move_document, may_work_on
from ideell.extensions import db
from ideell.files.models import Upload
from ideell.files.receive import NotReceived
from ideell.foundation.actor import STRANGER, Actor
from ideell.foundation.rules import RuleBroken
from ideell.people.sharing import Room
from ideell.reading.preview import Piece
from tests.browsing import Browsers
from tests.consultations.builders import make_consultation
from tests.consultations.hostile_files import hostile
from tests.documents.builders import (
    make_document,
    make_written,
    send_file,
    upload,
    word,
)
from tests.world import World


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("zip-slip", "som kan skada"), ("bomb", "som kan skada"), ("broken-part", "är trasig")],
)
def test_a_file_made_to_harm_is_not_taken(world: World, name: str, sentence: str) -> None:
    with pytest.raises(NotReceived, match=sentence):
        upload(world, hostile()[name][0], "rapport.docx")
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count(Upload.id))) == 0


def test_what_has_two_versions_without_text_is_not_compared(world: World) -> None:
    document = make_document(world, b"From: a@b.se\n\nx\n", "a.eml")
    version = comparing.version_of(document, 1)
    assert comparing.version_of(document, None) is None
    with pytest.raises(RuleBroken, match="ingen text"):
        comparing.compare(version, version)


def test_what_is_too_long_is_not_compared(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    document = make_document(world)
    one = comparing.version_of(document, 1)
    monkeypatch.setattr(comparing, "LONGEST", 5)
    with pytest.raises(RuleBroken, match="för långa"):
        comparing.compare(one, one)
    monkeypatch.undo()
    text_of(one.file.sha256).is_cut = True
    with pytest.raises(RuleBroken, match="för långa"):
        comparing.compare(one, one)


def test_two_states_of_a_text_are_compared_as_versions(as_: Browsers, world: World) -> None:
    document = make_written(world, "Vi övar på torsdagar.")
    anna = world.actor("anna")
    sharing.save_as_version(document, note="", by=anna)
    db.session.commit()
    at = f"/texter/{document.text_id}/stycken"
    as_(world.anna).send(at, at, text="Alla är välkomna.")
    document = db.session.get_one(Document, document.id)
    sharing.save_as_version(document, note="", by=anna)
    db.session.commit()
    page = as_(world.anna).get(f"{document.url}/jamforelse?fran=1&till=2")
    assert "Ett ställe skiljer." in page
    assert "Alla är välkomna." in page


def test_nothing_is_compared_of_an_empty_row() -> None:
    assert comparing.blocks_of([Piece("row", cells=()), Piece("item", "x")])[0].kind == "list_item"


def test_a_document_that_is_written_takes_no_files(as_: Browsers, world: World) -> None:
    document = make_written(world)
    page = as_(world.anna).get(f"{document.url}/versioner/ny", status=409)
    assert "Dokumentet skrivs här." in page


def test_a_file_that_is_being_read_says_so(as_: Browsers, world: World) -> None:
    document = make_document(world, word("x"), "a.docx")
    db.session.execute(sa.update(FileText).values(state="waiting"))
    db.session.commit()
    page = as_(world.anna).get(document.url)
    assert "Vi läser filen." in page
    db.session.execute(sa.delete(FileText))
    db.session.commit()
    assert "visas inte här" in as_(world.anna).get(document.url)


def test_another_s_upload_is_not_there(as_: Browsers, world: World) -> None:
    document = make_document(world)
    number = upload(world, b"mitt\n", by="birgitta").id
    as_(world.anna).get(f"{document.url}/versioner/ny/{number}", status=404)
    assert db.session.scalars(sa.select(Upload.id).where(Upload.visible_to(STRANGER))).all() == []


def test_what_a_document_is_about_stays_in_its_form(as_: Browsers, world: World) -> None:
    consultation = make_consultation(world)
    document = make_document(world, about=world.region)
    page = as_(world.anna).get(f"{document.url}/andring")
    assert page.form(f"{document.url}/andring")["about"] == f"region-{world.region.id}"
    assert consultation.title in page


def test_who_acts_for_nobody_may_do_nothing(world: World) -> None:
    document = make_written(world)
    bare = Actor(user_id=world.ulla.id)
    assert not may_work_on(bare, document)
    assert not may_move_document(bare, document)
    assert not document.is_of(bare)


def test_a_receipt_is_given_once_and_no_longer_asked_of_what_is_retired(world: World) -> None:
    document = make_document(world)
    receipts.ask(document, by=world.actor("anna"))
    receipts.acknowledge(document, by=world.actor("larserik"))
    with pytest.raises(RuleBroken, match="redan sagt"):
        receipts.acknowledge(document, by=world.actor("larserik"))
    with pytest.raises(RuleBroken, match="redan bett"):
        receipts.ask(document, by=world.actor("anna"))
    assert [item.title for item in waiting_notices(world.actor("birgitta"))] == ["Läs ”Underlag”"]
    keeping_back.retire(document, "Gammalt", by=world.actor("kerstin"))
    assert waiting_notices(world.actor("birgitta")) == []
    assert db.session.scalar(sa.select(sa.func.count(Notice.id))) > 1


def test_a_new_version_is_named_when_the_file_is_a_picture(as_: Browsers, world: World) -> None:
    from tests.documents.builders import PNG

    document = make_document(world)
    anna = as_(world.anna)
    at = send_file(anna, f"{document.url}/versioner/ny", PNG, "b.png").response.headers["Location"]
    anna.send(at, at, note="Bild", said_of="En kör")
    version = db.session.scalars(sa.select(DocumentVersion).filter_by(number=2)).one()
    assert version.said_of == "En kör"


def test_a_document_of_one_s_own_is_moved_out_and_in(world: World, context: Flask) -> None:
    document = make_document(world, room=Room(world.korbygden.id, "own"))
    sharing.move(document, Room(world.korbygden.id, "network"), by=world.actor("anna"))
    seen = sa.select(Document.id).where(Document.visible_to(world.actor("ulla")))
    assert db.session.scalars(seen).all() == [document.id]
