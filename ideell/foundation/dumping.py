"""The database copied into one file and back, each kind of database by its own way.

Copying a live SQLite file gives a corrupt copy most of the time; its backup API never does.
PostgreSQL's own programs get the password by their environment: arguments are seen by everybody
on the machine, and stand in the text of an error.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from pathlib import Path

import sqlalchemy as sa

from ideell.foundation.disk import make_folder, sync_folder

# What the copy is called in a backup, by the kind of database.
NAMES = {"sqlite": "ideell.db", "postgresql": "ideell.pgdump"}


class BackupFailed(Exception):
    """The database's own way of copying failed; the message is a sentence."""


def dump_database(engine: sa.Engine, folder: Path) -> Path:
    """Copy the live database into `folder` and return the copy; raises `BackupFailed`."""
    copy = folder / NAMES[engine.dialect.name]
    if engine.dialect.name == "sqlite":
        _copy_live(str(engine.url.database), copy)
    else:
        _run("pg_dump", "--format=custom", f"--file={copy}", url=engine.url)
    return copy


def load_database(folder: Path, engine: sa.Engine) -> None:
    """Let the copy in `folder` be the database, whole or not at all; raises `BackupFailed`."""
    copy = folder / NAMES[engine.dialect.name]
    if engine.dialect.name == "sqlite":
        _put_in_place(copy, Path(str(engine.url.database)))
    else:
        whole = ("--single-transaction", "--exit-on-error", "--no-owner")
        _run("pg_restore", *whole, str(copy), url=engine.url)


def _copy_live(database: str, copy: Path) -> None:
    source, target = sqlite3.connect(database), sqlite3.connect(copy)
    with source, target:
        source.backup(target)
    source.close()
    target.close()


def _put_in_place(copy: Path, database: Path) -> None:
    """Let the copy be the database, whole or not at all, also when it is kept on another disk."""
    try:
        make_folder(database.parent)
        with tempfile.TemporaryDirectory(dir=database.parent) as scratch:
            partial = Path(scratch) / database.name
            shutil.copyfile(copy, partial)
            with partial.open("rb") as file:
                os.fsync(file.fileno())
            partial.replace(database)
        sync_folder(database.parent)
    except OSError as fault:
        raise BackupFailed(f"{database} cannot be written ({fault.strerror}).") from fault


def _run(program: str, *arguments: str, url: sa.URL) -> None:
    """Run one of PostgreSQL's programs on the database; raises `BackupFailed` as it put it."""
    address, password = _address(url)
    command = [program, *arguments, f"--dbname={address}"]
    secret = {"PGPASSWORD": password} if password else {}
    try:
        ran = subprocess.run(  # noqa: S603 because program and arguments are ours
            command, env={**os.environ, **secret}, capture_output=True, text=True, check=False
        )
    except OSError as fault:
        raise BackupFailed(f"{program} cannot be run ({fault.strerror}).") from fault
    if ran.returncode:
        said = ran.stderr.strip().splitlines() or ["it said nothing"]
        raise BackupFailed(f"{program} failed: {said[-1]}")


def _address(url: sa.URL) -> tuple[str, str]:
    """Return the address as PostgreSQL's programs read it, and the password it had."""
    query = dict(url.query)
    password = url.password or query.pop("password", "")
    bare = sa.URL.create("postgresql", url.username, None, url.host, url.port, url.database, query)
    return bare.render_as_string(), str(password)
