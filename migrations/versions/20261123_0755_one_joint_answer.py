"""one joint answer: a consultation has at most one, also when two begin it at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "4e1f8c0a92b7"
down_revision = "b27c95e0d316"
branch_labels = None
depends_on = None

JOINT = sa.text("kind = 'joint'")


def upgrade() -> None:
    """Take the step; it stops where there are two already, for a person to choose."""
    with op.batch_alter_table("responses") as table:
        table.create_index(
            "uq_responses_joint", ["consultation_id"], unique=True,
            sqlite_where=JOINT, postgresql_where=JOINT,
        )  # fmt: skip


def downgrade() -> None:
    """Take the step back."""
    with op.batch_alter_table("responses") as table:
        table.drop_index("uq_responses_joint")
