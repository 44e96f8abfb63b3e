"""Approving an outline, and a corrected report that takes the place of the one before."""

from __future__ import annotations

import pytest

from ideell.consultations import panels
from ideell.consultations.corrected import approve, compared, left_over
from ideell.consultations.editing import add_node
from ideell.consultations.models import SourceDocument, SourceNode
from ideell.consultations.reports_shown import reports_of
from ideell.consultations.sources import bring_by_hand
from ideell.extensions import db
from ideell.foundation.rules import RuleBroken
from tests.consultations.builders import headings, make_consultation, make_document, node_called
from tests.world import World

CORRECTED = """1 Sammanfattning 5
2 Statens ansvar 9
2.1 Ett mål i lag för kulturen 10
Bedömning: Målet kostar inget 12
Förslag: Den ideella kulturen ska nämnas i lagen 13
2.2 Ett nytt avsnitt 14
2.3 Stöd till mötesplatser 18
Förslag: Staten ska ge stöd åt folkbildningen 19
4 Ikraftträdande 30"""


@pytest.fixture
def written_about(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    numbers: set[int] = set()
    monkeypatch.setattr(panels, "_hanging", [lambda asked: set(asked) & numbers])
    return numbers


def rows(document: SourceDocument) -> dict[str, int]:
    db.session.expire(document, ["nodes"])
    return {node.heading: node.id for node in document.nodes}


def test_an_approved_outline_is_seen_and_can_be_hidden_again(
    world: World, written_about: set[int]
) -> None:
    document, mona = (
        make_document(make_consultation(world), world, approved=False),
        world.actor("mona"),
    )
    deed = approve(document, by=mona)
    assert document.consultation.source is document
    deed.undo(by=mona)
    assert document.state == "read"
    deed = approve(document, by=mona)
    written_about.add(document.nodes[3].id)
    with pytest.raises(RuleBroken, match="redan skrivit"):
        deed.undo(by=mona)


def test_an_outline_is_approved_once_and_never_empty(world: World) -> None:
    mona = world.actor("mona")
    document = bring_by_hand(make_consultation(world), by=mona)
    with pytest.raises(RuleBroken, match="minst en rubrik"):
        approve(document, by=mona)
    add_node(document, "Kapitel", by=mona)
    approve(document, by=mona)
    with pytest.raises(RuleBroken, match="redan godkänt"):
        approve(document, by=mona)


def test_the_first_report_is_compared_with_nothing(world: World) -> None:
    document = make_document(make_consultation(world), world, approved=False)
    assert compared(document, document.nodes) is None
    approve(document, by=world.actor("mona"))
    assert compared(document, document.nodes) is None


def test_what_is_kept_new_and_gone_is_listed_before_approval(
    world: World, written_about: set[int]
) -> None:
    made = make_consultation(world)
    first = make_document(made, world)
    gone = rows(first)
    written_about.add(gone["Konsekvenser"])
    second = make_document(made, world, CORRECTED, approved=False)
    found = compared(second, second.nodes)
    assert found is not None
    assert found.kept == 6
    assert {node.heading for node in found.added} == {
        "Ett nytt avsnitt", "Staten ska ge stöd åt folkbildningen", "Ikraftträdande",
    }  # fmt: skip
    assert {node.heading for node in found.lost} == {
        "Kommunerna ska få stöd till mötesplatser", "Konsekvenser",
    }  # fmt: skip
    assert found.written_about == {gone["Konsekvenser"]}


def test_nodes_keep_their_numbers_when_a_corrected_report_takes_over(
    world: World, written_about: set[int]
) -> None:
    made, mona = make_consultation(world), world.actor("mona")
    first = make_document(made, world)
    before = rows(first)
    written_about.update({before["Konsekvenser"], before["Målet kostar inget"]})
    second = make_document(made, world, CORRECTED, approved=False)
    deed = approve(second, by=mona)
    db.session.commit()
    after = rows(second)
    assert after["Ett mål i lag för kulturen"] == before["Ett mål i lag"]
    for same in ("Målet kostar inget", "Stöd till mötesplatser", "Statens ansvar"):
        assert after[same] == before[same]
    assert headings(second)[2:5] == [
        ".2.1 Ett mål i lag för kulturen", ".. Målet kostar inget",
        ".. Den ideella kulturen ska nämnas i lagen",
    ]  # fmt: skip
    assert [node.position for node in second.nodes] == list(range(1, 10))
    assert node_called(second, "Stöd till").number == "2.3"
    assert node_called(second, "Målet").parent_id == before["Ett mål i lag"]
    assert (first.state, second.supersedes_id, made.source) == ("superseded", first.id, second)
    assert not deed.can_be_undone
    assert [node.id for node in left_over(second)] == [before["Konsekvenser"]]
    assert list(rows(first)) == ["Kommunerna ska få stöd till mötesplatser"]


def test_a_new_node_that_somebody_wrote_about_already_is_kept_beside(
    world: World, written_about: set[int]
) -> None:
    made = make_consultation(world)
    first = make_document(made, world)
    second = make_document(made, world, CORRECTED, approved=False)
    before, new = rows(first), rows(second)
    written_about.update({new["Sammanfattning"], before["Sammanfattning"]})
    approve(second, by=world.actor("mona"))
    assert rows(second)["Sammanfattning"] == new["Sammanfattning"]
    assert "Sammanfattning" in rows(first)


def test_nothing_of_the_new_report_is_doubled(world: World) -> None:
    made = make_consultation(world)
    make_document(made, world)
    make_document(made, world)
    third = make_document(made, world, CORRECTED)
    assert db.session.query(SourceNode).filter(SourceNode.document_id == third.id).count() == 9
    assert [one.state for one in made.documents] == ["superseded", "superseded", "approved"]
    assert reports_of(made)[1] is None


def test_an_approval_that_was_replaced_is_not_taken_back(world: World) -> None:
    made, mona = make_consultation(world), world.actor("mona")
    first = make_document(made, world, approved=False)
    deed = approve(first, by=mona)
    make_document(made, world, CORRECTED)
    with pytest.raises(RuleBroken, match="tagit över"):
        deed.undo(by=mona)
