"""Ways people edit a real paragraph, each with where it was and what it put there.

What the product finds out by comparing is known here beforehand: a change is made of ranges of
the base text, so that there is a truth to hold merged texts against.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from random import Random

from ideell.writing.tokens import sentences

# What careful people write instead of what stood there.
INSTEAD = {
    "bör": ("ska", "måste"), "kan": ("ska", "bör"), "måste": ("ska",), "ska": ("bör",),
    "viktig": ("avgörande",), "viktigt": ("avgörande",), "viktiga": ("avgörande",),
    "stor": ("betydande",), "stort": ("betydande",), "stora": ("betydande",),
    "större": ("mer omfattande",), "många": ("flera",), "flera": ("ett antal",),
    "ofta": ("ibland", "många gånger"), "även": ("också",), "också": ("dessutom",),
    "endast": ("bara",), "exempelvis": ("bland annat",), "t.ex.": ("till exempel",),
    "bl.a.": ("bland annat",), "dvs.": ("det vill säga",), "samt": ("och",),
    "innebär": ("betyder",), "avseende": ("om",), "erhålla": ("få",), "vilka": ("som",),
    "dock": ("däremot",), "relativt": ("förhållandevis",), "därför": ("av det skälet",),
    "möjligt": ("genomförbart",), "låg": ("svag",), "hög": ("stark",), "ökar": ("växer",),
    "minskar": ("sjunker",), "visar": ("tyder på",), "anser": ("bedömer",),
    "för att": ("i syfte att",), "i dag": ("för närvarande",), "i stället": ("hellre",),
    "på grund av": ("till följd av",), "när det gäller": ("i fråga om",),
    "enligt regeringens mening": ("som regeringen ser det",), "mot bakgrund av": ("med tanke på",),
    "Produktivitetskommissionen": ("kommissionen", "vi"), "Regeringen": ("Vi",),
    "regeringen": ("vi",), "Sverige": ("landet",), "Riksbanken": ("Sveriges riksbank",),
    "Datainspektionen": ("Integritetsskyddsmyndigheten",), "Naturvårdsverket": ("verket",),
    "kommuner": ("kommuner och regioner",), "företag": ("företag och föreningar",),
    "företagen": ("företagen och föreningarna",), "personuppgifter": ("uppgifter om personer",),
}  # fmt: skip
SLIPPED_IN = ("särskilt", "i praktiken", "enligt vår mening", "i dag", "på sikt", "ofta")
TAILS = (
    ", inte minst på landsbygden", ", vilket vi välkomnar", " i hela landet",
    ", enligt våra medlemmar", " även för små föreningar",
)  # fmt: skip
NEW_SENTENCES = (
    "Det har vi framfört tidigare.", "Våra medlemmar har goda erfarenheter av detta.",
    "Civilsamhällets roll behöver framgå tydligare.", "Konsekvenserna för ideella aktörer saknas.",
    "Vi efterlyser en tidsplan.", "Frågan bör utredas vidare tillsammans med de som berörs.",
    "För små föreningar är detta avgörande.", "Vi delar inte den bedömningen.",
    "Det gäller särskilt utanför storstäderna.", "Samverkan med regionerna måste stärkas.",
)  # fmt: skip
NUMBER = re.compile(r"(?<![\d:/.,–-])\d{1,4}(?:,\d+)?(?![\d:/.–-]|,\d| §)")
CLAUSE = re.compile(r" \([^()]{3,80}\)|, (?:vilket|som|men)\b[^.,()]{10,90}(?=\.)")


@dataclass(frozen=True)
class Spot:
    """``base[start:end]`` became ``new``."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Way:
    """One thing that somebody did to a paragraph, and what one calls it."""

    name: str
    spots: tuple[Spot, ...]


def applied(base: str, spots: Sequence[Spot]) -> str:
    """Return the text with all of them made; what is the same is made once."""
    for spot in sorted(set(spots), key=lambda spot: (spot.start, spot.end), reverse=True):
        base = base[: spot.start] + spot.new + base[spot.end :]
    return base


def overlap(one: Spot, other: Spot) -> bool:
    """Tell whether two different changes are of the same characters, or put in at one place."""
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def spots_of(ways: Sequence[Way]) -> list[Spot]:
    """Return every place that one person changed."""
    return [spot for way in ways for spot in way.spots]


def carried_along(base: str, sides: Sequence[Sequence[Way]]) -> list[list[Spot]]:
    """Return what each person changed, with changes in a sentence that another moved there too."""
    every = [spots_of(ways) for ways in sides]
    for ways in sides:
        for taken, put in (way.spots for way in ways if len(way.spots) > 1):
            inside = [
                [s for s in side if taken.start < s.start and s.end < taken.end - 1]
                for side in every
            ]
            if not any(inside):
                continue
            moved = [s for side in inside for s in side]
            shifted = [Spot(s.start - taken.start, s.end - taken.start, s.new) for s in moved]
            said = applied(base[taken.start : taken.end].rstrip(), shifted)
            new = Spot(put.start, put.end, f" {said}")
            every = [[new if s == put else s for s in side if s not in moved] for side in every]
    return every


