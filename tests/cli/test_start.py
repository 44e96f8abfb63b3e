"""What a start does before anything runs: the folder, the demo, the sentences."""

from __future__ import annotations

import fcntl
import socket
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

import ideell.demo as demo
import ideell.start as start
from ideell.config import SettingMissing
from ideell.extensions import db
from ideell.foundation import upgrade
from ideell.people.models import Region
from ideell.start import folder as folders
from ideell.start import prepare, processes


@pytest.fixture
def own(own_settings: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the start; the demo's content is short and nothing is served."""
    monkeypatch.setattr(prepare, "fill", lambda: print("(the demo)"))
    monkeypatch.setattr(start, "serve", lambda _app, _port: 7)
    monkeypatch.setenv("PORT", "5391")
    monkeypatch.setattr(start, "is_free", lambda _port: True)
    return own_settings


def test_a_first_start_writes_the_demo_and_a_second_changes_nothing(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start.main([]) == 7
    first = capsys.readouterr().out
    assert "bringing the database up to date" in first
    assert "(the demo)" in first
    assert (own / "demo").read_text() == folders.WRITTEN
    kept = (own / "secret-key").read_bytes()
    assert start.main([]) == 7
    assert capsys.readouterr().out == ""
    assert (own / "secret-key").read_bytes() == kept


def test_preparing_starts_nothing(own: Path) -> None:
    assert start.main(["--prepare"]) == 0


def test_a_start_that_was_stopped_half_way_begins_anew(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(prepare, "fill", stopped)
        with pytest.raises(KeyboardInterrupt):
            start.main(["--prepare"])
    assert folders.is_half_written(own)
    (own / "mine.txt").write_text("not yours")
    assert start.main(["--prepare"]) == 0
    assert "(the demo)" in capsys.readouterr().out
    assert not folders.is_half_written(own)
    assert (own / "mine.txt").exists()


def test_a_demo_that_was_stopped_before_its_documents_begins_anew(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cast(_start: object) -> None:
        db.session.add(Region(code="99", name="Halva", short_name="Halva", sort_key="halva"))

    def stopped(*_all: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(prepare, "fill", demo.fill)
        patch.setattr(demo, "content", lambda _name: {"responses": []})
        for part in ("cases", "discussions", "gatherings"):
            patch.setattr(demo, f"bring_in_the_{part}", lambda *_all: {})
        patch.setattr(demo, "bring_in_the_cast", cast)
        patch.setattr(demo, "bring_in_the_documents", stopped)
        with pytest.raises(KeyboardInterrupt):
            start.main(["--prepare"])
    assert folders.is_half_written(own)
    assert "99" in regions_in(own)
    assert start.main(["--prepare"]) == 0
    assert not folders.is_half_written(own)
    assert "99" not in regions_in(own)


def regions_in(folder: Path) -> list[str]:
    """Return the regions that the database of a folder holds, by code."""
    with sqlite3.connect(folder / "ideell.db") as known:
        return [code for (code,) in known.execute("SELECT code FROM regions")]


def test_the_demo_is_thrown_away_and_nothing_else(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start.main(["--prepare"])
    (own / "files").mkdir()
    (own / "mine.txt").write_text("not yours")
    assert start.main(["--reset"]) == 0
    assert "begins anew" in capsys.readouterr().out
    assert sorted(path.name for path in own.iterdir()) == ["mine.txt", "running"]


def test_real_data_is_never_thrown_away_nor_shown_as_a_demo(
    own: Path, make_app: Callable[..., Flask], capsys: pytest.CaptureFixture[str]
) -> None:
    app = make_app(own, demo=False)
    prepare.prepare_data(app)
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Region.id))) == 21
    assert start.main(["--reset"]) == 2
    assert "holds no demo" in capsys.readouterr().err
    assert start.main([]) == 2
    assert "holds real data, not a demo" in capsys.readouterr().err


def test_a_demo_in_a_database_of_its_own_is_not_thrown_away(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IDEELL_DATABASE_URL", "postgresql://somewhere")
    assert start.main(["--reset"]) == 2
    assert "in a database of its own" in capsys.readouterr().err


def test_an_upgrade_takes_a_backup_first(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    start.main(["--prepare"])
    monkeypatch.setattr(upgrade, "is_current", lambda: False)
    assert start.main(["--prepare"]) == 0
    assert "backup before the upgrade" in capsys.readouterr().out
    assert list(own.glob("before-upgrade-*.zip"))


def test_two_starts_never_share_a_folder(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own.mkdir()
    with (own / "running").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert start.main([]) == 2
    assert "runs on" in capsys.readouterr().err
    assert start.main([]) == 7


def test_a_folder_that_cannot_be_written_in_gets_a_sentence(
    own: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("IDEELL_DATA", str(tmp_path / "file" / "var"))
    assert start.main([]) == 2
    assert "set IDEELL_DATA to a folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("port", "said"), [("x", "PORT must be a number"), ("0", "PORT must be a number")]
)
def test_an_odd_port_gets_a_sentence(
    own: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    port: str,
    said: str,
) -> None:
    monkeypatch.setenv("PORT", port)
    assert start.main([]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(("port", "other"), [("5391", "5055"), ("5055", "5056")])
def test_a_taken_port_gets_a_sentence(
    own: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    port: str,
    other: str,
) -> None:
    monkeypatch.setattr(start, "is_free", lambda _port: False)
    monkeypatch.setenv("PORT", port)
    assert start.main([]) == 1
    assert f"Port {port} is taken. Try another: PORT={other} make run" in capsys.readouterr().err
    assert not (own / "ideell.db").exists()


def test_missing_settings_stop_the_start_with_a_sentence(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("IDEELL_DEMO", "0")
    assert start.main([]) == 2
    said = capsys.readouterr().err
    assert "IDEELL_SMTP_HOST" in said
    assert "IDEELL_BASE_ADDRESS" in said


def test_a_port_is_free_or_not() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not processes.is_free(port)
    assert processes.is_free(port)


def test_a_stubborn_process_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "SLOWEST_STOP", 0.2)
    words = "trap '' TERM; echo ready; while :; do sleep 0.05; done"
    stubborn = subprocess.Popen(["sh", "-c", words], stdout=subprocess.PIPE)
    with stubborn.stdout:
        stubborn.stdout.readline()
    processes._stop([stubborn])
    assert stubborn.returncode == -9


def test_the_demo_tells_where_and_as_whom(capsys: pytest.CaptureFixture[str], app: Flask) -> None:
    settings = app.extensions["ideell_settings"]
    processes._tell(settings)
    assert "as one of the demo's people" in capsys.readouterr().out


def test_for_real_only_the_address_is_told(
    capsys: pytest.CaptureFixture[str], make_app: Callable[..., Flask]
) -> None:
    processes._tell(make_app(demo=False).extensions["ideell_settings"])
    said = capsys.readouterr().out
    assert "Ideell is at http://localhost" in said
    assert "demo" not in said


def test_a_missing_demo_is_no_reason_to_delete(tmp_path: Path) -> None:
    folders.forget_demo(tmp_path)
    (tmp_path / "ideell.db").write_text("real")
    with pytest.raises(SettingMissing):
        folders.forget_demo(tmp_path)
    assert (tmp_path / "ideell.db").exists()
