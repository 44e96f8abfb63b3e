"""The child process: limits itself, reads one file, says how far it is, answers, ends.

Started by `alone`, with PATH WHAT SECONDS MEGABYTES as arguments,
where WHAT is `outline:NAME` or `preview:MEDIA TYPE`.
One JSON object per line on standard output: `{"progress": 0.4, "step": "reading_pages"}`,
then `{"outline": {…}}`, `{"preview": {…}}` or `{"unreadable": "damaged"}`.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

from ideell.reading.limits import MEGABYTE
from ideell.reading.unreadable import Reason, Step, Unreadable

OPEN_FILES = 64


def main(arguments: list[str]) -> int:
    """Read the file and say what came of it; always an answer, whatever the file is."""
    path, what, seconds, megabytes = arguments
    limit(seconds=int(seconds), megabytes=int(megabytes))
    say(answer(Path(path), what))
    return 0


def limit(*, seconds: int, megabytes: int) -> None:
    """Let this process use so much processor time and memory, write no file, leave no core."""
    for kind, most in (
        (resource.RLIMIT_AS, megabytes * MEGABYTE),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        _, ceiling = resource.getrlimit(kind)
        if ceiling != resource.RLIM_INFINITY:
            most = min(most, ceiling)
        resource.setrlimit(kind, (most, most))


def answer(path: Path, what: str) -> dict[str, Any]:
    """Return what was asked for of the file, or the reason why there is none."""
    wanted, _colon, given = what.partition(":")
    try:
        return {wanted: _preview(path, given) if wanted == "preview" else _outline(path, given)}
    except Unreadable as refusal:
        return {"unreadable": refusal.reason.value}
    except MemoryError:
        return {"unreadable": Reason.TOO_HEAVY.value}
    except Exception:
        # Whatever a broken file makes a library raise, the person gets a sentence.
        return {"unreadable": Reason.DAMAGED.value}


def _outline(path: Path, name: str) -> dict[str, Any]:
    from ideell.reading.document import read_outline
    from ideell.reading.wire import as_json

    return as_json(read_outline(path, name, on_progress=progress))


def _preview(path: Path, media_type: str) -> dict[str, Any]:
    from ideell.reading.preview_wire import preview_as_json
    from ideell.reading.previewing import read_preview

    return preview_as_json(read_preview(path, media_type))


def progress(share: float, step: Step) -> None:
    """Say how far the reading is."""
    say({"progress": round(share, 3), "step": step.value})


def say(message: dict[str, Any]) -> None:
    """Write one message as one line."""
    sys.stdout.write(json.dumps(message, ensure_ascii=True) + "\n")
    sys.stdout.flush()
