"""end polls: before their last day, when everybody has said what they think."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "5e1c7a904db2"
down_revision = "0d6f4b8e2c57"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    op.add_column("polls", sa.Column("ended_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    """Take the step back; what was ended is open to its last day again."""
    with op.batch_alter_table("polls") as table:
        table.drop_column("ended_at")
