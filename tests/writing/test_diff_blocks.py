"""Two versions of a section compared block by block."""

import pytest

from ideell.writing.blocks import Block, keep_ids, parse
from ideell.writing.diff import BlockChange, diff_blocks

pytestmark = pytest.mark.once

A = Block(1, "paragraph", "Ett två tre fyra fem sex. Sju åtta nio tio elva.")
B = Block(2, "paragraph", "Kommunerna behöver långsiktiga villkor för lokaler.")
C = Block(3, "heading", "Vår syn")
NEW = Block(None, "paragraph", "Något helt nytt om kören.")


def test_equal_sections_have_only_equal_blocks() -> None:
    assert diff_blocks([A, B, C], [A, B, C]) == [
        BlockChange("same", (block,), (block,)) for block in (A, B, C)
    ]
    assert diff_blocks([], []) == []


def test_blocks_are_added_changed_and_removed_in_order() -> None:
    changed = C._replace(text="Vår bild")
    assert diff_blocks([A, B, C], [NEW, A, changed]) == [
        BlockChange("added", (), (NEW,)),
        BlockChange("same", (A,), (A,)),
        BlockChange("removed", (B,), ()),
        BlockChange("changed", (C,), (changed,)),
    ]
    assert diff_blocks([A, B], [B])[0] == BlockChange("removed", (A,), ())


def test_a_new_kind_is_a_change() -> None:
    assert diff_blocks([C], [C._replace(kind="paragraph")])[0].change == "changed"


def test_a_moved_block_is_not_removed_and_added() -> None:
    assert [(c.change, c.moved) for c in diff_blocks([A, B, C], [B, C, A])] == [
        ("same", False),
        ("same", False),
        ("same", True),
    ]


def test_a_split_and_a_join_are_recognised() -> None:
    new = keep_ids(
        [A, B], parse(f"Ett två tre fyra fem sex.\n\nSju åtta nio tio elva.\n\n{B.text}")
    )
    split, other = diff_blocks([A, B], new)
    assert (split.change, split.old, len(split.new)) == ("split", (A,), 2)
    assert split.new_text == A.text.replace(". ", ".\n\n")
    assert other.change == "same"
    numbered = [new[0], new[1]._replace(id=9), new[2]]
    joined, _ = diff_blocks(numbered, [A, B])
    assert (joined.change, joined.old, joined.new) == ("joined", tuple(numbered[:2]), (A,))
    assert joined.old_text == split.new_text


def test_the_larger_part_of_a_split_may_be_the_last() -> None:
    new = keep_ids(
        [B, A], parse(f"{B.text}\n\nEtt två tre.\n\nFyra fem sex. Sju åtta nio tio elva.")
    )
    assert [block.id for block in new] == [2, None, 1]
    assert [(c.change, len(c.new)) for c in diff_blocks([B, A], new)] == [("same", 1), ("split", 2)]


def test_a_block_put_in_beside_a_changed_one_is_not_a_split() -> None:
    changed = A._replace(text="Ett två tre fyra fem sex. Sju åtta nio.")
    assert [c.change for c in diff_blocks([A], [changed, NEW])] == ["changed", "added"]
