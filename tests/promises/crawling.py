"""Following every link from the front page, as one person."""

from __future__ import annotations

import re
from collections import deque
from urllib.parse import urljoin, urlsplit

from werkzeug.test import TestResponse

from tests.promises.principals import Principal
from tests.promises.town import Town

LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
BASE = "http://localhost"


def crawl(
    town: Town, who: Principal, *, start: str = "/", most: int = 1_000
) -> dict[str, TestResponse]:
    """Return every page that links lead to, by its address; pages that differ only in their
    query count as one after the third.
    """
    waiting, found = deque([start]), dict[str, TestResponse]()
    seen: dict[str, int] = {}
    while waiting and len(found) < most:
        path = waiting.popleft()
        plain = urlsplit(path).path
        if path in found or seen.get(plain, 0) >= 3:
            continue
        seen[plain] = seen.get(plain, 0) + 1
        answer = found[path] = who.ask(town.app, "GET", path)
        if answer.mimetype == "text/html":
            waiting.extend(links_in(answer.get_data(as_text=True), path))
    return found


def links_in(text: str, at: str) -> list[str]:
    """Return the addresses on this host that a page links to, without their anchors."""
    return _local([link.replace("&amp;", "&") for link in LINK.findall(text)], at)


def _local(links: list[str], at: str) -> list[str]:
    whole = [urlsplit(urljoin(BASE + at, link)) for link in links]
    return [
        parts._replace(scheme="", netloc="", fragment="").geturl()
        for parts in whole
        if parts.scheme == "http" and parts.netloc == "localhost"
    ]
