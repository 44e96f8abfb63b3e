"""what became of comments: taken, partly or not, with a note, where they were views on the text."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "a81f36c7d05e"
down_revision = "5c70d2e91ab4"
branch_labels = None
depends_on = None

OUTCOME = sa.Enum(
    "taken", "partly", "not_taken", name="conversation_outcome", native_enum=False,
    create_constraint=True,
)  # fmt: skip


def upgrade() -> None:
    """Take the step."""
    with op.batch_alter_table("conversations") as table:
        table.add_column(sa.Column("outcome", OUTCOME, nullable=True))
        table.add_column(sa.Column("outcome_note", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("conversations") as table:
        table.alter_column("outcome_note", server_default=None)


def downgrade() -> None:
    """Take the step back."""
    with op.batch_alter_table("conversations") as table:
        table.drop_constraint("conversation_outcome", type_="check")
        table.drop_column("outcome_note")
        table.drop_column("outcome")
