"""take consultations back: one that was added by mistake stands aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0d6f4b8e2c57"
down_revision = "b54d0c7e9a31"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.add_column("consultations", sa.Column("removed_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    """Take the step back; what was taken away stands again."""
    with op.batch_alter_table("consultations") as table:
        table.drop_column("removed_at")
