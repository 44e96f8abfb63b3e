"""A poll in a thread: one question, choices, until when, and who has a vote."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from ideell.activity.models import Deed, record
from ideell.discussions.models import Thread
from ideell.extensions import db
from ideell.foundation import clock
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import hold
from ideell.foundation.language import _
from ideell.foundation.models import Identity, Model, UtcDateTime, choice
from ideell.foundation.questions import Select, question
from ideell.foundation.rules import RuleBroken

MOST_CHOICES = 10
LONGEST_CHOICE = 200


class Poll(Identity, Model):
    """One question of a thread. It closes by itself when `closes_on` is over, or is ended before.

    `per` says whether each person or each organisation has one vote; `is_open` whether everybody
    sees who chose what.
    """

    __tablename__ = "polls"
    deed = cast("Deed | None", None)  # whose undo takes it back, for whoever just asked

    thread_id: Mapped[int] = mapped_column(sa.ForeignKey("threads.id"), index=True)
    question: Mapped[str] = mapped_column(sa.String(300))
    closes_on: Mapped[date]
    per: Mapped[str] = mapped_column(choice("person", "organisation", name="poll_per"))
    is_open: Mapped[bool] = mapped_column(default=True)
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    acting_org_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # before its last day

    thread: Mapped[Thread] = relationship()
    choices: Mapped[list[PollChoice]] = relationship(order_by="PollChoice.position")

    @staticmethod
    def visible_to(actor: Actor) -> sa.ColumnElement[bool]:
        """Seen with its thread."""
        seen = sa.select(Thread.id).where(Thread.visible_to(actor))
        return sa.and_(Poll.withdrawn_at.is_(None), Poll.thread_id.in_(seen))

    @staticmethod
    def gate_options() -> list[Any]:
        """Fetch the thread along."""
        return [
            joinedload(Poll.thread, innerjoin=True).joinedload(Thread.owner_org, innerjoin=True)
        ]

    @property
    def takes_votes(self) -> bool:
        """Tell whether one may vote now: until the last day is over, Swedish time, or somebody
        ended it, while the thread is open.
        """
        goes_on = self.ended_at is None and clock.is_open(self.closes_on)
        return goes_on and not self.thread.is_closed

    def voter_of(self, actor: Actor) -> int | None:
        """Return the number of whoever has a vote when `actor` votes."""
        return actor.user_id if self.per == "person" else actor.org_id


class PollChoice(Identity, Model):
    """One of the answers that a poll can have."""

    __tablename__ = "poll_choices"

    poll_id: Mapped[int] = mapped_column(sa.ForeignKey("polls.id"), index=True)
    position: Mapped[int]
    words: Mapped[str] = mapped_column(sa.String(LONGEST_CHOICE))


class Vote(Identity, Model):
    """What a person, or a person for an organisation, chose last. `voter_id` has one vote."""

    __tablename__ = "votes"
    __table_args__ = (sa.UniqueConstraint("poll_id", "voter_id"),)

    poll_id: Mapped[int] = mapped_column(sa.ForeignKey("polls.id"))
    voter_id: Mapped[int]
    choice_id: Mapped[int] = mapped_column(sa.ForeignKey("poll_choices.id"))
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("users.id"))
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


def ask(
    thread: Thread, question: str, choices: list[str], *, closes_on: date, per: str,
    is_open: bool, by: Actor,
) -> Poll:  # fmt: skip
    """Ask the thread a question. Raises `RuleBroken` when it has one already, or is closed."""
    hold(thread)
    if thread.is_closed:
        raise RuleBroken(_("Diskussionen är avslutad. Öppna den igen först."))
    if poll_of(thread) is not None:
        raise RuleBroken(_("Diskussionen har redan en omröstning."))
    poll = Poll(
        thread_id=thread.id, question=question, closes_on=closes_on, per=per, is_open=is_open,
        author_id=by.user_id, acting_org_id=by.org_id,
    )  # fmt: skip
    poll.choices = [PollChoice(position=n, words=words) for n, words in enumerate(choices)]
    db.session.add(poll)
    poll.deed = record(by, "poll.asked", poll)
    return poll


def poll_of(thread: Thread) -> Poll | None:
    """Return the poll that stands in a thread, or None."""
    poll: Poll | None = _standing.thing(thread_id=thread.id)
    return poll


@question
def _standing() -> Select:
    mine = Poll.thread_id == sa.bindparam("thread_id")
    return sa.select(Poll).where(mine, Poll.withdrawn_at.is_(None))


def vote(poll: Poll, choice_id: int, *, by: Actor) -> Deed:
    """Vote, or vote otherwise. Raises `RuleBroken` when the time is out, or the thread closed."""
    _hold_open(poll)
    known = _vote_of(poll, poll.voter_of(by))
    before = known.choice_id if known is not None else None
    cast_by = (known.user_id, known.organisation_id) if known is not None else None
    if known is None:
        known = Vote(poll_id=poll.id, voter_id=poll.voter_of(by))
        db.session.add(known)
    known.choice_id, known.at = choice_id, now()
    known.user_id, known.organisation_id = by.user_id, by.org_id  # type: ignore[assignment]  # because the policy asks for both
    db.session.flush()
    facts: dict[str, Any] = {"before": before, "cast_by": cast_by, "after": choice_id}
    return record(by, "poll.voted", poll, voter=known.voter_id, **facts)


def take_back_vote(poll: Poll, *, deed: Deed, by: Actor) -> None:
    """Let the vote be what it was before, and whose. Refused when the time is out, the thread is
    closed, or it changed since.
    """
    _hold_open(poll)
    known = _vote_of(poll, deed.details["voter"])
    mine = (deed.details["after"], by.user_id)
    if known is None or (known.choice_id, known.user_id) != mine:
        raise RuleBroken(_("Rösten har ändrats efter dig. Rösta om i stället."))
    if deed.details["before"] is None:
        db.session.delete(known)
    else:
        known.choice_id = deed.details["before"]
        known.user_id, known.organisation_id = deed.details["cast_by"]


def take_back_poll(poll: Poll, *, deed: Deed, by: Actor) -> None:
    """Take a question back. Refused when somebody has voted."""
    hold(poll)
    if db.session.scalar(sa.select(Vote.id).where(Vote.poll_id == poll.id).limit(1)) is not None:
        raise RuleBroken(_("Någon har röstat, så omröstningen står kvar. Avsluta den i stället."))
    poll.withdrawn_at = now()


def end(poll: Poll, *, by: Actor) -> Deed:
    """Let nobody vote any more. Raises `RuleBroken` when that is so already."""
    _hold_open(poll)
    poll.ended_at = now()
    return record(by, "poll.ended", poll)


def take_back_end(poll: Poll, *, deed: Deed, by: Actor) -> None:
    """Let people vote again, until the last day is over."""
    hold(poll)
    poll.ended_at = None


def _hold_open(poll: Poll) -> None:
    hold(poll.thread)
    hold(poll)
    if poll.thread.is_closed:
        raise RuleBroken(_("Diskussionen är avslutad, så ingen röstar mer. Resultatet står kvar."))
    if poll.ended_at is not None:
        raise RuleBroken(_("Omröstningen är avslutad, så ingen röstar mer. Resultatet står kvar."))
    if not poll.takes_votes:
        raise RuleBroken(_("Tiden att rösta är slut. Resultatet står kvar."))


def _vote_of(poll: Poll, voter_id: int | None) -> Vote | None:
    mine = sa.select(Vote).where(Vote.poll_id == poll.id, Vote.voter_id == voter_id)
    return db.session.scalar(mine)
