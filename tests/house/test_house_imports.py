"""Imports point down, always: the contracts in setup.cfg hold."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.house.reading import ROOT


def test_the_contracts_on_imports_hold() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run(
        [str(program), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]
