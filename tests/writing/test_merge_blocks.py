"""A section that two people changed: blocks are merged by id, and nothing is dropped unnamed."""

from random import Random

import pytest

from ideell.writing.blocks import Block, Kind
from ideell.writing.merge import merge_blocks
from ideell.writing.merge.blocks import MergedBlocks
from tests.writing.cases import edited, seeds

pytestmark = pytest.mark.once

A, B, C, D = (
    Block(number, "paragraph", f"Stycke {number} säger något om {word} och mycket mer därtill.")
    for number, word in enumerate(("alfa", "beta", "gamma", "delta"), start=1)
)


def said(merged: MergedBlocks) -> list[tuple[str, str]]:
    """What the merged section says, whatever the ids are."""
    return [(block.kind, block.text) for block in merged.blocks]


def changed(blocks: list[Block], chance: Random, tag: int) -> list[Block]:
    """A section with blocks put in, removed, moved, edited and made into other kinds."""
    result = list(blocks)
    for number in range(chance.randint(0, 3)):
        place = chance.randrange(len(result) + 1)
        what = chance.random()
        if what < 0.3 or not result:
            new_id = None if chance.random() < 0.5 else 100 * tag + number
            text = f"ny{tag} {number}" if chance.random() < 0.8 else "samma nya"
            result.insert(place, Block(new_id, "paragraph", text))
            continue
        block = result.pop(place % len(result))
        if what < 0.75:
            text = edited(block.text, chance, f"ord{tag}", 2) if what > 0.6 else block.text
            result.insert(chance.randrange(len(result) + 1), block._replace(text=text))
        elif what < 0.85:
            kind: Kind = chance.choice(("heading", "quotation"))
            result.insert(place, block._replace(kind=kind))
    return result


def test_no_word_is_lost_and_the_order_of_arrival_does_not_matter() -> None:
    clean = 0
    for chance in seeds():
        base = [A, B, C, D][: chance.randint(0, 4)]
        mine, theirs = changed(base, chance, 1), changed(base, chance, 2)
        merged, other = merge_blocks(base, mine, theirs), merge_blocks(base, theirs, mine)
        clean += merged.clean
        assert merged.clean == other.clean
        assert said(merged) == said(other) or not merged.clean
        there = {word for block in merged.blocks for word in block.text.split()}
        old = {word for block in base for word in block.text.split()}
        assert {word for b in (*mine, *theirs) for word in b.text.split()} - old <= there
        ids = [block.id for block in merged.blocks if block.id is not None]
        assert len(ids) == len(set(ids))
    assert clean > 100


def test_one_change_is_taken_as_it_is() -> None:
    for chance in seeds():
        base = [A, B, C, D]
        mine = changed(base, chance, 1)
        wanted = [(block.kind, block.text) for block in mine]
        assert said(merge_blocks(base, mine, base)) == wanted
        assert said(merge_blocks(base, base, mine)) == wanted
        assert said(merge_blocks(base, mine, mine)) == wanted


def test_changes_in_different_blocks_merge() -> None:
    mine = [A._replace(text="Mitt nya stycke."), B, C]
    theirs = [A, B, C._replace(kind="quotation"), Block(9, "heading", "Ny rubrik")]
    merged = merge_blocks([A, B, C], mine, theirs)
    assert merged.clean
    assert merged.blocks == (mine[0], B, *theirs[2:])


def test_changes_of_the_same_words_are_a_conflict_of_that_block() -> None:
    mine, theirs = A._replace(text="Helt min text här."), A._replace(text="Bara din text där.")
    merged = merge_blocks([A, B], [mine, B], [theirs, B])
    (conflict,) = merged.conflicts
    assert (conflict.id, conflict.why, conflict.mine, conflict.theirs) == (1, "text", mine, theirs)
    assert conflict.together == merged.blocks[0].text
    assert merged.blocks[1] == B


def test_two_new_kinds_of_one_block_are_a_conflict() -> None:
    merged = merge_blocks([A], [A._replace(kind="heading")], [A._replace(kind="quotation")])
    assert [conflict.why for conflict in merged.conflicts] == ["kind"]
    assert merged.blocks[0].text == A.text


def test_what_one_removes_and_the_other_changes_is_kept_and_named() -> None:
    theirs = A._replace(text=A.text + " Och en sak till.")
    merged = merge_blocks([A, B], [B], [theirs, B])
    assert merged.blocks == (theirs, B)
    assert [(c.id, c.why, c.mine, c.theirs) for c in merged.conflicts] == [
        (1, "removed", None, theirs)
    ]


def test_what_one_removes_and_the_other_left_alone_is_gone() -> None:
    assert merge_blocks([A, B, C], [A, C], [A, B, C._replace(text="Nytt.")]).blocks == (
        A,
        C._replace(text="Nytt."),
    )
    assert merge_blocks([A, B], [A], [A]).blocks == (A,)


def test_a_moved_block_takes_the_others_words_along() -> None:
    theirs = C._replace(text=C.text + " Tillagt.")
    merged = merge_blocks([A, B, C], [C, A, B], [A, B, theirs])
    assert merged.clean
    assert merged.blocks == (theirs, A, B)


def test_a_block_moved_to_two_places_is_a_conflict() -> None:
    merged = merge_blocks([A, B, C, D], [D, A, B, C], [A, D, B, C])
    assert [(conflict.id, conflict.why) for conflict in merged.conflicts] == [(4, "moved")]
    assert merged.blocks == (A, D, B, C)


def test_two_new_blocks_at_one_place_are_both_there() -> None:
    mine, theirs = Block(None, "paragraph", "Alfa ny"), Block(9, "paragraph", "Beta ny")
    merged = merge_blocks([A], [A, mine], [A, theirs])
    assert merged.clean
    assert merged.blocks == (A, mine, theirs)


def test_the_same_new_block_by_both_is_one_with_the_id_it_got() -> None:
    mine, theirs = Block(None, "paragraph", "Samma"), Block(9, "paragraph", "Samma")
    assert merge_blocks([A], [A, mine], [A, theirs]).blocks == (A, theirs)
    assert merge_blocks([A], [A, theirs], [A, mine]).blocks == (A, theirs)
