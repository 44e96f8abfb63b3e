"""The list: facets with counts, words in titles and files, pages; never more than one may open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from ideell.documents import keeping_back
from ideell.documents.listing import Choice, Listed, listed
from ideell.documents.models import Document
from ideell.documents.wanted import Wanted, wanted_from
from ideell.extensions import db
from ideell.foundation.clock import today
from ideell.people.sharing import Room
from ideell.search.results import search
from ideell.search.wanted import wanted_from as searched_for
from tests.browsing import Browsers
from tests.consultations.builders import make_consultation
from tests.documents.builders import add_version, make_document, make_written, word
from tests.world import World


@pytest.fixture(autouse=True)
def asked(app: Flask, world: World) -> Iterator[None]:
    """The list names addresses, which only a request knows."""
    with app.test_request_context("/dokument"):
        yield


def found(world: World, who: str = "anna", **wanted: object) -> Listed:
    return listed(Wanted(**wanted), world.actor(who))  # type: ignore[arg-type]  # because mixed


def names(choices: Sequence[Choice]) -> dict[str, int]:
    return {choice.name: int(choice.many) for choice in choices}


@pytest.fixture
def shelf(world: World) -> dict[str, Document]:
    """Documents of several kinds, owners, subjects and years; one that Anna may not see."""
    consultation = make_consultation(world)
    return {
        "plan": make_document(world, word("Körerna övar."), "plan.docx", title="Plan",
                              tags=["museer", "film"], year=2025, about=consultation),
        "list": make_document(world, b"a;b\n1;2\n", "a.csv", title="Lista", tags=["museer"],
                              year=2026, by="larserik"),
        "own": make_document(world, b"bara vi\n", title="Eget", tags=["film"], year=2026,
                             room=Room(world.korbygden.id, "own")),
        "hidden": make_document(world, b"hemligt\n", title="Dolt", tags=["museer"], year=1999,
                                room=Room(world.soderas.id, "own"), by="sara"),
    }  # fmt: skip


def test_every_facet_counts_what_one_may_open(world: World, shelf: dict[str, Document]) -> None:
    page = found(world)
    assert (page.total, len(page.rows)) == (3, 3)
    assert names(page.facets.tags) == {"film": 2, "museer": 2}
    assert names(page.facets.consultations) == {"Kultur i hela landet": 1}
    assert names(page.facets.owners) == {"Körbygden": 1, "Samklang": 2}
    assert names(page.facets.kinds) == {"Word och liknande": 1, "Ren text": 1, "Tabeller": 1}
    assert names(page.facets.years) == {"2026": 2, "2025": 1}
    assert found(world, "sara").total == 3  # hers, and the two of the umbrella's members
    assert found(world, "ulla").total == 0


def test_choices_stand_in_the_order_of_what_they_are_called(
    world: World, shelf: dict[str, Document]
) -> None:
    make_document(world, b"x\n", title="Till", tags=["ängar", "åar", "öar"])
    world.samklang.short_name = "Alla ihop"  # its whole name begins with S
    db.session.commit()
    facets = found(world).facets
    assert list(names(facets.owners)) == ["Alla ihop", "Körbygden"]
    assert list(names(facets.tags)) == ["film", "museer", "åar", "ängar", "öar"]


def test_what_is_chosen_narrows_the_rest(world: World, shelf: dict[str, Document]) -> None:
    page = found(world, tags=("museer",))
    assert [row.title for row in page.rows] == ["Lista", "Plan"]
    assert names(page.facets.tags) == {"museer": 2, "film": 1}
    both = found(world, tags=("museer", "film"))
    assert [row.title for row in both.rows] == ["Plan"]
    assert both.facets.tags[0].url == "/dokument?amne=film"
    assert [row.title for row in found(world, kind="table").rows] == ["Lista"]
    assert [row.title for row in found(world, year=2025).rows] == ["Plan"]
    assert [row.title for row in found(world, owner=world.korbygden.id).rows] == ["Eget"]
    about = shelf["plan"].about_id
    page = found(world, consultation=about)
    assert [row.title for row in page.rows] == ["Plan"]
    assert page.facets.consultations[0].is_chosen


def test_words_are_found_in_titles_and_files_and_texts(
    world: World, shelf: dict[str, Document]
) -> None:
    make_written(world, "Kören sjunger på torget.", title="Skrivet")
    assert [row.title for row in found(world, text="övar").rows] == ["Plan"]
    assert [row.title for row in found(world, text="torg").rows] == ["Skrivet"]
    assert [row.title for row in found(world, text="lista").rows] == ["Lista"]
    assert found(world, text="hemligt").total == 0
    assert found(world, text="finns inte alls").total == 0
    assert found(world, text="…").total == 0
    assert found(world, text="korerna").total == 1  # without the marks, when nothing else is


def test_the_search_finds_documents_in_a_group_of_their_own(
    world: World, shelf: dict[str, Document]
) -> None:
    document = make_written(world, "Trumslagaren övar.", title="Skrivet")
    actor = world.actor("anna")
    result = search(searched_for({"q": "övar"}, actor), actor)
    (group,) = result.groups
    assert (group.group.name, group.total) == ("dokument", 2)
    urls = {hit.title[0].text: hit.url for hit in group.hits}
    assert urls["Plan"] == shelf["plan"].url
    assert urls["Stycke 1"].startswith(f"{document.url}#block-")
    alone = search(searched_for({"q": "övar", "slag": "dokument"}, actor), actor)
    assert alone.groups[0].total == 2


def test_a_newer_file_is_what_is_found(world: World) -> None:
    document = make_document(world, word("Dragspelet."), "a.docx")
    add_version(world, document, word("Nyckelharpan."), "a.docx")
    assert found(world, text="dragspelet").total == 0
    assert found(world, text="nyckelharpan").total == 1


def test_what_is_retired_stands_by_itself(world: World, shelf: dict[str, Document]) -> None:
    keeping_back.retire(shelf["plan"], "Gammal", by=world.actor("kerstin"))
    db.session.commit()
    assert found(world).total == 2
    assert names(found(world).facets.tags) == {"film": 1, "museer": 1}
    page = found(world, retired=True)
    assert [row.title for row in page.rows] == ["Plan"]
    assert names(page.facets.tags) == {"film": 1, "museer": 1}


def test_the_list_stands_in_pages_of_25(as_: Browsers, world: World) -> None:
    for number in range(27):
        make_document(world, f"{number}".encode(), title=f"Papper {number}")
    assert len(found(world).rows) == 25
    assert [row.title for row in found(world, page=2).rows] == ["Papper 1", "Papper 0"]
    assert found(world, page=99).page == 2
    page = as_(world.anna).get("/dokument?sida=2")
    assert "Sida 2 av 2" in page
    assert "Papper 0" in page


def test_the_address_is_understood_and_what_is_not_left_out() -> None:
    asked = MultiDict([("amne", "Film"), ("amne", "film"), ("amne", ""), ("typ", "bild"),
                       ("ar", "2026"), ("remiss", "x"), ("allians", "7"), ("sida", "-1"),
                       ("utgatt", "ja"), ("q", "  kör  ")])  # fmt: skip
    wanted = wanted_from(asked)
    assert wanted == Wanted(text="kör", tags=("film",), owner=7, kind="picture", year=2026,
                            retired=True)  # fmt: skip
    assert wanted.url(page=2) == (
        "/dokument?q=k%C3%B6r&amne=film&allians=7&typ=bild&ar=2026&utgatt=ja&sida=2"
    )
    assert wanted_from(MultiDict({"ar": "1066", "typ": "?"})) == Wanted()


def test_an_empty_list_says_what_to_do(as_: Browsers, world: World) -> None:
    anna = as_(world.anna)
    assert "Inga dokument än." in anna.get("/dokument")
    assert "Inga dokument har de ämnena. Ta bort ett." in anna.get("/dokument?amne=film")
    assert "Inga dokument passar." in anna.get("/dokument?typ=pdf")
    assert "Inget är indraget." in anna.get("/dokument?utgatt=ja")
    make_document(world, tags=["film", "egen"])
    page = anna.get(f"/dokument?amne=film&typ=text&q=koren&ar={today().year}")
    assert "Underlag" in page
    assert page.form("/dokument")["typ"] == "text"
