"""What kind of node a heading becomes, from its words and from what it stands under."""

from __future__ import annotations

import re

from ideell.reading.headings import Heading
from ideell.reading.nodes import Kind
from ideell.reading.statutes import comments_statutes, is_statute

IMPACT = re.compile(r"konsekvens(?:er(?:na)?|analys(?:er)?|beskrivning(?:ar)?|utredning)?\b", re.I)
QUESTIONS = re.compile(
    r"remissfrågor|frågor$|frågor(?:na)?\s+(?:att|till|som|vi|för)\b|fråge(?:ställningar|formulär)"
    r"|(?:våra|följande|särskilda)\s+frågor",
    re.I,
)
QUESTION_NUMBER = re.compile(r"(?:Fråga\s+)?(\d{1,3}[a-z]?)\s?[.):]?\s+", re.I)
SUMMARY = re.compile(r"sammanfattning|sammanfattande|sammandrag|summary\b", re.I)


def kind_of(heading: Heading, level: int, above: list[Heading], *, numbered: bool) -> Kind:
    """Return the kind of a heading; `above` are the headings it stands under.

    In a numbered report only numbered headings on level 1 are chapters. A chapter stays one
    even when it is about consequences or holds the proposed acts.
    """
    if is_statute(heading.words) and not _is_explained(above):
        return Kind.STATUTE
    if level == 1:
        return Kind.CHAPTER if heading.parts or not numbered else Kind.SECTION
    if heading.words.endswith("?") and any(asks(other.words) for other in above):
        return Kind.QUESTION
    if IMPACT.match(heading.words) and not any(IMPACT.match(other.words) for other in above):
        return Kind.IMPACT
    return Kind.SECTION


def _is_explained(above: list[Heading]) -> bool:
    return any(comments_statutes(h.words) or h.number.startswith("Bilaga") for h in above)


def asks(heading: str) -> bool:
    """Whether questions to answer stand under the heading."""
    return bool(QUESTIONS.search(heading))


def sums_up(heading: str) -> bool:
    """Whether what stands under the heading is said again elsewhere in the report."""
    return bool(SUMMARY.match(heading))


def question_number(text: str) -> tuple[str, str]:
    """Return "Fråga 2" and the question for "2. Vilka …?"; "" and the text without a number."""
    if found := QUESTION_NUMBER.match(text):
        return f"Fråga {found.group(1)}", text[found.end() :]
    return "", text
