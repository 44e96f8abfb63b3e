"""One file with everything; damaged or in the way, it is refused in words."""

from __future__ import annotations

import json
import stat
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from ideell.files.store import Store
from ideell.foundation import backup, sealing
from ideell.foundation.backup import (
    BackupDamaged,
    PlaceTaken,
    check_backup,
    make_backup,
    restore_backup,
)


def engine_in(folder: Path) -> sa.Engine:
    return sa.create_engine(f"sqlite:///{folder / 'ideell.db'}")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a database, a file and a key."""
    folder = tmp_path / "var"
    folder.mkdir()
    with engine_in(folder).begin() as connection:
        connection.execute(sa.text("CREATE TABLE words (word TEXT)"))
        connection.execute(sa.text("INSERT INTO words VALUES ('åäö')"))
    Store(folder / "files").put(b"ett papper")
    (folder / "secret-key").write_bytes(b"k" * 48)
    return folder


@pytest.fixture
def made(data: Path, tmp_path: Path) -> Path:
    target = tmp_path / "kopia.zip"
    make_backup(target, engine=engine_in(data), folder=data)
    return target


def test_everything_comes_back(made: Path, data: Path, tmp_path: Path) -> None:
    place = tmp_path / "new"
    restore_backup(made, engine=engine_in(place), folder=place)
    with engine_in(place).connect() as connection:
        assert connection.scalar(sa.text("SELECT word FROM words")) == "åäö"
    sha256 = Store(data / "files").put(b"ett papper")
    assert Store(place / "files").get(sha256) == b"ett papper"
    assert (place / "secret-key").read_bytes() == b"k" * 48
    assert stat.S_IMODE((place / "secret-key").stat().st_mode) == 0o600


def test_a_product_whose_key_is_kept_elsewhere_comes_back_too(data: Path, tmp_path: Path) -> None:
    (data / "secret-key").unlink()
    made, place = tmp_path / "kopia.zip", tmp_path / "new"
    make_backup(made, engine=engine_in(data), folder=data)
    restore_backup(made, engine=engine_in(place), folder=place)
    assert sorted(path.name for path in place.iterdir()) == ["files", "ideell.db"]


def test_only_its_owner_may_read_it(made: Path) -> None:
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_a_file_that_is_being_stored_is_left_out(data: Path, tmp_path: Path) -> None:
    (data / "files" / "ab").mkdir()
    (data / "files" / "ab" / "tmp12345").write_bytes(b"half")
    make_backup(tmp_path / "k.zip", engine=engine_in(data), folder=data)
    assert not [name for name in zipfile.ZipFile(tmp_path / "k.zip").namelist() if "tmp" in name]


def test_nothing_half_made_is_left(data: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(backup, "_sha256", lambda path: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        make_backup(tmp_path / "k.zip", engine=engine_in(data), folder=data)
    assert [path.name for path in tmp_path.iterdir()] == ["var"]


@pytest.mark.parametrize("place", [0, 10, 200, -1, -70])
def test_a_flipped_bit_is_found(made: Path, place: int) -> None:
    content = bytearray(made.read_bytes())
    content[place] ^= 1
    made.write_bytes(content)
    with pytest.raises(BackupDamaged):
        check_backup(made)


@pytest.mark.parametrize("content", [b"", b"x", b"PK" * 300])
def test_what_is_no_backup_is_told_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(BackupDamaged):
        check_backup(tmp_path / "x.zip")


def sealed(target: Path, files: dict[str, bytes], manifest: object) -> Path:
    """Make a backup by hand, with a seal that fits."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr(backup.MANIFEST, json.dumps(manifest))
        archive.comment = b"0" * backup.SEAL
    sealing.seal(target)
    return target


@pytest.mark.parametrize(
    ("files", "manifest"),
    [
        ({}, {"format": 99, "sha256": {}}),
        ({"a": b""}, {"format": 1, "sha256": {}}),
        ({"a": b"x"}, {"format": 1, "sha256": {"a": "0" * 64}}),
        ({"../a": b"x"}, {"format": 1, "sha256": {"../a": "0" * 64}}),
        ({}, {"format": 1}),
    ],
)
def test_a_backup_that_does_not_fit_itself_is_refused(
    tmp_path: Path, files: dict[str, bytes], manifest: object
) -> None:
    with pytest.raises(BackupDamaged):
        check_backup(sealed(tmp_path / "x.zip", files, manifest))


def test_nothing_is_restored_over_what_stands(made: Path, data: Path) -> None:
    with pytest.raises(PlaceTaken):
        restore_backup(made, engine=engine_in(data), folder=data)
