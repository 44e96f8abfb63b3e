"""From what somebody typed to a question: terms that must all be found, each in some way."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from ideell.search.stopwords import STOPWORDS
from ideell.search.tokens import (
    SHORTEST_TAIL,
    forms_of,
    is_number,
    loose_of,
    stem,
    tail,
    without_marks,
    words,
)

MOST_TERMS = 8
SHORTEST_BEGINNING = 3  # "kul" finds "kultur", "ku" does not
SHORTEST_STEM = 4  # "föreningar" finds "föreningsliv" by its stem, "körer" does not find "körkort"
SHORTEST_NUMBER = 4  # "2025" finds "2025:96"

_QUOTED = re.compile(r'["”“„»«]([^"”“„»«]*)(?:["”“„»«]|$)')


class Way(NamedTuple):
    """One way to find a term: these words after each other, or what begins with the word.

    In the words as written, among their forms, or among the loose forms (see `tokens`).
    """

    among: Literal["words", "forms", "loose"]
    words: tuple[str, ...]
    begins: bool = False

    def finds(self, word: str) -> bool:
        """Tell whether a word of a text is found in this way (of one word)."""
        (wanted,) = self.words
        known = {"words": {word}, "forms": forms_of(word), "loose": loose_of(word)}[self.among]
        return any(one == wanted or (self.begins and one.startswith(wanted)) for one in known)


@dataclass(frozen=True)
class Term:
    """A word or a phrase that was typed, and the ways to find it."""

    typed: str
    ways: tuple[Way, ...]
    is_phrase: bool = False


@dataclass(frozen=True)
class Question:
    """What is asked for: every term must be found. `typed` is the whole line.

    `is_cut` tells that there were more words than one question takes, `is_empty` that nothing
    was typed but signs, and `is_vague` that nothing was but words that stand everywhere.
    """

    typed: str
    terms: tuple[Term, ...] = ()
    is_cut: bool = False
    is_vague: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to look for."""
        return not self.terms

    def without_marks(self) -> Question:
        """Return the question that lets a for å and ä, and o for ö, pass."""
        return replace(self, terms=tuple(_loosened(term) for term in self.terms))


def question(typed: str) -> Question:
    """Read what somebody typed into the field of the search."""
    terms: list[Term] = []
    end, common = 0, False
    for quoted in _QUOTED.finditer(typed):
        terms += [word_term(word) for word in words(typed[end : quoted.start()])]
        terms += _phrase(quoted[1])
        end = quoted.end()
    terms += [word_term(word) for word in words(typed[end:])]
    telling = [term for term in terms if term.is_phrase or term.typed not in STOPWORDS]
    common = bool(terms) and not telling
    distinct = list(dict.fromkeys(telling))
    return Question(typed, tuple(distinct[:MOST_TERMS]), len(distinct) > MOST_TERMS, common)


def word_term(word: str) -> Term:
    """Return the term for one word: itself, what begins so, its stem, and what ends so."""
    if is_number(word):
        return Term(word, tuple(_ways_of_number(word)))
    root = stem(word)
    ways = [Way("words", (word,)), Way("forms", (root,))]
    if len(root) >= SHORTEST_STEM:
        ways.append(Way("words", (root,), begins=True))
    else:
        ways.append(Way("words", (root,)))
    if len(word) >= SHORTEST_BEGINNING and not (ways[-1].begins and word.startswith(root)):
        ways.append(Way("words", (word,), begins=True))
    if len(root) >= SHORTEST_TAIL:
        ways.append(Way("loose", (tail(root),), begins=True))
    return Term(word, tuple(dict.fromkeys(ways)))


def exactly(word: str) -> Term:
    """Return the term that finds the word as it is written, and nothing else."""
    return Term(word, (Way("words", (word,)),))


def _ways_of_number(number: str) -> list[Way]:
    ways = [Way("words", (number,)), Way("forms", (number,))]
    whole = number.isdigit()
    if whole and len(number) >= SHORTEST_NUMBER:
        ways.append(Way("words", (number,), begins=True))
    elif not whole and number[-1].isdigit():
        ways.append(Way("words", (f"{number}.",), begins=True))  # 5.3 finds 5.3.1, not 5.31
    return ways


def _phrase(quoted: str) -> list[Term]:
    said = tuple(words(quoted))
    if not said:
        return []
    return [Term(" ".join(said), (Way("words", said),), is_phrase=True)]


def _loosened(term: Term) -> Term:
    if term.is_phrase or is_number(term.typed):
        return term
    more = []
    for word in dict.fromkeys([term.typed, stem(term.typed)]):
        bare = without_marks(word)
        begins = len(bare) >= SHORTEST_STEM
        more += [Way("loose", (f"~{bare}",), begins), Way("words", (bare,), begins)]
    return replace(term, ways=tuple(dict.fromkeys([*term.ways, *more])))
