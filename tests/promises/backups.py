"""R7: a backup is a backup, also while people write."""

from __future__ import annotations

import contextlib
import hashlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from ideell.files.store import Store
from ideell.foundation.backup import BackupDamaged, check_backup, make_backup, restore_backup
from ideell.foundation.database import prepare
from tests.promises.outcome import Outcome
from tests.serving import ROOT, unmeasured

FULL, SMALL = 25, 3
FLIPS = {True: 400, False: 30}
ACCOUNTS, EACH = 2_000, 1_000
WRITERS = 2

# A writer: moves sums between accounts, a few at a time, and stores a file before its row. The
# sum over all accounts is the same after every transaction; long texts make pages move.
WRITER = """
import random, sqlite3, sys
from pathlib import Path
from ideell.files.store import Store
database, folder, seed, accounts = sys.argv[1:]
dice, store = random.Random(int(seed)), Store(Path(folder))
own = sqlite3.connect(database, isolation_level=None, timeout=30)
for pragma in ("journal_mode=WAL", "synchronous=OFF", "wal_autocheckpoint=20"):
    own.execute(f"PRAGMA {pragma}")
print("ready", flush=True)
while True:
    own.execute("BEGIN IMMEDIATE")
    for _ in range(20):
        one, other = dice.sample(range(1, int(accounts)), 2)
        text = dice.randbytes(dice.randrange(10, 1500)).hex()
        own.execute("UPDATE accounts SET sum = sum - 1, text = ? WHERE id = ?", (text, one))
        own.execute("UPDATE accounts SET sum = sum + 1 WHERE id = ?", (other,))
    if dice.random() < 0.1:
        sha256 = store.put(dice.randbytes(2_000))
        own.execute("INSERT OR IGNORE INTO stored VALUES (?)", (sha256,))
    own.execute("COMMIT")
"""


def r7(*, full: bool) -> Outcome:
    """Back up under load and restore; copy the file beside it; damage a backup bit by bit."""
    many = FULL if full else SMALL
    with written_to() as folder:
        taken = [_restored(folder, number) for number in range(many)]
        copies = [_copied(folder, number) for number in range(max(many, 20))]
    faults = [fault for fault in taken if fault]
    with written_to() as folder:
        unnoticed = damaged(folder, FLIPS[full])
    corrupt = [copy for copy in copies if copy]
    return Outcome(
        figure=f"{many - len(faults)} of {many} sound, equal by checksum; "
        f"{FLIPS[full] - len(unnoticed)} of {FLIPS[full]} flipped bits refused",
        faults=[*faults, *unnoticed],
        control=f"cp gave {len(corrupt)} of {len(copies)} corrupt",
        control_is_red=bool(corrupt),
    )


