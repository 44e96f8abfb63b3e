"""Two who change the same sentence without colliding are told of each other; three more sums."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideell.writing.merge import merge_text, mine_on_theirs
from ideell.writing.plan import Plan, PlannedEdit, Suggested, plan_suggestions, settle
from ideell.writing.tokens import words
from tests.writing.cases import edited, sentence_of, some, texts

pytestmark = pytest.mark.once

HEAD = (
    "Vi anser att staten bör ta ett större ansvar för mötesplatserna på landsbygden i norr. "
    "Bidraget bör räknas upp varje år så att det följer kostnaderna. Det är bra."
)


def plan_of(*changes: tuple[str, str]) -> Plan:
    """The plan of suggestions to change these words, numbered from 1."""
    wanted = [Suggested(n, 0, HEAD.replace(*change)) for n, change in enumerate(changes, start=1)]
    return plan_suggestions({0: HEAD}, wanted, HEAD)


def test_the_same_sentence_in_other_words_is_worth_a_warning() -> None:
    plan = plan_of(("staten bör", "staten ska"), ("landsbygden", "glesbygden"), ("räknas", "höjs"))
    assert (plan.beside(1), plan.beside(2), plan.beside(3)) == ({2}, {1}, set())
    assert plan.hunks == ()


def test_what_collides_stands_on_one_card_and_is_not_warned_of() -> None:
    plan = plan_of(("större", "samlat"), ("större", "tydligt"), ("landsbygden", "glesbygden"))
    assert plan.beside(1) == {3}
    assert plan.beside(3) == {1, 2}


def test_the_same_change_by_two_is_no_warning() -> None:
    assert plan_of(("större", "samlat"), ("större", "samlat")).beside(1) == set()


def test_a_change_over_two_sentences_is_beside_both() -> None:
    plan = plan_of(
        ("i norr. Bidraget bör", "i norr, och bidraget ska"),
        ("staten bör", "staten ska"),
        ("kostnaderna", "priserna"),
        ("Det är bra", "Det är rätt"),
    )
    assert plan.beside(1) == {2, 3}
    assert plan.beside(4) == set()


def test_a_plan_stored_before_sentences_had_an_end_is_read() -> None:
    row = plan_of(("större", "samlat")).as_json()
    del row["edits"][0]["last"]
    assert Plan.from_json(row).edits[0].sentences == {0}
    assert PlannedEdit(0, 1, "a", "b", (1,), sentence=2, last=3).sentences == {2, 3}


@some
@given(st.integers(0, 100_000))
def test_the_warning_is_mutual_and_never_of_oneself(seed: int) -> None:
    chance = Random(seed)
    head = sentence_of(chance, 10, 60)
    wanted = [Suggested(n, 0, edited(head, chance, f"f{n}x", 2)) for n in range(5)]
    plan = plan_suggestions({0: head}, wanted, head)
    for one in wanted:
        beside = plan.beside(one.id)
        assert one.id not in beside
        for edit in plan.edits_of(one.id):
            assert edit.sentences
    for hunk in plan.hunks:
        sponsors = {s for wording in hunk.wordings for s in wording.sponsors}
        assert all(len(plan.edits_of(s)) > 0 for s in sponsors)


@some
@given(st.integers(0, 100_000))
def test_what_did_not_collide_stays_acceptable_when_another_is_chosen(seed: int) -> None:
    chance = Random(seed)
    head = sentence_of(chance, 20, 60)
    wanted = [Suggested(n, 0, edited(head, chance, f"f{n}x", 3)) for n in range(3)]
    plan = plan_suggestions({0: head}, wanted, head)
    chosen = wanted[0]
    free = {one.id: [e for e in plan.edits_of(one.id) if e.hunk is None] for one in wanted[1:]}
    text, left = settle(plan, head, [edit.edit for edit in plan.edits_of(chosen.id)])
    for number, edits in free.items():
        kept = [(edit.old, edit.new) for edit in left.edits_of(number)]
        lost = [(part.old, part.new) for part in left.lost_of(number)]
        done = [(p.old, p.new) for p in left.already_in if p.suggestion == number]
        torn = [(e.old, e.new) for e in plan.edits_of(number) if e.hunk is not None]
        assert Counter(lost) <= Counter(torn), "only what collided is lost"
        for edit in edits:
            assert (edit.old, edit.new) in kept + done
        made, _plan = settle(left, text, [edit.edit for edit in left.edits_of(number)])
        assert all(set(words(new)) <= set(words(made)) for _old, new in kept)


@some
@given(texts, texts, texts)
def test_mine_on_theirs_is_the_merge_where_nothing_collides(
    base: str, mine: str, theirs: str
) -> None:
    merged = merge_text(base, mine, theirs)
    attempt = mine_on_theirs(base, mine, theirs)
    if merged.clean:
        assert attempt == merged.text
    for hunk in merged.hunks:
        assert hunk.mine in attempt


@pytest.mark.parametrize("same", ["base", "mine"])
def test_with_one_change_only_the_attempt_is_that_change(same: str) -> None:
    if same == "base":
        assert mine_on_theirs(HEAD, f"{HEAD} Ja.", HEAD) == f"{HEAD} Ja."
    assert mine_on_theirs(HEAD, HEAD, f"{HEAD} Ja.") == f"{HEAD} Ja."
