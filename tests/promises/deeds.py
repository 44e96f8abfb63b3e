"""S19: whatever changes something leaves a deed of the one who did it."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from typing import Any

from ideell.activity.models import Deed
from ideell.extensions import db
from tests.promises.forms import Change, sendable
from tests.promises.outcome import Outcome
from tests.promises.town import Town, standing

# Forms that change nothing that is anybody's business but one's own, and why.
NO_DEED = {
    "sign_in.ask": "a code is sent; the try is counted",
    "sign_in.another_code": "a code is sent; the try is counted",
    "sign_in.code": "signing in is not a deed",
    "sign_in.as_demo_person": "signing in is not a deed",
    "sign_in.out": "signing out is not a deed",
    "sign_in.choose_hat": "the hat that this browser wears",
    "my_page.theme": "a cookie",
    "positions.save_draft": "a draft that only its author sees",
    "presence.at_block": "a lease that says who is writing, gone in two minutes",
    "presence.in_text": "a lease that says who is writing, gone in two minutes",
    "presence.away_from_block": "a lease that is let go",
    "presence.away_from_text": "a lease that is let go",
    "settling.keep_choice": "a draft that only its author sees",
    "discussions.keep_start": "a draft that only its author sees",
    "discussions.keep_reply": "a draft that only its author sees",
    "discussions.keep_change": "a draft that only its author sees",
    "discussions.quote": "a draft that only its author sees",
    "discussions.read": "how far one has read is one's own business",
    "discussions.follow": "what one follows is one's own business",
    "suggesting.compare_suggestion": "it shows what would change and saves nothing",
    "looking_over.compare": "it shows what would change and saves nothing",
    "looking_over.keep_draft": "a draft that only its author sees",
    "suggesting.compare_writing": "it shows what would change and saves nothing",
    "packets.compare_packet": "it shows what would change and saves nothing",
    "packets.keep_packet": "a draft that only its author sees",
    "deciding.keep_change": "a draft that only its author sees",
    "commenting.keep_comment": "a draft that only its author sees",
    "source_talk.keep_comment": "a draft that only its author sees",
    "suggesting.keep_suggestion": "a draft that only its author sees",
    "suggesting.keep_writing": "a draft that only its author sees",
    "suggesting.keep_new_blocks": "a draft that only its author sees",
}


def s19(*, full: bool) -> Outcome:
    """Send every form that changes something, as each of those who may."""
    with standing() as town:
        tried, faults = without_deed(town, full=full)
        with log_off():
            red = without_deed(town, full=False, every=6)[1]
    return Outcome(
        figure=f"{len(faults)} of {tried} changes without a deed",
        faults=faults,
        control=f"with the log switched off, {len(red)} without",
        control_is_red=len(red) > len(faults),
    )


def without_deed(town: Town, *, full: bool, every: int = 1) -> tuple[int, list[str]]:
    """Return how many changes were made, and which left no deed; a form that changes nothing
    is a fault too, as nobody would know.
    """
    tried, faults = 0, []
    for form in sendable(town)[::every]:
        if form.address.endpoint in NO_DEED:
            continue
        if not form.acts:
            faults.append(f"{form.name}: say in tests/promises/typed what makes it act")
        for who in form.senders if full else form.senders[:1]:
            change = form.change(town, who)
            tried += bool(change)
            if change and not _has_deed_of(town, who, change):
                faults.append(f"{form.name} as {who}: no deed")
    return tried, faults


def _has_deed_of(town: Town, who: str, change: Change) -> bool:
    position = town.snapshot.columns("deeds").index("user_id")
    new = [after for before, after in change.get("deeds", {}).values() if before is None]
    return any(row[position] == town.people[who].user_id for row in new)


def undone_into_nothing(town: Town) -> tuple[int, list[str]]:
    """Take back what each form did; return how many were, and which led to no page."""
    undone, faults = 0, []
    for form in sendable(town):
        who = town.people[form.senders[0]]
        form.send(town)
        done = town.snapshot.added("deeds", "id", "user_id")
        deed_id = next((number for number, user_id in done if user_id == who.user_id), None)
        if deed_id is not None and _can_be_undone(town, deed_id):
            sent = {"csrf_token": who.token, "once": secrets.token_urlsafe(18)}
            back = who.ask(town.app, "POST", f"/handelser/{deed_id}/atertagande", data=sent)
            if back.status_code == 303:
                undone += 1
                page = who.ask(town.app, "GET", back.headers["Location"])
                if page.status_code != 200:
                    faults.append(f"{form.name}: {back.headers['Location']} {page.status_code}")
            elif back.status_code != 409:
                faults.append(f"{form.name}: {back.status_code}")
        town.snapshot.restore()
    return undone, faults


def _can_be_undone(town: Town, deed_id: int) -> bool:
    with town.app.app_context():
        return db.session.get_one(Deed, deed_id).can_be_undone


@contextlib.contextmanager
def log_off() -> Iterator[None]:
    """The control: deeds are thought of and not written."""

    def forget(_mapper: Any, connection: Any, deed: Deed) -> None:
        table = Deed.__table__
        connection.execute(table.delete().where(table.c.id == deed.id))

    db.event.listen(Deed, "after_insert", forget)
    try:
        yield
    finally:
        db.event.remove(Deed, "after_insert", forget)
