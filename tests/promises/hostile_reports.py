"""S6: files cannot hurt: each is read in a child process, in time, within memory, or refused."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from ideell.reading.reading import read_in_child
from ideell.reading.unreadable import Unreadable
from ideell.reading.wire import as_json
from tests.conftest import SHARED
from tests.consultations.hostile_files import hostile
from tests.promises.hostile_documents import hurt_by
from tests.promises.outcome import Outcome
from tests.serving import ROOT, unmeasured

SECONDS, MEGABYTES = 2.0, 256
GENERATOR = SHARED / "hostile" / "gen_files.py"
SECRET = "root:"  # how /etc/passwd begins
SMALL = {"billion-laughs", "external-entity", "bomb", "zip-slip", "symlink", "deep"}

# The control: read a Word file as one would by habit.
NAIVE = """
import resource, sys, zipfile
from lxml import etree
resource.setrlimit(resource.RLIMIT_AS, (256 << 20, 256 << 20))
archive = zipfile.ZipFile(sys.argv[1])
everything = [archive.read(name) for name in archive.namelist()]
parser = etree.XMLParser(resolve_entities=True, load_dtd=True, huge_tree=True)
print("".join(etree.fromstring(archive.read("word/document.xml"), parser).itertext()))
"""


@dataclass(frozen=True)
class Read:
    """How the reading of one file went."""

    name: str
    seconds: float
    megabytes: float
    said: str


def s6(*, full: bool) -> Outcome:
    """Read every file in a child as the product does, and some by habit."""
    with tempfile.TemporaryDirectory(prefix="ideell-hostile-") as folder:
        paths = list(files_in(Path(folder), full=full))
        read = _read_elsewhere(paths)
        taken, slowest_shared, most, shared = _shared_elsewhere(paths)
        word = [path for path in paths if path.suffix == ".docx" and (full or path.stem == "bomb")]
        red = [path.name for path in word if hurts(path)]
    faults = [fault for one in read if (fault := wrong(one))]
    faults += [f"shared, {fault}" for fault in shared]
    slowest, largest = max(r.seconds for r in read), max(r.megabytes for r in read)
    return Outcome(
        figure=f"{len(faults)} of {len(read)} hurt; at most {slowest:.1f} s, {largest:.0f} MB; "
        f"shared as documents {taken} were taken, at most {slowest_shared:.1f} s, {most:.0f} MB",
        faults=faults,
        control=f"read by habit, {len(red)} hurt",
        control_is_red=bool(red),
    )


def files_in(folder: Path, *, full: bool) -> Iterator[Path]:
    """Write the hostile files into a folder: our own, at full size the shared ones too."""
    for name, (content, _reason) in hostile().items():
        if full or name in SMALL:
            path = folder / f"{name}.docx"
            path.write_bytes(content)
            yield path
    if full and GENERATOR.exists():
        shared = folder / "shared"
        subprocess.run([sys.executable, str(GENERATOR), str(shared)], check=True,
                       capture_output=True)  # fmt: skip
        yield from sorted(path for path in shared.iterdir() if path.name != "INDEX.json")


def _read_elsewhere(paths: list[Path]) -> list[Read]:
    """Read in a process that has no other children, so that their memory can be told."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return list(pool.map(read_one, paths))


def _shared_elsewhere(paths: list[Path]) -> tuple[int, float, float, list[str]]:
    """Share every file as a document, in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(hurt_by, [str(path) for path in paths]).result()


def read_one(path: Path) -> Read:
    """Read one file as the product does; memory is the most that any child has taken so far."""
    began = time.monotonic()
    try:
        said = json.dumps(as_json(read_in_child(path, path.name, seconds=30, megabytes=768)))
    except Unreadable as refusal:
        said = refusal.reason.value
    taken = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Read(path.name, time.monotonic() - began, taken, said)


def wrong(read: Read) -> str:
    """Return what is wrong with the reading of a file, or nothing."""
    if read.seconds > SECONDS:
        return f"{read.name}: {read.seconds:.1f} s"
    if read.megabytes > MEGABYTES:
        return f"{read.name}: {read.megabytes:.0f} MB"
    return f"{read.name}: shows a file of the server" if SECRET in read.said else ""


def hurts(path: Path) -> bool:
    """Tell whether reading by habit takes too long, too much, or shows a file of the server."""
    command = [sys.executable, "-c", NAIVE, str(path)]
    try:
        ran = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
            cwd=ROOT,
            env=unmeasured(),
        )
    except subprocess.TimeoutExpired:
        return True
    return SECRET in ran.stdout or "MemoryError" in ran.stderr