@contextlib.contextmanager
def written_to() -> Iterator[Path]:
    """Give a folder with a database that two processes write to as fast as they can."""
    folder = Path(tempfile.mkdtemp(prefix="ideell-backup-"))
    _lay_out(folder)
    files = str(folder / "files")
    command = [sys.executable, "-c", WRITER, str(folder / "ideell.db"), files]
    writers = [
        subprocess.Popen(
            [*command, str(seed), str(ACCOUNTS)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=unmeasured(),
        )
        for seed in range(WRITERS)
    ]
    try:
        for writer in writers:
            assert writer.stdout is not None
            writer.stdout.readline()
        yield folder
        assert all(writer.poll() is None for writer in writers), "a writer gave up"
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()
        shutil.rmtree(folder, ignore_errors=True)


def _lay_out(folder: Path) -> None:
    (folder / "secret-key").write_bytes(b"k" * 48)
    own = sqlite3.connect(folder / "ideell.db")
    own.execute("PRAGMA journal_mode=WAL")
    own.execute("CREATE TABLE accounts (id INTEGER PRIMARY KEY, sum INTEGER, text TEXT)")
    own.execute("CREATE TABLE stored (sha256 TEXT PRIMARY KEY)")
    rows = ((number, EACH, "a" * 900) for number in range(1, ACCOUNTS + 1))
    own.executemany("INSERT INTO accounts VALUES (?, ?, ?)", rows)
    own.commit()
    own.close()


def _engine(folder: Path) -> sa.Engine:
    engine = sa.create_engine(f"sqlite:///{folder / 'ideell.db'}")
    prepare(engine)
    return engine


def _restored(folder: Path, number: int) -> str:
    """Back up, restore into an empty place, and return what is wrong there."""
    backup, place = folder / f"{number}.zip", folder / f"restored-{number}"
    make_backup(backup, engine=_engine(folder), folder=folder)
    manifest = restore_backup(backup, engine=_engine(place), folder=place)
    sums = manifest["sha256"]
    sound = wrong_in(place / "ideell.db", Store(place / "files"))
    unlike = [name for name in sums if not _is(place / name, sums[name])]
    shutil.rmtree(place)
    backup.unlink()
    return f"backup {number}: {sound} {unlike or ''}".strip() if sound or unlike else ""


def _is(path: Path, sha256: str) -> bool:
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def wrong_in(database: Path, files: Store | None) -> str:
    """Return what is wrong with a copy of the database, or nothing."""
    own = sqlite3.connect(database)
    try:
        check = own.execute("PRAGMA integrity_check").fetchone()[0]
        total = own.execute("SELECT sum(sum) FROM accounts").fetchone()[0]
        stored = [row[0] for row in own.execute("SELECT sha256 FROM stored")]
    except sqlite3.DatabaseError as error:
        return str(error)
    finally:
        own.close()
    if check != "ok":
        return f"integrity: {check[:80]}"
    if total != ACCOUNTS * EACH:
        return f"the accounts hold {total}, not {ACCOUNTS * EACH}"
    lost = [sha256 for sha256 in stored if files and not files.path(sha256).exists()]
    return f"{len(lost)} rows without their file" if lost else ""


def _copied(folder: Path, number: int) -> str:
    """The control: copy the files of the database as one would by habit, one after the other.

    Both are the same moment's only if nobody writes in between. How far the writers come there
    is chance, so the copy waits for it: until the journal has begun anew in the middle of it.
    """
    place = folder / f"copied-{number}"
    place.mkdir()
    shutil.copyfile(folder / "ideell.db", place / "ideell.db")
    _wait_for_a_new_journal(folder / "ideell.db-wal")
    shutil.copyfile(folder / "ideell.db-wal", place / "ideell.db-wal")
    wrong = wrong_in(place / "ideell.db", None)
    shutil.rmtree(place)
    return wrong


def _wait_for_a_new_journal(journal: Path) -> None:
    """Return when SQLite has begun the journal anew twice: what it held is in the database.

    Its head has a salt that changes each time (https://sqlite.org/fileformat2.html#walformat).
    """
    seen = {_salt(journal)}
    latest = time.monotonic() + 30
    while len(seen) < 3:
        assert time.monotonic() < latest, "nobody wrote in 30 seconds"
        time.sleep(0.001)
        seen.add(_salt(journal))


def _salt(journal: Path) -> bytes:
    with journal.open("rb") as head:
        return head.read(24)[16:]


def damaged(folder: Path, flips: int) -> list[str]:
    """Flip one bit in many places of a backup; return the places where nobody noticed."""
    backup = folder / "whole.zip"
    make_backup(backup, engine=_engine(folder), folder=folder)
    content, dice = backup.read_bytes(), random.Random(7)
    ends = [0, 1, 30, len(content) - 1, len(content) - 40, len(content) - 70]
    places = ends + [dice.randrange(len(content)) for _ in range(flips - len(ends))]
    return [f"bit of byte {place}" for place in places if _goes_unnoticed(backup, content, place)]


def _goes_unnoticed(backup: Path, content: bytes, place: int) -> bool:
    bent = bytearray(content)
    bent[place] ^= 1 << (place % 8)
    backup.write_bytes(bent)
    try:
        check_backup(backup)
    except BackupDamaged:
        return False
    return True
