"""Swedish source strings and their catalogue.

The sentences in the code are the Swedish ones; a catalogue gives them in another language
(`ideell/translations/<language>.po`, compiled to `.mo` when the assets are built). A thin
loader over the standard library's gettext is enough: no plug-in holds state per request but
one context variable.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Any

from babel.lists import format_list
from babel.support import LazyProxy

SOURCE = "sv"
FOLDER = Path(__file__).resolve().parent.parent / "translations"

_current: ContextVar[str] = ContextVar("ideell_language", default=SOURCE)


@cache
def catalogue(language: str) -> NullTranslations:
    """Return the translations of `language`; the source language needs none."""
    compiled = FOLDER / f"{language}.mo"
    if language == SOURCE or not compiled.exists():
        return NullTranslations()
    with compiled.open("rb") as file:
        return GNUTranslations(file)


@cache
def languages() -> list[str]:
    """Return the codes of the languages a reader can choose: those there were at the start."""
    return [SOURCE, *sorted(path.stem for path in FOLDER.glob("*.mo"))]


def use_language(language: str) -> None:
    """Let the sentences of this request be in `language`."""
    _current.set(language)


def current_language() -> str:
    """Return the code of the language in use."""
    return _current.get()


def plain_gettext(message: str) -> str:
    """Look a sentence up without filling anything in (what Jinja asks for)."""
    language = _current.get()
    return message if language == SOURCE or not message else catalogue(language).gettext(message)


def plain_ngettext(singular: str, plural: str, number: int) -> str:
    """Look up the form that fits `number`, without filling anything in."""
    if _current.get() == SOURCE:
        return singular if number == 1 else plural
    return catalogue(_current.get()).ngettext(singular, plural, number)


def gettext(message: str, **values: Any) -> str:
    """Return the sentence in the reader's language, with its values filled in."""
    text = plain_gettext(message)
    return text % values if values else text


def ngettext(singular: str, plural: str, number: int, **values: Any) -> str:
    """Return the form that fits `number`; `%(num)s` stands for it."""
    return plain_ngettext(singular, plural, number) % {"num": number, **values}


def in_a_row(words: Iterable[str]) -> str:
    """Return "Körbygden, Norrvik och Söderås"; "" for nothing."""
    return format_list(list(words), locale=_current.get())


def lazy(message: str, **values: Any) -> Any:
    """Return a sentence that is looked up when it is shown (for class bodies and tables)."""
    return LazyProxy(gettext, message, enable_cache=False, **values)


_ = gettext
