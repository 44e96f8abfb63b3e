"""Shared documents: a file, one that is written here, one kept back, one that is asked about."""

from __future__ import annotations

from flask import current_app

from ideell.documents import keeping_back, receipts, sharing
from ideell.documents.models import Document, DocumentVersion
from ideell.extensions import db
from ideell.files.models import StoredFile, Upload
from ideell.files.store import Store
from ideell.foundation.actor import Actor
from ideell.people.identity import actor_of
from ideell.people.sharing import Room
from ideell.writing.blocks import Block as Typed
from ideell.writing.saving import revision_of, write
from tests.promises.town import Side, example


def _author(side: Side) -> Actor:
    return actor_of(side.author, side.author_org.id)


@example("Upload")
def upload(side: Side, state: str) -> Upload:
    content = f"Underlag hos {side.owner.name} {state}\n".encode()
    folder = current_app.extensions["ideell_settings"].data / "files"
    file = StoredFile(
        name="underlag.txt", sha256=Store(folder).put(content), size=len(content),
        media_type="text/plain", user_id=side.author.id, acting_org_id=side.author_org.id,
    )  # fmt: skip
    made = Upload(file=file, user_id=side.author.id)
    db.session.add(made)
    return made


@example("Document", "shared", "written", "locked", "retired", "asked")
def document(side: Side, state: str) -> Document:
    room, by = Room(side.owner.id, "members"), _author(side)
    title = f"Underlag hos {side.owner.name}, {state}"
    facts = {"title": title, "line": "", "tags": ["film"], "year": 2026}
    if state == "written":
        made = sharing.write_new(room=room, by=by, **facts)
        db.session.flush()
        assert made.text is not None
        wanted = [Typed(None, "paragraph", f"Ett stycke hos {side.owner.name}.")]
        write(made.text, wanted, base=None, by=by)
        return made
    made = sharing.share(upload(side, state), room=room, by=by, **facts)
    if state == "locked":
        keeping_back.lock(made, "Kontrolleras", by=actor_of(side.moderator))
    elif state == "retired":
        keeping_back.retire(made, "Gammalt", by=actor_of(side.moderator))
    elif state == "asked":
        receipts.ask(made, by=by)
    return made


@example("DocumentVersion", "holds", "retired", "kept")
def version(side: Side, state: str) -> DocumentVersion:
    """The versions of the document that is shared: the first holds, the second does not; and what
    is kept of the one that is written here, and was written in since.
    """
    if state == "kept":
        return _kept(side.of("Document", "written"), _author(side))
    of = side.of("Document")
    if state == "retired":
        sharing.add_version(of, upload(side, "v2"), note="", by=_author(side))
    made = db.session.get_one(DocumentVersion, of.latest_id)
    if state == "retired":
        keeping_back.retire_version(made, "Fel fil", by=actor_of(side.moderator))
    return made


def _kept(written: Document, by: Actor) -> DocumentVersion:
    sharing.save_as_version(written, note="", by=by)
    assert written.text is not None
    head = revision_of(written.text, written.text.head_id)
    assert head is not None
    write(written.text, [*head.standing, Typed(None, "paragraph", "Nytt.")], base=head, by=by)
    return db.session.get_one(DocumentVersion, written.latest_id)
