"""let files wait: a file on its way belongs to any form, not to documents alone.

On PostgreSQL the keys and the sequence keep the names they were made with.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "b54d0c7e9a31"
down_revision = "97c95f82e053"
branch_labels = None
depends_on = None

WAITS_FOR = sa.Enum(
    "document", "post", name="upload_waits_for", native_enum=False, create_constraint=True
)


def upgrade() -> None:
    """Take the step: every file on its way until now is to be a document."""
    _rename("document_uploads", "uploads")
    with op.batch_alter_table("uploads") as table:
        table.add_column(
            sa.Column("waits_for", WAITS_FOR, nullable=False, server_default="document")
        )
    with op.batch_alter_table("uploads") as table:
        table.alter_column("waits_for", server_default=None, existing_type=WAITS_FOR)


def downgrade() -> None:
    """Take the step back; files that wait for a post are let go."""
    op.execute("DELETE FROM uploads WHERE waits_for = 'post'")
    with op.batch_alter_table("uploads") as table:
        table.drop_constraint(op.f("ck_uploads_upload_waits_for"), type_="check")
        table.drop_column("waits_for")
    _rename("uploads", "document_uploads")


def _rename(old: str, new: str) -> None:
    op.drop_index(f"ix_{old}_user_id", table_name=old)
    op.rename_table(old, new)
    op.create_index(f"ix_{new}_user_id", new, ["user_id"])
