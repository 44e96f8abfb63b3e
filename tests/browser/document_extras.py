"""What the demo's documents do not happen to hold: files on their way, odd files, long words."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from werkzeug.datastructures import FileStorage

from ideell.documents import sharing
from ideell.documents.uploading import take_in
from ideell.extensions import db
from ideell.files.models import Upload
from ideell.foundation.actor import Actor
from ideell.people.sharing import Room

PLAIN, PICTURE, TWIN = "ett underlag.txt", "en bild.png", "samma igen.txt"
SCANNED, EMPTY_TEXT, VERSIONED = "Utan text", "Ännu oskriven text", "Bild och text"
SAME = b"De h\xc3\xa4r orden finns redan.\n"


def add_document_extras(by: Actor, umbrella_id: int, long_word: str, picture: bytes) -> None:
    """Add uploads of every kind that waits, and documents that show little."""
    room = Room(umbrella_id, "members")
    _shared("Samma ord", SAME, "samma.txt", room, by)
    _shared(SCANNED, b"From: a@b.se\n\nhej\n", "brev.eml", room, by)
    both = _shared(VERSIONED, f"Ord om {long_word}\n".encode(), "a.txt", room, by)
    newer = _sent(picture, "a.png", by)
    sharing.add_version(both, newer, note="Nu en bild", by=by)
    sharing.write_new(EMPTY_TEXT, room, by=by, line="", tags=[], year=None)
    db.session.commit()
    for content, name in ((b"Ett underlag.\n", PLAIN), (picture, PICTURE), (SAME, TWIN)):
        _sent(content, name, by)


def _shared(title: str, content: bytes, name: str, room: Room, by: Actor) -> Any:
    facts: dict[str, Any] = {"line": "", "tags": [], "year": None}
    made = sharing.share(_sent(content, name, by), title, room, by=by, **facts)
    db.session.commit()
    return made


def _sent(content: bytes, name: str, by: Actor) -> Upload:
    made = take_in(FileStorage(BytesIO(content), filename=name), by=by)
    db.session.commit()
    return made
