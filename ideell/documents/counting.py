"""Keeping count of what holds, room by room, in the transaction of the change itself."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from ideell.documents.models import Document, DocumentCount, DocumentTag
from ideell.extensions import db

CONSULTATION = "Consultation"
Place = tuple[int, str, str, str]  # owner, audience, facet, value


def recount(document: Document) -> None:
    """Let the subjects and the counts say what the document now says."""
    db.session.flush()
    _lay_tags(document)
    wanted = _counted_as(document)
    if wanted == document.counted:
        return
    change = Counter(_places(wanted))
    change.subtract(_places(document.counted))
    for place, many in sorted(change.items()):  # in one order: two never wait for each other
        if many:
            _add(place, many)
    document.counted = wanted


def count_all() -> dict[Place, int]:
    """Return what the counts should be, from the documents themselves: to compare with."""
    found = Counter[Place]()
    for document in db.session.scalars(sa.select(Document)):
        found.update(_places(_counted_as(document)))
    return dict(found)


def _counted_as(document: Document) -> dict[str, Any]:
    if document.removed_at is not None or document.retired_at is not None:
        return {}
    values = [["tag", tag] for tag in document.tags]
    values += [["kind", document.kind], ["year", str(document.year)]]
    values += [["owner", str(document.owner_org_id)]]
    if document.about_kind == CONSULTATION:
        values.append(["about", str(document.about_id)])
    return {"owner": document.owner_org_id, "audience": document.audience, "values": values}


def _places(counted: dict[str, Any]) -> list[Place]:
    return [
        (counted["owner"], counted["audience"], facet, value)
        for facet, value in counted.get("values", [])
    ]


def _lay_tags(document: Document) -> None:
    mine = DocumentTag.document_id == document.id
    standing = set(db.session.scalars(sa.select(DocumentTag.tag).where(mine)))
    gone = standing - set(document.tags)
    if gone:
        db.session.execute(sa.delete(DocumentTag).where(mine, DocumentTag.tag.in_(gone)))
    for tag in document.tags:
        if tag not in standing:
            db.session.add(DocumentTag(document_id=document.id, tag=tag))


def _add(place: Place, many: int) -> None:
    owner, audience, facet, value = place
    row = {"owner_org_id": owner, "audience": audience, "facet": facet, "value": value}
    statement = _adding(db.session.get_bind().dialect.name)
    db.session.connection().execute(statement, row | {"many": many})


@cache
def _adding(dialect: str) -> Any:
    insert: Any = (postgresql if dialect == "postgresql" else sqlite).insert(
        DocumentCount.__table__
    )
    counts = DocumentCount.__table__.c
    return insert.on_conflict_do_update(
        index_elements=["owner_org_id", "audience", "facet", "value"],
        set_={"many": counts.many + insert.excluded.many},
    )
