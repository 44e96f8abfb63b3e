"""Copying a PostgreSQL: the password is shown to nobody, and what fails is told in a sentence."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import click
import pytest
import sqlalchemy as sa

from ideell import start
from ideell.cli import keeping
from ideell.foundation.backup import OtherDatabase, make_backup, restore_backup
from ideell.foundation.dumping import BackupFailed, dump_database, load_database
from tests import databases

SECRET = "hemligt-lösen"
ADDRESSES = (
    f"postgresql+psycopg://ideell:{SECRET}@db.example/ideell",
    f"postgresql+psycopg://ideell@db.example/ideell?password={SECRET}",
)
on_postgres = pytest.mark.skipif(  # because SQLite has no dump
    os.environ.get("IDEELL_TEST_DATABASE") != "postgres", reason="this is about PostgreSQL"
)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Puts stand-ins for PostgreSQL's programs first on the path; gives where they write."""

    def stand_in(status: int = 0) -> Path:
        told = tmp_path / "told"
        for name in ("pg_dump", "pg_restore"):
            script = tmp_path / name
            script.write_text(
                f'#!/bin/sh\necho "$@" >> {told}\necho "PGPASSWORD=$PGPASSWORD" >> {told}\n'
                'for one; do case $one in --file=*) : > "${one#--file=}";; esac; done\n'
                f'echo "{name}: error: connection refused" >&2\nexit {status}\n'
            )
            script.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
        return told

    return stand_in


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("act", [dump_database, lambda e, folder: load_database(folder, e)])
def test_the_password_stands_in_the_environment_alone(
    programs: Callable[..., Path], tmp_path: Path, address: str, act: Callable[..., object]
) -> None:
    told = programs()
    act(sa.create_engine(address), tmp_path)
    arguments, environment = told.read_text().splitlines()
    assert "ideell@db.example/ideell" in arguments
    assert SECRET not in arguments
    assert environment == f"PGPASSWORD={SECRET}"


@pytest.mark.parametrize("act", [dump_database, lambda e, folder: load_database(folder, e)])
def test_a_failure_is_told_without_the_password(
    programs: Callable[..., Path], tmp_path: Path, act: Callable[..., object]
) -> None:
    programs(status=1)
    with pytest.raises(BackupFailed, match=r"failed: pg_.*connection refused") as failed:
        act(sa.create_engine(ADDRESSES[0]), tmp_path)
    assert failed.value.__cause__ is None, "a cause would carry the command"
    assert SECRET not in str(failed.value)


def test_a_missing_program_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BackupFailed, match="pg_dump cannot be run"):
        dump_database(sa.create_engine(ADDRESSES[0]), tmp_path)


@pytest.mark.parametrize(
    ("fault", "said"),
    [(BackupFailed("pg_dump failed: x."), "pg_dump failed: x."), (OSError(28, "No space"), "No s")],
)
def test_the_command_says_that_there_is_no_backup(
    context: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str
) -> None:
    def fail(*_args: object, **_more: object) -> int:
        raise fault

    monkeypatch.setattr(keeping, "make_backup", fail)
    with pytest.raises(click.ClickException, match=said):
        keeping._back_up(tmp_path / "kopia.zip")


def sqlite_in(folder: Path) -> sa.Engine:
    engine = sa.create_engine(f"sqlite:///{folder / 'ideell.db'}")
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE words (word TEXT)"))
    return engine


def test_a_backup_of_another_kind_of_database_is_refused_in_words(tmp_path: Path) -> None:
    made = tmp_path / "kopia.zip"
    make_backup(made, engine=sqlite_in(tmp_path), folder=tmp_path)
    place = tmp_path / "new"
    with pytest.raises(OtherDatabase, match="of sqlite and the database here is postgresql"):
        restore_backup(made, engine=sa.create_engine(ADDRESSES[0]), folder=place)
    assert not place.exists()


