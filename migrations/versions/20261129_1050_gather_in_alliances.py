"""gather in alliances: gatherings, the voice made of them, and whom to ask about a region."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "e3b7a90c52d1"
down_revision = "c2d90f4e7a18"
branch_labels = None
depends_on = None

STATE = "ck_contributions_contribution_state"
OLD = sa.text("state IN ('draft', 'shared', 'released', 'withdrawn')")
NEW = sa.text("state IN ('draft', 'shared', 'released', 'withdrawn', 'merged', 'replaced')")
KEYS = {"gathering_id": "gatherings", "voice_of_id": "gatherings", "into_id": "contributions"}
GATHERING_STATE = sa.Enum(
    "open", "closed", name="gathering_state", native_enum=False, create_constraint=True
)
REGION = "fk_consultations_region_id_regions"


def upgrade() -> None:
    """Take the step."""
    _add_gatherings()
    with op.batch_alter_table("contributions") as table:
        for column, other in KEYS.items():
            table.add_column(sa.Column(column, sa.Integer(), nullable=True))
            table.create_foreign_key(_key(column, other), other, [column], ["id"])
            table.create_index(f"ix_contributions_{column}", [column])
        table.drop_constraint(op.f(STATE), type_="check")
        table.create_check_constraint(op.f(STATE), NEW)
    op.create_table(
        "contribution_origins",
        sa.Column("voice_id", sa.Integer(), nullable=False),
        sa.Column("origin_id", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], ["contributions.id"],
                name=op.f(f"fk_contribution_origins_{column}_contributions"),
            )
            for column in ("voice_id", "origin_id")
        ),
        sa.PrimaryKeyConstraint("voice_id", "origin_id", name=op.f("pk_contribution_origins")),
    )  # fmt: skip
    op.create_index(
        op.f("ix_contribution_origins_origin_id"), "contribution_origins", ["origin_id"]
    )
    with op.batch_alter_table("consultations") as table:
        table.add_column(sa.Column("region_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f(REGION), "regions", ["region_id"], ["id"])
        table.create_index(op.f("ix_consultations_region_id"), ["region_id"])
    _add_contacts()


def downgrade() -> None:
    """Take the step back: what was said inside an alliance stays with those who said it."""
    op.drop_table("region_contacts")
    with op.batch_alter_table("consultations") as table:
        table.drop_index(op.f("ix_consultations_region_id"))
        table.drop_constraint(op.f(REGION), type_="foreignkey")
        table.drop_column("region_id")
    op.drop_table("contribution_origins")
    op.execute("UPDATE contributions SET into_id = NULL")
    op.execute(
        "UPDATE contributions SET state = 'withdrawn'"
        " WHERE state IN ('merged', 'replaced') OR (gathering_id IS NOT NULL AND state <> 'draft')"
    )
    with op.batch_alter_table("contributions") as table:
        table.drop_constraint(op.f(STATE), type_="check")
        table.create_check_constraint(op.f(STATE), OLD)
        for column, other in KEYS.items():
            table.drop_index(f"ix_contributions_{column}")
            table.drop_constraint(_key(column, other), type_="foreignkey")
            table.drop_column(column)
    for name in ("gathering_answers", "gathering_nodes", "gatherings"):
        op.drop_table(name)


def _key(column: str, other: str) -> str:
    return op.f(f"fk_contributions_{column}_{other}")


def _add_gatherings() -> None:
    op.create_table(
        "gatherings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("alliance_id", sa.Integer(), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("state", GATHERING_STATE, nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _refers("gatherings", "consultation_id", "consultations"),
        _refers("gatherings", "alliance_id", "organisations"),
        _refers("gatherings", "user_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gatherings")),
        sa.UniqueConstraint(
            "consultation_id", "alliance_id", name=op.f("uq_gatherings_consultation_id_alliance_id")
        ),
    )
    op.create_index(op.f("ix_gatherings_alliance_id"), "gatherings", ["alliance_id"])
    op.create_table(
        "gathering_nodes",
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        _refers("gathering_nodes", "gathering_id", "gatherings"),
        _refers("gathering_nodes", "node_id", "source_nodes"),
        sa.PrimaryKeyConstraint("gathering_id", "node_id", name=op.f("pk_gathering_nodes")),
    )
    op.create_index(op.f("ix_gathering_nodes_node_id"), "gathering_nodes", ["node_id"])
    op.create_table(
        "gathering_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("gathering_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("has_nothing", sa.Boolean(), nullable=False),
        _refers("gathering_answers", "gathering_id", "gatherings"),
        _refers("gathering_answers", "organisation_id", "organisations"),
        _refers("gathering_answers", "user_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gathering_answers")),
        sa.UniqueConstraint(
            "gathering_id", "organisation_id",
            name=op.f("uq_gathering_answers_gathering_id_organisation_id"),
        ),
    )  # fmt: skip


def _add_contacts() -> None:
    op.create_table(
        "region_contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("named_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        _refers("region_contacts", "region_id", "regions"),
        _refers("region_contacts", "user_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_contacts")),
        sa.UniqueConstraint(
            "region_id", "user_id", name=op.f("uq_region_contacts_region_id_user_id")
        ),
    )
    op.create_index(op.f("ix_region_contacts_region_id"), "region_contacts", ["region_id"])


def _refers(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )
