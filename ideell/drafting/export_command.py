"""`flask --app wsgi export RESPONSE --format docx --output FILE`."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from ideell.drafting.letter import letter_of
from ideell.drafting.models import Response
from ideell.export import FORMATS, PdfNotMade, export
from ideell.extensions import db


@click.command("export")
@click.argument("response", type=int)
@click.option("--format", "format_name", type=click.Choice(FORMATS), required=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--numbered", is_flag=True, help="show the numbers of the blocks")
@with_appcontext
def export_response(response: int, format_name: str, output: Path, numbered: bool) -> None:
    """Write the answer with number RESPONSE to a file."""
    found = db.session.get(Response, response)
    if found is None:
        raise click.ClickException(f"There is no answer with number {response}.")
    try:
        made = export(letter_of(found), format_name, numbered=numbered)  # type: ignore[arg-type]  # because click chose one of FORMATS
    except PdfNotMade as fault:
        raise click.ClickException(str(fault)) from fault
    output.write_bytes(made.content)
    for note in made.notes:
        click.echo(note, err=True)
    click.echo(f"{output}: {made.filename}")
