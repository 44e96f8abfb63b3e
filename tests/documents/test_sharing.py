"""The rules of sharing: versions, who sees, keeping back, receipts, what is taken back."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from ideell.activity.models import Deed
from ideell.activity.notices import waiting_notices
from ideell.documents import keeping_back, receipts, sharing, writers
from ideell.documents.counting import count_all
from ideell.documents.file_texts import FileText, give_up, text_of
from ideell.documents.models import Document, DocumentCount, DocumentVersion
from ideell.documents.policy import (
    may_acknowledge,
    may_ask_receipt,
    may_keep_back,
    may_move_document,
    may_name_writers,
    may_share_document,
    may_work_on,
)
from ideell.documents.refusing import refuse_when_locked
from ideell.extensions import db
from ideell.files import checking
from ideell.files.opening import the_store
from ideell.files.quota import shared_by
from ideell.files.receive import NotReceived
from ideell.files.taking import largest_megabytes
from ideell.foundation import jobs
from ideell.foundation.rules import RuleBroken
from ideell.people.sharing import Room
from ideell.reading.unreadable import Reason
from ideell.writing.hosting import host_of
from tests.documents.builders import (
    PNG,
    add_version,
    make_document,
    make_written,
    upload,
    word,
)
from tests.world import World


def the_deed(tag: str) -> Deed:
    return db.session.scalars(sa.select(Deed).where(Deed.tag == tag).order_by(Deed.id)).all()[-1]


def counts() -> dict[tuple[int, str, str, str], int]:
    """What is counted, as it stands; it must be what the documents themselves add up to."""
    rows = db.session.scalars(sa.select(DocumentCount).where(DocumentCount.many != 0))
    kept = {(one.owner_org_id, one.audience, one.facet, one.value): one.many for one in rows}
    assert kept == count_all()
    return kept


def undone(tag: str, world: World, who: str) -> None:
    the_deed(tag).undo(by=world.actor(who))
    db.session.commit()
    db.session.expire_all()


def test_the_kind_follows_the_newest_file(world: World) -> None:
    document = make_document(world, b"text\n", "a.txt")
    assert document.kind == "text"
    add_version(world, document, PNG, "a.png")
    assert (document.kind, document.versions) == ("picture", 2)
    undone("document.version_added", world, "anna")
    assert (document.kind, document.versions, document.latest.number) == ("text", 1, 1)
    add_version(world, document, word("x"), "a.docx")
    assert document.latest.number == 3  # a number is given once


def test_what_holds_is_counted_whatever_becomes_of_it(world: World) -> None:
    document = make_document(world, tags=["film", "museer"], about=world.region)
    other = make_document(world, b"x\n", tags=["film"])
    room = (world.samklang.id, "members")
    assert counts()[(*room, "tag", "film")] == 2
    add_version(world, document, PNG, "a.png")
    assert counts()[(*room, "kind", "picture")] == 1
    sharing.move(document, Room(world.korbygden.id, "own"), by=world.actor("anna"))
    assert counts()[(world.korbygden.id, "own", "tag", "museer")] == 1
    sharing.change(document, by=world.actor("anna"), title="x", line="", tags=[], year=1999)
    assert counts()[(world.korbygden.id, "own", "year", "1999")] == 1
    keeping_back.retire(other, "Skäl", by=world.actor("kerstin"))
    keeping_back.bring_back(other, by=world.actor("kerstin"))
    keeping_back.retire(document, "Skäl", by=world.actor("kerstin"))
    assert set(counts()) == {(*room, "tag", "film"), (*room, "kind", "text"),
                             (*room, "year", str(other.year)),
                             (*room, "owner", str(world.samklang.id))}  # fmt: skip


def test_a_version_that_others_build_on_is_not_taken_back(world: World) -> None:
    document = make_document(world)
    first = add_version(world, document, b"2\n")
    add_version(world, document, b"3\n", by="cecilia")
    with pytest.raises(RuleBroken, match="nyare version"):
        first.undo(by=world.actor("anna"))


def test_sharing_is_taken_back_while_nothing_builds_on_it(world: World) -> None:
    document = make_document(world, tags=["museer"])
    undone("document.shared", world, "anna")
    visible = sa.select(Document.id).where(Document.visible_to(world.actor("anna")))
    assert db.session.scalars(visible).all() == []
    assert counts() == {}
    other = make_document(world)
    add_version(world, other, b"2\n")
    with pytest.raises(RuleBroken, match="fler versioner"):
        the_deed("document.shared").undo(by=world.actor("anna"))
    assert document.removed_at is not None


def test_who_sees_it_is_moved_and_moved_back(world: World) -> None:
    document = make_document(world, room=Room(world.korbygden.id, "own"))
    with pytest.raises(RuleBroken, match="redan av dem"):
        sharing.move(document, document.room, by=world.actor("anna"))
    sharing.move(document, Room(world.samklang.id, "network"), by=world.actor("anna"))
    db.session.commit()
    assert document.room == Room(world.samklang.id, "network")
    undone("document.moved", world, "anna")
    assert document.room == Room(world.korbygden.id, "own")


def test_facts_about_something_come_back_when_a_change_is_undone(world: World) -> None:
    document = make_document(world, about=world.region)
    values = {"title": "Annat", "line": "", "tags": [], "year": 2020}
    sharing.change(document, by=world.actor("anna"), **values)
    db.session.commit()
    assert document.about_id is None
    undone("document.changed", world, "anna")
    assert (document.about_kind, document.about_id) == ("Region", world.region.id)


def test_a_locked_document_takes_nothing(world: World) -> None:
    document = make_document(world)
    kerstin = world.actor("kerstin")
    keeping_back.lock(document, "Kontrolleras", by=kerstin)
    db.session.commit()
    with pytest.raises(RuleBroken, match="är låst"):
        add_version(world, document, b"2\n")
    with pytest.raises(RuleBroken, match="är låst"):
        sharing.move(document, Room(world.samklang.id, "own"), by=kerstin)
    with pytest.raises(RuleBroken, match="redan låst"):
        keeping_back.lock(document, "igen", by=kerstin)
    with pytest.raises(RuleBroken, match="gäller redan"):
        keeping_back.bring_back(document, by=kerstin)
    undone("document.locked", world, "kerstin")
    assert not document.is_locked
    with pytest.raises(RuleBroken, match="redan öppet"):
        keeping_back.unlock(document, by=kerstin)


def test_every_keeping_back_is_taken_back(world: World) -> None:
    document = make_document(world, tags=["museer"])
    kerstin = world.actor("kerstin")
    version = db.session.get_one(DocumentVersion, document.latest_id)
    keeping_back.lock(document, "Skäl", by=kerstin)
    keeping_back.unlock(document, by=kerstin)
    db.session.commit()
    undone("document.unlocked", world, "kerstin")
    assert (document.lock_reason, document.locked_by_id) == ("Skäl", world.kerstin.id)
    keeping_back.retire(document, "Gammalt", by=kerstin)
    with pytest.raises(RuleBroken, match="redan inte längre"):
        keeping_back.retire(document, "Gammalt", by=kerstin)
    assert counts() == {}
    keeping_back.bring_back(document, by=kerstin)
    db.session.commit()
    undone("document.brought_back", world, "kerstin")
    assert document.retired_reason == "Gammalt"
    with pytest.raises(RuleBroken, match="gäller inte längre"):
        refuse_when_locked(document)
    undone("document.retired", world, "kerstin") if the_deed(
        "document.retired"
    ).can_be_undone else 0
    keeping_back.retire_version(version, "Fel fil", by=kerstin)
    with pytest.raises(RuleBroken, match="redan inte längre"):
        keeping_back.retire_version(version, "Fel fil", by=kerstin)
    db.session.commit()
    keeping_back.bring_version_back(version, by=kerstin)
    with pytest.raises(RuleBroken, match="gäller redan"):
        keeping_back.bring_version_back(version, by=kerstin)
    db.session.commit()
    undone("document.version_brought_back", world, "kerstin")
    assert version.retired_reason == "Fel fil"
    keeping_back.bring_version_back(version, by=kerstin)
    keeping_back.retire_version(version, "Igen", by=kerstin)
    db.session.commit()
    undone("document.version_retired", world, "kerstin")
    assert version.retired_at is None


def test_a_receipt_is_asked_for_once_and_can_be_taken_back(world: World) -> None:
    document = make_document(world)
    lars = world.actor("larserik")
    with pytest.raises(RuleBroken, match="Ingen ber om läskvitto"):
        receipts.acknowledge(document, by=lars)
    receipts.ask(document, by=world.actor("anna"))
    receipts.acknowledge(document, by=lars)
    db.session.commit()
    assert [name for name, _org, _at in receipts.readers_of(document).have] == ["Lars-Erik Sund"]
    undone("document.read", world, "larserik")
    assert receipts.readers_of(document).have == []
    undone(receipts.ASKED, world, "anna")
    assert document.receipt_asked_at is None


def test_somebody_with_two_hats_is_listed_with_both(world: World) -> None:
    document = make_document(world)
    receipts.ask(document, by=world.actor("anna"))
    listed = dict(receipts.readers_of(document).have_not)
    assert listed["Tove Tvåhatt"] == "Alliansen Norrvik, Körbygden"


def test_a_written_document_answers_as_the_host_of_its_text(world: World) -> None:
    document = make_written(world, "Ett stycke.")
    host = host_of(document.text)
    anna, lars, kerstin = (world.actor(who) for who in ("anna", "larserik", "kerstin"))
    assert host.may_write(anna)
    assert host.may_decide(kerstin)
    assert not host.may_write(lars)
    assert host.may_suggest(lars)
    assert host.may_comment(lars)
    assert host.first_words() == ""
    assert host.beside(lars) is None
    writers.name_writers(document, [lars.user_id or 0], by=anna)
    db.session.commit()
    assert host.may_write(lars)
    undone("document.writers_named", world, "anna")
    assert not host.may_write(lars)
    keeping_back.lock(document, "Klart", by=kerstin)
    assert not host.may_write(anna)
    assert not host.may_suggest(lars)


def test_an_empty_text_is_no_version(world: World) -> None:
    document = make_written(world)
    with pytest.raises(RuleBroken, match="inget att spara"):
        sharing.save_as_version(document, note="", by=world.actor("anna"))


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("anna", "work move ask"),  # the sharer
        ("birgitta", "work acknowledge"),  # of the organisation that owns it
        ("cecilia", "work move keep ask acknowledge"),  # who coordinates it
        ("larserik", "acknowledge"),
        ("kerstin", "keep acknowledge"),  # the office
        ("mona", "acknowledge"),  # leads the umbrella, and not Körbygden
    ],
)
def test_who_may_do_what(world: World, who: str, expected: str) -> None:
    document = make_document(world, room=Room(world.korbygden.id, "network"))
    asked = {
        "work": may_work_on, "move": may_move_document, "keep": may_keep_back,
        "ask": may_ask_receipt, "acknowledge": may_acknowledge, "name": may_name_writers,
    }  # fmt: skip
    actor = world.actor(who)
    may = [name for name, policy in asked.items() if policy(actor, document)]
    assert " ".join(may) == expected
    assert may_share_document(actor)


def test_an_organisation_shares_so_much_and_no_more(
    world: World, context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_document(world, b"x" * 600)
    make_document(world, b"x" * 600)
    assert shared_by(world.korbygden.id) == 600  # equal contents count once
    monkeypatch.setattr("ideell.files.quota.GIGABYTE", 200)
    with pytest.raises(NotReceived, match="av högst 5 GB"):
        upload(world, b"y" * 500)
    assert upload(world, b"y" * 300).file.size == 300


def test_a_heavy_file_is_read_later_and_found_then(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ideell.documents.file_texts.FIRST_SECONDS", 0)
    document = make_document(world, word("Orkestern övar."), "a.docx")
    version = db.session.get_one(DocumentVersion, document.latest_id)
    assert (text_of(version.file.sha256).state, version.words) == ("waiting", "")
    jobs.run_due()
    db.session.expire_all()
    assert text_of(version.file.sha256).state == "read"
    assert version.words == "Orkestern övar."


def test_a_file_that_cannot_be_read_later_either_says_why(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_slow(*_given: object, **_more: object) -> None:
        from ideell.reading.unreadable import Unreadable

        raise Unreadable(Reason.TOO_SLOW)

    monkeypatch.setattr("ideell.documents.file_texts.preview_in_child", too_slow)
    document = make_document(world, word("x"), "a.docx")
    jobs.run_due()
    db.session.expire_all()
    text = db.session.scalars(sa.select(FileText)).one()
    assert (text.state, text.fault) == ("unreadable", "too_slow")
    give_up({"sha256": text.sha256}, "StoreDown")
    give_up({"sha256": "0" * 64}, "OSError")
    assert text.fault == "StoreDown"
    assert document.title == "Underlag"


def test_the_store_is_checked_at_night_and_goes_on_where_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        make_document(world, f"{number}".encode())
    monkeypatch.setattr(checking, "AT_ONCE", 2)
    checking.queue_check()
    checking.queue_check()  # only one waits
    db.session.commit()
    assert db.session.scalar(sa.select(sa.func.count(jobs.Job.id))) == 1
    db.session.add(checking.StoreCheck(after="0" * 64, checked=7, faults={}))
    db.session.commit()
    jobs.run_due()
    found = checking.latest_check()
    assert (found.checked, found.is_sound) == (10, True)
    assert waiting_notices(world.actor("kerstin")) == []


def test_a_long_check_is_done_by_one_job_after_another(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        make_document(world, f"{number}".encode())
    monkeypatch.setattr(checking, "AT_ONCE", 2)
    monkeypatch.setattr(checking, "PATIENCE", -1.0)
    checking.queue_check()
    db.session.commit()
    for _ in range(3):
        assert checking.latest_check() is None
        jobs.run_due()
    assert checking.latest_check().checked == 3


def test_what_is_missing_is_told(world: World) -> None:
    document = make_document(world)
    file = db.session.get_one(DocumentVersion, document.latest_id).file
    the_store().path(file.sha256).unlink()
    assert checking.check_now().faults == {file.sha256: "missing"}
    (item,) = waiting_notices(world.actor("kerstin"))
    assert item.title == "Hämta tillbaka skadade filer"
    assert waiting_notices(world.actor("mona")) == []
    the_store().put(b"Ett underlag om koren.\n")
    checking.check_now()
    assert waiting_notices(world.actor("kerstin")) == []
    assert checking.names_of(file.sha256) == ["underlag.txt"]
    assert largest_megabytes() == 50
