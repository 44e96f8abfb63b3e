"""number forms by place: a number used in one form's place is free in another's."""

from __future__ import annotations

from alembic import op

revision = "5b1f0c27ad94"
down_revision = "c373d3cdb80d"
branch_labels = None
depends_on = None

OLD, NEW = "uq_kept_forms_user_id_once", "uq_kept_forms_user_id_once_place"

# A number used in several places keeps its first row; the others get one of their own.
RENUMBER = """
    UPDATE kept_forms SET once = substr(once, 1, 50) || '-' || id
    WHERE id NOT IN (SELECT min(id) FROM kept_forms GROUP BY user_id, once)
"""


def upgrade() -> None:
    """Take the step."""
    with op.batch_alter_table("kept_forms") as table:
        table.drop_constraint(OLD, type_="unique")
        table.create_unique_constraint(NEW, ["user_id", "once", "place"])


def downgrade() -> None:
    """Take the step back."""
    op.execute(RENUMBER)
    with op.batch_alter_table("kept_forms") as table:
        table.drop_constraint(NEW, type_="unique")
        table.create_unique_constraint(OLD, ["user_id", "once"])
