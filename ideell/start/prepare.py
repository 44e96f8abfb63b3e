"""Bringing the data to the shape the code expects, and writing the demo at its first start."""

from __future__ import annotations

from flask import Flask

from ideell.config import SettingMissing, Settings
from ideell.demo import fill
from ideell.extensions import db
from ideell.foundation import upgrade
from ideell.foundation.backup import make_backup
from ideell.foundation.clock import now
from ideell.people.regions import add_missing_regions
from ideell.start.folder import WRITING, WRITTEN, is_demo, mark_demo


def prepare_data(app: Flask) -> None:
    """Bring the database up to date (after a backup) and fill the demo at its first start."""
    settings: Settings = app.extensions["ideell_settings"]
    with app.app_context():
        is_first = upgrade.is_empty()
        if settings.demo and not is_first and not is_demo(settings.data):
            raise SettingMissing(
                f"{settings.data} holds real data, not a demo: set IDEELL_DEMO=0 to run on it, "
                "or IDEELL_DATA to another folder for the demo."
            )
        writes_demo = settings.demo and is_first
        if writes_demo:
            mark_demo(settings.data, WRITING)
        if not upgrade.is_current():
            _bring_up_to_date(settings, with_backup=not is_first)
        if writes_demo:
            print("· writing the demo content", flush=True)
            fill()
            mark_demo(settings.data, WRITTEN)
        add_missing_regions()
        db.session.commit()


def _bring_up_to_date(settings: Settings, *, with_backup: bool) -> None:
    if with_backup:
        target = settings.data / f"before-upgrade-{now():%Y%m%d-%H%M%S}.zip"
        make_backup(target, engine=db.engine, folder=settings.data)
        print(f"· backup before the upgrade: {target}", flush=True)
    print("· bringing the database up to date", flush=True)
    upgrade.upgrade()
