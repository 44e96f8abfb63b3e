"""Passing every text of a letter through one function, in one place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from ideell.export.letter import Letter

_UNREAD = {"kind", "href", "language"}
"""Fields that hold text nobody reads as words."""

_FLOWING = "text"
"""The one field whose line breaks are kept; everything else stands on one line."""


def mapped(letter: Letter, change: Callable[[str], str]) -> Letter:
    """Return the letter with every text that is read passed through `change`."""

    def walked(name: str, value: Any) -> Any:
        if isinstance(value, str) and name not in _UNREAD:
            return change(value) if name == _FLOWING else on_one_line(change(value))
        if isinstance(value, tuple):
            return tuple(walked(name, one) for one in value)
        if is_dataclass(value) and not isinstance(value, type):
            known = {one.name: getattr(value, one.name) for one in fields(value)}
            return replace(value, **{key: walked(key, one) for key, one in known.items()})
        return value

    changed: Letter = walked("letter", letter)
    return changed


def on_one_line(text: str) -> str:
    """Return the text without line breaks or doubled spaces; hard spaces stay."""
    return re.sub("[ \n]+", " ", text).strip(" ")
