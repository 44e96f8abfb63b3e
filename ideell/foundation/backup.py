"""One file with everything: the database by its own backup way, the files, checksums."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from io import BytesIO
from pathlib import Path
from typing import IO, Any, cast

import sqlalchemy as sa

from ideell.foundation.clock import now
from ideell.foundation.disk import sync_folder
from ideell.foundation.dumping import NAMES, dump_database, load_database

MANIFEST = "manifest.json"
FORMAT = 1
JOURNALS = ("-wal", "-shm", "-journal")
KEPT = ("files", "secret-key")
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError, NotImplementedError,
)  # fmt: skip
SEAL = 64  # a sha256 in hexadecimal, as the comment at the end of the file


class BackupDamaged(Exception):
    """The backup is not what was written; nothing was restored."""


class PlaceTaken(Exception):
    """There is something where the backup would go."""


class OtherDatabase(Exception):
    """The backup is of another kind of database; the message is a sentence."""


def make_backup(target: Path, *, engine: sa.Engine, folder: Path) -> int:
    """Write a backup to `target`, whole or not at all; returns its size in bytes.

    Raises `BackupFailed` when the database cannot be copied.
    """
    sums: dict[str, str] = {}
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:  # nobody else may look in
        partial = Path(scratch) / "backup.zip"
        dump = dump_database(engine, Path(scratch))
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            for name, path in [(dump.name, dump), *_files_of(folder)]:
                archive.write(path, name)
                sums[name] = _sha256(path)
            archive.writestr(MANIFEST, json.dumps(_manifest(sums), indent=1))
            archive.comment = b"0" * SEAL
        _seal(partial)
        partial.chmod(0o600)
        partial.replace(target)
    sync_folder(target.parent)
    return target.stat().st_size


def _seal(partial: Path) -> None:
    """Write a checksum over the whole file into its last bytes, and the file to the disk."""
    with partial.open("rb+") as file:
        digest = _digest_of_all_but_the_seal(file)
        file.seek(-SEAL, os.SEEK_END)
        file.write(digest)
        file.flush()
        os.fsync(file.fileno())


def _digest_of_all_but_the_seal(file: IO[bytes]) -> bytes:
    left = file.seek(0, os.SEEK_END) - SEAL
    file.seek(0)
    digest = hashlib.sha256()
    while left > 0 and (chunk := file.read(min(left, 1 << 20))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest().encode()


def _check_seal(source: Path) -> None:
    with source.open("rb") as file:
        expected = _digest_of_all_but_the_seal(file)
        if file.read() != expected:
            raise BackupDamaged("its checksum does not fit")


def check_backup(source: Path) -> dict[str, Any]:
    """Return the manifest of a sound backup; raises `BackupDamaged`, with what is wrong."""
    try:
        _check_seal(source)
        with zipfile.ZipFile(source) as archive:
            manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
            named = set(archive.namelist()) - {MANIFEST}
            if manifest.get("format") != FORMAT or named != set(manifest["sha256"]):
                raise BackupDamaged("the list of contents does not fit")
            for name, expected in manifest["sha256"].items():
                _check_name(name)
                with archive.open(name) as content:
                    if (
                        hashlib.file_digest(cast("BytesIO", content), "sha256").hexdigest()
                        != expected
                    ):
                        raise BackupDamaged(f"{name} is not what was backed up")
    except UNREADABLE as error:
        raise BackupDamaged(str(error) or type(error).__name__) from error
    return manifest


def restore_backup(source: Path, *, engine: sa.Engine, folder: Path) -> dict[str, Any]:
    """Restore a sound backup into an empty place.

    Raises `BackupDamaged`, `OtherDatabase`, `PlaceTaken`, and `BackupFailed` when the database
    does not take its copy; nothing is restored then.
    """
    manifest = check_backup(source)
    _refuse_other_kind(manifest, engine.dialect.name)
    database = Path(str(engine.url.database)) if engine.dialect.name == "sqlite" else None
    # An old journal beside the file would be played into the restored database.
    beside = [Path(f"{database}{end}") for end in ("", *JOURNALS)] if database else []
    taken = [path for path in (folder / "files", *beside) if path.exists()]
    if taken or (database is None and sa.inspect(engine).get_table_names()):
        raise PlaceTaken(", ".join(str(path) for path in taken) or "the database has tables")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as scratch, zipfile.ZipFile(source) as archive:
        archive.extractall(scratch, members=list(manifest["sha256"]))
        load_database(Path(scratch), engine)
        for name in KEPT:
            if (Path(scratch) / name).exists():
                shutil.move(str(Path(scratch) / name), folder / name)
    if (folder / "secret-key").exists():
        (folder / "secret-key").chmod(0o600)
    return manifest


def _refuse_other_kind(manifest: dict[str, Any], kind: str) -> None:
    if NAMES[kind] in manifest["sha256"]:
        return
    of = next((known for known, name in NAMES.items() if name in manifest["sha256"]), "nothing")
    raise OtherDatabase(
        f"The backup is of {of} and the database here is {kind}: set IDEELL_DATABASE_URL to one "
        "of the kind that was backed up."
    )


def _files_of(folder: Path) -> list[tuple[str, Path]]:
    """Return what is kept beside the database; a content that is still being written is not."""
    found = [(folder / "secret-key")] if (folder / "secret-key").exists() else []
    found += sorted(path for path in (folder / "files").glob("??/*") if len(path.name) == 64)
    return [(path.relative_to(folder).as_posix(), path) for path in found]


def _manifest(sums: dict[str, str]) -> dict[str, Any]:
    return {"format": FORMAT, "made_at": now().isoformat(timespec="seconds"), "sha256": sums}


def _check_name(name: str) -> None:
    parts = Path(name).parts
    if name.startswith("/") or ".." in parts or "\\" in name:
        raise BackupDamaged(f"{name} leads outside")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
