"""The demo's shared documents: files in versions, one written here, one that no longer holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from typing import Any

from werkzeug.datastructures import FileStorage

from ideell.demo.cases import Case
from ideell.demo.cast import Cast
from ideell.demo.content_files import content, moment_at
from ideell.demo.files import made_file
from ideell.documents import keeping_back, receipts, sharing, writers
from ideell.documents.models import Document
from ideell.documents.uploading import take_in
from ideell.extensions import db
from ideell.files.models import Upload
from ideell.foundation.actor import Actor
from ideell.foundation.clock import as_of
from ideell.people.sharing import Room
from ideell.writing import suggesting, talking
from ideell.writing.blocks import Block as Typed
from ideell.writing.blocks import tidy
from ideell.writing.models import Text
from ideell.writing.saving import revision_of, write
from ideell.writing.suggesting import Wish


def bring_in_the_documents(cast: Cast, cases: dict[str, Case], start: date) -> None:
    """Write the documents, each happening at its moment."""
    told = Teller(cast, cases, start)
    for row in content("documents")["documents"]:
        told.shared(row)
    for row in content("documents")["written"]:
        told.written(row)


class Teller:
    """Lets the documents come about as they would have."""

    def __init__(self, cast: Cast, cases: dict[str, Case], start: date) -> None:
        self.cast, self.cases, self.start = cast, cases, start

    @contextmanager
    def at(self, written: str) -> Iterator[None]:
        """Within the block it is that moment; what was done in it is committed."""
        with as_of(moment_at(self.start, written)):
            yield
            db.session.commit()

    def shared(self, row: dict[str, Any]) -> None:
        """A document of files, with what was done to it later."""
        by = self.cast.actor(row["by"], row["org"])
        first, *later = row["versions"]
        with self.at(first["at"]):
            document = sharing.share(
                _sent(first, by), by=by, said_of=first["said_of"], **self._facts(row)
            )
        for version in later:
            with self.at(version["at"]):
                sharing.add_version(document, _sent(version, by), note=version["note"], by=by)
        self._kept_back(document, row, by)
        self._asked(document, row, by)

    def written(self, row: dict[str, Any]) -> None:
        """A document that is written here, with suggestions and a comment."""
        by = self.cast.actor(row["by"], row["org"])
        with self.at(row["at"]):
            document = sharing.write_new(by=by, **self._facts(row))
            people = [self.cast.people[email].id for email in row["writers"]]
            writers.name_writers(document, people, by=by)
            text: Text = document.text  # type: ignore[assignment]  # because it was just made
            wanted = [Typed(None, "paragraph", tidy(one)) for one in row["paragraphs"]]
            write(text, wanted, base=None, by=by)
        at, note = row["saved"]
        with self.at(at):
            sharing.save_as_version(document, note=note, by=by)
        db.session.refresh(text)
        self._talked(text, row)

    def _talked(self, text: Text, row: dict[str, Any]) -> None:
        for email, organisation, place, at, words, why in row["suggestions"]:
            with self.at(at):
                wish = Wish("replace", words, why)
                base = revision_of(text, text.head_id)
                by = self.cast.actor(email, organisation)
                suggesting.suggest(text.blocks[place], wish, base=base, by=by)
        for email, organisation, place, at, said in row["comments"]:
            with self.at(at):
                by = self.cast.actor(email, organisation)
                talking.comment(text, said, block=text.blocks[place], by=by)

    def _kept_back(self, document: Document, row: dict[str, Any], by: Actor) -> None:
        for what, verb in (("retired", keeping_back.retire), ("locked", keeping_back.lock)):
            if what in row:
                at, reason = row[what]
                with self.at(at):
                    verb(document, reason, by=by)

    def _asked(self, document: Document, row: dict[str, Any], by: Actor) -> None:
        if "receipt" not in row:
            return
        asked_at, readers = row["receipt"]
        with self.at(asked_at):
            receipts.ask(document, by=by)
        for email, at in readers:
            with self.at(at):
                receipts.acknowledge(document, by=self.cast.first_hat(email))

    def _facts(self, row: dict[str, Any]) -> dict[str, Any]:
        owner = self.cast.organisations[row["owner"]]
        about = self.cases[row["about"]].consultation if "about" in row else None
        return {
            "title": row["title"], "line": row["line"], "tags": row["tags"],
            "year": row.get("year"), "room": Room(owner.id, row["audience"]), "about": about,
        }  # fmt: skip


def _sent(version: dict[str, Any], by: Actor) -> Upload:
    content = made_file(version["name"], version["lines"])
    return take_in(FileStorage(BytesIO(content), filename=version["name"]), by=by)
