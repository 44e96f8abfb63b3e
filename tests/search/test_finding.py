"""What is found, and by whom: the same on both databases."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from ideell.consultations.models import Consultation
from ideell.drafting.models import Response
from ideell.drafting.ordering import remove_section
from ideell.extensions import db
from ideell.foundation.actor import STRANGER, Actor
from ideell.people.models import Membership, Organisation, User
from ideell.people.office import end_membership, pause_person
from ideell.positions.contributing import contribute, release, share, withdraw
from ideell.search import finding
from ideell.search.asking import Question, question
from ideell.writing.blocks import Block as Typed
from ideell.writing.models import Revision
from ideell.writing.numbering import change_prefix
from ideell.writing.saving import put
from ideell.writing.suggesting import Wish, suggest
from ideell.writing.suggesting import withdraw as withdraw_suggestion
from ideell.writing.talking import comment, withdraw_comment
from tests.search.builders import consultation, node, say, searched, section, titles
from tests.search.pairs import FOUND_AT_LEAST, PAIRS
from tests.world import World, make_organisation, make_person


def totals(typed: str, actor: Actor, **narrowed: str) -> dict[str, int]:
    """Return how many hits there are, by the words of the groups in addresses."""
    found = searched(typed, actor, **narrowed)
    return {group.group.name: group.total for group in found.groups}


def test_inflected_and_compound_words_are_found(world: World) -> None:
    whole = section(world, "Först.")
    say_after = "\n\n".join(f"{pair.text} nummer{place}x" for place, pair in enumerate(PAIRS))
    say(world, whole, say_after)
    anna = world.actor("anna")
    found = [
        pair
        for place, pair in enumerate(PAIRS)
        if searched(f"{pair.typed} nummer{place}x", anna).total == 1
    ]
    assert len(found) >= FOUND_AT_LEAST, [pair for pair in PAIRS if pair not in found]


@pytest.mark.parametrize(
    "typed", ["SOU 2025:96", "sou 2025:96", "2025:96", "Ku2026/00412", "Ku 2026/00412",
              "2026/00412", "00412", "K 2026/7", "Kulturdepartementet"],
)  # fmt: skip
def test_a_consultation_is_found_by_its_numbers_and_its_sender(world: World, typed: str) -> None:
    consultation(
        world, "Musik på landet", series_ref="SOU 2025:96", their_numbers=["Ku2026/00412"],
        issuer="Kulturdepartementet",
    ).our_number = "K 2026/7"  # fmt: skip
    consultation(world, "Annat", series_ref="SOU 2025:9", their_numbers=["Ku2026/00413"])
    db.session.commit()
    assert titles(typed, world.actor("anna")) == ["Musik på landet"]


def test_a_part_of_a_report_is_found_by_number_heading_and_text(world: World) -> None:
    node(world, "Stöd till lokaler", "Utredningen föreslår ett nytt stöd.", "5.3")
    anna = world.actor("anna")
    for typed in ("5.3", "lokaler", '"nytt stöd"', "utredningens"):
        assert titles(typed, anna) == ["5.3 Stöd till lokaler"], typed
    assert titles("5.31", anna) == []
    assert titles('"stöd nytt"', anna) == []


def test_a_phrase_does_not_reach_from_a_heading_into_its_text(world: World) -> None:
    node(world, "Stöd till lokaler", "Utredningen föreslår något.")
    assert titles('"lokaler utredningen"', world.actor("anna")) == []


def test_a_block_is_found_by_its_number_and_by_one_that_it_had(world: World) -> None:
    whole = section(world, "Körer behövs.\n\nDanslag också.")
    change_prefix(whole.text, "7")
    db.session.commit()
    anna = world.actor("anna")
    assert titles("7:2", anna) == ["Stycke 7:2"]
    assert titles("1:2", anna) == ["Stycke 7:2"]
    (group,) = searched("1:2 danslag", anna).groups
    assert group.hits[0].url.endswith(f"#block-{whole.text.blocks[1].id}")


def test_letters_with_rings_and_dots_are_letters_of_their_own(world: World) -> None:
    section(world, "Vi går till Malmö.\n\nFåren betar.\n\nFaren är stor.")
    anna = world.actor("anna")
    assert searched("malmö", anna).total == 1
    assert searched("malmo", anna).total == 1
    assert searched("faren", anna).total == 1, "the one without a ring is there itself"
    assert searched("MALMO", anna).total == 1
    assert searched("fåren", anna).total == 1


def test_every_word_must_be_found_in_whatever_form(world: World) -> None:
    section(world, "Föreningar i Jämtland.\n\nFöreningar i Skåne.")
    anna = world.actor("anna")
    assert searched("förening jämtland", anna).total == 1
    assert searched("förening", anna).total == 2
    assert searched("för", anna).question.is_vague


def test_what_fits_best_stands_first_and_of_two_alike_the_newest(world: World) -> None:
    older, newer = consultation(world, "Om dans"), consultation(world, "Om dans")
    heading = consultation(world, "Dans och mer dans")
    older.made_at = datetime(2024, 5, 1, tzinfo=UTC)
    newer.made_at = datetime(2025, 5, 1, tzinfo=UTC)
    heading.made_at = datetime(2023, 5, 1, tzinfo=UTC)
    other = consultation(world, "Musik", summary="Här nämns dans en gång bland mycket annat.")
    other.made_at = datetime(2026, 5, 1, tzinfo=UTC)
    db.session.commit()
    found = finding.Finder(world.actor("anna")).find(question("dans")).hits
    order = [hit.thing_id for hit in found if hit.model is Consultation]
    assert order.index(newer.id) < order.index(older.id)
    assert order[-1] == other.id


def test_five_of_each_group_are_shown_and_the_rest_in_pages(world: World) -> None:
    for number in range(30):
        consultation(world, f"Remissen om ugglor {number}")
    section(world, "Ugglor i landet.", title="En annan")
    anna = world.actor("anna")
    found = searched("ugglor", anna)
    first, second = found.groups
    assert (len(first.hits), first.total, found.total) == (5, 30, 31)
    assert second.total == 1
    alone = searched("ugglor", anna, slag="remisser", sida="2")
    assert [(len(group.hits), group.page, group.pages) for group in alone.groups] == [(5, 2, 2)]
    assert len(searched("ugglor", anna, slag="remisser", sida="99").groups[0].hits) == 5
    assert {choice.name: choice.count for choice in alone.kinds} == {"Remisser": 30, "Våra svar": 1}


def test_a_search_is_narrowed_by_organisation_and_year(world: World) -> None:
    whole = section(world, "Ugglor behövs.")
    block = whole.text.blocks[0]
    comment(whole.text, "Ja, ugglor.", by=world.actor("anna"), block=block)
    comment(whole.text, "Fler ugglor.", by=world.actor("larserik"), block=block).made_at = datetime(
        2024, 12, 31, 23, 30, tzinfo=UTC
    )
    db.session.commit()
    anna = world.actor("anna")
    world.samklang.short_name = "Alla ihop"  # its whole name begins with S
    db.session.commit()
    names = [choice.name for choice in searched("ugglor", anna).organisations]
    assert names == ["Alla ihop", "Körbygden", "Spelmansringen"]
    at = {"organisation": str(world.spelmansringen.id)}
    assert totals("ugglor", anna, **at) == {"forslag": 1}
    years = [(choice.name, choice.count) for choice in searched("ugglor", anna).years]
    assert ("2025", 1) in years, "the year of a moment is that of the clock in Stockholm"
    assert totals("ugglor", anna, ar="2025") == {"forslag": 1}
    assert totals("ugglor", anna, ar="2024") == {}
    chosen = searched("ugglor", anna, ar="2025").years
    assert [(choice.is_chosen, "ar=" in choice.url) for choice in chosen] == [(True, False)]


@pytest.mark.parametrize(
    "asked",
    [{"ar": "1"}, {"ar": "x"}, {"organisation": "x"}, {"organisation": "0"}, {"slag": "zzz"},
     {"sida": "-1"}, {"sida": "x"}, {"sida": "999999999999"}],
)  # fmt: skip
def test_what_an_address_asks_for_in_vain_is_left_out(world: World, asked: dict) -> None:
    section(world, "Ugglor behövs.")
    assert searched("ugglor", world.actor("anna"), **asked).total == 1


def test_too_many_hits_of_a_kind_are_said_to_be_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST", 3)
    monkeypatch.setattr(finding, "RANKED", 5)
    whole = section(world, "Ugglor behövs.")
    for number in range(6):
        consultation(world, f"Om ugglor {number}")
    db.session.commit()
    found = searched("ugglor", world.actor("anna"))
    assert not found.is_counted
    counted = [(group.total, group.is_counted) for group in found.groups]
    assert counted == [(3, False), (1, True)]
    assert searched("ugglor", world.actor("anna"), slag="svar").is_counted
    assert whole.text.blocks
    assert titles("ugglor", world.actor("anna"))[0] == "Om ugglor 5"


def test_what_is_taken_away_is_found_no_more(world: World) -> None:
    whole = section(world, "Ugglor behövs.\n\nKatter också.", heading="Om ugglor")
    anna, mona = world.actor("anna"), world.actor("mona")
    block = whole.text.blocks[0]
    said = comment(whole.text, "Ugglor ja.", by=anna, block=block)
    wish, _deed = suggest(block, Wish(text="Många ugglor behövs."), base=None, by=anna)
    db.session.commit()
    assert totals("ugglor", anna) == {"svar": 2, "forslag": 2}
    withdraw_comment(said, deed=None, by=anna)
    withdraw_suggestion(wish, by=anna)
    left = [Typed(whole.text.blocks[1].id, "paragraph", "Katter också.")]
    put(whole.text, left, base=db.session.get(Revision, whole.text.head_id), by=mona)
    db.session.commit()
    assert totals("ugglor", anna) == {"svar": 1}
    remove_section(whole, by=mona)
    db.session.commit()
    assert totals("ugglor", anna) == {}
    assert totals("katter", anna) == {}


def test_input_is_found_by_those_who_may_open_it(world: World) -> None:
    whole = consultation(world)
    anna, cecilia = world.actor("anna"), world.actor("cecilia")
    made = contribute(whole, by=anna, text="Vi vill ha ugglor.")
    db.session.commit()
    who = ("anna", "birgitta", "larserik", "ulla")

    def finders() -> list[str]:
        return [name for name in who if searched("ugglor", world.actor(name)).total]

    assert finders() == ["anna"]
    share(made, by=anna)
    db.session.commit()
    assert finders() == ["anna", "birgitta"]
    release(made, by=cecilia)
    db.session.commit()
    assert finders() == ["anna", "birgitta", "larserik"]
    withdraw(made, by=cecilia)
    db.session.commit()
    assert finders() == ["anna", "birgitta"]


def test_people_and_organisations_are_found_as_in_who_is_who(world: World) -> None:
    anna = world.actor("anna")
    assert titles("cecilia", anna) == ["Cecilia Rönn"]
    assert titles("paul paus", anna) == []
    assert set(titles("västerbotten", anna)) == {"Alliansen Norrvik", "Alliansen Söderås"}
    pause_person(world.cecilia, by=world.actor("kerstin"))
    end_membership(db.session.scalars(
        sa.select(Membership).where(Membership.user_id == world.sigurd.id)
    ).one(), by=world.actor("kerstin"))  # fmt: skip
    world.utombys.ended_on = datetime(2026, 1, 1).date()
    db.session.commit()
    for gone in ("cecilia", "sigurd", "utombys"):
        assert titles(gone, anna) == [], gone


def test_who_belongs_nowhere_finds_nobody(world: World) -> None:
    loner = make_person("Ensam Vargsson")
    db.session.commit()
    assert titles("cecilia", world.actor("anna")) == ["Cecilia Rönn"]
    world.named["loner"] = loner
    assert titles("cecilia", world.actor("loner")) == []


def published(world: World, text: str) -> Response:
    whole = section(world, text)
    block = whole.text.blocks[0]
    comment(whole.text, "Ugglor inombords.", by=world.actor("anna"), block=block)
    whole.response.state = "published"
    db.session.commit()
    return whole.response


def test_a_published_letter_is_found_by_everybody_and_nothing_around_it(world: World) -> None:
    response = published(world, "Ugglor behövs i hela landet.")
    for outside in (STRANGER, world.actor("ulla")):
        assert totals("ugglor", outside) == {"publicerat": 1}
        (group,) = searched("ugglor", outside).groups
        assert group.hits[0].url == f"/svar/{response.id}/hela"
    assert totals("ugglor", world.actor("anna")) == {"svar": 1, "forslag": 1}
    response.state = "submitted"
    db.session.commit()
    assert totals("ugglor", STRANGER) == {}


def test_a_public_answer_that_is_not_published_is_not_open_to_strangers(world: World) -> None:
    whole = section(world, "Ugglor behövs.", audience="public")
    whole.response.audience = "public"
    db.session.commit()
    assert totals("ugglor", STRANGER) == {}
    assert totals("ugglor", world.actor("ulla")) == {"svar": 1}


def test_a_misspelt_word_is_asked_about(world: World) -> None:
    section(world, "Mötesplatserna i Malmö är viktiga.")
    anna = world.actor("anna")
    assert searched("mötesplatsrena malmö", anna).meant == "mötesplatserna malmö"
    assert searched("Vitkiga", anna).meant == "viktiga"
    assert searched("xyzzyplugh", anna).meant == ""
    assert searched("vik", anna).total == 1
    assert searched("viktigt ugglor", anna).meant == ""
    assert searched('"viktgia ord"', anna).meant == ""
    assert searched("2025:97", anna).meant == ""


def test_no_word_is_suggested_from_what_one_may_not_open(world: World) -> None:
    made = consultation(world, "Kanariefågel")
    made.audience = "own"
    db.session.commit()
    assert searched("kanariefagle", world.actor("mona")).meant == "kanariefågel"
    for name in ("anna", "ulla"):
        found = searched("kanariefågle", world.actor(name))
        assert (found.total, found.meant) == (0, "")
    assert searched("kanariefågle", STRANGER).meant == ""


def test_a_hit_that_was_closed_meanwhile_is_left_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = consultation(world, "Ugglor")
    db.session.commit()
    anna, kept = world.actor("anna"), finding.Finder.find

    def find_and_close(finder: finding.Finder, asked: Question) -> finding.Found:
        found = kept(finder, asked)
        made.audience = "own"
        db.session.commit()
        return found

    monkeypatch.setattr(finding.Finder, "find", find_and_close)
    assert titles("ugglor", anna) == []


def test_an_organisation_is_found_when_its_region_is_set(world: World) -> None:
    made = make_organisation("Ny förening", "association")
    db.session.commit()
    assert titles("ny västerbotten", world.actor("anna")) == []
    made.regions.append(world.region)
    db.session.commit()
    assert titles("ny västerbotten", world.actor("anna")) == ["Ny förening"]
    assert db.session.get(Organisation, made.id) is not None
    assert db.session.get(User, world.anna.id) is not None
