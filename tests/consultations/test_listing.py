"""The list: groups, search, filters, pages."""

from __future__ import annotations

import pytest

from ideell.consultations.listing import FIRST_OF_OLD, PAGE, Wanted, groups, wanted_from
from ideell.consultations.models import Consultation
from ideell.extensions import db
from tests.browsing import Browsers
from tests.consultations.builders import in_days, make_consultation
from tests.world import World


def put(world: World, **values: object) -> Consultation:
    made = Consultation(
        **({"title": "Remiss", "owner_org_id": world.samklang.id, "state": "watching"} | values)
    )
    db.session.add(made)
    return made


def titles(
    world: World, wanted: Wanted | None = None, who: str = "birgitta"
) -> dict[str, list[str]]:
    db.session.flush()
    found = groups(world.actor(who), wanted or Wanted())
    return {group.shelf: [row.title for row in group.rows] for group in found}


def test_each_state_has_its_group_and_the_nearest_deadline_comes_first(world: World) -> None:
    for title, state, days in (
        ("sist", "active", 40), ("först", "active", 3), ("nästa", "triage", 9),
        ("okänd", "watching", None), ("gammal", "closed", -400), ("ny", "submitted", -4),
        ("nej", "not_answering", 5), ("andras", "endorsing_other", 50),
    ):  # fmt: skip
        put(world, title=title, state=state, deadline=in_days(days) if days is not None else None)
    assert titles(world) == {
        "now": ["först", "sist"],
        "coming": ["nästa", "okänd"],
        "answered": ["ny", "gammal"],
        "declined": ["andras", "nej"],
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kultur", ["Kultur på väg"]), ("VÄG", ["Kultur på väg"]), ("på kultur", ["Kultur på väg"]),
        ("Ku2026/00412", ["Kultur på väg"]), ("ku 2026/00412", ["Kultur på väg"]),
        ("sou 2026:41", ["Kultur på väg"]), ("socialdep", ["Åldringsvård"]), ("ålder", []),
        ("100 %", ["100 % tillgänglig"]), ("_", []), ("%", ["100 % tillgänglig"]),
    ],
)  # fmt: skip
def test_the_search_looks_in_names_numbers_and_senders(
    world: World, text: str, found: list[str]
) -> None:
    put(world, title="Kultur på väg", their_numbers=["KU 2026/00412"], series_ref="SOU 2026:41",
        deadline=in_days(1))  # fmt: skip
    put(world, title="Åldringsvård", issuer="Socialdepartementet", deadline=in_days(2))
    put(world, title="100 % tillgänglig", deadline=in_days(3))
    assert titles(world, Wanted(text=text)).get("coming", []) == found


def test_a_changed_name_is_found_by_its_new_words(world: World) -> None:
    made = put(world, title="Gammalt")
    db.session.flush()
    made.title = "Nytt"
    assert titles(world, Wanted(text="nytt")) == {"coming": ["Nytt"]}
    assert titles(world, Wanted(text="gammalt")) == {}


def test_filters_narrow_by_state_kind_and_owner(world: World) -> None:
    put(world, title="sou", kind="sou", state="active")
    put(world, title="plan", kind="regional_culture_plan", owner_org_id=world.norrvik.id)
    db.session.flush()
    assert titles(world, Wanted(shelf="now")) == {"now": ["sou"]}
    assert titles(world, Wanted(kind="sou")) == {"now": ["sou"]}
    assert titles(world, Wanted(owner=world.norrvik.id), "tove") == {"coming": ["plan"]}
    assert titles(world, Wanted(owner=world.norrvik.id)) == {}


def test_old_ones_are_shown_in_part_until_asked_for(world: World) -> None:
    for number in range(PAGE + FIRST_OF_OLD):
        put(world, title=f"gammal {number}", state="closed", deadline=in_days(-number))
    db.session.flush()
    (group,) = groups(world.actor("mona"), Wanted())
    assert (len(group.rows), group.total, group.is_cut) == (FIRST_OF_OLD, 35, True)
    (first,) = groups(world.actor("mona"), Wanted(shelf="answered"))
    (second,) = groups(world.actor("mona"), Wanted(shelf="answered", page=2))
    (beyond,) = groups(world.actor("mona"), Wanted(shelf="answered", page=99))
    assert (len(first.rows), first.pages) == (PAGE, 2)
    assert [row.title for row in second.rows] == [f"gammal {n}" for n in range(25, 35)]
    assert beyond.page == 2


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, Wanted()),
        ({"q": "  en  sak ", "lage": "nu", "slag": "sou", "organisation": "7", "sida": "2"},
         Wanted("en sak", "now", "sou", 7, 2)),
        ({"q": "x" * 500}, Wanted("x" * 100)),
        ({"lage": "'; drop", "slag": "1=1", "organisation": "-1", "sida": "0"}, Wanted()),
        ({"organisation": "9" * 30, "sida": "²"}, Wanted()),
    ],
)  # fmt: skip
def test_what_the_address_asks_for_is_understood_or_left_out(
    asked: dict[str, str], wanted: Wanted
) -> None:
    assert wanted_from(asked) == wanted


def test_the_list_is_searched_with_htmx_and_without(as_: Browsers, world: World) -> None:
    make_consultation(world, title="Kultur i hela landet")
    make_consultation(world, title="Något helt annat")
    for htmx in (False, True):
        birgitta = as_(world.birgitta, htmx=htmx)
        page = birgitta.get("/remisser?q=kultur&lage=pa-vag-in&slag=&organisation=")
        assert "Kultur i hela landet" in page
        assert "Något helt annat" not in page
        assert "1 remiss" in page
        assert "Ingen remiss passar" in birgitta.get("/remisser?q=finnsinte")


def test_an_empty_list_says_what_to_do(as_: Browsers, world: World) -> None:
    assert "Kansliet eller er allians lägger in nya" in as_(world.birgitta).get("/remisser")
    assert "Lägg in den första" in as_(world.mona).get("/remisser")


def test_the_list_leads_through_its_pages(as_: Browsers, world: World) -> None:
    for number in range(60):
        put(world, title=f"gammal {number}", state="closed", deadline=in_days(-number))
    db.session.commit()
    birgitta = as_(world.birgitta)
    page = birgitta.get("/remisser")
    assert "Visa alla 60" in page
    page = birgitta.get("/remisser?lage=lamnade&sida=2")
    assert "Sida 2 av 3" in page
    links = [link.get("href") for link in page.all("a")]
    assert "/remisser?lage=lamnade" in links
    assert "/remisser?lage=lamnade&sida=3" in links


def test_another_organisations_consultation_says_whose_it_is(as_: Browsers, world: World) -> None:
    make_consultation(world)
    assert "Samklang svarar" in as_(world.birgitta).get("/remisser")
    assert "Samklang svarar" not in as_(world.mona).get("/remisser")
    make_consultation(world, "cecilia", title="Körbygdens egen")
    assert "Vems remiss" in as_(world.birgitta).get("/remisser")
