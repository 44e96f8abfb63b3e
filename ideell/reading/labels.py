"""The words that begin a box: "Förslag:", "Regeringens bedömning:", "38 Förslag :"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ideell.reading.limits import LINE_CHARACTERS
from ideell.reading.nodes import Kind

WHOSE = r"(?P<whose>[A-ZÅÄÖ][\w-]{1,40}s|Vår|Vårt|Våra|Min|Mitt|Mina)\s+"
WHAT = (
    r"(?:författningsförslag|konsekvenser|fråga|förslag(?: och bedömning(?:ar)?)?"
    r"|bedömning(?:ar)?(?: och förslag)?|rekommendation(?:er)?)"
)
LABEL = re.compile(
    rf"(?:(?P<before>\d{{1,3}})[.)]?\s+)?(?:{WHOSE}(?P<theirs>{WHAT})"
    rf"|(?P<bare>(?=[A-ZÅÄÖ])(?i:{WHAT})))(?:\s(?P<after>\d{{1,3}}[a-z]?))?\s?:(?:\s+|$)"
)
ALONE = re.compile(
    rf"(?:(?P<before>\d{{1,3}})[.)]?\s+)?(?:{WHOSE}(?P<theirs>{WHAT})"
    rf"|(?P<bare>(?=[A-ZÅÄÖ])(?i:{WHAT})))(?:\s(?P<after>\d{{1,3}}[a-z]?))?"
)
BOX_IS_OVER = re.compile(
    r"Remissinstanserna\b|Skälen för\b|Bakgrund(?:en)? till\b"
    r"|(?:Förslage[nt]|Förslagen|Bedömning(?:en|arna)) i (?:promemori|betänkande|rapport)"
    r"|(?:Promemorian|Utredningen|Kommittén|Rapporten|Betänkandet)s (?:förslag|bedömning)"
)
REPORTED = re.compile(r"(?:Överensstäm|Stäm|Motsvara|Skiljer sig|I (?:huvud)?sak)\w*")
WORDS = {
    "förslag": Kind.PROPOSAL,
    "författningsförslag": Kind.STATUTE,
    "rekommendation": Kind.PROPOSAL,
    "bedömning": Kind.ASSESSMENT,
    "konsekvenser": Kind.IMPACT,
    "fråga": Kind.QUESTION,
}


@dataclass(frozen=True, slots=True)
class Label:
    """The first words of a box; `whose` is "Regeringens", "Vårt" or "", `rest` what follows."""

    kind: Kind
    whose: str
    number: str
    rest: str

    @property
    def is_reported(self) -> bool:
        """Whether the box only says how somebody else's proposal differs from this one."""
        return bool(self.whose and REPORTED.match(self.rest))


def label_of(line: str, *, framed: bool = False) -> Label | None:
    """Return the label that `line` begins with; in a frame it needs no colon when alone."""
    start = line[:LINE_CHARACTERS]
    found = LABEL.match(start) or (ALONE.fullmatch(start) if framed else None)
    if not found:
        return None
    what = (found["theirs"] or found["bare"]).casefold()
    word = next(w for w in sorted(WORDS, key=len, reverse=True) if what.startswith(w))
    own = found["after"] or found["before"] or ""
    number = f"{what.partition(' ')[0].capitalize()} {own}" if own else ""
    return Label(WORDS[word], found["whose"] or "", number, line[found.end() :].strip())


def ends_box(line: str) -> bool:
    """Whether the line begins what follows a box in a government bill."""
    return bool(BOX_IS_OVER.match(line[:LINE_CHARACTERS]))
