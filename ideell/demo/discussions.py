"""The demo's discussions, replayed by the product's own verbs in time order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import sqlalchemy as sa

from ideell.activity.read_positions import has_read
from ideell.demo.cases import Case
from ideell.demo.cast import Cast
from ideell.demo.content_files import content, day_at, moment_at
from ideell.discussions import moderating, polls, posting, starting
from ideell.discussions.models import Post, Thread
from ideell.discussions.naming import find_in_thread
from ideell.drafting.models import Response, Section
from ideell.extensions import db
from ideell.files.opening import the_store
from ideell.files.taking import TakenIn
from ideell.foundation.clock import as_of
from ideell.people.sharing import Room

READ = 2  # posts of each discussion that are new to the personas


def bring_in_the_discussions(cases: Mapping[str, Case], cast: Cast, start: date) -> None:
    """Write every discussion; the personas have read all of each but the last posts."""
    for row in content("discussions")["threads"]:
        thread, posts = _thread(row, cases, cast, start)
        _lead(row, thread, cast, start)
        read_to = posts[-READ - 1] if len(posts) > READ else posts[0]
        for person in list(cast.people.values())[:4]:
            by = cast.first_hat(person.email)
            has_read(Thread.__name__, thread.id, read_to.id, by=by)


def _thread(
    row: dict[str, Any], cases: Mapping[str, Case], cast: Cast, start: date
) -> tuple[Thread, list[Post]]:
    said = [*row["posts"], *_many(row.get("many"), start)]
    first = said[0]
    room = Room(cast.organisations[row["owner"]].id, row["audience"])
    with as_of(_moment(first, start)):
        by = cast.actor(first["by"], first["organisation"])
        thread = starting.start(row["title"], room, about=_about(row["about"], cases), by=by)
        db.session.flush()
    posts: list[Post] = []
    for one in said:
        posts.append(_post(one, thread, posts, cast, start))
    return thread, posts


def _post(row: dict[str, Any], thread: Thread, posts: list[Post], cast: Cast, start: date) -> Post:
    moment, by = _moment(row, start), cast.actor(row["by"], row["organisation"])
    quoted = posts[row["quotes"]] if "quotes" in row else None
    with as_of(moment):
        found = find_in_thread(row["text"], thread, {})
        files = [_taken(row["file"])] if "file" in row else []
        post = posting.say(thread, row["text"], by=by, found=found, quoted=quoted, files=files)
    for number, email in enumerate(row.get("agrees", ()), 1):
        with as_of(moment + timedelta(minutes=17 * number)):
            posting.agree(post, by=cast.first_hat(email))
    if hidden := row.get("hidden"):
        with as_of(moment_at(start, hidden["at"])):
            by = cast.actor(hidden["by"], hidden["organisation"])
            moderating.hide(post, hidden["reason"], by=by)
    return post


def _taken(row: dict[str, str]) -> TakenIn:
    content = the_store().take(BytesIO(row["text"].encode()))
    return TakenIn(row["name"], "text/plain", content)


def _lead(row: dict[str, Any], thread: Thread, cast: Cast, start: date) -> None:
    """What those who lead a discussion did with it."""
    if row.get("pinned"):
        starting.pin(thread, by=cast.first_hat(row["pinned"]))
    if poll := row.get("poll"):
        _poll(poll, thread, cast, start)
    for act, verb in (("summary", starting.sum_up), ("closed", starting.close)):
        if told := row.get(act):
            with as_of(moment_at(start, told["at"])):
                verb(thread, told["text"], by=cast.actor(told["by"], told["organisation"]))


def _poll(row: dict[str, Any], thread: Thread, cast: Cast, start: date) -> None:
    with as_of(moment_at(start, row["at"])):
        poll = polls.ask(
            thread, row["question"], row["choices"], closes_on=day_at(start, row["closes_in"]),
            per=row["per"], is_open=row["is_open"],
            by=cast.actor(row["by"], row["organisation"]),
        )  # fmt: skip
    for email, organisation, place, at in row["votes"]:
        with as_of(moment_at(start, at)):
            polls.vote(poll, poll.choices[place].id, by=cast.actor(email, organisation))


def _about(row: list[Any] | None, cases: Mapping[str, Case]) -> Any:
    """Return the thing that a discussion is about: a consultation, or a section of its answer."""
    if row is None:
        return None
    kind, key, *more = row
    consultation = cases[key].consultation
    if kind == "consultation":
        return consultation
    mine = sa.select(Section).join(Section.response)
    here = (Response.consultation_id == consultation.id, Section.position == more[0])
    return db.session.scalars(mine.where(*here)).first()


def _many(row: dict[str, Any] | None, start: date) -> Iterator[dict[str, Any]]:
    """Give the posts of a long discussion: everybody in turns, something that happened."""
    if row is None:
        return
    moment, whats, ends = moment_at(start, row["first"]), row["whats"], row["ends"]
    for number in range(row["count"]):
        email, organisation = row["people"][number * 7 % len(row["people"])]
        what, end = whats[number * 11 % len(whats)], ends[number * 5 % len(ends)]
        text = f"Hos oss hände det att {what}. {end}"
        at = moment + timedelta(hours=4, minutes=37) * number
        yield {"by": email, "organisation": organisation, "text": text, "moment": at}


def _moment(row: dict[str, Any], start: date) -> datetime:
    return row.get("moment") or moment_at(start, row["at"])
