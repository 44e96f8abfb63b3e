"""Files are taken in one way: refused, counted, stored while nobody waits, and then named."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.datastructures import FileStorage

from ideell.consultations.models import SourceDocument
from ideell.extensions import db
from ideell.files import checking
from ideell.files.attachments import Attachment
from ideell.files.contents import StoreDown
from ideell.files.models import StoredFile, Upload
from ideell.files.opening import the_store
from ideell.files.receive import NotReceived
from ideell.files.store import Store
from ideell.files.taking import keep, take_in
from tests.browsing import Browser, Browsers, Page
from tests.consultations.builders import make_consultation
from tests.consultations.builders import upload as send_report
from tests.discussions.builders import make_thread
from tests.documents.builders import send_file
from tests.world import World


def sent(content: bytes, name: str = "timmar.txt") -> FileStorage:
    return FileStorage(BytesIO(content), filename=name)


def reply(browser: Browser, at: str, *files: tuple[bytes, str], status: int = 303) -> Page:
    """Say something with files."""
    fields = browser.get_plain(at).form(f"{at}/inlagg")
    chosen = [(BytesIO(content), name) for content, name in files]
    sends = {**fields, "body": "Viktiga ord", "files": chosen}
    return browser.post(f"{at}/inlagg", sends, status=status)


def many(model: type) -> int:
    return int(db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0)


def test_nothing_is_held_while_a_file_is_stored(
    as_: Browsers, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread, consultation = make_thread(world), make_consultation(world)
    seen: list[bool] = []
    write = Store.write

    def slow(store: Store, sha256: str, stream: IO[bytes]) -> None:
        seen.append(db.session.registry().in_transaction())
        write(store, sha256, stream)

    monkeypatch.setattr(Store, "write", slow)
    mona = as_(world.mona)
    reply(mona, thread.url, (b"ett", "a.txt"))
    send_file(mona, "/dokument/uppladdning", b"tv\xc3\xa5")
    send_report(mona, consultation.id, b"tre", "a.txt")
    assert seen == [False, False, False]
    assert (many(Attachment), many(Upload), many(SourceDocument)) == (1, 1, 1)


def test_a_post_takes_no_program_and_keeps_the_words(as_: Browsers, world: World) -> None:
    thread, anna = make_thread(world), as_(world.anna)
    page = reply(anna, thread.url, (b"MZ" + b"\0" * 99, "virus.exe"), status=422)
    assert "Filen är ett program" in page
    assert "Viktiga ord" in page
    assert (many(Attachment), many(StoredFile)) == (0, 0)


def test_a_post_carries_so_many_files_and_no_more(as_: Browsers, world: World) -> None:
    thread, anna = make_thread(world), as_(world.anna)
    page = reply(anna, thread.url, *[(b"x", f"{n}.txt") for n in range(11)], status=422)
    assert "Du har valt 11 filer. Bifoga högst 10 åt gången" in page
    assert many(StoredFile) == 0


def test_files_of_posts_count_in_what_an_organisation_stores(
    as_: Browsers, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread, anna = make_thread(world), as_(world.anna)
    monkeypatch.setattr("ideell.files.quota.GIGABYTE", 20)
    page = reply(anna, thread.url, (b"x" * 60, "a.txt"), (b"y" * 60, "b.txt"), status=422)
    assert "så filerna på " in page
    reply(anna, thread.url, (b"x" * 60, "a.txt"))
    reply(anna, thread.url, (b"x" * 60, "a.txt"))  # equal contents add nothing


def test_a_store_that_is_down_loses_no_words_and_takes_them_later(
    as_: Browsers, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread, anna = make_thread(world), as_(world.anna)

    def down(*_all: Any) -> None:
        raise StoreDown

    with monkeypatch.context() as patch:
        patch.setattr(Store, "write", down)
        page = reply(anna, thread.url, (b"nowhere yet", "a.txt"), status=422)
    assert "Lagret för filer svarar inte" in page
    assert "Viktiga ord" in page
    again = page.form(f"{thread.url}/inlagg")
    anna.post(f"{thread.url}/inlagg", {**again, "files": (BytesIO(b"x"), "a.txt")})
    assert many(Attachment) == 1


def test_a_form_with_a_file_that_is_sent_twice_acts_once(as_: Browsers, world: World) -> None:
    thread, anna = make_thread(world), as_(world.anna)
    fields = anna.get_plain(thread.url).form(f"{thread.url}/inlagg") | {"body": "Ord"}
    for _time in range(2):
        anna.post(f"{thread.url}/inlagg", {**fields, "files": (BytesIO(b"x"), "a.txt")})
    assert many(Attachment) == 1


def test_two_that_each_fit_alone_do_not_both_fit(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ideell.files.quota.GIGABYTE", 20)
    anna = world.actor("anna")
    db.session.commit()
    first, second = (take_in([sent(letter * 60)], by=anna) for letter in (b"x", b"y"))
    keep(first, by=anna)
    with pytest.raises(NotReceived, match="får inte plats"):
        keep(second, by=anna)
    keep(first, by=anna)


def test_what_is_known_to_be_damaged_is_healed_by_sending_it_again(world: World) -> None:
    anna = world.actor("anna")
    db.session.commit()
    (file,) = keep(take_in([sent(b"helt")], by=anna), by=anna)
    db.session.commit()
    store: Any = the_store()
    store.path(file.sha256).write_bytes(b"trasigt")
    take_in([sent(b"helt")], by=anna)
    assert store.fault(file.sha256) == "damaged"  # nobody knows yet
    checking.check_now()
    take_in([sent(b"helt")], by=anna)
    assert store.fault(file.sha256) == ""
    assert checking.check_now().is_sound


def test_nothing_to_take_in_is_nothing_done(context: Flask, world: World) -> None:
    assert take_in([], by=world.actor("anna")) == []
    assert keep([], by=world.actor("anna")) == []


def test_a_store_that_cannot_be_looked_into_is_down(
    context: Flask, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    number = store.put(b"x")

    def closed(*_all: Any, **_more: Any) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.stat", closed)
        with pytest.raises(StoreDown):
            store.exists(number)
    assert store.exists(number)
