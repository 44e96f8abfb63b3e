"""`python -m ideell.start`."""

from __future__ import annotations

import sys

from ideell.start import main

if __name__ == "__main__":
    sys.exit(main())
