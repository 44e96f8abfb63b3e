"""SQLite's trap: a table that is built anew drops the old one, and its children with it.

A small application of its own, with the product's way of running migrations.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask_migrate import Migrate, upgrade
from flask_sqlalchemy import SQLAlchemy

from ideell.foundation.database import prepare
from tests.serving import ROOT

MIGRATIONS = ROOT / "migrations"
OFF = "PRAGMA foreign_keys=OFF"
FIRST = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0001", None
def upgrade():
    op.create_table("parents", sa.Column("id", sa.Integer, primary_key=True),
                    sa.Column("name", sa.String(9)))
    parent = sa.ForeignKey("parents.id", ondelete="CASCADE")
    op.create_table("children", sa.Column("id", sa.Integer, primary_key=True),
                    sa.Column("parent_id", sa.Integer, parent))
    op.execute("INSERT INTO parents VALUES (1, 'a')")
    for number in range(1, 101):
        op.execute(f"INSERT INTO children VALUES ({number}, 1)")
"""
SECOND = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    with op.batch_alter_table("parents", recreate="always") as parents:
        parents.alter_column("name", type_=sa.String(99))
"""


def children_left(*, keys_off: bool) -> int:
    """Return how many of 100 child rows are left after their parents' table is built anew.

    With `keys_off` by the product's own way; without, by the same way but for that line.
    """
    folder = Path(tempfile.mkdtemp(prefix="ideell-trap-"))
    try:
        _lay_out(folder, keys_off=keys_off)
        app = Flask("trap")
        app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{folder / 'trap.db'}"
        own = SQLAlchemy(app)
        Migrate(app, own, directory=str(folder), render_as_batch=True)
        with app.app_context():
            prepare(own.engine)
            upgrade()
            with own.engine.connect() as connection:
                left = connection.scalar(sa.text("SELECT count(*) FROM children"))
            own.engine.dispose()
        return int(left or 0)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _lay_out(folder: Path, *, keys_off: bool) -> None:
    for name in ("alembic.ini", "script.py.mako"):
        shutil.copy(MIGRATIONS / name, folder)
    env = (MIGRATIONS / "env.py").read_text(encoding="utf-8")
    assert OFF in env
    (folder / "env.py").write_text(env if keys_off else env.replace(OFF, OFF[:-3] + "ON"))
    (folder / "versions").mkdir()
    (folder / "versions" / "0001_first.py").write_text(FIRST)
    (folder / "versions" / "0002_second.py").write_text(SECOND)
