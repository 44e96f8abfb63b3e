"""Twenty-four pairs that a search in Swedish is held to: what is typed, what stands, and why.

The words are those of remisser about culture. They are chosen by how Swedish inflects and
compounds words, not by what the search happens to find: umlaut and the middle of a compound are
here too.
"""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    """A word that is typed, the text that should be found by it, and what joins them."""

    typed: str
    text: str
    why: str


PAIRS = (
    Pair("mötesplats", "mötesplatserna", "definite plural of a common noun, third declension"),
    Pair("förening", "föreningarnas", "genitive of the definite plural, second declension"),
    Pair("kommunen", "kommuner", "from the definite singular to the indefinite plural"),
    Pair("bidrag", "bidragen", "a neuter noun without an ending in the plural"),
    Pair("barn", "barnens", "the same, with the genitive"),
    Pair("utredningen", "utredningar", "a noun in -ning, both forms inflected"),
    Pair("folkbildning", "folkbildningens", "genitive of the definite singular"),
    Pair("kör", "körer", "a word of three letters with its plural"),
    Pair("körerna", "kör", "from the definite plural to the bare word"),
    Pair("remissvar", "remissvaret", "Snowball takes -ar for an ending: the stems differ"),
    Pair("remissvaret", "remissvar", "the same, the other way"),
    Pair("ideell", "ideella", "an adjective in the plural"),
    Pair("regionala", "regionalt", "an adjective, from plural to neuter"),
    Pair("avstyrker", "avstyrka", "a verb, from the present tense to the infinitive"),
    Pair("tillstyrka", "tillstyrkte", "a verb, from the infinitive to the past tense"),
    Pair("ledamot", "ledamöter", "umlaut in the plural"),
    Pair("städer", "stad", "umlaut, the other way"),
    Pair("förening", "föreningslivet", "the first part of a compound, with its joining s"),
    Pair("kultur", "kulturplanen", "the first part of a compound, without one"),
    Pair("bidrag", "statsbidraget", "the last part of a compound, in the definite form"),
    Pair("lokaler", "samlingslokal", "the last part of a compound, typed in the plural"),
    Pair("musik", "folkmusiken", "the last part of a compound without a joining letter"),
    Pair("plan", "kulturplanerna", "a short last part, in the definite plural"),
    Pair("bildning", "folkbildningsförbund", "the middle of a compound of three"),
)
FOUND_AT_LEAST = 20
