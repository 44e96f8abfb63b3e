"""Pages and writes beside bare ones with the same rows, in one run."""

from __future__ import annotations

import gzip
import re
import secrets
from collections.abc import Callable, Iterator
from itertools import count

from tests.bench.bare import Bare
from tests.bench.measuring import Row, beside
from tests.bench.statements import statements_of
from tests.bench.texts import scratch
from tests.bench.town import SENTENCE, Talk, Town

ROWS_OF_A_PAGE = 100
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def rows() -> list[Row]:
    """Measure every page and write that was promised a ratio."""
    bare = Bare(scratch())
    bare.fill([SENTENCE.format(number=n) for n in range(700)])
    return [*_workspace(bare), *_section(bare), *_lists(bare), *_talk(bare), *_writes(bare)]


def _workspace(bare: Bare) -> list[Row]:
    town = Town(scratch(), sections=60, blocks=5, suggestions=150, comments=400)
    path = f"/remisser/{town.consultation_id}"
    return [_page("workspace, 60 sections, 400 comments, 150 suggestions", town, path, bare, 60, 2)]


def _section(bare: Bare) -> list[Row]:
    town = Town(scratch(), sections=1, blocks=200, suggestions=100, comments=100)
    path = f"/svar/{town.response_id}/avsnitt/{town.section_ids[0]}"
    return [
        _page("section page, 200 blocks, 100 suggestions, 100 comments", town, path, bare, 400, 2)
    ]


def _talk(bare: Bare) -> list[Row]:
    short, long = Talk(scratch(), posts=100), Talk(scratch(), posts=1_000)
    return [
        _page("thread, 100 unread posts", short, short.path, bare, 100, 1.5),
        _page("thread of 1,000 posts, the first 100", long, long.path, bare, 100, 1.5),
        _page("list of discussions", long, "/diskussioner", bare, ROWS_OF_A_PAGE, 1),
    ]


def _lists(bare: Bare) -> list[Row]:
    town = Town(scratch(), sections=8, blocks=5, suggestions=16, comments=40)
    return [
        _page("front page", town, "/", bare, ROWS_OF_A_PAGE, 1),
        _page("list of consultations", town, "/remisser", bare, ROWS_OF_A_PAGE, 1),
    ]


def _page(name: str, town: Town, path: str, bare: Bare, rows: int, most: float) -> Row:
    text = town.get(path)
    more = (
        f"{statements_of(town.app, lambda: town.get(path))} statements, "
        f"{len(gzip.compress(text.encode())) / 1000:.1f} kB compressed"
    )
    against = f"bare page of {rows} rows"
    return beside(
        name, lambda: town.get(path), bare.page(rows), against=against, most=most, more=more
    )


def _writes(bare: Bare) -> list[Row]:
    against = "bare request, one durable commit"
    town = Town(scratch(), sections=1, blocks=40, suggestions=0, comments=0)
    waiting = Town(scratch(), sections=1, blocks=100, suggestions=100, comments=0)
    return [
        beside(
            "posting a comment (fragment)", commenting(town), bare.commit(),
            against=against, most=3, more=_count(town, commenting(town)),
        ),
        beside(
            "accepting a suggestion (fragment)", accepting(waiting), bare.commit(),
            against=against, most=3, more=_count(waiting, accepting(waiting, first=60)),
        ),
    ]  # fmt: skip


def _count(town: Town, work: Callable[[], object]) -> str:
    return f"{statements_of(town.app, work)} statements"


def commenting(town: Town) -> Callable[[], object]:
    addresses = (f"/stycken/{town.block_ids[n % 40]}/kommentarer" for n in count())
    return _sending(town, addresses, {"body": "Det stämmer."})


def accepting(town: Town, first: int = 0) -> Callable[[], object]:
    addresses = (f"/forslag/{n}/antagande" for n in town.suggestion_ids[first:])
    return _sending(town, addresses, {})


def _sending(town: Town, addresses: Iterator[str], typed: dict[str, str]) -> Callable[[], object]:
    """Return the work of sending a form to the next address, as htmx does."""
    token = TOKEN.search(town.get("/min-sida"))
    assert token is not None
    headers = {"Host": "localhost", "HX-Request": "true", "Referer": "http://localhost/"}

    def send() -> object:
        once = secrets.token_urlsafe(18)  # no other form's, of whatever work before this one
        fields = {"csrf_token": token[1], "once": once, **typed}
        answer = town.client.post(next(addresses), data=fields, headers=headers)
        assert answer.status_code == 200, (answer.status_code, answer.get_data(as_text=True)[:500])
        return answer

    return send
