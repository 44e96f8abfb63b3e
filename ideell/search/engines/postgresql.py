"""The index in PostgreSQL: a `tsvector` of our own words, under GIN.

Its `swedish` configuration finds eleven of the twenty-four pairs of words that the search is
held to; our own forms find the same on both databases. A heading's words have weight A, the
body's B, forms C, loose forms D.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR, insert

from ideell.search.asking import Question, Way
from ideell.search.tokens import Words

MAKE = (
    """CREATE TABLE search_index (
    id BIGINT PRIMARY KEY REFERENCES search_entries (id) ON DELETE CASCADE,
    vector TSVECTOR NOT NULL
)""",
    "CREATE INDEX ix_search_index_vector ON search_index USING gin (vector)",
)
AMONG = {"words": "AB", "forms": "C", "loose": "D"}
WEIGHTS = "{0.05, 0.2, 0.5, 1.0}"
LAST = 16_383  # no position is larger
GAP = 10  # between heading and body, so that no phrase reaches over

ASKED = sa.cast(sa.bindparam("asked", type_=sa.Text), TSQUERY)
INDEX = sa.table("search_index", sa.column("id"), sa.column("vector", TSVECTOR))
ADD = insert(INDEX).values(
    id=sa.bindparam("number"),
    vector=sa.cast(sa.bindparam("said", type_=sa.Text), TSVECTOR),
)
WRITE = ADD.on_conflict_do_update(index_elements=["id"], set_={"vector": ADD.excluded.vector})


class PostgreSQL:
    """tsvector and GIN."""

    number: sa.ColumnElement[int] = INDEX.c.id

    def make(self, connection: sa.Connection) -> None:
        """Make the empty index."""
        for statement in MAKE:
            connection.exec_driver_sql(statement)

    def write(self, connection: sa.Connection, rows: Sequence[tuple[int, Words]]) -> None:
        """Let entries say these words, whether they are there or not."""
        connection.execute(
            WRITE, [{"number": number, "said": vector_of(words)} for number, words in rows]
        )

    def drop(self, connection: sa.Connection, numbers: Iterable[int]) -> None:
        """Take entries away, whether they are there or not."""
        connection.execute(sa.delete(INDEX).where(INDEX.c.id.in_(list(numbers))))

    def clear(self, connection: sa.Connection) -> None:
        """Take every entry away."""
        connection.execute(sa.delete(INDEX))

    def kept(self, connection: sa.Connection) -> set[int]:
        """Return the numbers of all entries."""
        return set(connection.scalars(sa.select(INDEX.c.id)))

    def differing(self, connection: sa.Connection, rows: Sequence[tuple[int, Words]]) -> set[int]:
        """Return the numbers of those entries that say something else than these words."""
        wanted = sa.values(
            sa.column("number", sa.BigInteger), sa.column("said", sa.Text), name="wanted"
        ).data([(number, vector_of(words)) for number, words in rows])
        other = INDEX.c.vector != sa.cast(wanted.c.said, TSVECTOR)
        query = sa.select(INDEX.c.id).join(wanted, wanted.c.number == INDEX.c.id)
        return set(connection.scalars(query.where(other)))

    def is_sound(self, connection: sa.Connection) -> bool:
        """Tell whether the index is whole: PostgreSQL keeps GIN in step with the table itself."""
        return True

    def said(self, question: Question) -> str:
        """Return a question as PostgreSQL reads one, every word quoted."""
        terms = (" | ".join(map(_way, term.ways)) for term in question.terms)
        return " & ".join(f"({term})" for term in terms)

    def matches(self) -> sa.ColumnElement[bool]:
        """Return the condition that an entry answers what is `asked`."""
        return INDEX.c.vector.op("@@", is_comparison=True)(ASKED)

    def rank(self) -> sa.ColumnElement[Any]:
        """Return how well an entry answers what is `asked`: the least is the best."""
        weights: sa.ColumnElement[Any] = sa.literal_column(f"'{WEIGHTS}'::float4[]")
        return -sa.func.ts_rank(weights, INDEX.c.vector, ASKED)


def vector_of(words: Words) -> str:
    """Return the words of an entry as PostgreSQL reads a vector: 'malmö':3B 'mötesplats':9C."""
    standing: dict[str, set[str]] = defaultdict(set)
    heading, body = words.heading.split(), words.body.split()
    for place, word in enumerate(heading, start=1):
        standing[word].add(f"{min(place, LAST)}A")
    for place, word in enumerate(body, start=len(heading) + GAP):
        standing[word].add(f"{min(place, LAST)}B")
    for form in words.forms.split():
        standing[form].add(f"{LAST}C")
    for form in words.loose.split():
        standing[form].add(f"{LAST}D")
    return " ".join(f"'{word}':{','.join(sorted(at))}" for word, at in standing.items())


def _way(way: Way) -> str:
    weights = ("*" if way.begins else "") + AMONG[way.among]
    return f"({_followed(way.words, weights)})"


def _followed(words: Sequence[str], weights: str) -> str:
    return " <-> ".join(f"'{word}':{weights}" for word in words)
