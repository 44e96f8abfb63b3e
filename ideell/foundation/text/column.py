"""The column type for HTML that has been cleaned."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy.types import TypeDecorator


class Html(TypeDecorator[Markup]):
    """Rendered, cleaned HTML, stored beside the text that it was made from.

    Only what came out of ``clean`` (or ``render``) may be stored: a plain string is refused, so
    that nothing becomes trusted by passing through the database.
    """

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Markup | None, _dialect: Any) -> str | None:
        """Store the HTML; raises TypeError for a string that nobody cleaned."""
        if value is None:
            return None
        if not isinstance(value, Markup):
            raise TypeError("Html columns take what render() or clean() gave")
        return str(value)

    def result_processor(
        self, _dialect: Any, _coltype: Any
    ) -> Callable[[str | None], Markup | None]:
        """Give the HTML back as markup that a template does not escape again.

        As a bare function: a long page reads hundreds of these, and the decorator's own way
        around `process_result_value` costs as much again.
        """
        return _as_markup


def _as_markup(value: str | None) -> Markup | None:
    return None if value is None else Markup(value)  # noqa: S704  # because cleaned when it was stored
