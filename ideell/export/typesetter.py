"""The child process that makes the PDF: reads a letter as JSON, writes a PDF, knows no more.

It is started by its path with an empty folder as its own, so it needs nothing of the rest of
Ideell. The typesetter is a large foreign program that handles what strangers wrote: here it
may use so much memory and time, may write no file, and if it falls, it falls alone.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path
from typing import Any

import typst

MEMORY = 2 * 1024**3
"""Bytes of address space; a letter of 500 kB takes a tenth of it."""

STANDARDS: list[Any] = ["ua-1", "a-2a"]
"""PDF/UA-1 for those who listen to the file, PDF/A-2a for the archive that keeps it."""


def typeset(job: dict[str, Any], template: bytes, folder: str) -> bytes:
    """Return the PDF of `job["letter"]`, stamped with `job["timestamp"]` (seconds since 1970).

    Raises typst.TypstError for content that the standards do not allow.
    """
    made = typst.compile(
        template,  # type: ignore[type-var]  # because bytes are allowed too, whatever its types say
        root=folder,
        ignore_system_fonts=True,
        sys_inputs={"letter": json.dumps(job["letter"])},
        pdf_standards=STANDARDS,
        package_path=folder,
        package_cache_path=folder,
        timestamp=job["timestamp"],
    )
    return bytes(made)


def limit(seconds: int) -> None:
    """Let this process use so much time and memory, and write no file."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read the job from standard input and write the PDF to standard output."""
    job = json.load(sys.stdin.buffer)
    limit(job["seconds"])
    template = Path(__file__).with_name("letter.typ").read_bytes()
    sys.stdout.buffer.write(typeset(job, template, folder="."))


if __name__ == "__main__":
    main()
