"""`python -m ideell.start`."""

from __future__ import annotations

import sys

from ideell.start import main

sys.exit(main())
