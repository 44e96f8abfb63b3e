"""People who change a section as people do: words, sentences, whole blocks, splits, joins, moves.

The words of a section are told apart, so that each can be looked for: those of the base are
numbered, and those that somebody puts in carry their name. Now and then two put in the same.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from ideell.writing.arranging import rewritten
from ideell.writing.blocks import Block, Kind

Blocks = list[Block]
SMALL_WORDS = ("att", "och", "det", "för", "i", "som")


def section(chance: Random, most: int = 4) -> Blocks:
    """Return a section of some blocks with one to three sentences each."""
    number, blocks = 0, []
    for place in range(chance.randint(1, most)):
        said = []
        for _ in range(chance.randint(1, 3)):
            length, small = chance.randint(4, 8), chance.randrange(len(SMALL_WORDS))
            words = [f"ord{number + step}" for step in range(length)]
            words[2::3] = [SMALL_WORDS[small]] * len(words[2::3])
            number += length
            said.append(" ".join(words).capitalize() + ".")
        blocks.append(Block(place + 1, "paragraph", " ".join(said)))
    return blocks


class Person:
    """Somebody who works on their own copy of a section."""

    def __init__(self, name: str, base: Blocks, chance: Random) -> None:
        self.name, self.chance = name, chance
        self.blocks = list(base)
        self.put_in = 0

    def work(self, most: int = 3, *, only: set[object] | None = None) -> Blocks:
        """Change something up to so many times and return the section; `only` these blocks."""
        for _ in range(self.chance.randint(0, most)):
            places = [p for p, b in enumerate(self.blocks) if only is None or b.id in only]
            if places:
                acts = WITHIN if only is not None or self.chance.random() < 0.6 else AROUND
                self.chance.choice(acts)(self, self.chance.choice(places))
        return self.blocks

    def word(self) -> str:
        """Return a word of one's own, or now and then one that others put in too."""
        self.put_in += 1
        shared = self.chance.random() > 0.85
        return f"bådas{self.put_in}" if shared else f"{self.name}{self.put_in}"

    def words_at(self, place: int) -> list[str]:
        """Return the words of a block."""
        return self.blocks[place].text.split(" ")

    def say(self, place: int, words: list[str]) -> None:
        """Let a block say these words; nothing said leaves it alone."""
        if words:
            self.blocks[place] = self.blocks[place]._replace(text=" ".join(words))


def put_in_a_word(person: Person, place: int) -> None:
    """Put one to three words in somewhere."""
    words = person.words_at(place)
    at = person.chance.randrange(len(words) + 1)
    person.say(
        place, words[:at] + [person.word() for _ in range(person.chance.randint(1, 3))] + words[at:]
    )


def change_a_word(person: Person, place: int) -> None:
    """Write another word, or two, in the place of one."""
    words = person.words_at(place)
    at = person.chance.randrange(len(words))
    new = [person.word() for _ in range(person.chance.randint(1, 2))]
    person.say(place, words[:at] + new + words[at + 1 :])


def take_words_out(person: Person, place: int) -> None:
    """Take one to three words out."""
    words = person.words_at(place)
    at = person.chance.randrange(len(words))
    person.say(place, words[:at] + words[at + person.chance.randint(1, 3) :])


def sentences_at(person: Person, place: int) -> list[str]:
    """Return the sentences of a block, without the spaces between them."""
    return [f"{one}." for one in person.blocks[place].text.removesuffix(".").split(". ")]


def add_a_sentence(person: Person, place: int) -> None:
    """Put a sentence in, first, last or between."""
    said = sentences_at(person, place)
    said.insert(person.chance.randrange(len(said) + 1), f"{person.word()} att {person.word()}.")
    person.say(place, said)


def rewrite_a_sentence(person: Person, place: int) -> None:
    """Write a sentence anew."""
    said = sentences_at(person, place)
    said[person.chance.randrange(len(said))] = f"{person.word()} och {person.word()}."
    person.say(place, said)


def take_a_sentence_out(person: Person, place: int) -> None:
    """Take a sentence out."""
    said = sentences_at(person, place)
    del said[person.chance.randrange(len(said))]
    person.say(place, said)


def move_a_sentence(person: Person, place: int) -> None:
    """Let a sentence stand elsewhere in its block."""
    said = sentences_at(person, place)
    moved = said.pop(person.chance.randrange(len(said)))
    said.insert(person.chance.randrange(len(said) + 1), moved)
    person.say(place, said)


def split(person: Person, place: int) -> None:
    """Make two blocks of one, at the end of a sentence: as the form does it."""
    said = sentences_at(person, place)
    block, at = person.blocks[place], person.chance.randint(1, max(1, len(said) - 1))
    if len(said) > 1 and block.id is not None:
        text = " ".join(said[:at]) + "\n\n" + " ".join(said[at:])
        person.blocks = rewritten(person.blocks, block.id, text)  # type: ignore[arg-type]  # because ids are numbers here


def join(person: Person, place: int) -> None:
    """Make one block of two that stand beside each other; either may be the one that stays."""
    pair = person.blocks[place : place + 2]
    if len(pair) == 2:
        kept = pair[person.chance.randrange(2)]
        text = " ".join(block.text for block in pair)
        person.blocks[place : place + 2] = [kept._replace(text=text)]


def move(person: Person, place: int) -> None:
    """Let a block stand elsewhere."""
    block = person.blocks.pop(place)
    person.blocks.insert(person.chance.randrange(len(person.blocks) + 1), block)


def remove(person: Person, place: int) -> None:
    """Take a block away."""
    del person.blocks[place]


def add(person: Person, place: int) -> None:
    """Put a new block in after another."""
    text = f"{person.word()} är {person.word()}."
    person.blocks.insert(place + 1, Block(None, "paragraph", text))


def make_another_kind(person: Person, place: int) -> None:
    """Make a heading or a quotation of a block."""
    kind: Kind = person.chance.choice(("heading", "quotation"))
    person.blocks[place] = person.blocks[place]._replace(kind=kind)


Act = Callable[[Person, int], None]
WITHIN: tuple[Act, ...] = (
    put_in_a_word, change_a_word, take_words_out,
    add_a_sentence, rewrite_a_sentence, take_a_sentence_out, move_a_sentence,
)  # fmt: skip
AROUND: tuple[Act, ...] = (split, join, move, remove, add, make_another_kind)
