"""All suggestions to a block are planned on the text as it stands; accepting is exact."""

import json
from random import Random

import pytest

from ideell.writing.diff import Edit
from ideell.writing.merge import text as merging
from ideell.writing.plan import (
    Leftover,
    Plan,
    Suggested,
    accept_all,
    grouping,
    making,
    plan_suggestions,
    rebase,
    settle,
)
from ideell.writing.tokens import words
from tests.writing.cases import edited, seeds, sentence_of
from tests.writing.test_diff import NEW, OLD

pytestmark = pytest.mark.once

OTHER = OLD.replace("större", "tydligt")


def plan_of(head: str, *wanted: str, base: str | None = None) -> Plan:
    """The plan of suggestions numbered from 1."""
    suggestions = [Suggested(number, 0, text) for number, text in enumerate(wanted, start=1)]
    return plan_suggestions({0: head if base is None else base}, suggestions, head)


def some_plan(chance: Random, moved: bool = True) -> tuple[str, str, list[Suggested], Plan]:
    """A head, suggestions on an older text, and their plan."""
    base = sentence_of(chance)
    head = edited(base, chance, "ny", 2) if moved and chance.random() < 0.5 else base
    suggestions = [
        Suggested(number, 0, edited(base, chance, f"f{number % 3}x", 2))
        for number in range(chance.randint(1, 6))
    ]
    return base, head, suggestions, plan_suggestions({0: base}, suggestions, head)


def test_accepting_one_by_one_is_accepting_all() -> None:
    accepted = 0
    for chance in seeds():
        _, head, _, plan = some_plan(chance)
        together, _ = accept_all(plan, head)
        text, left = head, plan
        for _ in range(len(plan.free)):
            text, left = settle(left, text, [chance.choice(left.free).edit])
            accepted += 1
        assert text == together
        assert not left.free or left.hunks
    assert accepted > 1_000


def test_without_exact_shifts_accepting_one_by_one_is_not_accepting_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The negative control: ranges that are not moved along give another text."""
    monkeypatch.setattr(making, "accumulate", lambda numbers: (0 for _ in numbers))
    plan = plan_of(
        "ett två tre fyra fem sex", "ett lång två tre fyra fem sex", "ett två tre fyra X sex"
    )
    head, left = settle(plan, "ett två tre fyra fem sex", [plan.free[0].edit])
    assert settle(left, head, [left.free[0].edit])[0] != "ett lång två tre fyra X sex"


def test_the_order_of_arrival_gives_the_same_text() -> None:
    for chance in seeds():
        base, head, suggestions, plan = some_plan(chance)
        chance.shuffle(suggestions)
        other = plan_suggestions({0: base}, suggestions, head)
        assert accept_all(plan, head)[0] == accept_all(other, head)[0]
        assert (plan.edits, plan.hunks) == (other.edits, other.hunks)


def test_every_suggestion_is_in_the_plan_with_every_word() -> None:
    for chance in seeds():
        base, head, suggestions, plan = some_plan(chance)
        for suggestion in suggestions:
            planned = " ".join(edit.new for edit in plan.edits_of(suggestion.id))
            left = " ".join(
                leftover.new
                for leftover in (*plan.already_in, *plan.stale)
                if leftover.suggestion == suggestion.id
            )
            new = set(suggestion.text.split()) - set(base.split())
            assert new <= set(f"{planned} {left} {head}".split())
            assert plan.state_of(suggestion.id) in ("open", "colliding", "stale", "already in")
        for hunk in plan.hunks:
            assert len(hunk.wordings) > 1
            for wording in hunk.wordings:
                for word in set(words(wording.text)) - set(words(hunk.old)):
                    assert word in hunk.together


def test_accepting_again_is_accepting_once() -> None:
    for chance in seeds():
        base, _, suggestions, plan = some_plan(chance, moved=False)
        text, _ = accept_all(plan, base)
        again = plan_suggestions({0: base}, suggestions, text)
        assert accept_all(again, text)[0] == text or plan.hunks
        for edit in plan.free[:1]:
            once, left = settle(plan, base, [edit.edit])
            assert edit.edit not in [other.edit for other in left.edits] or edit.old == edit.new
            assert {leftover.suggestion for leftover in left.already_in} >= set(edit.sponsors)
            assert once != base


def test_the_suggestions_of_the_mock_up_collide_where_they_touch() -> None:
    plan = plan_of(OLD, NEW, OTHER)
    assert [(edit.old, edit.new, edit.sponsors) for edit in plan.free] == [
        ("bör", "ska", (1,)),
        ("på landsbygden", "i hela landet", (1,)),
        ("", " för värme, el och hyra", (1,)),
    ]
    (hunk,) = plan.hunks
    assert [(wording.text, wording.sponsors) for wording in hunk.wordings] == [
        ("samlat", (1,)),
        ("tydligt", (2,)),
    ]
    assert hunk.together == "samlat tydligt"
    assert [edit.sentence for edit in plan.edits] == [0, 0, 0, 0, 1]
    assert plan.state_of(1) == plan.state_of(2) == "colliding"


def test_the_same_suggestion_by_two_is_one_edit_with_two_sponsors() -> None:
    plan = plan_of(OLD, OTHER, NEW, OTHER)
    assert [edit.sponsors for edit in plan.edits if edit.new == "tydligt"] == [(1, 3)]
    assert plan.hunks[0].wordings[0].sponsors == (1, 3)


def test_the_known_trap_collides_in_a_plan() -> None:
    base = "Vi avstyrker förslaget i denna del."
    trap = base.replace("avstyrker", "ställer oss tveksamma till")
    plan = plan_of(base, trap, base.replace("avstyrker", "avstyrker bestämt"))
    assert not plan.free
    assert len(plan.hunks) == 1


def test_without_the_guard_the_trap_is_accepted_in_a_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of the test above."""
    monkeypatch.setattr(grouping, "near", lambda *_: False)
    monkeypatch.setattr(merging, "near", lambda *_: False)
    test = test_the_known_trap_collides_in_a_plan
    with pytest.raises(AssertionError):
        test()


