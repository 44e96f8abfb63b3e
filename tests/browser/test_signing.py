"""A test signs people in while the server writes: it waits for its turn, as the server does."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from flask import Flask

from ideell.extensions import db
from ideell.people.sessions import LoginSession
from tests.browser.signing import signed_in
from tests.world import World


def test_signing_in_does_not_fail_because_the_server_just_wrote(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = LoginSession.begin
    tried: list[sqlite3.OperationalError] = []

    def begin_after_a_write(person: Any, **more: Any) -> LoginSession:
        assert person.name, "read first"
        with closing(sqlite3.connect(str(db.engine.url.database), timeout=0)) as server:
            try:
                server.execute("UPDATE users SET phone = phone || '1'")
                server.commit()
            except sqlite3.OperationalError as locked:
                tried.append(locked)
        return begin(person, **more)

    monkeypatch.setattr(LoginSession, "begin", begin_after_a_write)
    assert signed_in(app, world.birgitta)["value"]
    assert len(tried) == 1, "the server waits for the test, and not the test for nobody"
