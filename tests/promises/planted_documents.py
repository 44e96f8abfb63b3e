"""Hostile text in every place that a shared document shows text."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from ideell.documents import keeping_back, sharing
from ideell.documents.file_texts import FileText, text_of
from ideell.documents.models import Document
from ideell.extensions import db
from ideell.files.models import StoredFile, Upload
from ideell.files.names import safe_name
from ideell.foundation.actor import Actor
from ideell.people.models import OrganisationLink
from ideell.people.sharing import Room
from ideell.writing.arranging import put_after
from ideell.writing.saving import write


def documents_with(line: str, text: str, *, by: Actor, leader: Actor) -> list[str]:
    """Let a text stand in a document of a file, and in one that is written here; its pages."""
    owner = db.session.scalar(
        sa.select(OrganisationLink.owner_id).where(OrganisationLink.member_id == by.org_id)
    )
    assert owner is not None
    room = Room(owner, "members")
    facts: dict[str, Any] = {
        "title": line[:300], "line": line[:300], "tags": [line[:40].casefold()], "year": None,
    }  # fmt: skip
    written = _written(text, line, room, facts, by)
    shared = sharing.share(_file(line, text, "", by), room=room, by=by, said_of=line[:500], **facts)
    newer = _file(line, text, " nytt", by)
    sharing.add_version(shared, newer, note=line[:300], by=by)
    keeping_back.lock(shared, text, by=leader)
    keeping_back.retire(shared, text, by=leader)
    db.session.flush()
    compared = f"{shared.url}/jamforelse?fran=1&till=2"
    out = [f"{written.url}/hamta{kind}" for kind in ("", "/html")]
    return [written.url, f"{written.url}/historik", *out, shared.url, compared]


def _written(text: str, line: str, room: Room, facts: dict[str, Any], by: Actor) -> Document:
    made = sharing.write_new(room=room, by=by, **facts)
    db.session.flush()
    assert made.text is not None
    saved = write(made.text, put_after([], None, f"Först.\n\n{text}"), base=None, by=by)
    if saved.revision is not None:
        sharing.save_as_version(made, note=line[:300], by=by)
    return made


def _file(line: str, text: str, more: str, by: Actor) -> Upload:
    """A file that says this, as the child would have read it."""
    number = sha256(f"{text}{more}".encode("utf-8", "surrogatepass")).hexdigest()
    file = StoredFile(
        name=safe_name(line)[:255], sha256=number, size=len(text), media_type="text/plain",
        user_id=by.user_id, acting_org_id=by.org_id,
    )  # fmt: skip
    if text_of(number) is None:
        parts = [
            ["heading", line, 1, [], False],
            ["row", "", 0, [line, line], True],
            ["row", "", 0, [line, text], False],
            ["item", line, 0, [], False],
            ["paragraph", f"{text}{more}", 0, [], False],
        ]
        db.session.add(FileText(sha256=number, state="read", title=line, parts=parts))
    upload = Upload(file=file, user_id=by.user_id)
    db.session.add(upload)
    db.session.flush()
    return upload
