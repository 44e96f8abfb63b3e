"""`python -m tests.bench [--json]`: print the table."""

from __future__ import annotations

import json
import platform
import sys

from tests.bench import documents, pages, searching, texts
from tests.bench.measuring import table


def main() -> int:
    """Measure everything; the exit status tells nothing, the table does."""
    rows = [*pages.rows(), *documents.rows(), *searching.rows(), *texts.rows()]
    if "--json" in sys.argv:
        print(json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=1))
        return 0
    print(f"Python {platform.python_version()}, {platform.machine()}, medians of rounds in turns\n")
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
