"""Pages and writes ask the database so many times and no more, however much there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.pages import accepting, commenting
from tests.bench.statements import begun_by, statements_of
from tests.bench.town import Talk, Town
from tests.promises.keeping import on_sqlite

pytestmark = on_sqlite  # because the town is made in a database of its own, in a folder

MOST = {
    "/": 7,
    "/remisser": 4,
    "/dokument": 4,
    "/remisser/{consultation}": 14,
    "/svar/{response}/avsnitt/{section}": 11,
    "/diskussioner": 4,
    "/diskussioner/{thread}": 12,
    "posting a comment": 15,
    "accepting a suggestion": 22,
}

OF_TALK = [path for path in MOST if path.startswith("/diskussioner")]
OF_ANSWERS = [path for path in MOST if path.startswith("/") and path not in OF_TALK]


@pytest.fixture(scope="module", params=[1, 10], ids=["small", "ten times"])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A product with a little in it, and one with ten times as much."""
    folder: Path = tmp_path_factory.mktemp("town")
    many: int = request.param
    return Town(folder, sections=2 * many, blocks=5, suggestions=4 * many, comments=10 * many)


@pytest.fixture(scope="module", params=[3, 30], ids=["short", "ten times as long"])
def talk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Talk:
    """A product with a discussion of some posts, and one with ten times as many."""
    return Talk(tmp_path_factory.mktemp("talk"), posts=request.param)


@pytest.mark.parametrize("path", OF_TALK)
def test_a_discussion_asks_as_often_however_long_it_is(talk: Talk, path: str) -> None:
    address = path.format(thread=talk.thread_id)
    talk.get(address)
    assert statements_of(talk.app, lambda: talk.get(address)) == MOST[path]


@pytest.mark.parametrize("path", OF_ANSWERS)
def test_a_page_asks_as_often_at_ten_times_the_content(town: Town, path: str) -> None:
    address = path.format(
        consultation=town.consultation_id, response=town.response_id, section=town.section_ids[0]
    )
    town.get(address)
    assert statements_of(town.app, lambda: town.get(address)) == MOST[path]


@pytest.mark.parametrize("act", ["posting a comment", "accepting a suggestion"])
def test_a_write_asks_as_often_at_ten_times_the_content(town: Town, act: str) -> None:
    work = commenting(town) if act == "posting a comment" else accepting(town)
    work()
    assert statements_of(town.app, work) <= MOST[act]


@pytest.mark.parametrize("act", ["posting a comment", "accepting a suggestion"])
def test_the_answer_to_an_act_is_read_without_keeping_others_from_writing(
    town: Town, act: str
) -> None:
    work = commenting(town) if act == "posting a comment" else accepting(town, first=2)
    assert begun_by(town.app, work)[-2:] == ["BEGIN IMMEDIATE", "BEGIN"]
