"""add shared pieces: what one has read, what one was told, what one follows, attached files."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "b71e0c5a92d4"
down_revision = "a4c61f0d7b35"
branch_labels = None
depends_on = None


def thing() -> tuple[sa.Column[str], sa.Column[int]]:
    """Return the two columns that name a thing of any kind."""
    return (
        sa.Column("thing_kind", sa.String(length=40), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
    )


def upgrade() -> None:
    """Take the step."""
    for name, own in (
        ("read_positions", sa.Column("last_part_id", sa.Integer(), nullable=False)),
        ("followings", sa.Column("is_on", sa.Boolean(), nullable=False)),
    ):
        op.create_table(
            name,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("user_id", sa.Integer(), nullable=False),
            *thing(),
            own,
            sa.Column("at", sa.DateTime(), nullable=False),
            sa.ForeignKeyConstraint(
                ["user_id"], ["users.id"], name=op.f(f"fk_{name}_user_id_users")
            ),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
            sa.UniqueConstraint(
                "user_id", "thing_kind", "thing_id",
                name=op.f(f"uq_{name}_user_id_thing_kind_thing_id"),
            ),
        )  # fmt: skip
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("deed_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(length=60), nullable=False),
        *thing(),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["deed_id"], ["deeds.id"], name=op.f("fk_notices_deed_id_deeds")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_notices_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("user_id", "deed_id", name=op.f("uq_notices_user_id_deed_id")),
    )
    op.create_index(op.f("ix_notices_deed_id"), "notices", ["deed_id"])
    op.create_index("ix_notices_unread", "notices", ["user_id", "read_at"])
    op.create_index("ix_notices_thing", "notices", ["thing_kind", "thing_id"])
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        *thing(),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_files.id"], name=op.f("fk_attachments_file_id_stored_files")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index("ix_attachments_thing", "attachments", ["thing_kind", "thing_id"])


def downgrade() -> None:
    """Take the step back."""
    for name in ("attachments", "notices", "followings", "read_positions"):
        op.drop_table(name)
