"""Two people's changes become one text, or a conflict that names both; no word is lost."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given

from ideell.writing.diff import Edit, apply_edits, diff_words
from ideell.writing.merge import Merged, collide, merge_text, mixed_sentences, together
from ideell.writing.merge import text as merging
from ideell.writing.tokens import words
from tests.writing.cases import edited, seeds, sentence_of, some, texts

pytestmark = pytest.mark.once

BASE = "Vi avstyrker förslaget i denna del, eftersom det drabbar de minsta föreningarna."
TRAP = (
    BASE,
    BASE.replace("avstyrker", "ställer oss tveksamma till"),
    BASE.replace("avstyrker", "avstyrker bestämt"),
)


def three(chance: Random) -> tuple[str, str, str]:
    """A text and two changes of it."""
    base = sentence_of(chance)
    return base, edited(base, chance, "min"), edited(base, chance, "din")


def put_in(base: str, changed: str) -> set[str]:
    """The words that a change brought."""
    return set(Counter(words(changed)) - Counter(words(base)))


@some
@given(texts, texts)
def test_merging_with_no_change_is_no_change(base: str, changed: str) -> None:
    assert merge_text(base, changed, base) == Merged(changed, clean=True)
    assert merge_text(base, base, changed) == Merged(changed, clean=True)
    assert merge_text(base, changed, changed) == Merged(changed, clean=True)


@some
@given(texts, texts, texts)
def test_every_inserted_word_is_in_the_result_and_conflicts_are_named(
    base: str, mine: str, theirs: str
) -> None:
    merged = merge_text(base, mine, theirs)
    assert merged.clean == (not merged.hunks)
    for word in put_in(base, mine) | put_in(base, theirs):
        assert word in merged.text


def test_every_inserted_word_is_in_the_result_in_ordinary_changes() -> None:
    clean = 0
    for chance in seeds():
        base, mine, theirs = three(chance)
        merged = merge_text(base, mine, theirs)
        clean += merged.clean
        assert put_in(base, mine) | put_in(base, theirs) <= set(words(merged.text))
        for hunk in merged.hunks:
            assert base[hunk.start : hunk.end] == hunk.base
            assert len({hunk.base, hunk.mine, hunk.theirs}) == 3
    assert clean > 100, "the cases must try both ways"


def test_the_order_of_arrival_does_not_matter() -> None:
    for chance in seeds():
        base, mine, theirs = three(chance)
        merged, other = merge_text(base, mine, theirs), merge_text(base, theirs, mine)
        assert merged.clean == other.clean
        assert merged.text == other.text or not merged.clean
        assert len(merged.hunks) == len(other.hunks)


def test_disjoint_edits_commute() -> None:
    """A clean merge is the same as making the one's edits and then the other's."""
    tried = 0
    for chance in seeds():
        base, mine, theirs = three(chance)
        ours, others = diff_words(base, mine), diff_words(base, theirs)
        if any(collide(base, one, other) or one == other for one in ours for other in others):
            continue
        tried += 1
        assert merge_text(base, mine, theirs).text == apply_edits(base, ours + others)
    assert tried > 100


def test_merging_again_changes_nothing() -> None:
    for chance in seeds():
        base, mine, theirs = three(chance)
        merged = merge_text(base, mine, theirs)
        if merged.clean:
            assert merge_text(base, merged.text, merged.text).text == merged.text
            again = merge_text(mine, merged.text, mine)
            assert again == Merged(merged.text, clean=True)


def test_the_known_trap_collides() -> None:
    merged = merge_text(*TRAP)
    assert not merged.clean
    assert merged.hunks[0].mine.strip() == "ställer oss tveksamma till"
    assert merged.hunks[0].theirs.strip() == "avstyrker bestämt"
    assert merged.text == BASE.replace("avstyrker", "ställer oss tveksamma till bestämt")


def test_without_the_guard_the_trap_merges_into_nonsense(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: with the growing of ranges switched off the test above must fall."""
    monkeypatch.setattr(merging, "near", lambda *_: False)
    assert merge_text(*TRAP) == Merged(
        BASE.replace("avstyrker", "ställer oss tveksamma till bestämt"), clean=True
    )


