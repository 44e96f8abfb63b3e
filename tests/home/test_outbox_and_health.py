"""The demo's outbox, and whether the product is up."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from ideell import create_app
from ideell.extensions import db
from ideell.foundation import jobs
from ideell.foundation.mail import write_mail
from tests.browsing import Browsers
from tests.conftest import settings_for
from tests.world import World


def test_the_outbox_shows_mail_to_people_only(as_: Browsers, world: World) -> None:
    assert "Utkorgen är tom" in as_(None).get("/utkorg")
    write_mail("", "Till ingen", "Hemligt.", secret=True)
    write_mail("anna.ek@example.se", "Till Anna", "Hej Anna!")
    db.session.commit()
    page = as_(None).get("/utkorg")
    assert "Till Anna" in page
    assert "Hej Anna!" in page
    assert "Till ingen" not in page


def test_the_mail_lands_in_a_file_too(as_: Browsers, world: World, app: Flask) -> None:
    mail = write_mail("anna.ek@example.se", "Till Anna", "Hej Åsa!")
    number = mail.id
    db.session.commit()
    assert jobs.run_due() == 1
    folder = app.extensions["ideell_settings"].data / "outbox"
    content = (folder / f"{number:06}.eml").read_bytes()
    assert b"To: anna.ek@example.se" in content
    assert b"=C3=85sa" in content


def test_the_mail_lands_with_the_product_that_wrote_it(context: Flask, tmp_path: Path) -> None:
    create_app(settings_for(tmp_path, database_url=""))  # another product in the same process
    write_mail("anna.ek@example.se", "Till Anna", "Hej!")
    db.session.commit()
    assert jobs.run_due() == 1
    assert not (tmp_path / "outbox").exists()


def test_outside_this_computer_there_is_no_outbox(as_: Browsers) -> None:
    answer = as_(None).client.get(
        "/utkorg", headers={"Host": "localhost"}, environ_base={"REMOTE_ADDR": "192.0.2.7"}
    )
    assert answer.status_code == 404


def test_a_watchman_is_told_that_it_is_up(as_: Browsers) -> None:
    page = as_(None).get("/halsa")
    assert page.text == "ok\n"
    assert page.response.mimetype == "text/plain"


def test_a_watchman_is_told_when_the_database_is_away(
    as_: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: object, **_named: object) -> None:
        raise sa.exc.OperationalError("SELECT 1", {}, Exception("disk I/O error"))

    browser = as_(None)
    with monkeypatch.context() as patch:
        patch.setattr(db.session, "execute", away)
        with browser.client.application.app_context():
            answer = browser.client.get("/halsa", headers={"Host": "localhost"})
    assert answer.status_code == 503
