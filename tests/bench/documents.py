"""The list of documents with ten thousand in it, beside a bare page."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ideell.documents.file_texts import FileText
from ideell.documents.models import Document, DocumentCount, DocumentTag, DocumentVersion
from ideell.documents.subjects import SUBJECTS
from ideell.extensions import db
from ideell.files.models import StoredFile
from tests.bench.bare import Bare
from tests.bench.measuring import Row, beside
from tests.bench.statements import statements_of
from tests.bench.texts import scratch
from tests.bench.town import SENTENCE, Town

MANY = 10_000
KINDS = ("pdf", "word", "text", "table", "picture", "written", "page")
AUDIENCES = ("members", "members", "network", "own")
BEGAN = datetime(2018, 1, 1, tzinfo=UTC)


def rows() -> list[Row]:
    """Measure the list whole, narrowed, and deep in its pages."""
    bare = Bare(scratch())
    bare.fill([SENTENCE.format(number=n) for n in range(100)])
    town = Town(scratch(), sections=1, blocks=5, suggestions=0, comments=0)
    with town.app.app_context():
        fill(town, MANY)
    return [
        _list(name, town, bare, path)
        for name, path in (
            ("list of documents, 10,000 of them", "/dokument"),
            ("… narrowed by subject and kind", "/dokument?amne=film&typ=pdf"),
            ("… the twentieth page", "/dokument?sida=20"),
        )
    ]


def _list(name: str, town: Town, bare: Bare, path: str) -> Row:
    text = town.get(path)
    more = (
        f"{statements_of(town.app, lambda: town.get(path))} statements, "
        f"{len(gzip.compress(text.encode())) / 1000:.1f} kB compressed"
    )
    against = "bare page of 100 rows"
    work = lambda: town.get(path)  # noqa: E731  # because it is measured as it is
    return beside(name, work, bare.page(100), against=against, most=1, more=more)


def fill(town: Town, many: int) -> None:
    """Write so many documents past the session: their words are not what is measured."""
    world = town.world
    owners = [
        db.session.merge(one).id
        for one in (world.samklang, world.samklang, world.norrvik, world.soderas)
    ]
    person = db.session.merge(world.anna).id
    connection = db.session.connection()
    for table, made in _tables(many, owners, person, town.consultation_id):
        connection.execute(table.insert(), made)
    connection.execute(sa.update(Document.__table__).values(latest_id=Document.id))
    db.session.commit()


def _tables(
    many: int, owners: list[int], person: int, consultation: int
) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    numbers = range(1, many + 1)
    yield StoredFile.__table__, [
        {"id": n, "name": f"underlag-{n}.pdf", "sha256": f"{n:064x}", "size": 40_000 + n,
         "media_type": "application/pdf", "user_id": person, "acting_org_id": owners[0],
         "stored_at": BEGAN}
        for n in numbers
    ]  # fmt: skip
    yield FileText.__table__, [
        {"id": n, "sha256": f"{n:064x}", "state": "read", "fault": "", "title": "", "pages": 1,
         "is_cut": False, "parts": [["paragraph", SENTENCE.format(number=n), 0, [], False]]}
        for n in numbers
    ]  # fmt: skip
    yield Document.__table__, [_document(n, owners, person, consultation) for n in numbers]
    yield DocumentVersion.__table__, [
        {"id": n, "document_id": n, "number": 1, "file_id": n, "note": "", "said_of": "",
         "words": SENTENCE.format(number=n), "author_id": person, "acting_org_id": owners[0],
         "at": BEGAN, "retired_reason": ""}
        for n in numbers
    ]  # fmt: skip
    yield (
        DocumentTag.__table__,
        [{"document_id": n, "tag": tag} for n in numbers for tag in _subjects(n)],
    )
    counted = Counter(place for n in numbers for place in _places(n, owners, consultation))
    names = ("owner_org_id", "audience", "facet", "value")
    yield (
        DocumentCount.__table__,
        [dict(zip(names, place, strict=True), many=many) for place, many in counted.items()],
    )


def _subjects(n: int) -> list[str]:
    return sorted({SUBJECTS[n % 12], SUBJECTS[n * 5 % 11]})


def _places(n: int, owners: list[int], consultation: int) -> Iterator[tuple[int, str, str, str]]:
    values = [("tag", tag) for tag in _subjects(n)]
    values += [("kind", KINDS[n % 7]), ("year", str(2018 + n % 9)), ("owner", str(owners[n % 4]))]
    values += [("about", str(consultation))] if n % 5 == 0 else []
    for facet, value in values:
        yield owners[n % 4], AUDIENCES[n % 4], facet, value


def _document(n: int, owners: list[int], person: int, consultation: int) -> dict[str, Any]:
    return {
        "id": n, "owner_org_id": owners[n % 4], "audience": AUDIENCES[n % 4],
        "title": f"Underlag {n} om mötesplatser i hela landet", "line": "Kort om vad det är",
        "tags": _subjects(n), "year": 2018 + n % 9,
        "kind": KINDS[n % 7], "sharer_id": person, "acting_org_id": owners[n % 4],
        "shared_at": BEGAN, "changed_at": BEGAN + timedelta(hours=7 * n),
        "versions": 1, "lock_reason": "", "retired_reason": "", "version": 1, "counted": {},
        "about_kind": "Consultation" if n % 5 == 0 else "",
        "about_id": consultation if n % 5 == 0 else None,
    }  # fmt: skip
