"""`flask people …`: who may come in, and what they may do."""

from __future__ import annotations

import click
import sqlalchemy as sa

from ideell.cli.acting import OnCurrentDatabase, acting, organisation_called, person_with
from ideell.extensions import db
from ideell.people.models import ROLES, Membership, Organisation, User
from ideell.people.office import (
    add_member,
    add_person,
    change_person,
    change_roles,
    end_membership,
    membership_of,
    pause_person,
    resume_person,
    the_system,
)
from ideell.people.welcoming import welcome

people = OnCurrentDatabase("people", help="People and what they may do.")


@people.command("add-office")
@click.argument("email")
@click.argument("name")
def add_office(email: str, name: str) -> None:
    """Let NAME with address EMAIL be the office (the administrator) of the umbrella."""
    umbrella = db.session.scalar(sa.select(Organisation).where(Organisation.kind == "umbrella"))
    if umbrella is None:
        raise click.ClickException('First: flask --app wsgi organisations add umbrella "Its name"')
    with acting():
        person = add_person(name, email, by=the_system())
        _give(umbrella, person, ("office", "moderator"))
    click.echo(f"{person.name} is the office of {umbrella.name}.")


@people.command("add")
@click.argument("email")
@click.argument("name")
@click.argument("organisation")
@click.option(
    "--role", "roles", multiple=True, default=["representative"], type=click.Choice(ROLES),
    help="What the person may do there; more than one may be given.",
)  # fmt: skip
def add(email: str, name: str, organisation: str, roles: tuple[str, ...]) -> None:
    """Add NAME to ORGANISATION (its name), by default as a representative."""
    where = organisation_called(organisation)
    with acting():
        person = add_person(name, email, by=the_system())
        _give(where, person, roles)
    click.echo(f"{person.name}: {', '.join(roles)} of {where.name}.")


@people.command("end")
@click.argument("email")
@click.argument("organisation")
def end(email: str, organisation: str) -> None:
    """End the place of the person with EMAIL in ORGANISATION, at once."""
    person, where = person_with(email), organisation_called(organisation)
    place = membership_of(person, where)
    if place is None or not place.holds:
        raise click.ClickException(f"{person.name} has no place in {where.name}.")
    with acting():
        end_membership(place, by=the_system())
    click.echo(f"{person.name} no longer represents {where.name}.")


@people.command("move")
@click.argument("email")
@click.argument("new_email")
def move(email: str, new_email: str) -> None:
    """Let codes to sign in go to NEW_EMAIL; signs the person out everywhere."""
    person = person_with(email)
    with acting():
        change_person(person, email=new_email, by=the_system())
    click.echo(f"{person.name} signs in with {person.email}.")


@people.command("pause")
@click.argument("email")
def pause(email: str) -> None:
    """Let nobody in with this address, and sign them out everywhere, at once."""
    person = person_with(email)
    with acting():
        pause_person(person, by=the_system())
    click.echo(f"{person.name} is paused and signed out everywhere.")


@people.command("resume")
@click.argument("email")
def resume(email: str) -> None:
    """Let a paused person in again."""
    person = person_with(email)
    with acting():
        resume_person(person, by=the_system())
    click.echo(f"{person.name} is let in again.")


@people.command("list")
def list_people() -> None:
    """List everybody: address, name, state, organisations and roles of today."""
    for person in db.session.scalars(sa.select(User).order_by(User.name)):
        places = "; ".join(
            f"{one.organisation.name} ({', '.join(one.roles)})"
            for one in person.memberships
            if one.holds
        )
        click.echo(f"{person.email}\t{person.name}\t{person.state}\t{places}")


def _give(where: Organisation, person: User, roles: tuple[str, ...]) -> Membership:
    """Add a place with these roles and write to the person, or add the roles to the place held."""
    place = membership_of(person, where)
    if place is None or not place.holds:
        place = add_member(where, person, roles, by=the_system())
        welcome(place, by=the_system())
        return place
    change_roles(place, [*place.roles, *roles], by=the_system())
    return place
