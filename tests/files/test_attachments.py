"""Files on things: received within limits, fetched by those who see the thing, never shown."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage

from ideell.consultations.models import Consultation
from ideell.extensions import db
from ideell.files import attachments
from ideell.files.attachments import (
    Attachment,
    attach,
    attached_to,
    chosen,
    let_carry,
)
from ideell.files.receive import NotReceived
from ideell.files.taking import take_in
from tests.browsing import Browsers
from tests.drafting.builders import make_consultation
from tests.world import World


def sent(content: bytes, name: str = "timmar.txt") -> FileStorage:
    return FileStorage(BytesIO(content), filename=name)


def hang(world: World, thing: Consultation, *uploads: FileStorage) -> list[Attachment]:
    """Attach what Anna sends."""
    db.session.commit()
    anna = world.actor("anna")
    return attach(thing, take_in(uploads, by=anna), by=anna)


@pytest.fixture
def consultation(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Consultation]:
    """A consultation, which carries files in this test alone."""
    from ideell.foundation import access

    monkeypatch.setattr(attachments, "_carrying", list(attachments._carrying))
    access._by_number.cache_clear()
    let_carry(Consultation)
    let_carry(Consultation)
    yield make_consultation(world)
    access._by_number.cache_clear()


def test_a_file_hangs_on_its_thing(world: World, consultation: Consultation) -> None:
    hang(world, consultation, sent(b"tolv timmar"))
    db.session.flush()
    found = attached_to("Consultation", [consultation.id, 99])
    ((file,),) = found.values()
    assert (file.name, file.kind, file.size) == ("timmar.txt", "text", 11)
    assert attached_to("Consultation", []) == {}


def test_a_field_left_alone_is_no_file(consultation: Consultation) -> None:
    upload = sent(b"x")
    assert chosen([None, sent(b"", ""), upload]) == [upload]


def test_an_empty_file_is_refused(world: World, consultation: Consultation) -> None:
    with pytest.raises(NotReceived):
        hang(world, consultation, sent(b"x"), sent(b""))


def test_it_is_fetched_as_it_came_and_never_shown(
    world: World, consultation: Consultation, as_: Browsers
) -> None:
    (kept,) = hang(world, consultation, sent(b"<script>1</script>", "a.html"))
    db.session.commit()
    answer = as_(world.anna).get(f"/filer/{kept.id}")
    assert answer.response.data == b"<script>1</script>"
    assert answer.response.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.response.headers["Content-Security-Policy"]
    assert answer.response.headers["X-Content-Type-Options"] == "nosniff"


def test_whoever_does_not_see_the_thing_does_not_see_its_file(
    world: World, consultation: Consultation, as_: Browsers
) -> None:
    (kept,) = hang(world, consultation, sent(b"hemligt"))
    consultation.audience = "own"
    db.session.commit()
    assert as_(world.ulla).get(f"/filer/{kept.id}", status=404)
