"""References: a proposal that is never named by its number, and numbers that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ideell.drafting.proofreading.shape import Draft, Finding, Limits

_NUMBER = r"\d{1,3}(?:\.\d{1,3})*"
_REFERENCE = re.compile(
    rf"\b(avsnitt(?:en|et)?|kapitel|kap\.)\s+({_NUMBER}(?:(?:,\s+|\s+(?:och|samt|till|eller)\s+|[–-]){_NUMBER})*)",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"\bstycke(?:t|na)?\s+(\d{1,3}:\d{1,3}[b-z]{0,3})", re.IGNORECASE)
# "avsnitt 3 i budgetpropositionen", "kapitel 7 i den regionala kulturplanen": another document's.
_ELSEWHERE = re.compile(
    r"[^.!?]{0,20}?\b(?:i|ur|av)\s+(?!vårt|detta|svaret|betänkandet|utredningen|remissen|yttrandet|promemorian|det\b)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:prop|bet|skr|lag|förordning|balk|dir|SOU|Ds)\.?\s*[\d:/(). ]*$", re.IGNORECASE
)


def unnamed(draft: Draft, _limits: Limits) -> Iterator[Finding]:
    """Find sections about numbered proposals that name no number, where the letter names none.

    The letter prints the numbers of the parts that a section was made about. They tell the reader
    enough where they are the proposals' own.
    """
    for part in draft.parts:
        wanted = dict.fromkeys(number for number in part.numbers if number)
        if not wanted or not part.passages or part.role == "summary":
            continue
        said = " ".join([part.heading, *(passage.said for passage in part.passages)])
        if set(wanted) <= set(part.printed) or any(_stands(number, said) for number in wanted):
            continue
        yield Finding("reference", part.id, None, "", ", ".join(wanted))


def _stands(number: str, said: str) -> bool:
    return re.search(rf"(?<![\d.:]){re.escape(number)}(?!\d|[.:]\d)", said) is not None


def broken(draft: Draft, _limits: Limits) -> Iterator[Finding]:
    """Find references to sections and blocks that neither our answer nor the report has."""
    ours = {str(part.position) for part in draft.parts}
    blocks = {passage.label for _part, passage in draft.passages()}
    for part, passage in draft.passages():
        if passage.kind == "quotation":
            continue
        for match in _BLOCK.finditer(passage.said):
            if match[1].lower() not in blocks:
                yield Finding("broken", part.id, passage, match[0])
        for match in _REFERENCE.finditer(passage.said):
            if _is_elsewhere(passage.said, match):
                continue
            numbers = re.findall(_NUMBER, match[2])
            if any(not _is_known(number, draft, ours) for number in numbers):
                yield Finding("broken", part.id, passage, match[0])


def _is_known(number: str, draft: Draft, ours: set[str]) -> bool:
    if not draft.report_numbers and "." in number:
        return True  # nobody has brought the report in: its sections are unknown
    return number in ours or number in draft.report_numbers


def _is_elsewhere(said: str, match: re.Match[str]) -> bool:
    """Whether the words around say that another document is meant."""
    after = _ELSEWHERE.match(said, match.end())
    return (
        after is not None
        or _BEFORE.search(said[max(0, match.start() - 60) : match.start()]) is not None
    )


def without_stance(draft: Draft, _limits: Limits) -> Iterator[Finding]:
    """Find sections about proposals in which no stand is taken on any."""
    for part in draft.parts:
        if part.proposals and not part.stances and part.passages and not part.is_silent:
            yield Finding("stance", part.id, None, "", str(part.proposals))
