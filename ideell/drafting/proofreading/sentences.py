"""Sentences that are hard to read: those with many words; and LIX, one figure for it all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ideell.drafting.proofreading.shape import Draft, Finding, Limits
from ideell.writing.tokens import sentences, words

READ = frozenset({"paragraph", "list_item"})
"""What the writers are answerable for: a quotation is somebody else's, a heading no sentence."""

_WORD = re.compile(r"[^\W\d_]")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_PARTS = re.compile(r";|(?<!\S)\d{1,2}\.\s")
LONG_WORD = 6  # letters that a word in LIX has more than


def long_sentences(draft: Draft, limits: Limits) -> Iterator[Finding]:
    """Find sentences with more words than the limit.

    What stands in brackets (references, as a rule) is not counted, nor is an enumeration with
    semicolons or numbers ("1. musik, 2. dans") read as one sentence: its parts are.
    """
    for part, passage in draft.passages():
        if passage.kind not in READ:
            continue
        for sentence in sentences(passage.said):
            longest = max(map(_count, _PARTS.split(_IN_BRACKETS.sub(" ", sentence))))
            if longest > limits.sentence_words:
                yield Finding("long", part.id, passage, " ".join(sentence.split()), str(longest))


def _count(text: str) -> int:
    return len(words(text))


def lix(texts: Iterable[str]) -> int | None:
    """Return LIX (Björnsson 1968): words per sentence, and the share of words over six letters.

    None for fewer than a hundred words, where the figure says nothing.
    """
    said = long = ends = 0
    for text in texts:
        found = [word for word in words(text) if _WORD.search(word)]
        said += len(found)
        long += sum(len(word) > LONG_WORD for word in found)
        ends += len(sentences(text))
    return round(said / ends + 100 * long / said) if said >= 100 else None
