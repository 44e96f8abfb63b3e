"""A change told in words, for those who do not see or hear colours and strokes.

Screen readers are mostly silent on inserted and deleted text, so every diff carries one plain
sentence, and the changes as a list for the one who wants them (ux, Diff).
"""

import re
from typing import Literal

from ideell.foundation.language import _, in_a_row, ngettext
from ideell.foundation.text import plain
from ideell.writing.diff import Edit, diff_words, finest_edits, is_rewritten, readable
from ideell.writing.tokens import is_word, tokens, words

LANGUAGE_WORDS = 3
"""A change of wording only (språk) changes at most so many words."""

LONGEST_QUOTE = 200
"""Longer changes are quoted by their beginning and end."""

# Words that decide what a sentence claims, demands or denies: never only a matter of language.
_WEIGHTY = """
    aldrig alla allt avstyrka avstyrker avstår avslå behöver bör borde enbart endast ej få får
    förbjuda helt heller icke ifrågasätter inga ingen inget ingenting inom inte kan knappast krav
    kräver kunde kräva lär maximalt men minst motsätter mot måste nej om omgående oavsett
    obligatorisk samtliga ska skall skulle sällan tillstyrka tillstyrker torde trots tvingas tveksam
    tveksamt undantag under utan utom varken vill ytterst åtminstone över
"""
_NUMBERS = (
    "noll två tre fyra fem sex sju åtta nio tio elva tolv hundra tusen miljon miljoner "
    "miljard miljarder hälften tredjedel fjärdedel dubbelt procent"
)
_DECIDES = frozenset(f"{_WEIGHTY} {_NUMBERS}".split())


def sentence(old: str, new: str, *, whole: bool = False) -> str:
    """The change in one sentence: ”I ord: 3 ställen byts ut och 1 läggs till.”

    With `whole` the writer has called it a wholly new text.
    """
    if old == new:
        return _("I ord: inget är ändrat.")
    if whole or is_rewritten(old, new):
        return _("I ord: hela texten skrivs om.")
    told = list(readable(old, diff_words(old, new)))
    changed = sum(bool(edit.old and edit.new) for edit in told)
    put_in = sum(not edit.old for edit in told)
    removed = len(told) - changed - put_in
    return _("I ord: %(parts)s.", parts=in_a_row(_counted(changed, put_in, removed)))


def as_list(old: str, new: str, *, whole: bool = False) -> list[str]:
    """Each change as a sentence of its own, in order: ”Byt ’bör’ mot ’ska’.”"""
    if old != new and (whole or is_rewritten(old, new)):
        return [_("Byt hela texten mot ”%(new)s”.", new=_quoted(new))]
    return [_told(old, edit) for edit in readable(old, diff_words(old, new))]


def guess_kind(old: str, new: str) -> Literal["language", "substance"]:
    """Whether a change looks like wording only; in doubt it is a matter of substance.

    Wording: fewer than four words changed, and among them no number, modal verb, negation or
    other word that decides what is claimed (ux 5.5).
    """
    edits = finest_edits(old, new)
    before = [word for edit in edits for word in words(edit.old)]
    after = [word for edit in edits for word in words(edit.new)]
    if max(len(before), len(after)) > LANGUAGE_WORDS:
        return "substance"
    if any(_is_weighty(word) for word in before + after):
        return "substance"
    return "language"


def _is_weighty(word: str) -> bool:
    small = word.lower()
    return small in _DECIDES or bool(re.search(r"\d|:|/", small))


def _counted(changed: int, put_in: int, removed: int) -> list[str]:
    """What happens in how many places; only the first says that it counts places."""
    parts: list[str] = []
    if changed:
        parts.append(ngettext("%(num)s ställe byts ut", "%(num)s ställen byts ut", changed))
    if put_in and not parts:
        parts.append(ngettext("%(num)s ställe läggs till", "%(num)s ställen läggs till", put_in))
    elif put_in:
        parts.append(ngettext("%(num)s läggs till", "%(num)s läggs till", put_in))
    if removed and not parts:
        parts.append(ngettext("%(num)s ställe tas bort", "%(num)s ställen tas bort", removed))
    elif removed:
        parts.append(ngettext("%(num)s tas bort", "%(num)s tas bort", removed))
    return parts


def _told(text: str, edit: Edit) -> str:
    old, new = _quoted(edit.old), _quoted(edit.new)
    if old == new:
        old, new = _on_one_line(edit.old), _on_one_line(edit.new)
    if old == new:
        return _("Ändra mellanrummet efter ”%(before)s”.", before=_before(text, edit.end))
    if not new:
        return _("Ta bort ”%(old)s”.", old=old)
    if old:
        return _("Byt ”%(old)s” mot ”%(new)s”.", old=old, new=new)
    if before := _before(text, edit.start):
        return _("Lägg till ”%(new)s” efter ”%(before)s”.", new=new, before=before)
    return _("Lägg till ”%(new)s” först.", new=new)


def _before(text: str, end: int) -> str:
    """The word that a change comes after, or nothing at the beginning of the text."""
    for token in reversed(tokens(text[max(0, end - 200) : end])):
        if is_word(token):
            return token
    return ""


def _quoted(text: str) -> str:
    """A text to quote: without marks, on one line, the middle of a long one left out."""
    said = _on_one_line(plain(text))
    if len(said) <= LONGEST_QUOTE:
        return said
    half = LONGEST_QUOTE // 2
    return _("%(start)s … %(end)s", start=said[:half].rstrip(), end=said[-half:].lstrip())


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