def test_a_choice_in_a_hunk_settles_its_sponsors_and_names_the_others() -> None:
    plan = plan_of(OLD, NEW, OTHER)
    wording = plan.hunks[0].wordings[1]
    text, left = settle(plan, OLD, [plan.hunks[0].choose(wording.text)], wording.sponsors)
    assert text == OTHER
    assert left.state_of(2) == "already in"
    assert left.state_of(1) == "stale"
    assert left.stale == (Leftover(1, "större", "samlat"),)
    assert len(left.free) == 3
    assert accept_all(left, text)[0] == NEW.replace("samlat", "tydligt")


def test_written_together_satisfies_both() -> None:
    plan = plan_of(OLD, NEW, OTHER)
    text, left = settle(plan, OLD, [plan.hunks[0].choose("samlat och tydligt")], (1, 2))
    assert "ett samlat och tydligt ansvar" in text
    assert not left.stale
    assert left.state_of(1) == "open"


def test_a_suggestion_follows_its_words_to_a_new_head() -> None:
    head = "Vi i nätverket anser att staten bör" + OLD[OLD.index(" ta ett") :]
    plan = plan_of(head, NEW, base=OLD)
    assert plan.state_of(1) == "open" or plan.stale
    moved = next(edit for edit in plan.edits if edit.new == "samlat")
    assert head[moved.start : moved.end] == "större"


def test_what_the_head_already_says_is_already_in() -> None:
    plan = plan_of(OTHER, OTHER, NEW, base=OLD)
    assert plan.state_of(1) == "already in"
    assert plan.already_in == (Leftover(1, "större", "tydligt"),)
    assert plan.state_of(2) == "stale"
    assert plan.stale == (Leftover(2, "större", "samlat"),)
    assert plan_of(OLD, OLD).state_of(1) == "already in"


def test_a_rewritten_head_makes_suggestions_stale_not_nonsense() -> None:
    head = "Helt andra ord om det som ingen av oss hade tänkt på förut, men som staten bör veta."
    plan = plan_of(head, NEW, base=OLD)
    assert plan.state_of(1) == "stale"
    assert not plan.edits


def test_a_wholly_new_text_is_one_edit() -> None:
    plan = plan_suggestions({"r1": OLD}, [Suggested("a", "r1", NEW, whole=True)], OLD)
    assert [edit.edit for edit in plan.edits] == [Edit(0, len(OLD), OLD, NEW)]


def test_a_plan_follows_direct_writing() -> None:
    plan = plan_of(OLD, NEW)
    head = OLD.replace("varje år", "alla år")
    followed = rebase(plan, OLD, head)
    assert accept_all(followed, head)[0] == NEW.replace("varje år", "alla år")


def test_a_plan_of_another_text_is_refused() -> None:
    plan = plan_of(OLD, NEW)
    assert plan.is_of(OLD)
    with pytest.raises(ValueError, match="another text"):
        accept_all(plan, NEW)


def test_a_stored_plan_is_the_same_plan() -> None:
    for chance in (chance for chance, _ in zip(seeds(), range(200), strict=False)):
        *_, plan = some_plan(chance)
        assert Plan.from_json(json.loads(json.dumps(plan.as_json()))) == plan
    assert Plan.from_json({}) == Plan("")
    assert list(plan_of(OLD, OTHER).ranges()) == [(31, 37)]


def test_an_empty_block_can_be_filled_by_one_of_many() -> None:
    plan = plan_of("", "Ett förslag.", "Ett annat.", "Ett förslag.")
    assert [wording.sponsors for wording in plan.hunks[0].wordings] == [(1, 3), (2,)]
    assert accept_all(plan_of("", "Ett förslag."), "")[0] == "Ett förslag."