def test_a_backup_of_postgresql_is_refused_by_sqlite(
    programs: Callable[..., Path], tmp_path: Path
) -> None:
    programs()
    made, place = tmp_path / "kopia.zip", tmp_path / "new"
    make_backup(made, engine=sa.create_engine(ADDRESSES[0]), folder=tmp_path)
    with pytest.raises(OtherDatabase, match="of postgresql and the database here is sqlite"):
        restore_backup(made, engine=sa.create_engine(f"sqlite:///{place}/ideell.db"), folder=place)
    assert not place.exists()


def test_a_database_on_another_disk_is_restored_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, place = tmp_path / "kopia.zip", tmp_path / "elsewhere" / "ideell.db"
    make_backup(made, engine=sqlite_in(tmp_path), folder=tmp_path)
    replaced = Path.replace

    def replace_on_one_disk(path: Path, to: Path) -> Path:
        if tmp_path / "elsewhere" not in path.parents:
            raise OSError(18, "Invalid cross-device link")
        return replaced(path, to)

    monkeypatch.setattr(Path, "replace", replace_on_one_disk)
    engine = sa.create_engine(f"sqlite:///{place}")
    restore_backup(made, engine=engine, folder=tmp_path / "new")
    assert sa.inspect(engine).get_table_names() == ["words"]
    assert [path.name for path in place.parent.iterdir()] == ["ideell.db"]


def test_a_database_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    made, taken = tmp_path / "kopia.zip", tmp_path / "taken"
    make_backup(made, engine=sqlite_in(tmp_path), folder=tmp_path)
    taken.write_text("a file where the folder would be")
    engine = sa.create_engine(f"sqlite:///{taken}/ideell.db")
    with pytest.raises(BackupFailed, match=r"ideell\.db cannot be written"):
        restore_backup(made, engine=engine, folder=tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []


def test_a_start_without_a_backup_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_args: object, **_more: object) -> int:
        raise BackupFailed("pg_dump failed: x.")

    monkeypatch.setenv("IDEELL_DATA", str(tmp_path))
    monkeypatch.setattr(start, "_run", fail)
    assert start.main([]) == 2
    assert capsys.readouterr().err == (
        "pg_dump failed: x. Without a backup nothing was upgraded.\n"
    )


@pytest.fixture
def two_databases() -> tuple[sa.Engine, sa.Engine]:
    """Two databases of one cluster: one with a table in it, and an empty one."""
    databases.chosen_url()
    folder = os.environ[databases.RUNNING]
    engines = []
    for name in ("ideell_copied", "ideell_restored"):
        databases.create(folder, name)
        engines.append(sa.create_engine(databases.address(folder, name), poolclass=sa.NullPool))
    with engines[0].begin() as connection:
        connection.execute(sa.text("CREATE TABLE words (word TEXT)"))
        connection.execute(sa.text("INSERT INTO words VALUES ('åäö')"))
    return engines[0], engines[1]


@on_postgres
def test_what_is_dumped_is_loaded(
    two_databases: tuple[sa.Engine, sa.Engine], tmp_path: Path
) -> None:
    copied, restored = two_databases
    dump_database(copied, tmp_path)
    load_database(tmp_path, restored)
    with restored.connect() as connection:
        assert connection.scalar(sa.text("SELECT word FROM words")) == "åäö"


@on_postgres
def test_what_cannot_be_loaded_whole_is_not_loaded_at_all(
    two_databases: tuple[sa.Engine, sa.Engine], tmp_path: Path
) -> None:
    copied, restored = two_databases
    with copied.begin() as connection:
        connection.execute(sa.text("CREATE TABLE zebras (word TEXT)"))
    dump_database(copied, tmp_path)
    with restored.begin() as connection:
        connection.execute(sa.text("CREATE TABLE zebras (word TEXT)"))
    with pytest.raises(BackupFailed, match="pg_restore failed"):
        load_database(tmp_path, restored)
    assert sa.inspect(restored).get_table_names() == ["zebras"]
