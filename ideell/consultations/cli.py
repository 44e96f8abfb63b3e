"""Bringing a report in from the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from ideell.consultations.models import Consultation, SourceDocument
from ideell.consultations.sources import bring_read
from ideell.extensions import db
from ideell.files.opening import the_store
from ideell.files.receive import keep_content
from ideell.people.office import the_system
from ideell.reading.nodes import Node, Outline
from ideell.reading.reading import read_in_child
from ideell.reading.sentences import sentence
from ideell.reading.unreadable import Unreadable

NOT_READABLE = 1
WRONG_USE = 2


@click.command("import-source")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--consultation", type=int, help="Number of the consultation, as in its address.")
@click.option("--dry-run", is_flag=True, help="Save nothing; needs no consultation.")
@click.option("--json", "as_json", is_flag=True, help="Print the nodes as JSON.")
@with_appcontext
def import_source(file: Path, consultation: int | None, dry_run: bool, as_json: bool) -> None:
    """Read a report into its outline, print it, and keep it for approval.

    Exit status 1 and a sentence when the file cannot be read; 2 when used wrongly.
    """
    target = None if dry_run else _consultation(consultation)
    settings = current_app.extensions["ideell_settings"]
    try:
        outline = read_in_child(
            file, file.name,
            seconds=settings.import_seconds, megabytes=settings.import_megabytes,
        )  # fmt: skip
    except Unreadable as refusal:
        click.echo(sentence(refusal.reason), err=True)
        sys.exit(NOT_READABLE)
    if target is not None:
        document = _keep(target, file, outline)
        click.echo(f"source {document.id} of consultation {target.id}, to be approved", err=True)
    click.echo(_as_json(outline) if as_json else _as_tree(outline))


def _consultation(number: int | None) -> Consultation:
    found = db.session.get(Consultation, number) if number is not None else None
    if found is None:
        click.echo(
            "Name a consultation that exists: --consultation ID, or use --dry-run.", err=True
        )
        sys.exit(WRONG_USE)
    return found


def _keep(consultation: Consultation, file: Path, outline: Outline) -> SourceDocument:
    kept = keep_content(file.read_bytes(), file.name, the_store(), by=the_system())
    document = bring_read(consultation, kept, outline, by=the_system())
    db.session.commit()
    return document


def _as_json(outline: Outline) -> str:
    keys = ("number", "heading", "kind", "level", "page")
    nodes = [{key: getattr(node, key) for key in keys} for node in outline.nodes]
    return json.dumps({"nodes": nodes}, ensure_ascii=False, indent=1)


def _as_tree(outline: Outline) -> str:
    return "\n".join(_as_line(node) for node in outline.nodes)


def _as_line(node: Node) -> str:
    kind = f"[{node.kind}] " if node.is_item else ""
    page = f"  ({node.page})" if node.page else ""
    words = " ".join(f"{node.number} {node.heading}".split())
    return f"{'  ' * (node.level - 1)}{kind}{words}{page}"


commands = [import_source]
