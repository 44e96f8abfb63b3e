"""let files wait: a file on its way belongs to any form, not to documents alone."""

from __future__ import annotations

from alembic import op

revision = "b54d0c7e9a31"
down_revision = "97c95f82e053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take the step."""
    _rename("document_uploads", "uploads")


def downgrade() -> None:
    """Take the step back."""
    _rename("uploads", "document_uploads")


def _rename(old: str, new: str) -> None:
    op.drop_index(f"ix_{old}_user_id", table_name=old)
    op.rename_table(old, new)
    op.create_index(f"ix_{new}_user_id", new, ["user_id"])
