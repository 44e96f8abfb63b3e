"""Starts the child process with this package alone, without the rest of the product.

Run as a script, so that nothing but the reading is imported: no web, no database, no
settings. That makes the start short and leaves a harmful file little to reach for.
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

PRODUCT = Path(__file__).resolve().parents[1]


def start(arguments: list[str]) -> int:
    """Let `ideell` be a bare folder of packages, then run the child."""
    product = ModuleType("ideell")
    product.__path__ = [str(PRODUCT)]
    sys.modules["ideell"] = product
    from ideell.reading.child import main

    return main(arguments)


if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))
