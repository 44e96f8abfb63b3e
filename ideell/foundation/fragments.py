"""Pieces of pages that are rendered once for each value, and remembered.

A long page is mostly pieces that look as they did a moment ago. A fragment is a template that
reads one value and nothing else: no reader, no request, no database. What it reads is the key
it is remembered under, so a remembered piece can never be out of date; and a template that asks
for more than its value raises, because it is compiled among names that tell nothing of who asks.
Text and markup with the same letters count as equal, so a field of a value is always one or the
other.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Hashable, Iterable
from functools import lru_cache
from typing import Any

from flask import Flask
from jinja2 import Environment
from jinja2.defaults import DEFAULT_NAMESPACE
from markupsafe import Markup

from ideell.foundation.language import current_language

REMEMBERED = 4_000  # pieces of five to ten kilobytes with their keys, in each worker
LONGEST = 10_000  # characters; what is longer is rendered each time, so that memory has a bound
SAME_FOR_ALL = frozenset(
    {"_", "gettext", "ngettext", "pgettext", "npgettext", "asset", *DEFAULT_NAMESPACE}
)


class _TooLong(Exception):
    """A piece to show and not to remember: what raises is not kept by `lru_cache`."""

    def __init__(self, parts: list[str]) -> None:
        super().__init__("too long to be remembered")
        self.parts = parts


class Fragments:
    """Renders pieces in an environment that knows nothing of the request.

    The hidden fields of forms differ for each reader and form; a piece is remembered in the
    parts between them.
    """

    def __init__(self, environment: Environment) -> None:
        self._seam = f"<!--{secrets.token_hex(16)}-->"  # nobody can write what they cannot guess
        self._forms_of_page: Callable[[], Any] = environment.globals["forms_of_page"]  # type: ignore[assignment]  # because Jinja's globals are untyped
        self._environment = environment.overlay()
        self._environment.globals = {
            name: value for name, value in environment.globals.items() if name in SAME_FOR_ALL
        } | {"hidden_fields": lambda: Markup(self._seam)}  # noqa: S704  # because our own mark
        self._parts = lru_cache(REMEMBERED, typed=True)(self._render)

    def show(self, template: str, **value: Hashable) -> Markup:
        """Return the piece for one value, given under the name that the template calls it."""
        ((name, shown),) = value.items()
        return self.show_all(template, **{name: (shown,)})

    def show_all(self, template: str, **values: Iterable[Hashable]) -> Markup:
        """Return the pieces of many values, one after another, given under the name of one."""
        ((name, many),) = values.items()
        language, pieces = current_language(), list[str]()
        forms = None  # a page without forms needs no token
        for shown in many:
            try:
                parts = self._parts(template, name, shown, language)
            except _TooLong as long:
                parts = long.parts
            pieces.append(parts[0])
            for part in parts[1:]:
                forms = forms or self._forms_of_page()
                pieces += (forms.next(), part)
        return Markup("".join(pieces))  # noqa: S704  # because rendered by our own templates

    @property
    def remembered(self) -> int:
        """Return how many pieces are remembered now."""
        return self._parts.cache_info().currsize

    def _render(self, template: str, name: str, shown: Hashable, _language: str) -> list[str]:
        made = self._environment.get_template(template).render({name: shown})
        parts = made.split(self._seam)
        if len(made) > LONGEST:
            raise _TooLong(parts)
        return parts


def equip_fragments(app: Flask) -> None:
    """Let templates say ``{{ fragment("writing/_block.html", margin=…) }}``, and for many at once
    ``{{ fragments("discussions/_post.html", post=posts) }}``.
    """
    fragments = Fragments(app.jinja_env)
    app.jinja_env.globals.update(fragment=fragments.show, fragments=fragments.show_all)
