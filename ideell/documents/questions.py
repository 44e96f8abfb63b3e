"""What the list of documents asks of the database: rows, and how many there are of each."""

from __future__ import annotations

from functools import lru_cache

import sqlalchemy as sa

from ideell.documents.models import Document, DocumentTag, DocumentVersion
from ideell.files.models import StoredFile
from ideell.foundation.actor import Actor
from ideell.foundation.questions import Question, Select, question
from ideell.people.audience import may_see
from ideell.people.models import Organisation, User
from ideell.people.names import CALLED

PAGE = 25
MOST_SHOWN = 12  # choices of one kind
CONSULTATION = "Consultation"

Shape = tuple[str, ...]


def row() -> Select:
    """What a row of a list shows."""
    return (
        sa.select(
            Document.id, Document.title, Document.line, Document.kind, Document.tags,
            Document.changed_at, Document.versions, Document.retired_at, Document.text_id,
            CALLED.label("owner"), User.name.label("sharer"), DocumentVersion.number,
            StoredFile.media_type, StoredFile.size,
        )
        .join(Organisation, Organisation.id == Document.owner_org_id)
        .join(User, User.id == Document.sharer_id)
        .outerjoin(DocumentVersion, DocumentVersion.id == Document.latest_id)
        .outerjoin(StoredFile, StoredFile.id == DocumentVersion.file_id)
        .order_by(Document.changed_at.desc(), Document.id.desc())
    )  # fmt: skip


@lru_cache(64)
def rows_of(shape: Shape) -> Question:
    """One page of rows, the newest first."""

    @question
    def rows(reader: Actor) -> Select:
        found = row().where(*found_by(shape, reader))
        return found.limit(PAGE).offset(sa.bindparam("before"))

    return rows


@lru_cache(64)
def counted_of(shape: Shape) -> Question:
    """How many there are of each kind, year and owner together."""

    @question
    def counted(reader: Actor) -> Select:
        by = (Document.owner_org_id, Document.kind, Document.year)
        many = sa.func.count().label("many")
        return sa.select(*by, many).where(*found_by(shape, reader)).group_by(*by)

    return counted


@lru_cache(64)
def tags_of(shape: Shape) -> Question:
    """How many there are of each subject; where nothing narrows, of the subjects' rows alone."""

    @question
    def by_tag(reader: Actor) -> Select:
        counted = sa.select(DocumentTag.tag, sa.func.count().label("many"))
        counted = counted.group_by(DocumentTag.tag)
        if not shape:
            seen = may_see(reader, DocumentTag.owner_org_id, DocumentTag.audience)
            return counted.where(DocumentTag.is_shown, seen)
        joined = counted.join(Document, Document.id == DocumentTag.document_id)
        return joined.where(*found_by(shape, reader))

    return by_tag


@lru_cache(64)
def subjects_of(shape: Shape) -> Question:
    """How many there are about each consultation, those with the most first."""

    @question
    def by_subject(reader: Actor) -> Select:
        by, many = (Document.about_kind, Document.about_id), sa.func.count().label("many")
        mine = sa.and_(Document.about_kind == CONSULTATION, *found_by(shape, reader))
        counted = sa.select(*by, many).where(mine).group_by(*by)
        return counted.order_by(many.desc(), Document.about_id.desc()).limit(MOST_SHOWN)

    return by_subject


@question
def owners_named() -> Select:
    return (
        sa.select(Organisation.id, CALLED.label("called"))
        .where(Organisation.id.in_(sa.bindparam("numbers", expanding=True)))
        .order_by(Organisation.sort_key)
    )


@question
def documents_of_thing(reader: Actor) -> Select:
    mine = sa.and_(
        Document.about_kind == sa.bindparam("kind"), Document.about_id == sa.bindparam("number")
    )
    here = mine | (Document.owner_org_id == sa.bindparam("room", type_=sa.Integer))
    found = row().where(here, *found_by((), reader))
    return found.limit(sa.bindparam("most"))


def found_by(shape: Shape, reader: Actor) -> list[sa.ColumnElement[bool]]:
    """The conditions of everything that is asked for; the values come with the question."""
    holds = (
        Document.retired_at.is_not(None) if "retired" in shape else Document.retired_at.is_(None)
    )
    narrowing = {
        "consultation": sa.and_(
            Document.about_kind == CONSULTATION, Document.about_id == sa.bindparam("consultation")
        ),
        "owner": Document.owner_org_id == sa.bindparam("owner"),
        "kind": Document.kind == sa.bindparam("kind"),
        "year": Document.year == sa.bindparam("year"),
        "numbers": Document.id.in_(sa.bindparam("numbers", expanding=True)),
    }
    tags = [
        Document.id.in_(
            sa.select(DocumentTag.document_id).where(DocumentTag.tag == sa.bindparam(name))
        )
        for name in shape
        if name.startswith("tag_")
    ]
    narrowed = [condition for name, condition in narrowing.items() if name in shape]
    return [holds, Document.visible_to(reader), *narrowed, *tags]
