"""What had to change for a file to be made, in sentences for the person who gets the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from ideell.foundation.language import _, ngettext

LISTED = 5
"""How many names a sentence lists before it says how many more there are."""


@dataclass
class Notes:
    """Counts and names while a letter is made sound; `sentences()` tells them."""

    hidden: int = 0
    broken: int = 0
    empty_blocks: int = 0
    links: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def add(self, sentence: str) -> None:
        """Add a sentence of its own."""
        self.said.append(sentence)

    def sentences(self) -> tuple[str, ...]:
        """Return one sentence for each kind of change that was made."""
        counted = (
            (self.hidden, _hidden),
            (self.broken, _broken),
            (self.empty_blocks, _empty_blocks),
        )
        named = ((self.links, _links), (self.moved, _moved), (self.silent, _silent))
        return (
            *self.said,
            *(tell(number) for number, tell in counted if number),
            *(tell(names) for names, tell in named if names),
        )


def listed(names: list[str]) -> str:
    """Return names in quotes, the first few of them and how many more there are."""
    unique = list(dict.fromkeys(names))
    words = ", ".join(f"”{_short(name)}”" for name in unique[:LISTED])
    if len(unique) <= LISTED:
        return words
    return _("%(names)s och %(num)s till", names=words, num=len(unique) - LISTED)


def _short(name: str) -> str:
    return name if len(name) <= 80 else name[:79] + "…"


def _hidden(number: int) -> str:
    return ngettext(
        "Ett osynligt styrtecken togs bort. Orden är desamma.",
        "%(num)s osynliga styrtecken togs bort. Orden är desamma.",
        number,
    )


def _broken(number: int) -> str:
    return ngettext(
        "Ett skadat tecken står som \ufffd. Skriv om det i texten.",
        "%(num)s skadade tecken står som \ufffd. Skriv om dem i texten.",
        number,
    )


def _empty_blocks(number: int) -> str:
    return ngettext("Ett tomt stycke kom inte med.", "%(num)s tomma stycken kom inte med.", number)


def _links(addresses: list[str]) -> str:
    return _(
        "Texten står kvar men länken togs bort här: %(addresses)s. "
        "Skriv en adress som börjar med https:// eller mailto: om den ska gå att öppna.",
        addresses=listed(addresses),
    )


def _moved(headings: list[str]) -> str:
    return _(
        "Rubriknivån ändrades så att ingen nivå hoppas över: %(headings)s.",
        headings=listed(headings),
    )


def _silent(headings: list[str]) -> str:
    return _("Avsnitt utan text kom inte med: %(headings)s.", headings=listed(headings))
