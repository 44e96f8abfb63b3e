"""words follow: a comment knows where it began, a suggestion how it stood before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "9d3a61f0c7e4"
down_revision = "7c40d1e9b5a2"
branch_labels = None
depends_on = None

ENDS = ("sent_again", "followed")


def upgrade() -> None:
    """Take the step; nothing has moved before it."""
    op.create_table(
        "earlier_wordings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("suggestion_id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("base_revision_id", sa.Integer(), nullable=False),
        sa.Column("op", sa.String(length=20), nullable=False),
        sa.Column("base_text", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=False),
        sa.Column(
            "ended_by",
            sa.Enum(*ENDS, name="wording_end", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["suggestion_id"],
            ["suggestions.id"],
            name=op.f("fk_earlier_wordings_suggestion_id_suggestions"),
        ),
        sa.ForeignKeyConstraint(
            ["block_id"], ["blocks.id"], name=op.f("fk_earlier_wordings_block_id_blocks")
        ),
        sa.ForeignKeyConstraint(
            ["base_revision_id"],
            ["revisions.id"],
            name=op.f("fk_earlier_wordings_base_revision_id_revisions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_wordings")),
    )
    op.create_index(
        op.f("ix_earlier_wordings_suggestion_id"), "earlier_wordings", ["suggestion_id"]
    )
    with op.batch_alter_table("conversations") as table:
        table.add_column(sa.Column("first_block_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_conversations_first_block_id_blocks"), "blocks", ["first_block_id"], ["id"]
        )


def downgrade() -> None:
    """Take the step back."""
    with op.batch_alter_table("conversations") as table:
        table.drop_constraint(op.f("fk_conversations_first_block_id_blocks"), type_="foreignkey")
        table.drop_column("first_block_id")
    op.drop_table("earlier_wordings")
