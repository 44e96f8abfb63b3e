"""Two people write at the same time and save when they like: not a character disappears."""

from dataclasses import dataclass, field
from random import Random

from ideell.writing.merge import merge_text
from tests.writing.cases import CASES, sentence_of

INTERLEAVINGS = max(1_000, CASES // 20)


@dataclass
class Page:
    """The text as it is stored."""

    head: str


@dataclass
class Writer:
    """Somebody with the text on their screen, as it was when they fetched it."""

    name: str
    base: str
    text: str
    written: list[str] = field(default_factory=list)

    def write(self, chance: Random) -> None:
        """Put a word in somewhere, now and then in the place of an original word."""
        word = f"{self.name}{len(self.written)}"
        found = self.text.split(" ")
        place = chance.randrange(len(found) + 1)
        replaces = place < len(found) and found[place].startswith("sak") and chance.random() < 0.4
        found[place : place + replaces] = [word]
        self.text = " ".join(found)
        self.written.append(word)

    def save(self, page: Page) -> bool:
        """Save as the page for conflicts does: the proposal with both texts is taken."""
        merged = merge_text(self.base, self.text, page.head)
        page.head = self.base = self.text = merged.text
        return merged.clean

    def overwrite(self, page: Page) -> bool:
        """Save as if nobody else had written: what must never be built."""
        page.head = self.base = self.text
        return True


def lost(chance: Random, safely: bool) -> tuple[int, int]:
    """Characters lost, and conflicts met, in one interleaving."""
    page = Page(sentence_of(chance, 8, 30))
    people = [Writer(name, page.head, page.head) for name in ("anna", "bo")]
    conflicts = 0
    for person in [*chance.choices(people, k=10), *people]:
        for _ in range(chance.randint(1, 3)):
            person.write(chance)
        if chance.random() < 0.6 or person.base != page.head:
            conflicts += not (person.save if safely else person.overwrite)(page)
    for person in people:
        conflicts += not (person.save if safely else person.overwrite)(page)
    kept = set(page.head.replace(".", " ").split())
    words = [word for person in people for word in person.written]
    return sum(len(word) for word in words if word not in kept), conflicts


def test_no_character_is_lost_in_a_thousand_interleavings() -> None:
    found = [lost(Random(number), safely=True) for number in range(INTERLEAVINGS)]
    assert sum(characters for characters, _ in found) == 0
    assert sum(conflicts for _, conflicts in found) > INTERLEAVINGS, "the cases must collide too"


def test_saving_without_merging_loses_words() -> None:
    """The negative control of the test above."""
    assert sum(lost(Random(number), safely=False)[0] for number in range(50)) > 0
