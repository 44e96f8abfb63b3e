"""keep excerpts: what a suggestion's card shows, beside all of its pieces."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "b27c95e0d316"
down_revision = "8d3e6a41f0c7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step; a suggestion made before shows all its pieces."""
    with op.batch_alter_table("suggestions") as table:
        table.add_column(sa.Column("excerpt", sa.JSON(), nullable=True))
    op.execute("UPDATE suggestions SET excerpt = pieces")
    with op.batch_alter_table("suggestions") as table:
        table.alter_column("excerpt", existing_type=sa.JSON(), nullable=False)


def downgrade() -> None:
    """Take the step back."""
    with op.batch_alter_table("suggestions") as table:
        table.drop_column("excerpt")
