"""Edits make the new text of the old one, read well, and are found quickly."""

from itertools import pairwise

import pytest
from hypothesis import given

from ideell.writing.diff import (
    Edit,
    Piece,
    apply_edits,
    diff_words,
    finest_edits,
    is_rewritten,
    pieces,
    planned_edits,
)
from ideell.writing.tokens import words
from tests.writing.cases import edited, seeds, sentence_of, some, texts

pytestmark = pytest.mark.once

OLD = (
    "Vi anser att staten bör ta ett större ansvar för mötesplatserna på landsbygden. "
    "Bidraget bör räknas upp varje år så att det följer kostnaderna."
)
NEW = (
    "Vi anser att staten ska ta ett samlat ansvar för mötesplatserna i hela landet. "
    "Bidraget bör räknas upp varje år så att det följer kostnaderna för värme, el och hyra."
)


@some
@given(texts, texts)
def test_edits_make_the_new_text(old: str, new: str) -> None:
    for edits in (diff_words(old, new), finest_edits(old, new), planned_edits(old, new)):
        assert apply_edits(old, edits) == new
        assert apply_edits(old, reversed(edits)) == new
        assert all(old[edit.start : edit.end] == edit.old != edit.new for edit in edits)


@some
@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert diff_words(text, text) == []
    assert not is_rewritten(text, text)


@some
@given(texts, texts)
def test_pieces_hold_both_texts(old: str, new: str) -> None:
    shown = pieces(old, new)
    assert "".join(piece.text for piece in shown if piece.kind != "ins") == old
    assert "".join(piece.text for piece in shown if piece.kind != "del") == new


def test_edits_lie_at_least_two_words_apart() -> None:
    for chance in seeds():
        old = sentence_of(chance)
        edits = diff_words(old, edited(old, chance, "ny", 6))
        for one, other in pairwise(edits):
            assert len(words(old[one.end : other.start])) >= 2


def test_the_change_of_the_mock_up_is_four_edits() -> None:
    assert diff_words(OLD, NEW) == [
        Edit(20, 23, "bör", "ska"),
        Edit(31, 37, "större", "samlat"),
        Edit(64, 78, "på landsbygden", "i hela landet"),
        Edit(142, 142, "", " för värme, el och hyra"),
    ]


def test_changes_one_word_apart_are_one_edit() -> None:
    assert [edit[2:] for edit in diff_words("ett två tre fyra fem", "ett TVÅ tre FYRA fem")] == [
        ("två tre fyra", "TVÅ tre FYRA")
    ]


def test_changes_in_two_blocks_are_never_one_edit() -> None:
    assert len(diff_words("slutet här.\n\nBörjan nu", "slutet HÄR.\n\nBÖRJAN nu")) == 2


def test_lone_punctuation_is_shown_with_its_word() -> None:
    assert pieces("Det är bra, men dyrt.", "Det är bra; men dyrt.") == [
        Piece("same", "Det är "),
        Piece("del", "bra,"),
        Piece("ins", "bra;"),
        Piece("same", " men dyrt."),
    ]
    assert Piece("ins", ".") in pieces("Det är (bra) här", "Det är (bra). här")
    assert Piece("del", ",") in pieces("(”, a b c", "(”; a b c")


def test_a_rewritten_text_is_shown_whole() -> None:
    new = "Helt andra ord om något annat som ingen av oss hade tänkt på förut, och mer därtill."
    assert is_rewritten(OLD, new)
    assert pieces(OLD, new) == [Piece("del", OLD), Piece("ins", new)]
    assert planned_edits(OLD, new) == [Edit(0, len(OLD), OLD, new)]


@pytest.mark.parametrize("new", [OLD + " Och mer. " * 40, OLD[:79], "", NEW])
def test_adding_and_cutting_is_not_rewriting(new: str) -> None:
    assert not is_rewritten(OLD, new)


def test_a_text_called_wholly_new_is_one_edit() -> None:
    assert planned_edits(OLD, NEW, whole=True) == [Edit(0, len(OLD), OLD, NEW)]
    assert planned_edits(OLD, OLD, whole=True) == []


def test_a_sentence_put_in_among_sentences_is_put_in_whole() -> None:
    old = "Vi tycker att det är bra. Vi tycker att det är dyrt."
    new = "Vi tycker att det är bra. Vi tycker att det är sent. Vi tycker att det är dyrt."
    assert [edit.new for edit in diff_words(old, new)] == ["Vi tycker att det är sent. "]
