"""Who asks, when a server of the host's stands in front: told by it, never by the asker."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import request

from ideell import create_app
from ideell.extensions import db
from tests.conftest import settings_for

TOLD = {
    "X-Forwarded-For": "203.0.113.66, 198.51.100.4",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example",
}


@contextmanager
def asked(folder: Path, proxies: int) -> Iterator[None]:
    """Ask whether the product is up, through so many proxies; `request` is that one."""
    app = create_app(settings_for(folder, database_url="", trusted_proxies=proxies))
    with app.test_client() as client:
        client.get("/halsa", headers=TOLD)
        yield
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    ("proxies", "address", "scheme"),
    [(0, "127.0.0.1", "http"), (1, "198.51.100.4", "https")],
)
def test_only_as_many_proxies_are_believed_as_stand_there(
    tmp_path: Path, proxies: int, address: str, scheme: str
) -> None:
    with asked(tmp_path, proxies):
        assert (request.remote_addr, request.scheme) == (address, scheme)


def test_the_product_s_name_is_its_own_setting(tmp_path: Path) -> None:
    with asked(tmp_path, 1):
        assert request.host == "localhost"
