"""The runner's tasks: a job that was rung for, the sweep, and what is tidied away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from ideell import runner
from ideell.extensions import db
from ideell.files.checking import latest_check
from ideell.foundation import jobs, mail
from ideell.foundation.clock import as_of, now
from ideell.foundation.jobs import Job
from ideell.foundation.mail import Mail, write_mail


@pytest.fixture
def own(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A product of its own, whose rings end with the test."""
    monkeypatch.setattr(jobs, "_wake", [])
    app = make_app()
    with app.app_context():
        db.create_all()
    return app


def state_of(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Job.state).order_by(Job.id)))


def test_a_commit_rings_and_the_ring_does_the_job(own: Flask, tmp_path: Path) -> None:
    runner.ring_on_new_jobs(own)
    with own.app_context():
        write_mail("anna@example.se", "Hej", "Text.")
        db.session.commit()
        number = db.session.scalars(sa.select(Job.id)).one()
    assert runner.bell(own.extensions["ideell_settings"].data).pending_count() == 1
    runner.tasks_of(own).do.call_local(number)
    assert state_of(own) == ["done"]
    assert list((tmp_path / "own" / "outbox").glob("*.eml"))


def test_what_is_rolled_back_rings_for_nobody(own: Flask) -> None:
    runner.ring_on_new_jobs(own)
    with own.app_context():
        write_mail("anna@example.se", "Hej", "Text.")
        db.session.rollback()
        db.session.commit()
    assert runner.bell(own.extensions["ideell_settings"].data).pending_count() == 0


def test_the_sweep_finds_what_nobody_rang_for(own: Flask) -> None:
    with own.app_context():
        write_mail("anna@example.se", "Hej", "Text.")
        db.session.commit()
    runner.tasks_of(own).sweep.call_local()
    assert state_of(own) == ["done"]


def test_the_store_is_looked_through_at_night(own: Flask) -> None:
    runner.tasks_of(own).look_through.call_local()
    runner.tasks_of(own).sweep.call_local()
    assert state_of(own) == ["done"]
    with own.app_context():
        assert latest_check() is not None


def test_what_is_old_is_tidied_away(own: Flask) -> None:
    with own.app_context():
        with as_of(now() - timedelta(days=40)):
            write_mail("anna@example.se", "Hej", "Text.")
            db.session.commit()
        db.session.execute(sa.update(Job).values(state="done"))
        write_mail("anna@example.se", "Hej igen", "Text.")
        db.session.commit()
    runner.tasks_of(own).tidy.call_local()
    with own.app_context():
        assert db.session.scalars(sa.select(Mail.subject)).all() == ["Hej igen"]


def test_a_mail_that_cannot_leave_is_remembered_and_a_secret_wiped(
    own: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_args: object) -> None:
        raise OSError("the post office is closed")

    monkeypatch.setattr(mail, "_to_outbox", down)
    with own.app_context():
        write_mail("anna@example.se", "Kod", "123 456", secret=True)
        write_mail("anna@example.se", "Brev", "Hej!")
        db.session.commit()
        start = now()
        for hour in range(jobs.MOST_TRIES):
            with as_of(start + timedelta(hours=2 * hour)):
                jobs.run_due()
        mails = db.session.scalars(sa.select(Mail).order_by(Mail.id)).all()
        assert [(one.fault, one.text) for one in mails] == [("late", ""), ("OSError", "Hej!")]
    assert state_of(own) == ["done", "failed"]
