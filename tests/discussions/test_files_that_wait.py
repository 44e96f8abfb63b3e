"""Files that came with a form that had to be sent again: nobody chooses them anew."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.discussions.models import Thread
from ideell.extensions import db
from ideell.files.attachments import Attachment
from ideell.files.contents import StoreDown
from ideell.files.models import StoredFile, Upload
from ideell.files.store import Store
from ideell.files.uploads import forget_uploads
from ideell.foundation.clock import now
from ideell.foundation.keep import KeptForm
from tests.browsing import Browser, Browsers, Page
from tests.discussions.builders import make_thread
from tests.documents.builders import upload
from tests.world import World

UNCLEAR = "@Brigitta Lind, här är timmarna."  # nobody is called that


@pytest.fixture
def thread(world: World) -> Thread:
    return make_thread(world)


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def anna(request: pytest.FixtureRequest, as_: Browsers, world: World) -> Browser:
    return as_(world.anna, htmx=bool(request.param))


def send(
    browser: Browser, thread: Thread, page: Page | None = None, *files: tuple[bytes, str],
    body: str = UNCLEAR, status: int = 422, **more: Any,
) -> Page:  # fmt: skip
    """Send the reply with files: of a page that came back, or of the thread's own."""
    action = f"{thread.url}/inlagg"
    fields = (page or browser.get_plain(thread.url)).form(action) | {"body": body} | more
    chosen = [(BytesIO(content), name) for content, name in files]
    return browser.post(action, {**fields, "files": chosen}, status=status)


def names(model: Any) -> list[str]:
    return sorted(db.session.scalars(sa.select(StoredFile.name).join(model.file)))


def test_they_come_along_when_it_is_sent_again(anna: Browser, thread: Thread) -> None:
    page = send(anna, thread, None, (b"tolv", "timmar.txt"), (b"a;b", "lista.csv"))
    assert "Menade du Birgitta Lind?" in page
    assert "timmar.txt (text, 1 kB)" in page
    assert "Ta bort krysset för filer som inte ska följa med." in page
    assert names(Attachment) == []
    waiting = [str(one) for one in db.session.scalars(sa.select(Upload.id).order_by(Upload.id))]
    other = "@Hjalmar Okänd, se här."
    page = send(anna, thread, page, (b"x", "ny.txt"), body=other, waiting=waiting)
    assert "ny.txt (text, 1 kB)" in page
    last = str(max(db.session.scalars(sa.select(Upload.id))))
    send(anna, thread, page, body="Här är timmarna.", status=303, waiting=[waiting[0], last])
    assert names(Attachment) == ["ny.txt", "timmar.txt"], "what was unticked stays behind"
    assert not anna.get_plain(thread.url).form(f"{thread.url}/inlagg")["body"], "nothing is left"
    received = sa.select(Deed.tag).where(Deed.tag == "file.received")
    assert len(db.session.scalars(received).all()) == 3


def test_a_form_that_was_refused_was_not_acted_on(anna: Browser, thread: Thread) -> None:
    action = f"{thread.url}/inlagg"
    fields = anna.get_plain(thread.url).form(action) | {"body": UNCLEAR}
    for _time in range(2):
        sent = {**fields, "files": (BytesIO(b"tolv"), "timmar.txt")}
        assert "Menade du" in anna.post(action, sent, status=422), "the same form, as by a retry"
        assert db.session.scalars(sa.select(KeptForm.done_at)).all() == [None]
    assert names(Upload) == ["timmar.txt"], "received once"
    page = anna.get_plain(thread.url)
    assert page.form(action)["body"] == UNCLEAR
    assert "timmar.txt (text, 1 kB)" in page, "the file waits where the text does"
    anna.post(action, page.form(action) | {"body": "Här är timmarna."})
    assert names(Attachment) == ["timmar.txt"]
    assert not anna.get_plain(thread.url).form(action)["body"]


def test_the_good_ones_wait_where_one_is_bad(anna: Browser, thread: Thread) -> None:
    page = send(anna, thread, None, (b"tolv", "timmar.txt"), (b"", "tom.pdf"), body="Timmarna")
    assert "tom.pdf: Filen är tom." in page
    assert names(Upload) == ["timmar.txt"]
    waiting = page.form(f"{thread.url}/inlagg")["waiting"]
    send(anna, thread, page, body="Timmarna", status=303, waiting=waiting)
    assert names(Attachment) == ["timmar.txt"]


def test_each_bad_one_is_named(anna: Browser, thread: Thread) -> None:
    bad = [(b"", "tom.pdf"), (b"MZ" + b"\0" * 99, "virus.exe"), (b"tolv", "timmar.txt")]
    page = send(anna, thread, None, *bad, body="Timmarna")
    assert "tom.pdf: Filen är tom." in page
    assert "virus.exe: Filen är ett program" in page
    assert names(Upload) == ["timmar.txt"]


