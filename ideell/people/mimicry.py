"""Names and addresses that look like somebody else's.

A member must be able to trust a name on the screen (design: quality S11). Two people may share
a name; nobody may have one that only looks like another.
"""

from __future__ import annotations

import re
import unicodedata

from ideell.foundation.forms import one_line
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken

# RFC 5321 without quoted names: what real people have.
LOCAL = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
ADDRESS = re.compile(rf"(?=.{{1,64}}@){LOCAL}@(?:{LABEL}\.)+[a-z]{{2,24}}", re.I)
LONGEST_ADDRESS = 254
LONGEST_NAME = 120

# Scripts whose letters are mistaken for Latin ones.
ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")


def clean_address(typed: str) -> str:
    """Return a plain e-mail address; raises `RuleBroken` for anything a mail could not reach.

    Only ASCII letters before and after the @: look-alike letters make look-alike people.
    """
    address = typed.strip()
    if len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address) or not address.isascii():
        raise RuleBroken(
            _("E-postadressen går inte att mejla till. Skriv den som namn@exempel.se.")
        )
    return address


def clean_name(typed: str, *, most: int = LONGEST_NAME) -> str:
    """Return a name of a person or an organisation with plain letters and single spaces.

    Wide, small and joined forms become the letters they stand for. Raises `RuleBroken` when
    no letter is left, when that makes it longer than `most` characters, or when a word mixes
    alphabets that look alike.
    """
    name = one_line(unicodedata.normalize("NFKC", one_line(typed)))
    if not any(letter.isalpha() for letter in name):
        raise RuleBroken(_("Skriv namnet med bokstäver, så att de andra vet vem det är."))
    if len(name) > most:
        raise RuleBroken(_("Namnet är för långt. Skriv det kortare."))
    if any(len(_alphabets(word)) > 1 for word in name.split()):
        raise RuleBroken(
            _("Namnet blandar bokstäver ur olika alfabet. Skriv det med vanliga bokstäver.")
        )
    return name


def _alphabets(word: str) -> set[str]:
    """Return the alphabets of a word that can be mistaken for each other."""
    names = (unicodedata.name(letter, "") for letter in word if letter.isalpha())
    return {alphabet for name in names for alphabet in ALIKE if name.startswith(alphabet)}
