"""Abbreviations that nobody has explained where they first stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ideell.drafting.proofreading.shape import Draft, Finding, Limits
from ideell.writing.tokens import sentences, words

# Svenska skrivregler (Språkrådet) and Myndigheternas skrivregler (Ds 2014:35), "Förkortningar":
# those in general use need no explanation.
_DOTTED = (
    "t.ex. bl.a. m.m. m.fl. o.d. e.d. osv. o.s.v. dvs. d.v.s. s.k. fr.o.m. t.o.m. f.d. p.g.a. f.n. "
    "f.ö. m.a.o. e.kr. f.kr. o.l. å.k. s.a.s. a.a. u.å. o.dyl. e.dyl. el.dyl. i.e. e.g. kl. st."
)
# Series, laws and numbers that every reader of a remissvar knows; bodies and things better known
# by their letters than by their names.
_LETTERS = (
    "SOU DS PROP BET DIR SFS RF TF SKR EU EG EES FN USA UK UD SVT SR UR TV PDF IT ID AI AB HB KB "
    "GDPR UNESCO NATO OECD WHO SMS PC CD DVD OK VD A B C D E HBTQ HBTQI HBTQIA ABF SCB SM EM VM OS "
    "PM DNR NR KR MKR MDKR TKR BNP"
)
KNOWN_DOTTED = frozenset(_DOTTED.split())
KNOWN_LETTERS = frozenset(_LETTERS.split())

_CANDIDATE = re.compile(r"(?<![\w.:/-])[A-ZÅÄÖ][A-ZÅÄÖ]{1,6}(?![\w/]|[.:-]\d)")
_SHORT = r"([A-ZÅÄÖ][A-ZÅÄÖ]{1,6})"
_AFTER = re.compile(rf"(?<=[\w”\"]) \((?:[^()]{{0,40}}\s)?{_SHORT}\)")
_BEFORE = re.compile(rf"\b{_SHORT} \([^()\d]{{4,90}}\)")
_BESIDE = re.compile(rf"\b{_SHORT}(?: – | står för |, (?:det vill säga|alltså) )")
_DOTS = re.compile(r"(?<![\w.])(?:[a-zåäö]{1,4}\.){2,}", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXLC]+")
MOST_SHOUTED = 0.5  # a sentence with more of its words in capitals than this is set in capitals


def undefined(draft: Draft, _limits: Limits) -> Iterator[Finding]:
    """Find the first use of every abbreviation that is not explained there."""
    known = set(KNOWN_LETTERS) | {name.upper() for name in draft.names}
    for part, passage in draft.passages():
        explained = set(_explained(passage.said))
        for sentence in sentences(passage.said):
            for short in _used(sentence):
                if short.upper() not in known | explained and short.lower() not in KNOWN_DOTTED:
                    if passage.kind != "quotation":
                        yield Finding("abbreviation", part.id, passage, short)
                        known.add(short.upper())
                elif short.upper() in explained:
                    known.add(short.upper())


def _used(sentence: str) -> Iterator[str]:
    """The abbreviations of a sentence, in order; none when all of it is set in capitals."""
    found = [match[0] for match in _CANDIDATE.finditer(sentence) if not _ROMAN.fullmatch(match[0])]
    if len(found) > MOST_SHOUTED * len(words(sentence)):
        found = []
    yield from dict.fromkeys(found)
    yield from dict.fromkeys(match[0] for match in _DOTS.finditer(sentence))


def _explained(text: str) -> Iterator[str]:
    """Abbreviations that the text explains: words before "(ABC)", "ABC (words)", "ABC – words"."""
    for pattern in (_AFTER, _BEFORE, _BESIDE):
        yield from (match[1] for match in pattern.finditer(text))
