"""who writes where: leases that forms renew while they stand open."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "5c70d2e91ab4"
down_revision = "9d3a61f0c7e4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "presences",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("block_id", sa.Integer(), nullable=True),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_id"], ["blocks.id"], name=op.f("fk_presences_block_id_blocks")
        ),
        sa.ForeignKeyConstraint(["text_id"], ["texts.id"], name=op.f("fk_presences_text_id_texts")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_presences_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presences")),
    )
    for column in ("block_id", "text_id"):
        op.create_index(op.f(f"ix_presences_{column}"), "presences", [column])


def downgrade() -> None:
    """Take the step back."""
    op.drop_table("presences")
