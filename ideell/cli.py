"""Commands for the people who run Ideell: `flask --app wsgi <command>`."""

from __future__ import annotations

from pathlib import Path

import click
import sqlalchemy as sa
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from ideell.extensions import db
from ideell.foundation import upgrade
from ideell.foundation.backup import BackupDamaged, PlaceTaken, make_backup, restore_backup
from ideell.foundation.dates import file_size
from ideell.foundation.rules import RuleBroken
from ideell.people.models import Organisation, User
from ideell.people.office import add_member, add_person, pause_person, the_system
from ideell.people.organising import add_organisation

people = AppGroup("people", help="People and what they may do.")
organisations = AppGroup("organisations", help="The umbrella, members, alliances, associations.")


def add_commands(app: Flask) -> None:
    """Add every command to `app`."""
    for command in (people, organisations, backup, restore, upgrade_database):
        app.cli.add_command(command)


@people.command("add-office")
@click.argument("email")
@click.argument("name")
def add_office(email: str, name: str) -> None:
    """Let NAME with address EMAIL be the office (the administrator) of the umbrella."""
    umbrella = db.session.scalar(sa.select(Organisation).where(Organisation.kind == "umbrella"))
    if umbrella is None:
        raise click.ClickException('First: flask --app wsgi organisations add umbrella "Its name"')
    person = _refusing(add_person, name, email, by=the_system())
    _refusing(add_member, umbrella, person, ["office", "moderator"], by=the_system())
    db.session.commit()
    click.echo(f"{person.name} is the office of {umbrella.name}.")


@people.command("add")
@click.argument("email")
@click.argument("name")
@click.argument("organisation")
@click.option("--role", "roles", multiple=True, default=["representative"])
def add(email: str, name: str, organisation: str, roles: tuple[str, ...]) -> None:
    """Add NAME to ORGANISATION (its name), by default as a representative."""
    where = _organisation(organisation)
    person = _refusing(add_person, name, email, by=the_system())
    _refusing(add_member, where, person, list(roles), by=the_system())
    db.session.commit()
    click.echo(f"{person.name}: {', '.join(roles)} of {where.name}.")


@people.command("list")
def list_people() -> None:
    """List everybody: address, name, state, organisations and roles."""
    for person in db.session.scalars(sa.select(User).order_by(User.name)):
        places = "; ".join(f"{m.organisation.name} ({', '.join(m.roles)})" for m in person.memberships)
        click.echo(f"{person.email}\t{person.name}\t{person.state}\t{places}")


@people.command("pause")
@click.argument("email")
def pause(email: str) -> None:
    """Let nobody in with this address, and sign them out everywhere, at once."""
    person = db.session.scalar(sa.select(User).where(User.email_key == email.strip().casefold()))
    if person is None:
        raise click.ClickException(f"Nobody has the address {email}.")
    _refusing(pause_person, person, by=the_system())
    db.session.commit()
    click.echo(f"{person.name} is paused and signed out everywhere.")


@organisations.command("add")
@click.argument("kind", type=click.Choice(["umbrella", "national_member", "regional_alliance", "association"]))
@click.argument("name")
@click.option("--short-name", default="")
def add_one(kind: str, name: str, short_name: str) -> None:
    """Add an organisation of KIND called NAME."""
    made = _refusing(add_organisation, name, kind, short_name=short_name, by=the_system())
    db.session.commit()
    click.echo(f"{made.id}\t{made.name}")


@organisations.command("list")
def list_organisations() -> None:
    """List every organisation in Swedish order."""
    for one in db.session.scalars(sa.select(Organisation).order_by(Organisation.sort_key)):
        click.echo(f"{one.id}\t{one.kind}\t{one.name}")


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def backup(file: Path) -> None:
    """Write database, files and secret key to FILE; safe while people write."""
    size = make_backup(file, engine=db.engine, folder=_data())
    click.echo(f"{file}: {file_size(size)}, with a checksum for everything in it.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@with_appcontext
def restore(file: Path) -> None:
    """Restore FILE into an empty place (IDEELL_DATA)."""
    try:
        manifest = restore_backup(file, engine=db.engine, folder=_data())
    except BackupDamaged as fault:
        raise click.ClickException(f"{file} is damaged ({fault}). Nothing was restored.") from fault
    except PlaceTaken as fault:
        raise click.ClickException(f"{fault} is in the way. Restore into an empty folder.") from fault
    click.echo(f"Restored what was backed up at {manifest['made_at']}.")


@click.command("upgrade")
@click.option("--backup", "target", type=click.Path(path_type=Path), help="where the backup goes")
@with_appcontext
def upgrade_database(target: Path | None) -> None:
    """Bring the database up to date, after a backup."""
    if upgrade.is_current():
        click.echo("The database is up to date.")
        return
    if not upgrade.is_empty():
        target = target or _data() / "before-upgrade.zip"
        make_backup(target, engine=db.engine, folder=_data())
        click.echo(f"Backup before the upgrade: {target}")
    upgrade.upgrade()
    click.echo("The database is up to date.")


def _data() -> Path:
    folder: Path = current_app.extensions["ideell_settings"].data
    return folder


def _organisation(name: str) -> Organisation:
    found = db.session.scalar(sa.select(Organisation).where(Organisation.name == name))
    if found is None:
        raise click.ClickException(f"No organisation is called {name}.")
    return found


def _refusing(act, *args, **named):  # type: ignore[no-untyped-def]  # because it passes through
    try:
        return act(*args, **named)
    except RuleBroken as refusal:
        raise click.ClickException(refusal.sentence) from refusal
