"""The demo's input and joint stances, replayed by the product's own verbs in time order."""

from __future__ import annotations

from datetime import date
from typing import Any

from ideell.consultations.talk import text_of
from ideell.demo.cases import Case
from ideell.demo.cast import Cast
from ideell.demo.content_files import moment_at
from ideell.extensions import db
from ideell.foundation.clock import as_of
from ideell.positions import contributing
from ideell.positions.models import Contribution
from ideell.positions.stances import set_joint_stance
from ideell.writing import talking


def bring_in_the_views(row: dict[str, Any], case: Case, cast: Cast, start: date) -> None:
    """Write the contributions and stances of one response's consultation."""
    for one in sorted(row["contributions"], key=lambda one: moment_at(start, one["at"])):
        _contribution(one, case, cast, start)
    for one in sorted(row["positions"], key=lambda one: moment_at(start, one["at"])):
        _stance(one, case, cast, start)
    for thread in row["source_comments"]:
        _talk(thread, case, cast, start)


def _contribution(row: dict[str, Any], case: Case, cast: Cast, start: date) -> None:
    author = cast.actor(row["author"], row["organisation"])
    with as_of(moment_at(start, row["at"])):
        made = contributing.contribute(
            case.consultation,
            by=author,
            text=row["text"],
            node=case.nodes[row["node"]] if row["node"] else None,
            stance=row["stance"],
        )
        if row["state"] == "shared":
            contributing.share(made, by=author)
    if row["released_at"]:
        with as_of(moment_at(start, row["released_at"])):
            contributing.release(made, by=cast.actor(row["released_by"], row["organisation"]))
    if row["disposition"]:
        _disposition(made, row, cast, start)


def _disposition(made: Contribution, row: dict[str, Any], cast: Cast, start: date) -> None:
    by = cast.first_hat(row["disposition_by"])
    with as_of(moment_at(start, row["disposition_at"])):
        contributing.dispose(made, row["disposition"], row["disposition_reason"] or "", by=by)


def _stance(row: dict[str, Any], case: Case, cast: Cast, start: date) -> None:
    node = case.nodes[row["node"]]
    for said in [row["earlier"], row] if row["earlier"] else [row]:
        with as_of(moment_at(start, said["at"])):
            by = cast.actor(said["by"], said["acting_org"])
            reason = " ".join(filter(None, [said["reason"], said.get("proposed_change")]))
            set_joint_stance(node, said["stance"], reason, by=by)


def _talk(thread: dict[str, Any], case: Case, cast: Cast, start: date) -> None:
    """Let people talk about a part of the report."""
    for post in thread["posts"]:
        with as_of(moment_at(start, post["at"])):
            text = text_of(case.nodes[thread["node"]])
            by = cast.actor(post["by"], post["acting_org"])
            said = talking.comment(text, post["text"], by=by)
            db.session.flush()
            for one in post["agrees"]:
                talking.agree(said, by=cast.actor(one["by"], one["organisation"]))