def edited(base: str, chance: Random, most: int = 3) -> list[Way]:
    """Return what one person does to a paragraph: one thing mostly, now and then more."""
    made: list[Way] = []
    for _ in range(chance.choice([1, 1, 1, 2, 2, most])):
        way = chance.choices(WAYS, WEIGHTS)[0](base, chance)
        known = [spot for other in made for spot in other.spots]
        if way and not any(overlap(a, b) for a in way.spots for b in known):
            made.append(way)
    return made


def places_of(base: str) -> list[tuple[int, int]]:
    """Return where each sentence begins and ends, without the space after it."""
    ends = list(accumulate(map(len, sentences(base)), initial=0))
    return [(a, a + len(base[a:b].rstrip())) for a, b in pairwise(ends)]


def other_words(base: str, chance: Random) -> Way | None:
    """Write another word, or several, in the place of a word or a phrase."""
    found = [
        (match.start(), match.end(), chance.choice(new))
        for old, new in INSTEAD.items()
        for match in re.finditer(rf"(?<![\w-]){re.escape(old)}(?![\w-])", base)
    ]
    return _one("other words", *chance.choice(found)) if found else None


def another_figure(base: str, chance: Random) -> Way | None:
    """Put a figure right."""
    found = [(m.start(), m.end(), m[0]) for m in NUMBER.finditer(base)]
    if not found:
        return None
    start, end, old = chance.choice(found)
    whole, comma, rest = old.partition(",")
    return _one("figure", start, end, f"{int(whole) + chance.randint(1, 9)}{comma}{rest}")


def slip_a_word_in(base: str, chance: Random) -> Way | None:
    """Put a word or two in after a verb."""
    found = [m.end() for m in re.finditer(r"\b(?:bör|är|kan|har|ska|blir|får)\b", base)]
    return (
        _one("word in", (at := chance.choice(found)), at, f" {chance.choice(SLIPPED_IN)}")
        if found
        else None
    )


def lengthen(base: str, chance: Random) -> Way:
    """Add a few words at the end of a sentence."""
    _, end = chance.choice(places_of(base))
    return _one("longer sentence", end - 1, end - 1, chance.choice(TAILS))


def cut_a_clause(base: str, chance: Random) -> Way | None:
    """Take away what stands in brackets, or the last clause of a sentence."""
    found = [
        m.span()
        for m in re.finditer(r" \([^()]{3,80}\)|, (?:vilket|som|men)\b[^.,()]{10,90}(?=\.)", base)
    ]
    return _one("clause out", *chance.choice(found), "") if found else None


def add_a_sentence(base: str, chance: Random) -> Way:
    """Put a sentence in after another one, or last."""
    _, end = chance.choice(places_of(base))
    return _one("sentence in", end, end, f" {chance.choice(NEW_SENTENCES)}")


def take_a_sentence_out(base: str, chance: Random) -> Way | None:
    """Take a sentence away, with the space after it or before it."""
    found = places_of(base)
    if len(found) < 2:
        return None
    place = chance.randrange(len(found))
    if place + 1 < len(found):
        return _one("sentence out", found[place][0], found[place + 1][0], "")
    return _one("sentence out", found[place - 1][1], found[place][1], "")


def rewrite_a_sentence(base: str, chance: Random) -> Way | None:
    """Say something else instead of a sentence."""
    found = places_of(base)
    start, end = chance.choice(found)
    return _one("sentence anew", start, end, chance.choice(NEW_SENTENCES))


def move_a_sentence(base: str, chance: Random) -> Way | None:
    """Let a sentence stand last."""
    found = places_of(base)
    if len(found) < 3:
        return None
    place = chance.randrange(len(found) - 2)
    start, end = found[place]
    moved = base[start:end]
    spots = Spot(start, found[place + 1][0], ""), Spot(len(base), len(base), f" {moved}")
    return Way("sentence moved", spots)


def split(base: str, chance: Random) -> Way | None:
    """Make two paragraphs of it."""
    found = places_of(base)
    if len(found) < 2:
        return None
    place = chance.randrange(len(found) - 1)
    return _one("split", found[place][1], found[place + 1][0], "\n\n")


def _one(name: str, start: int, end: int, new: str) -> Way:
    return Way(name, (Spot(start, end, new),))


WAYS: tuple[Callable[[str, Random], Way | None], ...] = (
    other_words, another_figure, slip_a_word_in, lengthen, cut_a_clause, add_a_sentence,
    take_a_sentence_out, rewrite_a_sentence, move_a_sentence, split,
)  # fmt: skip
WEIGHTS = (30, 10, 10, 10, 10, 12, 8, 8, 6, 4)
