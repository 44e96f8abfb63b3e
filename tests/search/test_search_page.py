"""The page of the search, with htmx and without, signed in and not."""

from __future__ import annotations

from flask import Flask

from ideell.extensions import db
from tests.browsing import Browser, Browsers, words
from tests.promises.structure import faults_of
from tests.search.builders import consultation, section
from tests.world import World


def stranger(app: Flask, *, htmx: bool = False) -> Browser:
    return Browser(app.test_client(), htmx=htmx)


def count_on(page: object) -> str:
    (found,) = [e for e in page.tree.iter() if e.get("id") == "hit-count"]  # type: ignore[attr-defined]  # because pages are untyped here
    return words(found)


def test_the_header_leads_to_the_search_and_the_page_says_how(as_: Browsers, world: World) -> None:
    page = as_(world.anna).get("/")
    assert "/sok" in [link.get("href") for link in page.all("a")]
    page = as_(world.anna).get("/sok")
    assert "Alla ska finnas med" in page
    assert count_on(page) == ""


def test_hits_stand_in_groups_with_their_words_marked(as_: Browsers, world: World) -> None:
    whole = section(world, "Vi vill ha *fler* ugglor & katter.", title="Om ugglor i landet")
    page = as_(world.anna).get("/sok?q=ugglor")
    assert count_on(page) == "2 träffar"
    assert {words(mark) for mark in page.all("mark")} == {"ugglor"}
    assert "Vi vill ha fler ugglor & katter." in page
    block = whole.text.blocks[0]
    assert f"{whole.url}#{block.anchor}" in [link.get("href") for link in page.all("a")]
    assert as_(world.anna).get(f"{whole.url}").text.count(f'id="{block.anchor}"') == 1


def test_results_come_by_themselves_from_three_letters(as_: Browsers, world: World) -> None:
    section(world, "Ugglor behövs.")
    typing = as_(world.anna, htmx=True)
    typing.get("/sok?q=ug", status=204)
    assert 'id="hits"' in typing.get("/sok?q=ugg").text
    assert 'id="hits"' in typing.get("/sok?q=").text
    assert count_on(as_(world.anna).get("/sok?q=ug")) == "Inga träffar"


def test_a_search_in_vain_says_what_to_try(as_: Browsers, world: World) -> None:
    section(world, "Ugglor behövs.")
    page = as_(world.anna).get("/sok?q=ugglro")
    assert count_on(page) == "Inga träffar"
    assert "Menade du ugglor?" in page
    assert "08-465 00 00" in page
    assert as_(world.anna).get("/sok?q=ugglor") is not None
    assert "står i nästan varje text" in as_(world.anna).get("/sok?q=och")
    assert "Skriv minst ett ord" in as_(world.anna).get("/sok?q=!!")


def test_a_search_that_was_narrowed_in_vain_can_be_widened(as_: Browsers, world: World) -> None:
    section(world, "Ugglor behövs.")
    page = as_(world.anna).get("/sok?q=ugglor&slag=inspel&ar=2020")
    links = {words(link): link.get("href") for link in page.all("a")}
    assert links["Sök i allt"] == "/sok?q=ugglor"
    assert [field.get("value") for field in page.all("input") if field.get("name") == "slag"] == [
        "inspel"
    ]


def test_what_was_cut_is_said(as_: Browsers, world: World) -> None:
    many = "+".join(f"ord{letter}" for letter in "abcdefghij")
    assert "åtta första orden" in as_(world.anna).get(f"/sok?q={many}")
    assert "200 första tecknen" in as_(world.anna).get(f"/sok?q={'x' * 300}")


def test_a_group_is_looked_at_alone_and_in_pages(as_: Browsers, world: World) -> None:
    for number in range(30):
        consultation(world, f"Om ugglor {number}")
    db.session.commit()
    anna = as_(world.anna)
    links = {words(link): link.get("href") for link in anna.get("/sok?q=ugglor").all("a")}
    page = anna.get(links["Visa alla 30 under Remisser"])
    assert "Sida 1 av 2" in page
    links = {words(link): link.get("href") for link in page.all("a")}
    page = anna.get(links["Nästa sida"])
    links = {words(link): link.get("href") for link in page.all("a")}
    assert "Sida 2 av 2" in page
    assert links["Förra sidan"] == "/sok?q=ugglor&slag=remisser"
    assert links["Visa alla slag"] == "/sok?q=ugglor"


def test_a_stranger_searches_what_is_published(app: Flask, world: World) -> None:
    whole = section(world, "Ugglor behövs.")
    page = stranger(app).get("/sok?q=ugglor")
    assert "svar som är publicerade" in page
    assert count_on(page) == "Inga träffar"
    whole.response.state = "published"
    db.session.commit()
    page = stranger(app).get("/sok?q=ugglor")
    assert count_on(page) == "1 träff"
    assert f"/svar/{whole.response_id}/hela" in [link.get("href") for link in page.all("a")]
    assert "/sok" in [link.get("href") for link in stranger(app).get("/").all("a")]


def test_a_page_that_is_not_there_offers_a_search(as_: Browsers, world: World) -> None:
    page = as_(world.anna).get("/finns-inte", status=404)
    assert page.form("/sok") == {"q": ""}


def test_hostile_words_are_shown_as_words(as_: Browsers, world: World) -> None:
    hostile = "<img src=x onerror=alert(1)>ugglor</mark><script>alert(1)</script>"
    section(world, hostile, heading=hostile)
    page = as_(world.anna).get("/sok?q=ugglor")
    assert faults_of(page.text) == []
    page = as_(world.anna).get("/sok?q=%3Cscript%3Ealert(1)%3C/script%3E%22%27*%00NEAR(")
    assert faults_of(page.text) == []


def test_signs_of_the_engines_mean_nothing(as_: Browsers, world: World) -> None:
    section(world, "Ugglor behövs.")
    for typed in ("ugglor*", "ugglor OR", "heading:ugglor", "(ugglor", "ugglor & | !", "'ugglor'",
                  "ugglor\\", "^ugglor", "-ugglor", "ugglor<->behövs", "NOT ugglor"):  # fmt: skip
        as_(world.anna).get(f"/sok?q={typed.replace('&', '%26')}")


def test_the_page_costs_the_same_number_of_statements_at_ten_times_the_content(
    app: Flask, as_: Browsers, world: World
) -> None:
    from tests.consultations.test_report_pages import statements

    whole = section(world, "\n\n".join(f"Ugglor {n}." for n in range(4)))
    anna = as_(world.anna)
    few = statements(anna, "/sok?q=ugglor")
    for number in range(40):
        section(world, f"Ugglor, {number}.", title=f"Remiss {number}")
    assert statements(anna, "/sok?q=ugglor") <= few + 1
    assert whole.id
