"""add search: an entry for each thing that can be found, and the words of all texts.

The index is filled from what stands when the last step has been taken (`upgrade.finish`).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "a4c61f0d7b35"
down_revision = "a81f36c7d05e"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SQLITE = """CREATE VIRTUAL TABLE search_index USING fts5(
    heading, body, forms, loose,
    tokenize = "unicode61 remove_diacritics 0 tokenchars '<~:/.'"
)"""


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "search_entries",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entries")),
    )
    op.create_table(
        "search_words",
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_words")),
    )
    op.create_index(op.f("ix_search_words_length"), "search_words", ["length"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(SQLITE)
        return
    op.execute(
        "CREATE TABLE search_index (id BIGINT PRIMARY KEY REFERENCES search_entries (id) "
        "ON DELETE CASCADE, vector TSVECTOR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_search_index_vector ON search_index USING gin (vector)")


def downgrade() -> None:
    """Take the step back."""
    op.execute("DROP TABLE search_index")
    op.drop_index(op.f("ix_search_words_length"), table_name="search_words")
    op.drop_table("search_words")
    op.drop_table("search_entries")
