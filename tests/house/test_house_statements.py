"""Pages and writes ask the database so many times and no more, however much there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.pages import accepting, commenting
from tests.bench.statements import statements_of
from tests.bench.town import Town
from tests.promises.keeping import on_sqlite

pytestmark = on_sqlite  # because the town is made in a database of its own, in a folder

MOST = {
    "/": 12,
    "/remisser": 4,
    "/dokument": 4,
    "/remisser/{consultation}": 19,
    "/svar/{response}/avsnitt/{section}": 12,
    "posting a comment": 17,
    "accepting a suggestion": 28,
}


@pytest.fixture(scope="module", params=[1, 10], ids=["small", "ten times"])
def town(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A product with a little in it, and one with ten times as much."""
    folder: Path = tmp_path_factory.mktemp("town")
    many: int = request.param
    return Town(folder, sections=2 * many, blocks=5, suggestions=4 * many, comments=10 * many)


@pytest.mark.parametrize("path", [path for path in MOST if path.startswith("/")])
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
