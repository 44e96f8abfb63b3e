"""Files that came with a form that had to be sent again: nobody chooses them anew."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa

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
    assert "Kryssa ur den som inte ska med." in page
    assert names(Attachment) == []
    waiting = [str(one) for one in db.session.scalars(sa.select(Upload.id).order_by(Upload.id))]
    other = "@Hjalmar Okänd, se här."
    page = send(anna, thread, page, (b"x", "ny.txt"), body=other, waiting=waiting)
    assert "ny.txt (text, 1 kB)" in page
    last = str(max(db.session.scalars(sa.select(Upload.id))))
    send(anna, thread, page, body="Här är timmarna.", status=303, waiting=[waiting[0], last])
    assert names(Attachment) == ["ny.txt", "timmar.txt"], "what was unticked stays behind"
    assert db.session.scalar(sa.select(KeptForm.done_at)) is not None


def test_the_good_ones_wait_where_one_is_bad(anna: Browser, thread: Thread) -> None:
    page = send(anna, thread, None, (b"tolv", "timmar.txt"), (b"", "tom.pdf"), body="Timmarna")
    assert "tom.pdf: Filen är tom." in page
    assert names(Upload) == ["timmar.txt"]
    waiting = page.form(f"{thread.url}/inlagg")["waiting"]
    send(anna, thread, page, body="Timmarna", status=303, waiting=waiting)
    assert names(Attachment) == ["timmar.txt"]


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
    assert "En fil som skulle följa med finns inte kvar. Välj den igen." in page
    assert names(Attachment) == []


def test_nobody_takes_along_what_another_chose(
    anna: Browser, thread: Thread, as_: Browsers, world: World
) -> None:
    page = send(anna, thread, None, (b"tolv", "timmar.txt"))
    number = page.form(f"{thread.url}/inlagg")["waiting"]
    for wanted in (number, "x", "0", str(10**12)):
        page = send(as_(world.mona), thread, None, body="Min!", waiting=wanted)
        assert "timmar.txt" not in page
        assert "finns inte kvar" in page


def test_they_wait_with_a_draft(anna: Browser, thread: Thread) -> None:
    page = send(anna, thread, None, (b"tolv", "timmar.txt"))
    fields = page.form(f"{thread.url}/inlagg")
    anna.post(f"{thread.url}/inlagg/utkast", fields, status=200 if anna.htmx else 303)
    assert "timmar.txt (text, 1 kB)" in anna.get_plain(thread.url)


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
