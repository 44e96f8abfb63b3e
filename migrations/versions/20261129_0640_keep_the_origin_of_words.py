"""keep the origin of words: which save each part of a block came from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op

from ideell.writing.blocks import Block
from ideell.writing.tracing import Traced, traced_blocks

revision = "a1c46f0b7d92"
down_revision = "4e1f8c0a92b7"
branch_labels = None
depends_on = None

BROUGHT_BACK = ("restored", "undone")


def upgrade() -> None:
    """Take the step, and tell the history of every text again."""
    op.create_table(
        "block_origins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("runs", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_id"], ["blocks.id"], name=op.f("fk_block_origins_block_id_blocks")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_block_origins_revision_id_revisions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block_origins")),
        sa.UniqueConstraint(
            "block_id", "revision_id", name=op.f("uq_block_origins_block_id_revision_id")
        ),
    )  # fmt: skip
    table = sa.table(
        "block_origins",
        sa.column("block_id", sa.Integer),
        sa.column("revision_id", sa.Integer),
        sa.column("runs", sa.JSON),
    )
    for rows in _texts():
        if told := list(_told(rows)):
            op.bulk_insert(table, told)


def downgrade() -> None:
    """Take the step back."""
    op.drop_table("block_origins")


def _texts() -> Iterator[list[Any]]:
    """The saves of each text, in order."""
    saves = sa.text(
        "SELECT id, text_id, change, blocks FROM revisions ORDER BY text_id, number"
    )  # fmt: skip
    rows = op.get_bind().execute(saves).all()
    for _text, some in groupby(rows, key=lambda row: row.text_id):
        yield list(some)


def _told(rows: list[Any]) -> Iterator[dict[str, Any]]:
    """The runs of every block that a save changed, save by save.

    What was brought back takes after the last time that the block said the same.
    """
    before: list[Block] = []
    known: dict[Any, Traced] = {}
    said: dict[tuple[Any, str], Traced] = {}
    for row in rows:
        stored = json.loads(row.blocks) if isinstance(row.blocks, str) else row.blocks
        after = [Block(**block) for block in stored]
        back = {block.id for block in after} - {block.id for block in before}
        again = {
            block.id: said[block.id, block.text]
            for block in after
            if (row.change in BROUGHT_BACK or block.id in back) and (block.id, block.text) in said
        }
        traced = traced_blocks(before, after, known, row.id, again)
        for key, one in traced.items():
            known[key] = said[key, one.text] = one
            runs = [list(run) for run in one.runs]
            yield {"block_id": key, "revision_id": row.id, "runs": runs}
        before = after
