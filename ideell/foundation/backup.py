"""One file with everything: the database by its own backup way, the files, checksums."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Protocol, cast

import sqlalchemy as sa

from ideell.foundation.clock import now
from ideell.foundation.disk import sync_folder
from ideell.foundation.dumping import NAMES, dump_database, load_database
from ideell.foundation.sealing import SEAL, is_whole, seal

MANIFEST = "manifest.json"
FORMAT = 1
JOURNALS = ("-wal", "-shm", "-journal")
KEPT = ("files", "secret-key")
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, OSError, EOFError, NotImplementedError,
)  # fmt: skip


class BackupDamaged(Exception):
    """The backup is not what was written; nothing was restored."""


class PlaceTaken(Exception):
    """There is something where the backup would go."""


class OtherDatabase(Exception):
    """The backup is of another kind of database; the message is a sentence."""


class Elsewhere(Protocol):
    """What is asked of a store of files that is no folder beside the database."""

    def names(self) -> Iterator[str]:
        """Give the number of every content."""

    def at_hand(self, sha256: str) -> contextlib.AbstractContextManager[Path]:
        """Give a path where a content can be read."""

    def write(self, sha256: str, stream: IO[bytes]) -> None:
        """Store a content."""


def make_backup(
    target: Path, *, engine: sa.Engine, folder: Path, store: Elsewhere | None = None
) -> int:
    """Write a backup to `target`, whole or not at all; returns its size in bytes.

    With `store` the files come from there instead of the folder. Raises `BackupFailed` when the
    database cannot be copied.
    """
    sums: dict[str, str] = {}
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:  # nobody else may look in
        partial = Path(scratch) / "backup.zip"
        dump = dump_database(engine, Path(scratch))
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            beside = _files_of(folder, key_only=store is not None)
            for name, path in [(dump.name, dump), *beside]:
                archive.write(path, name)
                sums[name] = _sha256(path)
            for number in store.names() if store else ():
                with store.at_hand(number) as path:  # type: ignore[union-attr]  # because asked above
                    archive.write(path, f"files/{number[:2]}/{number}")
                sums[f"files/{number[:2]}/{number}"] = number
            archive.writestr(MANIFEST, json.dumps(_manifest(sums), indent=1))
            archive.comment = b"0" * SEAL
        seal(partial)
        partial.chmod(0o600)
        partial.replace(target)
    sync_folder(target.parent)
    return target.stat().st_size


def check_backup(source: Path) -> dict[str, Any]:
    """Return the manifest of a sound backup; raises `BackupDamaged`, with what is wrong."""
    try:
        if not is_whole(source):
            raise BackupDamaged("its checksum does not fit")
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


def restore_backup(
    source: Path, *, engine: sa.Engine, folder: Path, store: Elsewhere | None = None
) -> dict[str, Any]:
    """Restore a sound backup into an empty place; with `store` the files go there.

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
        if store is not None:
            _bring_back(Path(scratch) / "files", store)
        load_database(Path(scratch), engine)
        for name in KEPT:
            if (Path(scratch) / name).exists():
                shutil.move(str(Path(scratch) / name), folder / name)
    if (folder / "secret-key").exists():
        (folder / "secret-key").chmod(0o600)
    return manifest


def _bring_back(files: Path, store: Elsewhere) -> None:
    """Put every file into the store, and none of them beside the database."""
    for path in sorted(files.glob("??/*")):
        with path.open("rb") as content:
            store.write(path.name, content)
    shutil.rmtree(files, ignore_errors=True)


def _refuse_other_kind(manifest: dict[str, Any], kind: str) -> None:
    if NAMES[kind] in manifest["sha256"]:
        return
    of = next((known for known, name in NAMES.items() if name in manifest["sha256"]), "nothing")
    raise OtherDatabase(
        f"The backup is of {of} and the database here is {kind}: set IDEELL_DATABASE_URL to one "
        "of the kind that was backed up."
    )


def _files_of(folder: Path, *, key_only: bool = False) -> list[tuple[str, Path]]:
    """Return what is kept beside the database; a content that is still being written is not."""
    found = [(folder / "secret-key")] if (folder / "secret-key").exists() else []
    if key_only:
        return [(path.name, path) for path in found]
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
