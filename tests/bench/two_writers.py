"""Two people write in one section of real paragraphs at the same time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

from ideell.writing.arranging import rewritten
from ideell.writing.blocks import Block
from ideell.writing.merge import merge_blocks
from ideell.writing.tokens import words
from tests.bench.editors import applied, edited, spots_of
from tests.writing.people import Person, join, move, remove, split

BLOCKS = 4


def written_at_once(texts: Sequence[str], chance: Random, number: int) -> tuple[int, list[str]]:
    """Let two people write at once, so many times; they also split, join, move and remove.

    Returns how many merges were clean, and what is wrong with one of those: a word lost, or a
    phrase there twice.
    """
    clean, wrong = 0, []
    for _ in range(number):
        sample = enumerate(chance.sample(texts, BLOCKS), start=1)
        base = [Block(place, "paragraph", text) for place, text in sample]
        mine, theirs = (_worked_over(base, chance) for _ in range(2))
        merged = merge_blocks(base, mine, theirs)
        clean += merged.clean
        if merged.clean and (fault := _fault(base, mine, theirs, merged.blocks)):
            wrong.append(f"{fault}: {mine} and {theirs}")
    return clean, wrong


def _worked_over(base: Sequence[Block], chance: Random) -> list[Block]:
    person = Person("", list(base), chance)
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(person.blocks))
        block = person.blocks[place]
        text = applied(block.text, spots_of(edited(block.text, chance)))
        if chance.random() > 0.6:
            chance.choice((split, join, join, move, move, remove))(person, place)
        elif isinstance(block.id, int) and text.strip():
            person.blocks = rewritten(person.blocks, block.id, text)
    return person.blocks


def _fault(base: Sequence[Block], *versions: Sequence[Block]) -> str:
    """Return what a clean merge (the last version) did to the words that stood there once."""
    old = _counted(base)
    here, there, now = (_counted(version) for version in versions)
    rare = [word for word in old if max(old[word], here[word], there[word]) == 1]
    wanted = {word: there[word] if here[word] == old[word] else here[word] for word in rare}
    lost = [word for word in rare if now[word] < wanted[word]]
    twice = [word for word in rare if now[word] > wanted[word]]
    return f"lost {lost}, too many {twice}" if lost or len(twice) > 2 else ""


def _counted(blocks: Sequence[Block]) -> Counter[str]:
    return Counter(word for block in blocks for word in words(block.text))
