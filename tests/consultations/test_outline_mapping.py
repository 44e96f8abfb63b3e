"""The nodes of a corrected report find their old selves."""

from __future__ import annotations

import pytest

from ideell.reading.mapping import How, Mapping, map_outlines
from ideell.reading.nodes import Kind, Node, plain_words

pytestmark = pytest.mark.once


def section(number: str, heading: str) -> Node:
    return Node(number, heading, Kind.SECTION, 2)


def proposal(heading: str) -> Node:
    return Node("", heading, Kind.PROPOSAL, 3)


def pairs(mapping: Mapping) -> list[tuple[int, int, How]]:
    return [(pair.old, pair.new, pair.how) for pair in mapping.pairs]


def test_the_same_nodes_pair_in_order_even_when_they_look_alike() -> None:
    nodes = [section("1.1", "Inledning"), proposal("Ge stöd."), proposal("Ge stöd.")]
    mapping = map_outlines(nodes, nodes)
    assert pairs(mapping) == [(0, 0, How.SAME), (1, 1, How.SAME), (2, 2, How.SAME)]
    assert (mapping.lost, mapping.added) == ((), ())


def test_a_section_that_was_moved_is_found_by_its_heading() -> None:
    old = [section("1.1", "Musikens villkor"), section("1.2", "Dansens villkor")]
    new = [section("1.1", "Dansens villkor"), section("1.2", "Musikens villkor")]
    assert pairs(map_outlines(old, new)) == [(0, 1, How.HEADING), (1, 0, How.HEADING)]


def test_a_section_with_a_new_heading_is_found_by_its_number() -> None:
    old, new = [section("1.1", "Musik")], [section("1.1", "Ljudkonst i länet")]
    assert pairs(map_outlines(old, new)) == [(0, 0, How.NUMBER)]


def test_headings_that_occur_twice_pair_by_number_before_heading() -> None:
    old = [section("1.5", "Övriga konsekvenser"), section("2.5", "Övriga konsekvenser")]
    new = [section("2.5", "Övriga konsekvenser för alla"), section("3.5", "Övriga konsekvenser")]
    assert pairs(map_outlines(old, new)) == [(0, 1, How.HEADING), (1, 0, How.NUMBER)]


def test_a_box_with_small_changes_is_found_by_likeness() -> None:
    old = [proposal("Staten ska ge stöd till musik i hela landet."), proposal("Ja.")]
    new = [
        section("1", "Staten ska ge stöd till musik i hela landet"),
        proposal("Staten ska ge ett stöd till musiken i hela landet."),
    ]
    mapping = map_outlines(old, new)
    assert pairs(mapping) == [(0, 1, How.ALIKE)]
    assert (mapping.lost, mapping.added) == ((1,), (0,))


def test_the_most_alike_pair_first() -> None:
    old = [
        proposal("Staten ska ge stöd till musik nu"),
        proposal("Staten ska ge stöd till musiken"),
    ]
    new = [
        proposal("Staten ska ge stöd till musiken."),
        proposal("Staten ska ge stöd till musik i år"),
    ]
    assert {(old, new) for old, new, _ in pairs(map_outlines(old, new))} == {(0, 1), (1, 0)}


def test_what_is_new_and_what_is_gone_is_listed() -> None:
    mapping = map_outlines([section("1.1", "Musik")], [section("2.1", "Slöjd och hantverk")])
    assert (mapping.pairs, mapping.lost, mapping.added) == ((), (0,), (0,))


def test_the_stable_key_ignores_case_marks_and_spaces_and_stays_short() -> None:
    assert section("1.1", "Musik,  DANS – och ”slöjd”").stable_key == "1.1|musik dans och slöjd"
    long = plain_words("ord " * 100)
    assert len(long) <= 120
    assert long != plain_words("ord " * 101)
