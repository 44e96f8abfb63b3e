"""The small things that every room stands on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask

from ideell.foundation import kinds, language
from ideell.foundation.access import find_visible, open_to_all
from ideell.foundation.actor import STRANGER
from ideell.foundation.forms import many_lines, one_line
from ideell.foundation.jobs import Job
from ideell.foundation.models import UtcDateTime
from ideell.foundation.replies import download
from ideell.people.models import Organisation
from tests.browsing import Browsers
from tests.world import World

SQLITE = sa.create_engine("sqlite://").dialect


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  Anna \t Ek\r\n", "Anna Ek"),
        ("A\u030asa", "Åsa"),
        ("Sam\u00adklang\u200b", "Samklang"),
        ("\u202eknA", "knA"),
        ("a\u0000b", "a b"),
        (None, ""),
    ],
)
def test_a_line_is_cleaned(typed: str | None, clean: str) -> None:
    assert one_line(typed) == clean


@pytest.mark.parametrize(
    ("typed", "clean"),
    [("a\r\nb\rc", "a\nb\nc"), ("\n\n a \n", "a"), ("a\u0000b\u00ad", "ab\u00ad"), (None, "")],
)
def test_lines_are_cleaned(typed: str | None, clean: str) -> None:
    assert many_lines(typed) == clean


def test_a_moment_is_stored_in_utc_and_read_back_aware() -> None:
    column = UtcDateTime()
    winter = datetime.fromisoformat("2026-11-23T12:00:00+01:00")
    stored = column.process_bind_param(winter, SQLITE)
    assert stored == datetime(2026, 11, 23, 11)
    assert column.process_result_value(stored, SQLITE) == winter
    assert column.process_bind_param(None, SQLITE) is None
    assert column.process_result_value(None, SQLITE) is None


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 11, 23), SQLITE)


def test_a_stranger_is_nobody() -> None:
    assert STRANGER.is_stranger
    assert (STRANGER.user_id, STRANGER.org_id, STRANGER.is_office) == (None, None, False)


def test_a_role_is_held_where_one_acts(world: World) -> None:
    cecilia = world.actor("cecilia")
    assert cecilia.has("coordinator")
    assert cecilia.has("coordinator", world.korbygden.id)
    assert not cecilia.has("coordinator", world.norrvik.id)
    assert not cecilia.has("moderator")


def test_a_number_that_no_row_can_have_is_no_row(world: World) -> None:
    anna = world.actor("anna")
    assert find_visible(Organisation, 2**31, anna) is None
    assert find_visible(Organisation, world.korbygden.id, anna) is world.korbygden


def test_a_thing_without_a_page_leads_to_the_front(world: World) -> None:
    assert kinds.url_of(Job()) == "/"
    assert kinds.title_of(Job()) == "Job"
    assert kinds.title_of(world.korbygden) == "Körbygden"
    assert kinds.of(Job).internal


def test_an_unknown_kind_is_a_fault() -> None:
    with pytest.raises(KeyError):
        kinds.of(object)
    with pytest.raises(KeyError):
        kinds.named("Circus")


def test_a_view_open_to_all_carries_its_reason() -> None:
    assert open_to_all("The way in.")(lambda: None).gate == ("The way in.", None)


def test_a_view_without_a_gate_never_answers(
    app: Flask, as_: Browsers, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = as_(world.kerstin)
    office.get("/min-sida")
    endpoint = app.url_map.bind("localhost").match("/min-sida", "GET")[0]
    monkeypatch.setitem(app.view_functions, endpoint, lambda: "hemligt")
    assert "hemligt" not in office.get("/min-sida", status=403)


@pytest.mark.parametrize(
    "name", ["Körbygdens svar.docx", 'a"b\\c.pdf', "x\r\nSet-Cookie: a=b.txt", "日本.md", ""]
)
def test_a_file_to_keep_has_one_safe_name(app: Flask, name: str) -> None:
    with app.test_request_context("/"):
        header = download(b"x", name=name, media_type="text/plain").headers["Content-Disposition"]
    assert header.startswith('attachment; filename="')
    assert header.isascii()
    assert header.isprintable()


def test_swedish_needs_no_catalogue() -> None:
    assert language.gettext("Hej %(name)s", name="Anna") == "Hej Anna"
    assert language.gettext("100 %") == "100 %"
    assert language.ngettext("%(num)s röst", "%(num)s röster", 1) == "1 röst"
    assert language.ngettext("%(num)s röst", "%(num)s röster", 3) == "3 röster"
    assert str(language.lazy("Hej")) == "Hej"
    assert "sv" in language.languages()


@pytest.fixture
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A second language that says one thing."""
    spoken = Catalog("en")
    spoken.add("Hej %(name)s", "Hello %(name)s")
    spoken.add(("%(num)s röst", "%(num)s röster"), ("%(num)s vote", "%(num)s votes"))
    with (tmp_path / "en.mo").open("wb") as file:
        write_mo(file, spoken)
    monkeypatch.setattr(language, "FOLDER", tmp_path)
    for remembered in (language.catalogue, language.languages):
        remembered.cache_clear()
    yield
    for remembered in (language.catalogue, language.languages):
        remembered.cache_clear()


@pytest.mark.usefixtures("english")
def test_who_chose_another_language_reads_it_and_swedish_where_it_is_silent() -> None:
    assert language.languages() == ["sv", "en"]
    language.use_language("en")
    assert language.gettext("Hej %(name)s", name="Anna") == "Hello Anna"
    assert language.ngettext("%(num)s röst", "%(num)s röster", 1) == "1 vote"
    assert language.ngettext("%(num)s röst", "%(num)s röster", 3) == "3 votes"
    assert language.gettext("Godkänn") == "Godkänn"


def test_a_language_without_catalogue_falls_back_to_swedish() -> None:
    language.use_language("xx")
    assert language.gettext("Hej") == "Hej"
    assert language.ngettext("%(num)s röst", "%(num)s röster", 1) == "1 röst"
    assert language.current_language() == "xx"
