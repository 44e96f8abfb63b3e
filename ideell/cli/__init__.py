"""Commands for the people who run Ideell: `flask --app wsgi <command>`."""

from __future__ import annotations

from flask import Flask

from ideell.cli.files import files
from ideell.cli.keeping import backup, restore, upgrade_database
from ideell.cli.organisations import organisations
from ideell.cli.people import people
from ideell.consultations.cli import import_source
from ideell.drafting.export_command import export_response
from ideell.search.commands import search

COMMANDS = (
    people,
    organisations,
    import_source,
    export_response,
    files,
    backup,
    restore,
    upgrade_database,
    search,
)


def add_commands(app: Flask) -> None:
    """Add every command to `app`."""
    for command in COMMANDS:
        app.cli.add_command(command)
