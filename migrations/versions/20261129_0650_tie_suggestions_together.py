"""tie suggestions together: packets, moves, what came of a comment, and words of disagreement."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "7c40d1e9b5a2"
down_revision = "b58d20c91e47"
branch_labels = None
depends_on = None

ONE_EACH = "uq_supports_suggestion_id_organisation_id"
CURRENT = "uq_supports_current"
NOT_ENDED = sa.text("ended_at IS NULL")
STANCE = "ck_supports_support_stance"
STAND = sa.text("stance IN ('agrees', 'disagrees')")
KEYS = {
    "after_id": ("blocks", "fk_suggestions_after_id_blocks"),
    "packet_id": ("packets", "fk_suggestions_packet_id_packets"),
    "from_comment_id": ("comments", "fk_suggestions_from_comment_id_comments"),
}
INDEXED = ("packet_id", "from_comment_id")


def upgrade() -> None:
    """Take the step; every organisation that supported a suggestion agrees with it."""
    op.create_table(
        "packets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name="fk_packets_author_id_users"),
        sa.ForeignKeyConstraint(["text_id"], ["texts.id"], name="fk_packets_text_id_texts"),
        sa.PrimaryKeyConstraint("id", name="pk_packets"),
    )
    op.create_index("ix_packets_text_id", "packets", ["text_id"])
    with op.batch_alter_table("suggestions") as table:
        for column, (other, key) in KEYS.items():
            table.add_column(sa.Column(column, sa.Integer(), nullable=True))
            table.create_foreign_key(key, other, [column], ["id"])
        for column in INDEXED:
            table.create_index(f"ix_suggestions_{column}", [column])
    with op.batch_alter_table("supports") as table:
        table.add_column(sa.Column("stance", sa.String(9), nullable=False, server_default="agrees"))
        table.add_column(sa.Column("word", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("ended_at", sa.DateTime(), nullable=True))
        table.drop_constraint(ONE_EACH, type_="unique")
        table.create_check_constraint(STANCE, STAND)
    with op.batch_alter_table("supports") as table:
        table.alter_column("stance", server_default=None)
        table.alter_column("word", server_default=None)
        table.create_index("ix_supports_suggestion_id", ["suggestion_id"])
        table.create_index(
            CURRENT, ["suggestion_id", "organisation_id"], unique=True,
            sqlite_where=NOT_ENDED, postgresql_where=NOT_ENDED,
        )  # fmt: skip


def downgrade() -> None:
    """Take the step back: what the old shape has no room for is left out."""
    op.execute("DELETE FROM supports WHERE ended_at IS NOT NULL OR stance <> 'agrees'")
    with op.batch_alter_table("supports") as table:
        table.drop_index(CURRENT)
        table.drop_index("ix_supports_suggestion_id")
        table.drop_constraint(STANCE, type_="check")
    with op.batch_alter_table("supports") as table:
        for column in ("stance", "word", "ended_at"):
            table.drop_column(column)
        table.create_unique_constraint(ONE_EACH, ["suggestion_id", "organisation_id"])
    with op.batch_alter_table("suggestions") as table:
        for column in INDEXED:
            table.drop_index(f"ix_suggestions_{column}")
        for column, (_other, key) in KEYS.items():
            table.drop_constraint(key, type_="foreignkey")
            table.drop_column(column)
    op.drop_table("packets")
