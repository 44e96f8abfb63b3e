"""When the store of files is down: everything that needs no file goes on, and text comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO

import pytest
from flask import Flask

from ideell.files.store import Store
from tests.browsing import Browsers, Page
from tests.discussions.builders import make_thread
from tests.documents.builders import make_document, send_file
from tests.world import World

TYPED = "Det här har jag skrivit en hel timme på."
DOWN = "Lagret för filer svarar inte just nu."

Fault = Callable[[Flask], AbstractContextManager[None]]


@contextmanager
def away(app: Flask) -> Iterator[None]:
    """Let something else stand where the folder was, as when a disk is not mounted."""
    folder = app.extensions["ideell_settings"].data / "files"
    folder.mkdir(exist_ok=True)
    aside = folder.rename(folder.with_name("files.aside"))
    folder.write_bytes(b"")
    try:
        yield
    finally:
        folder.unlink()
        aside.rename(folder)


@contextmanager
def failing(_app: Flask) -> Iterator[None]:
    """Let every look into the store end in a fault of the disk."""

    def fail(*_asked: object, **_more: object) -> None:
        raise OSError(5, "Input/output error")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "path", fail)
        yield


FAULTS = pytest.mark.parametrize("fault", [away, failing], ids=lambda one: one.__name__)


@FAULTS
def test_what_needs_no_file_goes_on(app: Flask, as_: Browsers, world: World, fault: Fault) -> None:
    document, anna = make_document(world), as_(world.anna)
    thread = make_thread(world)
    reply = f"{thread.url}/inlagg"
    with fault(app):
        for path in ("/", "/remisser", "/dokument", thread.url, "/sok?q=kören"):
            anna.get(path)
        assert "Ett underlag om koren." in anna.get(document.url)
        anna.send(thread.url, reply, body=TYPED)
    assert TYPED in anna.get(thread.url)


@FAULTS
def test_what_needs_one_is_refused_in_words_and_the_text_comes_back(
    app: Flask, as_: Browsers, world: World, fault: Fault
) -> None:
    document, anna = make_document(world), as_(world.anna)
    thread = make_thread(world)
    with fault(app):
        assert DOWN in anna.get(f"{document.url}/versioner/{document.latest_id}/fil", status=503)
        assert DOWN in send_file(anna, "/dokument/uppladdning", b"Nytt\n", status=422)
        page = replied(anna.get_plain(thread.url), thread.url, anna.post, status=422)
        assert DOWN in page
        assert TYPED in page.text
    assert TYPED not in anna.get(f"{thread.url}?fran=1").text.partition("<form")[0]


@FAULTS
def test_afterwards_it_goes_on_by_itself(
    app: Flask, as_: Browsers, world: World, fault: Fault
) -> None:
    document, anna = make_document(world), as_(world.anna)
    thread = make_thread(world)
    with fault(app):
        send_file(anna, "/dokument/uppladdning", b"Nytt\n", status=422)
        replied(anna.get_plain(thread.url), thread.url, anna.post, status=422)
    anna.get(f"{document.url}/versioner/{document.latest_id}/fil")
    send_file(anna, "/dokument/uppladdning", b"Nytt\n")
    replied(anna.get_plain(thread.url), thread.url, anna.post, status=303)
    page = anna.get(thread.url)
    assert TYPED in page
    assert "underlag.txt" in page


def replied(page: Page, at: str, post: Callable[..., Page], *, status: int) -> Page:
    """Answer in a thread with a file."""
    fields = page.form(f"{at}/inlagg") | {"body": TYPED}
    return post(
        f"{at}/inlagg", {**fields, "files": (BytesIO(b"Mer\n"), "underlag.txt")}, status=status
    )
