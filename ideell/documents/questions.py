"""What the list of documents asks of the database: rows, and how many there are of each."""

from __future__ import annotations

from functools import lru_cache

import sqlalchemy as sa

from ideell.documents.counting import CONSULTATION
from ideell.documents.models import Document, DocumentCount, DocumentTag, DocumentVersion
from ideell.files.models import StoredFile
from ideell.foundation.actor import Actor
from ideell.foundation.questions import Question, Select, question
from ideell.foundation.statements import given_numbers
from ideell.people.audience import may_see
from ideell.people.models import Organisation, User
from ideell.people.names import CALLED

PAGE = 25

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
        newest = Document.changed_at.desc(), Document.id.desc()
        page = sa.select(Document.id).where(*found_by(shape, reader)).order_by(*newest)
        here = page.limit(PAGE).offset(sa.bindparam("before")).subquery()
        return row().where(Document.id.in_(sa.select(here.c.id)))

    return rows


def counted_of(shape: Shape) -> Question:
    """How many there are with each value of each facet, as rows (facet, value, many)."""
    return _counted_among(shape) if shape else _counted


@question
def _counted(reader: Actor) -> Select:
    """Everything that holds, by what is counted already."""
    many = sa.func.sum(DocumentCount.many)
    return (
        sa.select(DocumentCount.facet, DocumentCount.value, many.label("many"))
        .where(may_see(reader, DocumentCount.owner_org_id, DocumentCount.audience))
        .group_by(DocumentCount.facet, DocumentCount.value)
        .having(many > 0)
    )


@lru_cache(64)
def _counted_among(shape: Shape) -> Question:
    """What is left of a list that is narrowed: found once, counted by each of its facets."""

    @question
    def counted(reader: Actor) -> Select:
        found = (
            sa.select(
                Document.id, Document.owner_org_id, Document.kind, Document.year,
                Document.about_kind, Document.about_id,
            )
            .where(*found_by(shape, reader))
            .cte("found")
            .prefix_with("MATERIALIZED", dialect="postgresql")
        )  # fmt: skip
        tags = sa.select(DocumentTag.tag).join(found, found.c.id == DocumentTag.document_id)
        about = sa.select(found.c.about_id).where(found.c.about_kind == CONSULTATION)
        parts = [
            _by("kind", sa.select(found.c.kind)),
            _by("year", sa.select(found.c.year)),
            _by("owner", sa.select(found.c.owner_org_id)),
            _by("about", about),
            _by("tag", tags),
        ]
        return sa.select(sa.union_all(*parts).subquery())

    return counted


def _by(facet: str, values: Select) -> Select:
    (value,) = values.selected_columns
    text = sa.cast(value, sa.String).label("value")
    counted = values.with_only_columns(
        sa.literal(facet).label("facet"), text, sa.func.count().label("many")
    )
    return counted.group_by(value)


@question
def owners_named() -> Select:
    return (
        sa.select(Organisation.id, CALLED.label("called"))
        .where(Organisation.id.in_(given_numbers("numbers")))
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
        "numbers": Document.id.in_(given_numbers("numbers")),
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
