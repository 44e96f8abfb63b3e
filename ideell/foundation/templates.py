"""The environment of the templates."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment


class Templates(Environment):
    """Every template knows the same names, as one plain table.

    Jinja would lay a table of its own over that of all for each template, and looks through both
    at every import.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names that a template knows besides what a page gives it."""
        return {**self.globals, **d} if d else self.globals
