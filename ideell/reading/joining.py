"""Joining broken lines into running text, with line-end hyphens taken away where they should.

The rule: join `[a-zåäö]-` + `[a-zåäö]`, but keep true hyphens ("kultur- och fritid").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ideell.reading.cleaning import plain

SOFT_BREAKS = ("\ufffe", "\xad", "\x02")
"""How PDF readers write a hyphen that only stood at the end of a line."""

JOINING_WORDS = "och eller samt respektive resp. men som till liksom såväl både än utan och/eller"
AFTER_A_TRUE_HYPHEN = frozenset(JOINING_WORDS.split())


class Joiner:
    """Joins lines; knows the hyphenated words that the document itself writes within lines."""

    def __init__(self, lines: Iterable[str] = ()) -> None:
        """Collect words such as "växa-stödet" from `lines`."""
        self.hyphenated = {
            word.strip(".,;:()”\"'").casefold()
            for line in lines
            if "-" in line
            for word in line.split()
            if "-" in word[1:-1]
        }

    def joined(self, lines: Sequence[str]) -> str:
        """Return the lines as one line of running text."""
        pieces: list[str] = []
        before = ""
        for line in filter(None, map(plain_line, lines)):
            if before:
                pieces.append(self._end(before, line))
            before = line
        return "".join([*pieces, before])

    def _end(self, line: str, following: str) -> str:
        """Return a line with what goes between it and the following one."""
        if not (line.endswith("-") and line[-2:-1].isalpha()):
            return f"{line} "
        head, tail = line[:-1].rpartition(" ")[2], following.partition(" ")[0]
        if tail.strip(".,;:()").casefold() in AFTER_A_TRUE_HYPHEN:
            return f"{line} "
        if not (head[-1].islower() and tail[0].islower()):
            return line
        written = f"{head}-{tail}".strip(".,;:()”\"'").casefold()
        return line if written in self.hyphenated else line[:-1]


def plain_line(line: str) -> str:
    """Return a line cleaned, with soft hyphens and what broke the word after them gone."""
    for mark in SOFT_BREAKS:
        line = line.replace(mark, "")
    return plain(line)