@pytest.mark.parametrize(
    ("mine", "theirs", "clean"),
    [
        ("X två tre fyra fem", "ett Y tre fyra fem", False),
        ("X två tre fyra fem", "ett två Y fyra fem", False),
        ("X två tre fyra fem", "ett två tre Y fem", True),
        ("X två tre fyra fem", "X två tre fyra fem", True),
        ("ett X två tre fyra fem", "ett Y två tre fyra fem", False),
        ("två tre fyra fem", "ett två tre Y fem", True),
        ("ett fem", "ett två tre Y fem", False),
    ],
)
def test_two_unchanged_words_keep_changes_apart(mine: str, theirs: str, clean: bool) -> None:
    assert merge_text("ett två tre fyra fem", mine, theirs).clean is clean


def test_edits_in_different_sentences_of_a_paragraph_merge() -> None:
    base = "Vi anser att staten bör ta ansvar. Bidraget följer inte alls kostnaderna i dag."
    mine = base.replace("bör", "ska")
    theirs = base.replace("inte alls", "tyvärr inte")
    assert merge_text(base, mine, theirs) == Merged(
        mine.replace("inte alls", "tyvärr inte"), clean=True
    )


def test_a_new_text_is_never_braided_with_others_words() -> None:
    new = "Helt andra ord om det som ingen av oss hade tänkt på förut, men som är viktigt för alla."
    merged = merge_text(BASE, new, BASE.replace("minsta", "allra minsta"))
    assert [hunk.base for hunk in merged.hunks] == [BASE]
    assert "allra" in merged.text


def test_the_text_of_the_conflict_page_reads_like_a_text() -> None:
    base = "Vi anser att staten bör ta ett större ansvar för det."
    assert merge_text(
        base, base.replace("större", "samlat"), base.replace("större", "tydligt")
    ).text == base.replace("större", "samlat tydligt")
    assert together("a b c", "a X c", "a b, c", "a Y c") == "a X Y, c"
    assert together("ett två", "ett", "ett två tre") == "ett tre"
    assert merge_text("a b c d", "a d", "a bx cx d").text == "a bx cx d"
    assert merge_text("ett två", "två", "nyett två").text == "nyett två"


def test_what_two_people_remove_and_put_in_does_not_run_together() -> None:
    base = "ett två tre"
    merged = merge_text(base, "ett tre", "ett två nytt tre")
    assert merged.text.split() == ["ett", "nytt", "tre"]
    assert "  " not in merged.text


def test_equal_edits_do_not_collide() -> None:
    edit = Edit(0, 3, "ett", "en")
    assert not collide("ett två", edit, edit)
    assert collide("ett två", edit, Edit(4, 7, "två", "tu"))


def test_the_lines_that_others_merge_cleanly_merge_to_the_same() -> None:
    merge3 = pytest.importorskip("merge3")
    compared = 0
    for number, chance in zip(range(300), seeds(), strict=False):
        base = [f"Rad {number} {i} {sentence_of(chance, 4, 8)}.\n\n" for i in range(6)]
        mine, theirs = list(base), list(base)
        for text, tag in ((mine, "min"), (theirs, "din")):
            line = chance.randrange(6)
            text[line] = f"Rad {number} {line} {tag} {sentence_of(chance, 4, 8)}.\n\n"
        oracle = list(merge3.Merge3(base, mine, theirs).merge_regions())
        merged = merge_text("".join(base), "".join(mine), "".join(theirs))
        if any(region[0] == "conflict" for region in oracle):
            continue
        compared += 1
        assert merged.clean
        assert merged.text == "".join(merge3.Merge3(base, mine, theirs).merge_lines())
    assert compared > 100


def test_a_sentence_that_nobody_wrote_is_told_of() -> None:
    base = "Vi tillstyrker förslaget. Det är bra. Resor räknas."
    first = "Vi avstyrker förslaget. Det är bra. Resor räknas."
    second = "Vi tillstyrker delvis förslaget. Det är bra. Resor räknas dubbelt."
    woven = together(base, first, second)
    assert mixed_sentences(woven, base, first, second) == ["Vi avstyrker delvis förslaget."]
    assert mixed_sentences(together(base, first), base, first) == []
