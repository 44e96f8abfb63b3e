"""Reading a file in a child process with limits on time and memory.

Files come from outside and the libraries that read them have had faults. The child has no
database, no secrets in its environment and no open files but the one it reads; when it takes
too long, grows too large or dies, the caller gets a reason and lives on.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TypeVar

from ideell.reading.limits import FILE_BYTES, RESULT_BYTES
from ideell.reading.nodes import Outline
from ideell.reading.preview import Preview
from ideell.reading.preview_wire import preview_from
from ideell.reading.unreadable import Reason, Step, Unreadable
from ideell.reading.wire import Misshapen, outline_from

SCRIPT = Path(__file__).with_name("alone.py")
NAME_CHARACTERS = 200
CHUNK = 1 << 16

Progress = Callable[[float, Step], None]
Made = TypeVar("Made")


def read_in_child(
    path: Path,
    name: str,
    *,
    seconds: int = 60,
    megabytes: int = 512,
    on_progress: Progress | None = None,
) -> Outline:
    """Return the outline of a file that is read in a process of its own.

    At most `seconds` by the clock and `megabytes` of memory. `on_progress` is told the share
    that is done and the step. Raises `Unreadable`; after that the child is gone.
    """
    return _asked(path, f"outline:{name}", outline_from, seconds, megabytes, on_progress)


def preview_in_child(path: Path, media_type: str, *, seconds: int, megabytes: int) -> Preview:
    """Return what is shown of a file, read in a process of its own; raises as `read_in_child`."""
    return _asked(path, f"preview:{media_type}", preview_from, seconds, megabytes, None)


def _asked(
    path: Path,
    what: str,
    made_of: Callable[[object], Made],
    seconds: int,
    megabytes: int,
    on_progress: Progress | None,
) -> Made:
    if path.stat().st_size > FILE_BYTES:
        raise Unreadable(Reason.TOO_LARGE)
    child = _started(path, what, seconds, megabytes)
    try:
        return _result(child, what, made_of, time.monotonic() + seconds, on_progress)
    finally:
        _end(child)


def _started(path: Path, what: str, seconds: int, megabytes: int) -> subprocess.Popen[bytes]:
    safe = "".join(c for c in what if c.isprintable())[:NAME_CHARACTERS]
    arguments = [str(path.resolve()), safe, str(seconds), str(megabytes)]
    return subprocess.Popen(  # noqa: S603  # because it is our own interpreter and module, without a shell
        [sys.executable, "-P", "-B", str(SCRIPT), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env=_environment(),
        close_fds=True,
        start_new_session=True,
    )


def _environment() -> dict[str, str]:
    """Return what the child needs to find the same libraries, and nothing else."""
    roots = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    return {
        "PYTHONPATH": os.pathsep.join(str(Path(root).resolve()) for root in roots),
        "PYTHONUTF8": "1",
        "PATH": os.environ.get("PATH", os.defpath),
    }


def _result(
    child: subprocess.Popen[bytes],
    what: str,
    made_of: Callable[[object], Made],
    deadline: float,
    on_progress: Progress | None,
) -> Made:
    assert child.stdout is not None
    wanted = what.partition(":")[0]
    for line in _lines(child.stdout, deadline):
        message = _message(line)
        if wanted in message:
            try:
                return made_of(message[wanted])
            except Misshapen as error:
                raise Unreadable(Reason.DAMAGED) from error
        if "unreadable" in message:
            raise Unreadable(_reason(message["unreadable"]))
        _tell(message, on_progress)
    raise Unreadable(_why_it_died(child))


def _lines(pipe: IO[bytes], deadline: float) -> Iterator[bytes]:
    """Yield whole lines until the child closes its end, the time is up or it says too much."""
    pending = bytearray()
    received = 0
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise Unreadable(Reason.TOO_SLOW)
            chunk = os.read(pipe.fileno(), CHUNK)
            received += len(chunk)
            if received > RESULT_BYTES:
                raise Unreadable(Reason.TOO_HEAVY)
            if not chunk:
                return
            *lines, rest = chunk.split(b"\n")
            for line in lines:
                yield bytes(pending) + line
                pending.clear()
            pending += rest


def _message(line: bytes) -> dict[str, object]:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Unreadable(Reason.DAMAGED) from error
    if not isinstance(message, dict):
        raise Unreadable(Reason.DAMAGED)
    return message


def _reason(value: object) -> Reason:
    return Reason(value) if isinstance(value, str) and value in set(Reason) else Reason.DAMAGED


def _tell(message: dict[str, object], on_progress: Progress | None) -> None:
    share, step = message.get("progress"), message.get("step")
    if not isinstance(share, (int, float)) or not isinstance(step, str) or step not in set(Step):
        raise Unreadable(Reason.DAMAGED)
    if on_progress:
        on_progress(min(max(float(share), 0.0), 1.0), Step(step))


def _why_it_died(child: subprocess.Popen[bytes]) -> Reason:
    """Tell from how the child ended what was the matter with the file."""
    code = child.wait()
    if code == -signal.SIGXCPU:
        return Reason.TOO_SLOW
    if code in (-signal.SIGKILL, -signal.SIGABRT, -signal.SIGTRAP, -signal.SIGILL):
        return Reason.TOO_HEAVY
    return Reason.DAMAGED


def _end(child: subprocess.Popen[bytes]) -> None:
    """Make sure that nothing of the child is left, its own children included."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    assert child.stdout is not None
    child.stdout.close()
