"""`flask files check`: every stored file read through against its checksum."""

from __future__ import annotations

import sys

import click
from flask.cli import AppGroup

from ideell.files.checking import check_now, names_of
from ideell.files.contents import StoreDown
from ideell.foundation import upgrade

files = AppGroup("files", help="The store of files.")


@files.command("check")
def check() -> None:
    """Read every file; the exit status is 1 when one is damaged or missing."""
    if upgrade.is_empty():
        raise click.ClickException("There is no database yet.")
    try:
        found = check_now()
    except StoreDown as fault:
        raise click.ClickException("The store does not answer. Nothing was checked.") from fault
    for sha256, what in sorted(found.faults.items()):
        click.echo(f"{what}: {sha256} ({', '.join(names_of(sha256))})", err=True)
    click.echo(f"Files read: {found.checked}. Not sound: {len(found.faults)}.")
    if found.faults:
        sys.exit(1)
