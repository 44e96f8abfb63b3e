"""Correcting an outline by hand, and taking each correction back."""

from __future__ import annotations

import pytest

from ideell.activity.models import Deed
from ideell.consultations import panels
from ideell.consultations.editing import NODES, add_node, change_node, move_node, remove_node
from ideell.consultations.models import SourceDocument, SourceNode
from ideell.extensions import db
from ideell.foundation.rules import RuleBroken
from tests.consultations.builders import headings, make_consultation, make_document, node_called
from tests.world import World

WHOLE = [
    "1 Sammanfattning",
    "2 Statens ansvar",
    ".2.1 Ett mål i lag",
    ".. Den ideella kulturen ska nämnas i lagen",
    ".. Målet kostar inget",
    ".2.2 Stöd till mötesplatser",
    ".. Kommunerna ska få stöd till mötesplatser",
    "3 Konsekvenser",
]


@pytest.fixture
def document(world: World) -> SourceDocument:
    return make_document(make_consultation(world), world, approved=False)


@pytest.fixture
def written_about(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The nodes that somebody wrote about, as a higher room would say."""
    numbers: set[int] = set()
    monkeypatch.setattr(panels, "_hanging", [lambda asked: set(asked) & numbers])
    return numbers


def undo(deed: Deed | None, world: World) -> None:
    assert deed is not None
    deed.undo(by=world.actor("mona"))


def parents(document: SourceDocument) -> dict[str, str | None]:
    by_id = {node.id: node for node in document.nodes}
    return {
        node.heading: by_id[node.parent_id].heading if node.parent_id else None
        for node in document.nodes
    }


def test_the_outline_stands_as_it_was_pasted(document: SourceDocument) -> None:
    assert headings(document) == WHOLE
    assert parents(document)["Målet kostar inget"] == "Ett mål i lag"
    assert [node.position for node in document.nodes] == list(range(1, 9))


def test_a_heading_is_renamed_and_back(document: SourceDocument, world: World) -> None:
    node = node_called(document, "Ett mål")
    node.is_certain = False
    deed = change_node(
        node, number="2.1 a", heading="Mål", kind="impact", page=11, by=world.actor("mona")
    )
    assert (node.number, node.kind, node.page_from, node.is_certain) == (
        "2.1 a",
        "impact",
        11,
        True,
    )
    assert node.stable_key == "2.1 a|mål"
    undo(deed, world)
    assert headings(document) == WHOLE
    assert (node.kind, node.page_from) == ("section", 10)


def test_saving_a_heading_as_it_stands_leaves_no_deed(
    document: SourceDocument, world: World
) -> None:
    node = node_called(document, "Ett mål")
    same = {"number": "2.1", "heading": "Ett mål i lag", "kind": "section", "page": 10}
    assert change_node(node, **same, by=world.actor("mona")) is None
    node.is_certain = False
    assert change_node(node, **same, by=world.actor("mona")) is not None


def test_a_heading_renamed_again_is_not_put_back(document: SourceDocument, world: World) -> None:
    node, mona = node_called(document, "Ett mål"), world.actor("mona")
    deed = change_node(node, number="1", heading="A", kind="section", page=None, by=mona)
    change_node(node, number="1", heading="B", kind="section", page=None, by=mona)
    with pytest.raises(RuleBroken, match="sedan dess"):
        undo(deed, world)


@pytest.mark.parametrize(
    ("heading", "way", "place"),
    [
        ("Stöd till", "up", 2), ("Ett mål", "down", 4), ("Konsekvenser", "up", 1),
        ("Konsekvenser", "in", 7), ("Stöd till", "in", 5), ("Ett mål", "out", 4),
        ("Målet kostar", "up", 3), ("Målet kostar", "out", 4),
    ],
)  # fmt: skip
def test_a_heading_moves_and_back(
    document: SourceDocument, world: World, heading: str, way: str, place: int
) -> None:
    node = node_called(document, heading)
    kind = node.kind
    deed = move_node(node, way, by=world.actor("mona"))
    assert headings(document) != WHOLE
    assert document.nodes.index(node) == place
    undo(deed, world)
    assert headings(document) == WHOLE
    assert node.kind == kind


def test_a_chapter_becomes_a_section_further_in_and_a_section_a_chapter(
    document: SourceDocument, world: World
) -> None:
    mona = world.actor("mona")
    chapter, section = node_called(document, "Konsekvenser"), node_called(document, "Ett mål")
    move_node(chapter, "in", by=mona)
    move_node(section, "out", by=mona)
    assert (chapter.kind, section.kind) == ("section", "chapter")
    assert parents(document)["Konsekvenser"] == "Statens ansvar"


def test_a_heading_does_not_move_where_it_cannot(document: SourceDocument, world: World) -> None:
    with pytest.raises(RuleBroken, match="inte att flytta"):
        move_node(node_called(document, "Sammanfattning"), "up", by=world.actor("mona"))
    with pytest.raises(RuleBroken, match="inte att flytta"):
        move_node(node_called(document, "Målet kostar"), "in", by=world.actor("mona"))


def test_a_move_is_not_taken_back_after_another(document: SourceDocument, world: World) -> None:
    node, mona = node_called(document, "Konsekvenser"), world.actor("mona")
    deed = move_node(node, "up", by=mona)
    move_node(node, "up", by=mona)
    with pytest.raises(RuleBroken, match="sedan dess"):
        undo(deed, world)


def test_a_heading_is_added_last_after_or_under_and_taken_back(
    document: SourceDocument, world: World
) -> None:
    mona = world.actor("mona")
    last, _ = add_node(document, "Bilaga 1", by=mona)
    assert (last.kind, headings(document)[-1]) == ("chapter", "Bilaga 1")
    section = node_called(document, "Ett mål")
    after, deed = add_node(document, "Nytt", number="2.1 b", after=section, by=mona)
    assert headings(document)[5] == ".2.1 b Nytt"
    undo(deed, world)
    assert after not in document.nodes
    under, _ = add_node(document, "Djupt", kind="proposal", after=section, under=True, by=mona)
    assert headings(document)[5] == ".. Djupt"
    assert under.parent_id == section.id
    box = node_called(document, "Målet kostar")
    add_node(document, "Bredvid", after=box, under=True, by=mona)
    assert ".. Bredvid" in headings(document)


def test_an_added_heading_with_something_under_it_stays(
    document: SourceDocument, world: World, written_about: set[int]
) -> None:
    mona = world.actor("mona")
    node, deed = add_node(document, "Nytt", by=mona)
    _, under = add_node(document, "Under", after=node, under=True, by=mona)
    db.session.commit()
    with pytest.raises(RuleBroken):
        undo(deed, world)
    db.session.rollback()
    undo(under, world)
    written_about.add(node.id)
    db.session.commit()
    with pytest.raises(RuleBroken):
        undo(deed, world)
    db.session.rollback()
    written_about.clear()
    undo(deed, world)
    assert headings(document) == WHOLE


def test_a_heading_is_removed_alone_and_what_is_under_it_moves_out(
    document: SourceDocument, world: World
) -> None:
    deed = remove_node(node_called(document, "Ett mål"), with_all=False, by=world.actor("mona"))
    assert headings(document)[2] == ". Den ideella kulturen ska nämnas i lagen"
    undo(deed, world)
    assert headings(document) == WHOLE


def test_a_chapter_is_removed_with_all_that_stands_under_it(
    document: SourceDocument, world: World
) -> None:
    deed = remove_node(node_called(document, "Statens"), with_all=True, by=world.actor("mona"))
    assert headings(document) == ["1 Sammanfattning", "3 Konsekvenser"]
    undo(deed, world)
    assert headings(document) == WHOLE


def test_the_first_heading_comes_back_first(document: SourceDocument, world: World) -> None:
    deed = remove_node(node_called(document, "Samman"), with_all=False, by=world.actor("mona"))
    undo(deed, world)
    assert headings(document) == WHOLE


def test_a_removal_that_was_built_on_is_not_taken_back(
    document: SourceDocument, world: World
) -> None:
    mona = world.actor("mona")
    deed = remove_node(node_called(document, "Ett mål"), with_all=False, by=mona)
    remove_node(node_called(document, "Den ideella"), with_all=False, by=mona)
    with pytest.raises(RuleBroken, match="sedan dess"):
        undo(deed, world)
    other = remove_node(node_called(document, "Konsekv"), with_all=False, by=mona)
    remove_node(node_called(document, "Statens"), with_all=True, by=mona)
    with pytest.raises(RuleBroken, match="sedan dess"):
        undo(other, world)


def test_what_somebody_wrote_about_is_not_removed(
    document: SourceDocument, world: World, written_about: set[int]
) -> None:
    written_about.add(node_called(document, "Målet kostar").id)
    mona = world.actor("mona")
    with pytest.raises(RuleBroken, match="skrivit om"):
        remove_node(node_called(document, "Statens"), with_all=True, by=mona)
    remove_node(node_called(document, "Ett mål"), with_all=False, by=mona)
    assert ". Målet kostar inget" in headings(document)


def test_a_removed_heading_is_nowhere(document: SourceDocument, world: World) -> None:
    mona = world.actor("mona")
    node = node_called(document, "Konsekvenser")
    remove_node(node, with_all=True, by=mona)
    assert db.session.query(SourceNode).filter(SourceNode.visible_to(mona)).count() == 7
    with pytest.raises(RuleBroken, match="tagit bort"):
        move_node(node, "up", by=mona)


@pytest.mark.parametrize("state", ["waiting", "unreadable", "superseded", "withdrawn"])
def test_an_outline_that_is_not_open_is_not_changed(
    document: SourceDocument, world: World, state: str
) -> None:
    document.state = state
    with pytest.raises(RuleBroken, match="går inte att ändra"):
        add_node(document, "Nytt", by=world.actor("mona"))


def test_a_node_outside_any_report_is_not_changed(document: SourceDocument, world: World) -> None:
    node = document.nodes[0]
    node.document = None
    with pytest.raises(RuleBroken, match="går inte att ändra"):
        change_node(node, number="", heading="A", kind="chapter", page=None, by=world.actor("mona"))


def test_an_outline_has_an_end(
    document: SourceDocument, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ideell.consultations.editing.NODES", 8)
    assert NODES == 5000
    with pytest.raises(RuleBroken, match="5 000"):
        add_node(document, "Nytt", by=world.actor("mona"))
