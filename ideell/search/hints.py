"""What a misspelt word may have meant: near words of which the person may see some text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import sqlalchemy as sa
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ideell.search.models import WORDS
from ideell.search.tokens import LONGEST_WORD, Words, is_number

SHORTEST = 4  # what is shorter is near to half the language
LONG = 6  # from here two letters may be wrong
ASKED_ABOUT = 8  # near words that are looked up, the nearest first


def remember_words(connection: sa.Connection, texts: Iterable[Words]) -> None:
    """Keep the words of some texts; in order, so that two who write do not wait in a ring."""
    new = {word for text in texts for word in f"{text.heading} {text.body}".split()}
    rows = [{"word": word, "length": len(word)} for word in sorted(new) if _is_kept(word)]
    if not rows:
        return
    skip = " ON CONFLICT (word) DO NOTHING"
    connection.execute(
        sa.text(f"INSERT INTO search_words (word, length) VALUES (:word, :length){skip}"),  # noqa: S608 because all of it is ours
        rows,
    )


def nearest(connection: sa.Connection, typed: str, is_seen: Callable[[str], bool]) -> str | None:
    """Return the nearest word that `is_seen` lets through, or None.

    The words of all texts are compared, but a word is only said when the person sees it
    somewhere: in texts of others it does not exist.
    """
    if not _is_kept(typed):
        return None
    most = 2 if len(typed) >= LONG else 1
    near = WORDS.c.length.between(len(typed) - most, len(typed) + most)
    words = connection.scalars(sa.select(WORDS.c.word).where(near)).all()
    found = process.extract(typed, words, scorer=OSA.distance, score_cutoff=most, limit=None)
    ordered = sorted((far, word[0] != typed[0], word) for word, far, _at in found if far)
    candidates = (word for _far, _first, word in ordered[:ASKED_ABOUT])
    return next((word for word in candidates if is_seen(word)), None)


def _is_kept(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST_WORD and not is_number(word)
