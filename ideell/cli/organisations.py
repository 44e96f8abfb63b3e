"""`flask organisations …`: the umbrella, members, alliances, associations."""

from __future__ import annotations

import click
import sqlalchemy as sa

from ideell.cli.acting import OnCurrentDatabase, acting, organisation_called
from ideell.extensions import db
from ideell.people.models import KINDS, Organisation, Region
from ideell.people.office import the_system
from ideell.people.organising import add_link, add_organisation

organisations = OnCurrentDatabase(
    "organisations", help="The umbrella, members, alliances, associations."
)


@organisations.command("add")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("name")
@click.option("--short-name", default="", help="Used where there is little room.")
@click.option("--region", "codes", multiple=True, help="County code, e.g. 24; may be repeated.")
@click.option("--in", "owner", help="Name of the alliance or umbrella that it belongs to.")
def add(kind: str, name: str, short_name: str, codes: tuple[str, ...], owner: str | None) -> None:
    """Add an organisation of KIND called NAME."""
    regions = [_region(code) for code in codes]
    above = organisation_called(owner) if owner else None
    with acting():
        made = add_organisation(name, kind, short_name=short_name, regions=regions, by=the_system())
        if above is not None:
            add_link(made, above, by=the_system())
    click.echo(f"{made.id}\t{made.name}")
    if above is None and kind != "umbrella":
        click.echo("It belongs to nobody yet; see organisations link.", err=True)


@organisations.command("link")
@click.argument("member")
@click.argument("owner")
def link(member: str, owner: str) -> None:
    """Let MEMBER belong to OWNER (an alliance or the umbrella); both by name."""
    below, above = organisation_called(member), organisation_called(owner)
    with acting():
        add_link(below, above, by=the_system())
    click.echo(f"{below.name} belongs to {above.name}.")


@organisations.command("list")
def list_organisations() -> None:
    """List every organisation in Swedish order."""
    for one in db.session.scalars(sa.select(Organisation).order_by(Organisation.sort_key)):
        click.echo(f"{one.id}\t{one.kind}\t{one.name}")


def _region(code: str) -> Region:
    found = db.session.scalar(sa.select(Region).where(Region.code == code))
    if found is None:
        raise click.ClickException(f"No region has the county code {code}.")
    return found
