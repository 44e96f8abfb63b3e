"""Reading every stored file through against its checksum, every night, and saying what was found.

What is damaged or missing is named by the files that people know; the office is told on its
overview until a later check finds everything sound.
"""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ideell.activity import notices
from ideell.activity.models import record
from ideell.extensions import db
from ideell.files.contents import Contents
from ideell.files.models import StoredFile
from ideell.files.opening import the_store
from ideell.foundation import jobs
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.language import _, ngettext
from ideell.foundation.models import Identity, Model, UtcDateTime
from ideell.foundation.questions import Select, question
from ideell.foundation.waiting import Waiting
from ideell.people.leading import office_numbers
from ideell.people.office import the_system

CHECK = "check-files"
FAULTS = "store.faults_found"
AT_ONCE = 25  # files looked at before what was found so far is written
PATIENCE = 60.0  # seconds that one job takes
MINUTES_TO_LOOK = 15


class StoreCheck(Identity, Model):
    """One reading of the whole store: how many contents, and which were not sound."""

    __tablename__ = "store_checks"

    began_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    checked: Mapped[int] = mapped_column(default=0)
    after: Mapped[str] = mapped_column(sa.String(64), default="")  # where the reading goes on
    faults: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)  # sha256 → what is wrong

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """The office sees how the store is."""
        return sa.true() if actor.is_office else sa.false()

    @property
    def is_sound(self) -> bool:
        """Tell whether everything that was read is as it was stored."""
        return not self.faults


def check_store(_payload: dict[str, Any]) -> None:
    """Check every content; after a stop it goes on where it was.

    A job that takes long is taken for dead (`jobs.LEASE`), so what is left is another job's.
    """
    check, until = _unfinished() or _begun(), time.monotonic() + PATIENCE
    db.session.commit()
    while _next_part(check, the_store()):
        db.session.commit()
        if time.monotonic() > until:
            jobs.queue(CHECK)
            return
    _end(check)


def check_now() -> StoreCheck:
    """Check everything from the beginning and return what was found; commits as it goes."""
    check = _begun()
    while _next_part(check, the_store()):
        db.session.commit()
    _end(check)
    db.session.commit()
    return check


def queue_check() -> None:
    """Let the runner check the store, unless that waits already."""
    waiting = sa.select(jobs.Job.id).where(
        jobs.Job.kind == CHECK, jobs.Job.state.in_(["waiting", "running"])
    )
    if db.session.scalar(waiting.limit(1)) is None:
        jobs.queue(CHECK)


def latest_check() -> StoreCheck | None:
    """Return the newest check that came to its end, or None."""
    found: StoreCheck | None = _latest.thing()
    return found


def known_faults() -> frozenset[str]:
    """Return the numbers of the contents that the newest whole check found missing or damaged."""
    check = latest_check()
    return frozenset(check.faults) if check is not None else frozenset()


def names_of(sha256: str) -> list[str]:
    """Return what people called a content."""
    mine = sa.select(StoredFile.name).where(StoredFile.sha256 == sha256).distinct()
    return list(db.session.scalars(mine.order_by(StoredFile.name)))


def told(check: StoreCheck, _notice: notices.Notice) -> Waiting | None:
    """Say to the office what was found, until a later check finds everything sound."""
    latest = latest_check()
    if latest is None or latest.id != check.id:
        return None
    return Waiting(
        title=_("Hämta tillbaka skadade filer"),
        sentence=ngettext(
            "En fil i lagret är skadad eller saknas.",
            "%(num)s filer i lagret är skadade eller saknas.",
            len(check.faults),
        ),
        url="/dokument/lagret",
        action=_("Se vilka"),
        minutes=MINUTES_TO_LOOK,
        is_mine=False,
    )


def _end(check: StoreCheck) -> None:
    """Note that everything was read; the office is told of what is not sound."""
    check.ended_at = now()
    if check.is_sound:
        return
    deed = record(the_system(), FAULTS, check, many=len(check.faults))
    notices.tell(office_numbers(), deed, FAULTS, check)


def _next_part(check: StoreCheck, store: Contents) -> bool:
    """Read the next contents through; tell whether there were any. Nothing is held meanwhile."""
    numbers = db.session.scalars(
        sa.select(StoredFile.sha256)
        .where(StoredFile.sha256 > check.after)
        .distinct()
        .order_by(StoredFile.sha256)
        .limit(AT_ONCE)
    ).all()
    number = check.id
    db.session.commit()
    faults = {one: fault for one in numbers if (fault := store.fault(one))}
    if not numbers:
        return False
    check = db.session.get_one(StoreCheck, number)
    check.faults = check.faults | faults
    check.checked += len(numbers)
    check.after = numbers[-1]
    return True


def _begun() -> StoreCheck:
    check = StoreCheck(after="", checked=0, faults={})
    db.session.add(check)
    db.session.flush()
    return check


def _unfinished() -> StoreCheck | None:
    return db.session.scalar(
        sa.select(StoreCheck)
        .where(StoreCheck.ended_at.is_(None))
        .order_by(StoreCheck.id.desc())
        .limit(1)
    )


@question
def _latest() -> Select:
    return (
        sa.select(StoreCheck)
        .where(StoreCheck.ended_at.is_not(None))
        .order_by(StoreCheck.id.desc())
        .limit(1)
    )
