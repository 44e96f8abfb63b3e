"""What the commands about people and organisations have in common."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import click
import sqlalchemy as sa
from flask.cli import AppGroup, with_appcontext

from ideell.extensions import db
from ideell.foundation import upgrade
from ideell.foundation.rules import RuleBroken
from ideell.people.addresses import find_person
from ideell.people.models import Organisation, User

NOT_UP_TO_DATE = "The database is not up to date. First: flask --app wsgi upgrade"


class OnCurrentDatabase(AppGroup):
    """A group of commands that need the database in the shape the code expects."""

    @with_appcontext
    def invoke(self, context: click.Context) -> Any:
        """Run the command, or say what to do first."""
        if not upgrade.is_current():
            raise click.ClickException(NOT_UP_TO_DATE)
        return super().invoke(context)


@contextlib.contextmanager
def acting() -> Iterator[None]:
    """Keep what is done within the block; say a rule's own sentence when it refuses."""
    try:
        yield
    except RuleBroken as refusal:
        db.session.rollback()
        raise click.ClickException(refusal.sentence) from refusal
    db.session.commit()


def person_with(email: str) -> User:
    """Return the person with this address."""
    person = find_person(email)
    if person is None:
        raise click.ClickException(f"Nobody has the address {email}.")
    return person


def organisation_called(name: str) -> Organisation:
    """Return the organisation with this name, however it is capitalised."""
    every = db.session.scalars(sa.select(Organisation))
    found = next((one for one in every if one.name.casefold() == name.strip().casefold()), None)
    if found is None:
        raise click.ClickException(f"No organisation is called {name}.")
    return found
