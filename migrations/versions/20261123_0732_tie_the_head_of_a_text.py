"""tie the head of a text: on PostgreSQL its key was left out, because it closes a circle."""

from __future__ import annotations

from alembic import op

revision = "8d3e6a41f0c7"
down_revision = "5b1f0c27ad94"
branch_labels = None
depends_on = None

KEY = "fk_texts_head_id_revisions"


def upgrade() -> None:
    """Take the step; SQLite has had the key since the table was made."""
    if op.get_bind().dialect.name != "sqlite":
        op.create_foreign_key(KEY, "texts", "revisions", ["head_id"], ["id"])


def downgrade() -> None:
    """Take the step back."""
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(KEY, "texts", type_="foreignkey")
