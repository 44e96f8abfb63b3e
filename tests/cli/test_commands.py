"""`flask --app wsgi …`: what those who run Ideell do at the server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask, has_app_context

from ideell.cli import COMMANDS, keeping
from ideell.extensions import db
from ideell.files.opening import the_store
from ideell.foundation.backup import OtherDatabase
from ideell.foundation.dumping import BackupFailed
from ideell.people.models import Membership, Organisation, User
from tests.documents.builders import make_document
from tests.files.bucket_server import bucket_server
from tests.people.letters import letters, newest_letter
from tests.world import World


def run(app: Flask, *words: str) -> Result:
    """Run a command in a context of its own, with the test's transaction out of the way."""
    if has_app_context():
        db.session.rollback()
    result = app.test_cli_runner().invoke(args=list(words))
    if has_app_context():
        db.session.rollback()
        db.session.expire_all()
    return result


def said(app: Flask, *words: str) -> str:
    result = run(app, *words)
    assert result.exit_code == 0, result.output
    return result.output


def refused(app: Flask, *words: str) -> str:
    result = run(app, *words)
    assert result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    return result.output


@pytest.fixture
def app_now(app: Flask, world: World, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The tests' own product, whose tables were made without steps."""
    monkeypatch.setattr("ideell.foundation.upgrade.is_current", lambda: True)
    return app


def test_every_command_says_what_it_is_for(app: Flask) -> None:
    for command in COMMANDS:
        assert command.help or command.callback.__doc__
        for one in getattr(command, "commands", {}).values():
            assert len(one.help or "") > 20, one.name


def test_commands_ask_for_an_upgrade_first(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    assert "First: flask --app wsgi upgrade" in refused(app, "people", "list")
    assert "First: flask --app wsgi upgrade" in refused(app, "organisations", "list")


def test_a_first_installation_is_set_up(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    app = make_app(demo=False)
    assert "nothing to back up" in refused(app, "backup", str(tmp_path / "b.zip"))
    assert "up to date" in said(app, "upgrade")
    assert "organisations add umbrella" in refused(
        app, "people", "add-office", "k@example.se", "Kerstin"
    )
    said(app, "organisations", "add", "umbrella", "Samklang")
    assert "is the office of Samklang" in said(
        app, "people", "add-office", "k@example.se", "Kerstin"
    )
    said(
        app,
        "organisations",
        "add",
        "regional_alliance",
        "Norrvik",
        "--region",
        "24",
        "--in",
        "samklang",
    )
    listed = said(app, "organisations", "list")
    assert "Norrvik" in listed
    assert "Samklang" in listed
    assert "k@example.se\tKerstin\tinvited\tSamklang (moderator, office)" in said(
        app, "people", "list"
    )
    with app.app_context():
        norrvik = db.session.query(Organisation).filter_by(name="Norrvik").one()
        assert [region.short_name for region in norrvik.regions] == ["Västerbotten"]


def test_a_backup_is_restored_into_an_empty_place(
    make_app: Callable[..., Flask], tmp_path: Path
) -> None:
    app, target = make_app(), tmp_path / "backup.zip"
    said(app, "upgrade")
    said(app, "organisations", "add", "umbrella", "Samklang")
    assert "with a checksum for everything" in said(app, "backup", str(target))
    assert "cannot be written" in refused(app, "backup", str(tmp_path / "no" / "such" / "b.zip"))
    assert "is in the way" in refused(app, "restore", str(target))
    empty = make_app(tmp_path / "empty")
    assert "Restored what was backed up" in said(empty, "restore", str(target))
    assert "Samklang" in said(empty, "organisations", "list")
    damaged = bytearray(target.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    target.write_bytes(damaged)
    third = make_app(tmp_path / "third")
    assert "Nothing was restored" in refused(third, "restore", str(target))


@pytest.mark.parametrize(
    "fault",
    [OtherDatabase("The backup is of postgresql."), BackupFailed("pg_restore failed: x.")],
)
def test_a_backup_that_the_database_does_not_take_is_told(
    make_app: Callable[..., Flask],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: Exception,
) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise fault

    monkeypatch.setattr(keeping, "restore_backup", fail)
    (tmp_path / "backup.zip").touch()
    told = refused(make_app(), "restore", str(tmp_path / "backup.zip"))
    assert str(fault) in told
    assert "Restored" not in told


def test_an_upgrade_takes_a_backup_first(
    make_app: Callable[..., Flask], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    said(app, "upgrade")
    monkeypatch.setattr("ideell.foundation.upgrade.is_current", lambda: False)
    target = tmp_path / "before.zip"
    assert f"Backup before the upgrade: {target}" in said(app, "upgrade", "--backup", str(target))
    assert target.exists()
    assert "before-upgrade-" in said(app, "upgrade")
    monkeypatch.undo()
    assert "Backup" not in said(app, "upgrade")


def test_a_person_is_added_and_given_more_to_do(app_now: Flask, world: World) -> None:
    add = ("people", "add", "ny@example.se", "Ny Person", "körbygden")
    assert "representative of Körbygden" in said(app_now, *add)
    assert "Kansliet har lagt till dig för Körbygden" in newest_letter().text
    said(app_now, *add, "--role", "signatory")
    assert letters() == 1
    person = db.session.query(User).filter_by(email_key="ny@example.se").one()
    assert person.memberships[0].roles == ["representative", "signatory"]
    assert "No organisation is called" in refused(app_now, *add[:-1], "Ingenstans")
    assert "går inte att mejla till" in refused(app_now, "people", "add", "å@å", "Å", "Körbygden")
    assert "bara i riksorganisationen" in refused(app_now, *add, "--role", "office")
    assert "is not one of" in run(app_now, *add, "--role", "king").output


def test_a_place_ends_at_the_server_too(app_now: Flask, world: World) -> None:
    end = ("people", "end", "Anna.Ek@example.se", "Körbygden")
    assert "no longer represents Körbygden" in said(app_now, *end)
    assert "has no place in Körbygden" in refused(app_now, *end)
    assert "has no place in Utombys" in refused(app_now, *end[:-1], "Utombys")
    assert "anna.ek@example.se\tAnna Ek\tactive\t\n" in said(app_now, "people", "list")
    assert "Nobody has the address" in refused(app_now, "people", "end", "x@example.se", "Utombys")
    last = ("people", "end", "kerstin.alm@example.se", "Samklang")
    assert "Ge rollen till någon annan först" in refused(app_now, *last)
    said(app_now, "people", "add", *end[2:3], "Anna Ek", "Körbygden")
    assert db.session.query(Membership).filter_by(user_id=world.anna.id).one().holds


def test_a_person_is_moved_paused_and_let_in_again(app_now: Flask, world: World) -> None:
    moved = said(app_now, "people", "move", "anna.ek@example.se", "anna@ny.example.se")
    assert "signs in with anna@ny.example.se" in moved
    assert "signed out everywhere" in said(app_now, "people", "pause", "anna@ny.example.se")
    assert db.session.get_one(User, world.anna.id).state == "paused"
    said(app_now, "people", "resume", "anna@ny.example.se")
    assert db.session.get_one(User, world.anna.id).state == "active"
    taken = ("people", "move", "anna@ny.example.se", "birgitta.lind@example.se")
    assert "har redan den adressen" in refused(app_now, *taken)


def test_organisations_are_added_and_linked(app_now: Flask, world: World) -> None:
    assert "redan en organisation" in refused(
        app_now, "organisations", "add", "association", "utombys"
    )
    odd = ("organisations", "add", "association", "Nya kören", "--region", "99")
    assert "No region has the county code 99" in refused(app_now, *odd)
    said(app_now, "organisations", "add", "association", "Nya kören", "--short-name", "Kören")
    assert "belongs to" in said(app_now, "organisations", "link", "Nya kören", "Alliansen Norrvik")
    assert "i sig själv" in refused(app_now, "organisations", "link", "Utombys", "Utombys")


def test_every_file_is_checked_and_what_is_not_sound_is_named(app_now: Flask, world: World) -> None:
    document = make_document(world, b"Ett papper\n", "papper.txt")
    assert "Files read: 1. Not sound: 0." in said(app_now, "files", "check")
    sha256 = document.latest.file.sha256
    folder = app_now.extensions["ideell_settings"].data / "files"
    (folder / sha256[:2] / sha256).unlink()
    told = refused(app_now, "files", "check")
    assert f"missing: {sha256} (papper.txt)" in told


def test_files_in_a_bucket_are_backed_up_and_brought_back(
    make_app: Callable[..., Flask], tmp_path: Path
) -> None:
    with bucket_server() as server:
        bucket = {"store": "s3://ideell/filer", "store_endpoint": server.address,
                  "store_key": "k", "store_secret": "s"}  # fmt: skip
        first, target = make_app(**bucket), tmp_path / "kopia.zip"
        said(first, "upgrade")
        with first.app_context():
            number = the_store().put(b"ett papper")
        said(first, "backup", str(target))
        server.kept.clear()
        said(make_app(tmp_path / "second", **bucket), "restore", str(target))
        assert list(server.kept.values()) == [b"ett papper"]
        folder = make_app(tmp_path / "third")  # a folder takes what a bucket gave
        said(folder, "restore", str(target))
        with folder.app_context():
            assert the_store().get(number) == b"ett papper"
        key = next(iter(server.kept))
        server.kept[key] = b"sprucket"
        assert "damaged or missing" in refused(first, "backup", str(target))
        server.is_down = True
        assert "There is no backup." in refused(first, "backup", str(target))
        fourth = make_app(tmp_path / "fourth", **bucket)
        assert "The database is untouched." in refused(fourth, "restore", str(target))
