"""Spaces that a line must not break at: between a number and what it counts or numbers.

A text holds plain spaces only, so that what two people typed alike is alike, from whatever it was
pasted. The hard ones are put in where it is shown. Which they are follows Svenska skrivregler
(Språkrådet): groups of thousands, signs and short units after a number, "s. 12", "3 kap. 5 §".
"""

from __future__ import annotations

import re

_SPACE_TO_GLUE = re.compile(
    r"""
      (?<=\d)[ ](?=\d{3}(?!\d))                                      # 15 000
    | (?<=\d)[ ](?=[%‰§°]|(?:kr|tkr|mnkr|mdkr|kap\.)(?![^\W_]))      # 40 %  5 §  1,6 mdkr  3 kap.
    | (?<=§)[ ](?=\d)                                                # § 5
    | (?<![^\W_])(?:s\.|kap\.|nr|avsnitt|kapitel|tabell|figur|bilaga|artikel|punkt)[ ](?=\d)
    | (?<![^\W_])(?:SOU|Ds|SFS|prop\.|dir\.|bet\.|skr\.)[ ](?=\d{4}[/:])
    """,
    re.VERBOSE | re.IGNORECASE,
)


def glued(text: str) -> str:
    """Return the text, of the same length, with hard spaces where a line must not break."""
    return _SPACE_TO_GLUE.sub(lambda match: f"{match[0][:-1]}\u00a0", text)
