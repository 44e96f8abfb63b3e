"""The index: an entry for each thing that can be found, and the words that texts are made of.

The words of an entry stand in `search_index`, which is the engine's own: a virtual table of
SQLite's FTS5, a table with a `tsvector` on PostgreSQL. No model describes it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ideell.foundation.models import Model, UtcDateTime
from ideell.search.engines import engine_of

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")  # there it is the row's own number


class SearchEntry(Model):
    """A thing that can be found; its number is made of its kind and its own number."""

    __tablename__ = "search_entries"

    id: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=False)
    thing_id: Mapped[int]
    organisation_id: Mapped[int | None]
    at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SearchWord(Model):
    """A word that stands, or once stood, in some text: what a misspelt one may have meant."""

    __tablename__ = "search_words"

    word: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    length: Mapped[int] = mapped_column(index=True)


def _make_index(_table: Any, connection: sa.Connection, **_more: Any) -> None:
    engine_of(connection).make(connection)


def _drop_index(_table: Any, connection: sa.Connection, **_more: Any) -> None:
    connection.exec_driver_sql("DROP TABLE IF EXISTS search_index")


ENTRIES = cast("sa.Table", SearchEntry.__table__)
WORDS = cast("sa.Table", SearchWord.__table__)
sa.event.listen(ENTRIES, "after_create", _make_index)
sa.event.listen(ENTRIES, "before_drop", _drop_index)
