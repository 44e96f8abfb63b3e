"""The demo's consultations: facts, deadlines, plans and reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ideell.consultations.corrected import approve
from ideell.consultations.deadlines import move_deadline
from ideell.consultations.facts import add_consultation
from ideell.consultations.holidays import working_day_before
from ideell.consultations.models import Consultation, SourceDocument, SourceNode
from ideell.consultations.sources import bring_by_hand, take_outline
from ideell.demo.cast import Cast
from ideell.demo.content_files import content, day_at, moment_at
from ideell.demo.report import report_as_word
from ideell.extensions import db
from ideell.files.opening import the_store
from ideell.files.receive import keep_content
from ideell.foundation.actor import Actor
from ideell.foundation.clock import as_of
from ideell.people.regions import region_with
from ideell.reading.nodes import Form, Kind, Node, Outline
from ideell.reading.reading import read_in_child

FACTS = ("kind", "title", "issuer", "their_numbers", "our_number", "series_ref", "url", "invited",
         "track", "audience", "summary")  # fmt: skip
LETTERS = {"F": "proposal", "B": "assessment"}


@dataclass
class Case:
    """A consultation of the demo, and its nodes by the way the content names them."""

    consultation: Consultation
    added_by: str
    deadline: date
    nodes: dict[str, SourceNode] = field(default_factory=dict)


def bring_in_the_cases(cast: Cast, start: date) -> dict[str, Case]:
    """Write the consultations and return them by key."""
    return {
        row["key"]: _case(row, cast, start) for row in content("consultations")["consultations"]
    }


def _case(row: dict[str, Any], cast: Cast, start: date) -> Case:
    by = cast.actor(row["added_by"], row["owner"])
    first, *later = row["deadline_versions"]
    deadline = day_at(start, first["deadline_in_days"])
    with as_of(moment_at(start, first["set_at"])):
        consultation = add_consultation(
            by=by,
            deadline=deadline,
            recipient_email=row.get("recipient", {}).get("email", ""),
            region_id=_region(row),
            **{key: row[key] for key in FACTS},
        )
    consultation.state = row["state"]
    for version in later:
        with as_of(moment_at(start, version["set_at"])):
            deadline = day_at(start, version["deadline_in_days"])
            move_deadline(consultation, deadline, version["reason"], by=by)
    _date_the_plan(consultation, row["milestones"], deadline)
    with as_of(moment_at(start, first["set_at"]) + timedelta(hours=1)):
        document = _source(consultation, row, by)
    nodes = named_nodes(document) if document else {}
    return Case(consultation, row["added_by"], deadline, nodes)


def _region(row: dict[str, Any]) -> int | None:
    region = region_with(row["region"]) if "region" in row else None
    return region.id if region else None


def _date_the_plan(consultation: Consultation, rows: list[dict[str, Any]], deadline: date) -> None:
    """Set the internal dates that the content plans, counted from the deadline that holds."""
    planned = {milestone.key: milestone for milestone in consultation.milestones}
    for row in rows:
        milestone = planned[row["key"]]
        day = working_day_before(deadline - timedelta(days=row["before_deadline"]))
        milestone.due_on, milestone.is_late = day, False
        if row["done"]:
            milestone.done_at = moment_at(day, "0 15:00")


def _source(consultation: Consultation, row: dict[str, Any], by: Actor) -> SourceDocument | None:
    if "report" in row:
        document = _as_word(consultation, row["report"], by)
    elif "outline" in row:
        document = bring_by_hand(consultation, by=by)
        take_outline(document, _typed(consultation.title, row["outline"]))
    else:
        return None
    db.session.flush()
    db.session.refresh(document)
    approve(document, by=by)
    return document


def _as_word(consultation: Consultation, report: dict[str, str], by: Actor) -> SourceDocument:
    """Bring the report in as people do: a Word file, stored and read by the child process."""
    store = the_store()
    word = report_as_word(report["title"], report["files"])
    document = bring_by_hand(consultation, by=by)
    document.title = f"{report['title']}, {report['series_ref']}"
    document.file = keep_content(word, report["file_name"], store, by=by)
    with store.at_hand(document.file.sha256) as path:
        take_outline(document, read_in_child(path, report["file_name"]))
    return document


def _typed(title: str, rows: list[dict[str, Any]]) -> Outline:
    nodes = tuple(
        Node(
            number=row["number"] or "", heading=row["heading"], kind=Kind(row["kind"]),
            level=row["level"], page=row.get("page"), text=row.get("text"),
        )
        for row in rows
    )  # fmt: skip
    return Outline(title, Form.PASTED, nodes)


def named_nodes(document: SourceDocument) -> dict[str, SourceNode]:
    """Return nodes by "5.3" (a heading) and "5.3#F1" (the first Förslag box under it)."""
    named: dict[str, SourceNode] = {}
    heading, counted = "", {"F": 0, "B": 0}
    for node in document.nodes:
        letter = next((mark for mark, kind in LETTERS.items() if kind == node.kind), None)
        if letter is None:
            named.setdefault(node.number, node)
            heading, counted = node.number or heading, {"F": 0, "B": 0}
            continue
        counted[letter] += 1
        named[f"{heading}#{letter}{counted[letter]}"] = node
    return named
