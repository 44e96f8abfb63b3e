"""R4: what merging and planning promise of every case, whoever came first.

Source: model, Merging; quality, R4. Each property takes a source of chance, makes a case of it,
and raises AssertionError when the case breaks the promise. test_properties tries them by
Hypothesis, `make promises` a million times by seed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from random import Random

from ideell.writing.blocks import Block
from ideell.writing.diff import apply_edits
from ideell.writing.merge import MergedBlocks, merge_blocks, merge_text
from ideell.writing.plan import Plan, Suggested, accept_all, plan_suggestions, rebase, settle
from ideell.writing.tokens import words
from tests.writing.dice import Dice
from tests.writing.people import Blocks, Person, add, move, section, split

Said = list[tuple[str, str]]


def said(blocks: Iterable[Block]) -> Said:
    """Return what a section says, whatever the ids are."""
    return [(block.kind, block.text) for block in blocks]


def counted(blocks: Iterable[Block]) -> Counter[str]:
    """Count the words of a section, small letters and great ones alike."""
    return Counter(word.lower() for block in blocks for word in words(block.text))


def two_people(chance: Random) -> tuple[Blocks, Blocks, Blocks]:
    """Return a section, and what two people made of it at the same time."""
    base = section(chance)
    return base, Person("min", base, chance).work(), Person("din", base, chance).work()


def named(merged: MergedBlocks) -> Counter[str]:
    """Count the words in the result and in the conflicts of a merge."""
    texts = [block for c in merged.conflicts for block in (c.mine, c.theirs) if block]
    return counted([*merged.blocks, *texts])


def one_change_is_taken_as_it_is(chance: Random) -> None:
    """Identity: merged with no change, and with itself, a change is that change."""
    base = section(chance)
    mine = Person("min", base, chance).work(5)
    for merged in (
        merge_blocks(base, mine, base),
        merge_blocks(base, base, mine),
        merge_blocks(base, mine, mine),
    ):
        assert merged.clean
        assert said(merged.blocks) == said(mine)


def every_word_is_in_the_result_or_named(chance: Random) -> None:
    """What somebody put in is there, or in a conflict that shows both texts."""
    base, mine, theirs = two_people(chance)
    merged = merge_blocks(base, mine, theirs)
    there, old = named(merged), counted(base)
    for new in (counted(mine), counted(theirs)):
        assert not [word for word in new - old if word not in there]


def a_clean_merge_counts(chance: Random) -> None:
    """Cleanly merged, each telling word is there as often as both wanted it: none lost or twice.

    A word or two may be an exception, not a phrase: one took them away, another moved them.
    """
    base, mine, theirs = two_people(chance)
    merged = merge_blocks(base, mine, theirs)
    if not merged.clean:
        return
    there, old, left, right = (counted(b) for b in (merged.blocks, base, mine, theirs))
    telling = [word for word in {*old, *left, *right} if word.startswith(("ord", "min", "din"))]
    wanted = {word: right[word] if left[word] == old[word] else left[word] for word in telling}
    lost = [word for word in telling if there[word] < wanted[word]]
    too_many = [word for word in telling if there[word] > wanted[word]]
    assert not lost
    assert len(too_many) < 3


def any_order_of_arrival_gives_the_same(chance: Random) -> None:
    """It makes no difference whose save came first."""
    base, mine, theirs = two_people(chance)
    merged, other = merge_blocks(base, mine, theirs), merge_blocks(base, theirs, mine)
    assert merged.clean == other.clean
    assert said(merged.blocks) == said(other.blocks) or not merged.clean
    why = sorted((str(c.id), c.why) for c in merged.conflicts)
    assert why == sorted((str(c.id), c.why) for c in other.conflicts)
    ids = [block.id for block in merged.blocks if block.id is not None]
    assert len(ids) == len(set(ids))


def what_was_split_stays_together(chance: Random) -> None:
    """The parts of a split stand one after the other, wherever others put or moved theirs."""
    base = section(chance)
    one, place = Person("min", base, chance), chance.randrange(len(base))
    split(one, place)
    other = Person("din", base, chance)
    for act in chance.sample((add, move, add), chance.randint(1, 3)):
        act(other, chance.randrange(len(base)))
    merged = merge_blocks(base, one.blocks, other.blocks)
    texts = [block.text for block in merged.blocks]
    assert merged.clean
    if len(one.blocks) > len(base):
        first, second = (texts.index(part.text) for part in one.blocks[place : place + 2])
        assert second == first + 1


def edits_of_different_blocks_commute(chance: Random) -> None:
    """Whoever changed the block, that is what it says; the other blocks are the other's."""
    base = section(chance)
    own = {block.id for block in base if block.id is not None and int(block.id) % 2}
    mine = Person("min", base, chance).work(only=own)
    theirs = Person("din", base, chance).work(only={block.id for block in base} - own)
    merged = merge_blocks(base, mine, theirs)
    pairs = zip(mine, theirs, strict=True)
    assert merged.clean
    assert list(merged.blocks) == [here if here.id in own else there for here, there in pairs]


def two_unchanged_words_keep_changes_apart(chance: Random) -> None:
    """Edits of one sentence merge when two unchanged words lie between, and collide when not.

    Nothing of the product tells where the edits are: they are made here, word by word.
    """
    text = [f"ord{number}" for number in range(chance.randint(4, 24))]
    mine, theirs = (_spot(chance, len(text)) for _ in range(2))
    merged = merge_text(" ".join(text), _at(text, [(*mine, "min")]), _at(text, [(*theirs, "din")]))
    (_, end), (second, _) = sorted((mine, theirs))
    apart = second - end
    assert merged.clean == (apart >= 2), (apart, merged.text)
    if merged.clean:
        assert merged.text == _at(text, [(*mine, "min"), (*theirs, "din")])


