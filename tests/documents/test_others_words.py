"""What others wrote is not carried off, taken away or passed by: moves, undo, locks, receipts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.activity.notices import waiting_notices
from ideell.documents import keeping_back, receipts, sharing, writers
from ideell.documents.models import Document, DocumentVersion
from ideell.documents.policy import may_ask_receipt, may_move_document, may_name_writers
from ideell.extensions import db
from ideell.files.models import StoredFile, Upload
from ideell.files.uploads import forget_uploads
from ideell.foundation.clock import now
from ideell.foundation.rules import RuleBroken
from ideell.people.sharing import Room
from ideell.writing import suggesting, talking
from ideell.writing.blocks import Block as Typed
from ideell.writing.models import Text
from ideell.writing.saving import revision_of, write
from ideell.writing.suggesting import Wish
from tests.browsing import Browsers
from tests.documents.builders import add_version, make_document, make_written, upload
from tests.world import World


def the_deed(tag: str) -> Deed:
    return db.session.scalars(sa.select(Deed).where(Deed.tag == tag).order_by(Deed.id)).all()[-1]


def own_text(document: Document) -> Text:
    assert document.text is not None
    return document.text


def write_in(world: World, document: Document, who: str = "mona") -> None:
    text = own_text(document)
    head = revision_of(text, text.head_id)
    wanted = [*head.standing, Typed(None, "paragraph", "Monas stycke.")]
    write(text, wanted, base=head, by=world.actor(who))


def suggest_in(world: World, document: Document, who: str = "larserik") -> None:
    text = own_text(document)
    wish, base = Wish("replace", "Lars-Eriks ord.", ""), revision_of(text, text.head_id)
    suggesting.suggest(text.blocks[0], wish, base=base, by=world.actor(who))


def comment_in(world: World, document: Document, who: str = "larserik") -> None:
    talking.comment(own_text(document), "En fråga.", block=None, by=world.actor(who))


WORDS = pytest.mark.parametrize("leave", [write_in, suggest_in, comment_in])


@WORDS
def test_sharing_is_not_taken_back_when_others_have_words_in_it(
    world: World, leave: Callable[..., None]
) -> None:
    document = make_written(world, "Annas ord.")
    leave(world, document)
    db.session.commit()
    with pytest.raises(RuleBroken, match="Andra har skrivit i dokumentet"):
        the_deed("document.shared").undo(by=world.actor("anna"))
    assert document.removed_at is None


@WORDS
def test_who_shared_it_does_not_carry_off_what_others_wrote(
    world: World, leave: Callable[..., None]
) -> None:
    document, anna = make_written(world, "Annas ord."), world.actor("anna")
    assert may_move_document(anna, document)
    leave(world, document)
    db.session.commit()
    assert not may_move_document(anna, document)
    assert may_ask_receipt(anna, document)
    assert may_name_writers(anna, document)
    assert may_move_document(world.actor("mona"), document)  # who leads the room
    with pytest.raises(RuleBroken, match="Andra har skrivit"):
        sharing.move(document, Room(world.korbygden.id, "own"), by=anna)


def test_another_s_version_is_another_s_words(as_: Browsers, world: World) -> None:
    document = make_document(world)
    anna = as_(world.anna)
    assert "Ändra vilka som ser det" in anna.get(document.url)
    add_version(world, document, b"Monas\n", by="mona")
    assert "Ändra vilka som ser det" not in anna.get(document.url)
    anna.get(f"{document.url}/flytt", status=403)


def test_a_move_is_not_taken_back_when_others_wrote_since(world: World) -> None:
    document, anna = make_written(world, "Ord.", room=Room(world.korbygden.id, "own")), "anna"
    sharing.move(document, Room(world.samklang.id, "members"), by=world.actor(anna))
    comment_in(world, document)
    db.session.commit()
    with pytest.raises(RuleBroken, match="sedan dess"):
        the_deed("document.moved").undo(by=world.actor(anna))


def change(document: Document, world: World) -> Any:
    facts: dict[str, Any] = {"title": "Ny", "line": "", "tags": [], "year": None}
    return sharing.change(document, by=world.actor("anna"), **facts)


def move(document: Document, world: World) -> Any:
    return sharing.move(document, Room(world.samklang.id, "network"), by=world.actor("anna"))


def name(document: Document, world: World) -> Any:
    return writers.name_writers(document, [world.larserik.id], by=world.actor("anna"))


@pytest.mark.parametrize("act", [change, move, name])
def test_undo_does_not_pass_a_lock(world: World, act: Callable[..., Any]) -> None:
    document = make_written(world, "Ord.")
    deed = act(document, world)
    keeping_back.lock(document, "Styrelsen granskar", by=world.actor("mona"))
    db.session.commit()
    with pytest.raises(RuleBroken, match="är låst"):
        deed.undo(by=world.actor("anna"))
    with pytest.raises(RuleBroken, match="är låst"):
        act(document, world)


def test_a_version_that_was_retired_with_a_reason_stays(world: World) -> None:
    document = make_document(world)
    deed = add_version(world, document, b"2\n")
    version = db.session.get_one(DocumentVersion, document.latest_id)
    keeping_back.retire_version(version, "Fel siffror", by=world.actor("mona"))
    db.session.commit()
    with pytest.raises(RuleBroken, match="indragen med ett skäl"):
        deed.undo(by=world.actor("anna"))


def titles(world: World, who: str) -> list[str]:
    return [one.title for one in waiting_notices(world.actor(who))]


def test_a_receipt_is_of_a_version(as_: Browsers, world: World) -> None:
    document, lars = make_document(world), world.actor("larserik")
    receipts.ask(document, by=world.actor("anna"))
    receipts.acknowledge(document, by=lars)
    db.session.commit()
    assert titles(world, "larserik") == []
    added = add_version(world, document, b"Helt annan text\n")
    assert not receipts.has_read(document, lars)
    assert titles(world, "larserik") == ["Läs ”Underlag”"]
    assert titles(world, "birgitta") == ["Läs ”Underlag”"]  # asked once, and still
    readers = receipts.readers_of(document)
    assert (readers.have, readers.earlier) == ([], [("Lars-Erik Sund", "Spelmansringen", 1)])
    assert readers.asked == len(readers.have_not) + 1
    page = as_(world.anna).get(document.url)
    assert "Har läst en tidigare version" in page
    assert "Lars-Erik Sund, Spelmansringen, version 1" in page
    receipts.acknowledge(document, by=lars)
    db.session.commit()
    assert len(receipts.readers_of(document).have) == 1
    the_deed("document.read").undo(by=lars)
    added.undo(by=world.actor("anna"))
    assert receipts.has_read(document, lars)  # of the first, which is the newest again


def test_a_receipt_may_be_of_a_text_before_any_version(as_: Browsers, world: World) -> None:
    document, lars = make_written(world, "Ord."), world.actor("larserik")
    receipts.ask(document, by=world.actor("anna"))
    receipts.acknowledge(document, by=lars)
    db.session.commit()
    assert "Du har sagt att du har läst." in as_(world.larserik).get(document.url)
    sharing.save_as_version(document, note="", by=world.actor("anna"))
    db.session.commit()
    assert "texten före version 1" in as_(world.anna).get(document.url)


def test_whoever_sees_it_by_a_move_is_asked_too(world: World) -> None:
    document = make_document(world, room=Room(world.korbygden.id, "own"))
    receipts.ask(document, by=world.actor("anna"))
    db.session.commit()
    assert titles(world, "larserik") == []
    sharing.move(document, Room(world.samklang.id, "members"), by=world.actor("anna"))
    db.session.commit()
    assert titles(world, "larserik") == ["Läs ”Underlag”"]
    assert titles(world, "birgitta") == ["Läs ”Underlag”"]


def test_the_page_names_who_shared_for_whom_and_who_asks(as_: Browsers, world: World) -> None:
    document = make_document(world)
    receipts.ask(document, by=world.actor("mona"))
    db.session.commit()
    page = as_(world.larserik).get(document.url)
    assert "Delat av Anna Ek, Körbygden," in page
    assert "Mona Ask vill veta när du har läst." in page
    (item,) = waiting_notices(world.actor("larserik"))
    assert item.sentence == "Mona Ask vill veta när du har läst det."


def test_one_upload_becomes_one_document(world: World) -> None:
    sent, anna = upload(world, b"Ett\n"), world.actor("anna")
    facts: dict[str, Any] = {"title": "Ett", "line": "", "tags": [], "year": None}
    sharing.share(sent, room=Room(world.samklang.id, "own"), by=anna, **facts)
    with pytest.raises(RuleBroken, match="redan delad"):
        sharing.share(sent, room=Room(world.samklang.id, "own"), by=anna, **facts)


def test_what_nobody_shared_within_a_week_is_let_go(world: World) -> None:
    kept = make_document(world)
    late, old = upload(world, b"Sent\n"), make_document(world, b"Gammalt\n")
    db.session.execute(sa.update(Upload).values(at=now() - timedelta(days=8)))
    db.session.commit()
    fresh = upload(world, b"Nytt\n")
    number = late.file_id
    assert forget_uploads() == 1
    db.session.commit()
    assert db.session.get(StoredFile, number) is None
    left = set(db.session.scalars(sa.select(Upload.file_id)))
    assert fresh.file_id in left
    for one in (kept, old):
        assert db.session.get_one(DocumentVersion, one.latest_id).file_id in left
    assert forget_uploads() == 0
