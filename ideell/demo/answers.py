"""The demo's answers, replayed in time order by the product's own verbs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from ideell.demo.cases import Case
from ideell.demo.cast import Cast
from ideell.demo.content_files import moment_at
from ideell.demo.happenings import Happenings, Written
from ideell.drafting.models import Response, Section
from ideell.drafting.responding import add_section, respond
from ideell.drafting.sectioning import hand_pen, review
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import as_of

LINES = ("about", "process", "decision_line", "responsible_line", "signatories")


@dataclass
class Timeline:
    """What happens, and when; told in order."""

    events: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)

    def add(self, at: datetime, happens: Callable[[], None]) -> None:
        """Let something happen at a moment; what is added first goes first at the same one."""
        self.events.append((at, len(self.events), happens))

    def tell(self) -> None:
        """Let everything happen, each at its moment."""
        for at, _place, happens in sorted(self.events, key=lambda event: event[:2]):
            with as_of(at):
                happens()


def bring_in_the_answer(row: dict[str, Any], case: Case, cast: Cast, start: date) -> None:
    """Write one response with sections, texts, suggestions, comments and reviews."""
    leader = _leader(case, cast)
    first = min(moment_at(start, r["at"]) for s in row["sections"] for r in s["revisions"]) if (
        any(s["revisions"] for s in row["sections"])
    ) else moment_at(start, "-7 10:00")  # fmt: skip
    with as_of(first - timedelta(days=2)):
        response = _response(row, case, leader)
        sections = {
            one["number"]: _section(response, one, case, cast, leader) for one in row["sections"]
        }
    db.session.flush()
    _tell(row, sections, cast, start)
    for one in row["sections"]:
        _settle(sections[one["number"]], one)
    response.state = row["state"]


def _leader(case: Case, cast: Cast) -> Actor:
    """Return whoever brought the consultation in: that person leads the work."""
    owner = case.consultation.owner_org
    key = next(key for key, standing in cast.organisations.items() if standing is owner)
    return cast.actor(case.added_by, key)


def _response(row: dict[str, Any], case: Case, leader: Actor) -> Response:
    response = respond(case.consultation, by=leader, kind=row["kind"])
    for line in LINES:
        setattr(response, line, row.get(line) or "")
    return response


def _section(
    response: Response, row: dict[str, Any], case: Case, cast: Cast, leader: Actor
) -> Section:
    nodes = [case.nodes[name] for name in row["source_nodes"]]
    section = add_section(response, row["heading"], by=leader, nodes=nodes, role=row["role"])
    if row["pen_holder"]:
        hand_pen(section, cast.people[row["pen_holder"]], by=leader)
    section.due_on = case.deadline - timedelta(days=row["due_before_deadline"])
    db.session.flush()
    return section


def _tell(row: dict[str, Any], sections: dict[int, Section], cast: Cast, start: date) -> None:
    texts = {number: Written(section.text) for number, section in sections.items()}
    happenings = Happenings(texts, cast, row)
    timeline = Timeline()
    for one in row["sections"]:
        for revision in one["revisions"]:
            happens = happenings.revision(one["number"], revision)
            timeline.add(moment_at(start, revision["at"]), happens)
        for judged in one.get("reviews", []):
            section = sections[one["number"]]
            timeline.add(moment_at(start, judged["at"]), _review(section, judged, cast))
    for suggestion in row["suggestions"]:
        timeline.add(moment_at(start, suggestion["at"]), happenings.suggestion(suggestion))
        if suggestion["state"] in {"declined", "withdrawn"}:
            at = suggestion["decided_at"] or suggestion["at"]
            happens = happenings.refusal(suggestion)
            timeline.add(moment_at(start, at) + timedelta(minutes=1), happens)
    for packet in row.get("packets", []):
        timeline.add(moment_at(start, packet["at"]), happenings.packet(packet))
    for thread in row["comments"]:
        _thread(thread, happenings, timeline, start)
    timeline.tell()


def _thread(
    thread: dict[str, Any], happenings: Happenings, timeline: Timeline, start: date
) -> None:
    for post in thread["posts"]:
        timeline.add(moment_at(start, post["at"]), happenings.post(thread, post))
    if thread["state"] == "resolved":
        last = moment_at(start, thread["posts"][-1]["at"]) + timedelta(minutes=2)
        timeline.add(last, happenings.resolution(thread))


def _review(section: Section, judged: dict[str, Any], cast: Cast) -> Callable[[], None]:
    def happens() -> None:
        section.state = "review"
        by = cast.actor(judged["reviewer"], "korsstygnet")
        review(section, judged["verdict"], judged["note"] or "", by=by)

    return happens


def _settle(section: Section, row: dict[str, Any]) -> None:
    """Leave the section as the content says it stands today."""
    section.state = row["state"]
    done = set(row.get("blocks_done", []))
    for block in section.text.blocks:
        block.is_done = f"{section.text.prefix}:{block.number}" in done