def _spot(chance: Random, length: int) -> tuple[int, int]:
    """Return where something is put in (empty), or which word or two another takes the place of."""
    start = chance.randrange(length)
    return start, start + chance.randint(0, 2 if start + 2 <= length else 1)


def _at(text: list[str], spots: list[tuple[int, int, str]]) -> str:
    new = list(text)
    for start, end, word in sorted(spots, reverse=True):
        new[start:end] = [word]
    return " ".join(new)


def some_plan(chance: Random) -> tuple[str, str, list[Suggested], Plan]:
    """Return a base, the text as it stands, suggestions to the base, and their plan."""
    base = section(chance, most=1)

    def changed(name: str, most: int) -> str:
        person = Person(name, base, chance)
        return person.work(most, only={1})[0].text

    head = changed("ny", 2) if chance.random() < 0.5 else base[0].text
    wishes = [
        Suggested(number, 0, changed(f"f{number % 3}x", 2))
        for number in range(chance.randint(1, 5))
    ]
    return base[0].text, head, wishes, plan_suggestions({0: base[0].text}, wishes, head)


def accepting_one_by_one_is_accepting_all(chance: Random) -> None:
    """In any order, character by character."""
    _, head, _, plan = some_plan(chance)
    together, _ = accept_all(plan, head)
    assert together == apply_edits(head, [edit.edit for edit in plan.free])
    text, left = head, plan
    for _ in plan.free:
        text, left = settle(left, text, [chance.choice(left.free).edit])
    assert text == together


def accepting_again_changes_nothing(chance: Random) -> None:
    """What is accepted is already in, and planned anew it asks for nothing more."""
    base, head, wishes, plan = some_plan(chance)
    for edit in plan.free[:1]:
        text, left = settle(plan, head, [edit.edit])
        assert edit.edit not in [other.edit for other in left.edits]
        assert {gone.suggestion for gone in left.already_in} >= set(edit.sponsors)
    if len(wishes) == 1 and head == base:
        text, _ = accept_all(plan, head)
        assert text == wishes[0].text
        again = plan_suggestions({0: base}, wishes, text)
        assert (again.edits, again.stale) == ((), ())


def what_nobody_took_away_stands_once(chance: Random) -> None:
    """All accepted, a word of the text is gone only if a suggestion does without it; none is twice.

    As in a clean merge, a word or two may be an exception, not a phrase.
    """
    _, head, wishes, plan = some_plan(chance)
    texts = [counted([Block(1, "paragraph", text)]) for text in (head, accept_all(plan, head)[0])]
    wanted = [set(counted([Block(1, "paragraph", wish.text)])) for wish in wishes]
    old, new = texts
    gone = [w for w in old - new if w.startswith("ord") and all(w in one for one in wanted)]
    assert len(gone) < 3, gone
    twice = [w for w in new if new[w] > max(1, old[w]) and w.startswith("ord")]
    assert len(twice) < 3, twice


def any_order_of_suggestions_gives_the_same(chance: Random) -> None:
    """The plan is the same, whoever suggested first."""
    base, head, wishes, plan = some_plan(chance)
    chance.shuffle(wishes)
    other = plan_suggestions({0: base}, wishes, head)
    assert accept_all(plan, head)[0] == accept_all(other, head)[0]
    assert (plan.edits, plan.hunks) == (other.edits, other.hunks)


def every_word_is_in_the_plan(chance: Random) -> None:
    """Also after somebody wrote directly: in an edit, in a wording, already in, or named stale."""
    base, head, wishes, plan = some_plan(chance)
    new_head = Person("skr", [Block(1, "paragraph", head)], chance).work(2, only={1})[0].text
    for text, made in ((head, plan), (new_head, rebase(plan, head, new_head))):
        for wish in wishes:
            kept = [edit.new for edit in made.edits_of(wish.id)]
            kept += [
                gone.new for gone in (*made.already_in, *made.stale) if gone.suggestion == wish.id
            ]
            new = set(words(wish.text)) - set(words(base))
            assert new <= set(words(" ".join([*kept, text])))
        for hunk in made.hunks:
            for wording in hunk.wordings:
                added = set(words(wording.text)) - set(words(hunk.old))
                assert added <= set(words(hunk.together))


Property = Callable[[Random], None]


def breach(keeps: Property, rolled: bytes) -> str:
    """Try one case; return the property that it breaks, with the case, or nothing."""
    try:
        keeps(Dice(rolled))
    except Exception as fault:
        return f"{keeps.__name__}, Dice(bytes.fromhex('{rolled.hex()}')): {fault!r:.200}"
    return ""


PROPERTIES: tuple[Property, ...] = (
    one_change_is_taken_as_it_is,
    every_word_is_in_the_result_or_named,
    a_clean_merge_counts,
    any_order_of_arrival_gives_the_same,
    what_was_split_stays_together,
    edits_of_different_blocks_commute,
    two_unchanged_words_keep_changes_apart,
    accepting_one_by_one_is_accepting_all,
    accepting_again_changes_nothing,
    what_nobody_took_away_stands_once,
    any_order_of_suggestions_gives_the_same,
    every_word_is_in_the_plan,
)
