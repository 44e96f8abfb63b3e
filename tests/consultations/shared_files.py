"""The real reports and hostile files, where they are at hand beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"


def shared(path: str) -> Path:
    """Return a shared file; skip the test, with the reason, where it is missing."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"the shared file {path} is not here")
    return found
