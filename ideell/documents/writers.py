"""The people whom the sharer of a written document asked to write along."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.activity.models import Deed, record
from ideell.documents.models import Document, DocumentWriter
from ideell.documents.refusing import refuse_when_locked
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.database import hold
from ideell.foundation.questions import Select, question
from ideell.people.audience import people_who_see
from ideell.people.models import User


def writes_along(document_id: int, actor: Actor) -> bool:
    """Tell whether `actor` was asked to write in a document."""
    return not actor.is_stranger and bool(_mine.rows(actor, document_id=document_id))


def writers_of(document: Document) -> Sequence[User]:
    """Return those who were asked to write along, by name."""
    rows = db.session.scalars(
        sa.select(DocumentWriter)
        .join(DocumentWriter.user)
        .where(DocumentWriter.document_id == document.id)
        .options(joinedload(DocumentWriter.user, innerjoin=True))
        .order_by(User.name)
    )
    return [row.user for row in rows]


def possible_writers(document: Document) -> list[User]:
    """Return who can be asked to write along: everybody who sees it, but its sharer."""
    people = people_who_see(document.owner_org_id, document.audience)
    return [person for person in people if person.id != document.sharer_id]


def name_writers(document: Document, people: Collection[int], *, by: Actor) -> Deed:
    """Let these people, by number, write along, and nobody else."""
    hold(document)
    refuse_when_locked(document)
    before = _numbers(document)
    _let_write(document, people)
    return record(by, "document.writers_named", document, before=sorted(before))


def take_back_naming(document: Document, *, deed: Deed, by: Actor) -> None:
    """Let those write along again who did before."""
    hold(document)
    refuse_when_locked(document)
    deed.refuse_when_followed("document.writers_named")
    _let_write(document, deed.details["before"])


def _let_write(document: Document, people: Collection[int]) -> None:
    standing = _numbers(document)
    gone = standing - set(people)
    db.session.execute(
        sa.delete(DocumentWriter).where(
            DocumentWriter.document_id == document.id, DocumentWriter.user_id.in_(gone)
        )
    )
    for number in sorted(set(people) - standing):
        db.session.add(DocumentWriter(document_id=document.id, user_id=number))


def _numbers(document: Document) -> set[int]:
    mine = sa.select(DocumentWriter.user_id).where(DocumentWriter.document_id == document.id)
    return set(db.session.scalars(mine))


@question
def _mine(reader: Actor) -> Select:
    return sa.select(DocumentWriter.id).where(
        DocumentWriter.document_id == sa.bindparam("document_id"),
        DocumentWriter.user_id == reader.user_id,
    )
