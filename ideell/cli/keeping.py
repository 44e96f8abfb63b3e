"""`flask backup`, `restore` and `upgrade`: keeping what people wrote."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from ideell.extensions import db
from ideell.files.contents import Contents, Damaged, Missing, StoreDown
from ideell.files.opening import the_store
from ideell.foundation import upgrade
from ideell.foundation.backup import (
    BackupDamaged,
    OtherDatabase,
    PlaceTaken,
    make_backup,
    restore_backup,
)
from ideell.foundation.clock import now
from ideell.foundation.dates import file_size
from ideell.foundation.dumping import BackupFailed
from ideell.people.regions import add_missing_regions


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup(file: Path) -> None:
    """Write database, files and secret key to FILE; safe while people write."""
    if upgrade.is_empty():
        raise click.ClickException("There is nothing to back up yet.")
    size = _back_up(file)
    click.echo(f"{file}: {file_size(size)}, with a checksum for everything in it.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@with_appcontext
def restore(file: Path) -> None:
    """Restore FILE into an empty place (IDEELL_DATA)."""
    try:
        manifest = restore_backup(file, engine=db.engine, folder=_data(), store=_elsewhere())
    except BackupDamaged as fault:
        raise click.ClickException(f"{file} is damaged ({fault}). Nothing was restored.") from fault
    except PlaceTaken as fault:
        raise click.ClickException(
            f"{fault} is in the way. Restore into an empty folder."
        ) from fault
    except StoreDown as fault:
        raise click.ClickException(
            "The store does not answer. The database is untouched."
        ) from fault
    except OtherDatabase as fault:
        raise click.ClickException(str(fault)) from fault
    except BackupFailed as fault:
        raise click.ClickException(f"{fault} Nothing was restored.") from fault
    click.echo(f"Restored what was backed up at {manifest['made_at']}.")


@click.command("upgrade")
@click.option(
    "--backup", "target", type=click.Path(path_type=Path, dir_okay=False),
    help="Where the backup goes; by default beside the data.",
)  # fmt: skip
@with_appcontext
def upgrade_database(target: Path | None) -> None:
    """Bring the database up to date, after a backup."""
    if not upgrade.is_current():
        if not upgrade.is_empty():
            target = target or _data() / f"before-upgrade-{now():%Y%m%d-%H%M%S}.zip"
            _back_up(target)
            click.echo(f"Backup before the upgrade: {target}")
        upgrade.upgrade()
    add_missing_regions()
    db.session.commit()
    click.echo("The database is up to date.")


def _back_up(file: Path) -> int:
    try:
        return make_backup(file, engine=db.engine, folder=_data(), store=_elsewhere())
    except BackupFailed as fault:
        raise click.ClickException(f"{fault} There is no backup.") from fault
    except StoreDown as fault:
        raise click.ClickException("The store does not answer. There is no backup.") from fault
    except (Damaged, Missing) as fault:
        raise click.ClickException(
            f"{fault.sha256} is damaged or missing (see flask files check). There is no backup."
        ) from fault
    except OSError as fault:
        raise click.ClickException(f"{file} cannot be written ({fault.strerror}).") from fault


def _elsewhere() -> Contents | None:
    """Return the store when it is no folder beside the database."""
    return the_store() if current_app.extensions["ideell_settings"].store else None


def _data() -> Path:
    folder: Path = current_app.extensions["ideell_settings"].data
    return folder
