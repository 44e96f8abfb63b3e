"""The demo's gatherings in alliances: asked, answered inside, and one of them released."""

from __future__ import annotations

from datetime import date
from typing import Any

from ideell.alliances.contacts import name_contact
from ideell.demo.cases import Case
from ideell.demo.cast import Cast
from ideell.demo.content_files import content, day_at, moment_at
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import as_of
from ideell.people.regions import region_with
from ideell.positions import contributing
from ideell.positions.gathering import open_gathering, say_read
from ideell.positions.models import Contribution, Gathering
from ideell.positions.voice import compose, release_voice

OFFICE = "kerstin.oberg@korsstygnet.example.se"


def bring_in_the_gatherings(cases: dict[str, Case], cast: Cast, start: date) -> None:
    """Let alliances ask their members, and the members answer, each at its moment."""
    for row in content("gatherings")["gatherings"]:
        _gathering(row, cases[row["consultation"]], cast, start)
    for row in content("organisations")["region_contacts"]:
        region = region_with(row["region"])
        assert region is not None
        with as_of(moment_at(start, row["at"])):
            name_contact(region, cast.people[row["person"]], by=cast.first_hat(OFFICE))


def _gathering(row: dict[str, Any], case: Case, cast: Cast, start: date) -> None:
    by = cast.actor(row["by"], row["alliance"])
    with as_of(moment_at(start, row["opened_at"])):
        made, _deed = open_gathering(
            case.consultation, by=by, introduction=row["introduction"],
            last_day=day_at(start, row["last_day_in_days"]),
            nodes=[case.nodes[number] for number in row["chapters"]],
        )  # fmt: skip
    for one in row["answers"]:
        with as_of(moment_at(start, one["at"])):
            member = cast.actor(one["by"], one["organisation"])
            say_read(made, by=member, has_nothing=one["has_nothing"])
    inputs = [_input(one, made, case, cast, start) for one in row["inputs"]]
    for one, given in zip(row["inputs"], inputs, strict=True):
        if "disposition" in one:
            with as_of(moment_at(start, one["disposed_at"])):
                contributing.dispose(given, one["disposition"], "", by=by)
    if "voice" in row:
        _voice(row["voice"], made, inputs, case, by, start)


def _input(
    row: dict[str, Any], gathering: Gathering, case: Case, cast: Cast, start: date
) -> Contribution:
    by = cast.actor(row["by"], row["organisation"])
    with as_of(moment_at(start, row["at"])):
        given = contributing.contribute(
            case.consultation, by=by, text=row["text"], node=case.nodes[row["node"]],
            stance=row["stance"], gathering=gathering,
        )  # fmt: skip
        contributing.share(given, by=by)
        if row["state"] == "released":
            contributing.release(given, by=by)
    return given


def _voice(
    row: dict[str, Any], gathering: Gathering, inputs: list[Contribution], case: Case, by: Actor,
    start: date,
) -> None:  # fmt: skip
    with as_of(moment_at(start, row["at"])):
        compose(
            gathering, by=by, text=row["text"], node=case.nodes[row["node"]],
            stance=row["stance"], origins=inputs,
        )  # fmt: skip
    with as_of(moment_at(start, row["released_at"])):
        release_voice(gathering, by=by)
    db.session.flush()
