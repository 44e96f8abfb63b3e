"""`flask search rebuild`: make the index anew, and prove that it says what stands."""

from __future__ import annotations

from collections import Counter

import click
from flask.cli import with_appcontext

from ideell.extensions import db
from ideell.search.index import Differences, compare, rebuild


@click.group("search")
def search() -> None:
    """The index that the search looks in."""


@search.command("check")
@with_appcontext
def check_index() -> None:
    """Compare the index with what stands, and change nothing. Exit status 1 if they differ."""
    found = compare(db.session.connection())
    db.session.rollback()
    if found.found:
        raise click.ClickException(in_words(found))
    click.echo("The index says what stands.")


@search.command("rebuild")
@with_appcontext
def rebuild_index() -> None:
    """Make the index anew from what stands, tell what was wrong, and compare once more."""
    connection = db.session.connection()
    before = compare(connection)
    click.echo(in_words(before) if before.found else "The index said what stands.")
    count = rebuild(connection)
    after = compare(connection)
    if after.found:
        db.session.rollback()
        raise click.ClickException(f"Nothing was changed: made anew, {in_words(after)}")
    db.session.commit()
    click.echo(f"Made anew from {count} things, and equal to them.")


def in_words(found: Differences) -> str:
    """Return differences as a sentence and a line for each kind."""
    lines = ["The index differs from what stands."]
    for what, names in (("missing", found.missing), ("out of date", found.stale)):
        for kind, many in sorted(Counter(name.split()[0] for name in names).items()):
            first = next(name for name in names if name.startswith(f"{kind} "))
            lines.append(f"  {many} {what}: {kind} (the first: {first})")
    if found.left:
        lines.append(f"  {found.left} of nothing")
    if found.unsound:
        lines.append("  the database finds its own index damaged")
    return "\n".join(lines)