def test_more_than_a_post_carries_is_said_with_those_that_wait(
    anna: Browser, thread: Thread
) -> None:
    many = [(b"x", f"{number}.txt") for number in range(11)]
    assert "Du har valt 11 filer. Bifoga högst 10" in send(anna, thread, None, *many)
    assert names(Upload) == []
    page = send(anna, thread, None, *many[:6])
    waiting = [str(one) for one in db.session.scalars(sa.select(Upload.id))]
    page = send(anna, thread, page, *many[6:], body="Timmarna", waiting=waiting)
    assert "Du har valt 11 filer" in page
    assert "5.txt (text, 1 kB)" in page, "those that wait wait on"


def test_one_that_waited_too_long_is_told_of(anna: Browser, thread: Thread) -> None:
    page = send(anna, thread, None, (b"tolv", "timmar.txt"))
    number = page.form(f"{thread.url}/inlagg")["waiting"]
    db.session.execute(sa.update(Upload).values(at=now() - timedelta(days=8)))
    assert forget_uploads() == 1
    db.session.commit()
    page = send(anna, thread, page, body="Här är timmarna.", waiting=number)
    assert "En fil som skulle följa med finns inte kvar, eller är redan skickad." in page
    assert names(Attachment) == []


def test_nobody_takes_along_what_another_chose(
    anna: Browser, thread: Thread, as_: Browsers, world: World
) -> None:
    page = send(anna, thread, None, (b"tolv", "timmar.txt"))
    number = page.form(f"{thread.url}/inlagg")["waiting"]
    for wanted in (number, "x", "0", str(2**31), str(10**12), str(10**30)):
        page = send(as_(world.mona), thread, None, body="Min!", waiting=wanted)
        assert "timmar.txt" not in page
        assert "finns inte kvar" in page


def test_they_wait_with_a_draft(anna: Browser, thread: Thread) -> None:
    page = send(anna, thread, None, (b"tolv", "timmar.txt"))
    fields = page.form(f"{thread.url}/inlagg")
    anna.post(f"{thread.url}/inlagg/utkast", fields, status=200 if anna.htmx else 303)
    assert "timmar.txt (text, 1 kB)" in anna.get_plain(thread.url)


def test_what_is_gone_is_told_of_also_with_new_files(anna: Browser, thread: Thread) -> None:
    page = send(anna, thread, None, (b"ny", "ny.txt"), body="Timmarna", waiting="4711")
    assert "En fil som skulle följa med finns inte kvar" in page
    assert "ny.txt (text, 1 kB)" in page


def test_a_draft_tells_that_its_file_is_gone(anna: Browser, thread: Thread) -> None:
    send(anna, thread, None, (b"tolv", "timmar.txt"))
    db.session.execute(sa.update(Upload).values(at=now() - timedelta(days=8)))
    assert forget_uploads() == 1
    db.session.commit()
    page = anna.get_plain(thread.url)
    assert page.form(f"{thread.url}/inlagg")["body"] == UNCLEAR
    assert "En fil som skulle följa med finns inte kvar" in page


def test_a_text_that_was_sent_is_not_offered_again(anna: Browser, thread: Thread) -> None:
    page = send(anna, thread, None, (b"", "tom.pdf"), body="Timmarna")
    send(anna, thread, page, body="Timmarna", status=303)
    assert not anna.get_plain(thread.url).form(f"{thread.url}/inlagg")["body"]


def test_a_store_that_answers_the_second_time_has_the_files(
    anna: Browser, thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, down = Store.write, [True]

    def once_down(*given: Any) -> None:
        if down.pop() if down else False:
            raise StoreDown
        write(*given)

    monkeypatch.setattr(Store, "write", once_down)
    page = send(
        anna, thread, None, (f"not stored yet: {anna.htmx}".encode(), "a.txt"), body="Timmarna"
    )
    assert "Filerna kom inte fram först, men nu är de mottagna. Skicka igen." in page
    assert names(Upload) == ["a.txt"]


def test_what_waits_for_a_post_is_no_document(anna: Browser, thread: Thread) -> None:
    send(anna, thread, None, (b"tolv", "timmar.txt"))
    (number,) = db.session.scalars(sa.select(Upload.id))
    anna.get(f"/dokument/uppladdning/{number}", status=403)


def test_what_is_to_be_a_document_waits_for_no_post(
    anna: Browser, thread: Thread, world: World
) -> None:
    number = upload(world, b"Ett underlag\n").id
    page = send(anna, thread, None, body="Timmarna", waiting=str(number))
    assert "finns inte kvar" in page


def test_a_store_that_is_down_is_told_of_once(
    anna: Browser, thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_all: Any) -> None:
        raise StoreDown

    monkeypatch.setattr(Store, "write", down)
    page = send(anna, thread, None, (b"in no store", "a.txt"))
    assert "a.txt: Lagret för filer svarar inte" in page
    assert "@Brigitta Lind" in page.text


def test_what_does_not_fit_does_not_wait(
    anna: Browser, thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ideell.files.quota.GIGABYTE", 20)
    page = send(anna, thread, None, (b"x" * 60, "a.txt"), (b"y" * 60, "b.txt"))
    assert "Er organisation har delat" in page
    assert names(Upload) == []
