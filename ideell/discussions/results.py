"""What a poll has come to: a sentence, bars, a table, and who chose what where that is open."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from ideell.discussions.models import Thread
from ideell.discussions.policy import may_end_poll, may_vote
from ideell.discussions.polls import Poll, PollChoice, Vote, poll_of
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.dates import long_date, moment_in_words
from ideell.foundation.language import gettext as _
from ideell.people.models import Organisation, User
from ideell.people.names import CALLED


class ChoiceShown(NamedTuple):
    """One choice with its votes; `voters` are names where the poll says who chose what."""

    id: int
    words: str
    votes: int
    voters: tuple[str, ...]


class PollShown(NamedTuple):
    """A poll as a page shows it to one reader."""

    id: int
    question: str
    rules: str
    sentence: str
    choices: tuple[ChoiceShown, ...]
    total: int
    takes_votes: bool
    may_vote: bool
    may_end: bool
    mine: int | None
    mine_by: str  # who voted for the reader's organisation, where it was somebody else


def poll_shown(thread: Thread, actor: Actor) -> PollShown | None:
    """Return the poll of a thread, or None when it has none."""
    poll = poll_of(thread)
    return None if poll is None else shown(poll, actor)


def shown(poll: Poll, actor: Actor) -> PollShown:
    """Return a poll with its votes."""
    votes = _votes(poll)
    mine = next((one for one in votes if one.voter_id == poll.voter_of(actor)), None)
    choices = tuple(_choice(one, votes, poll) for one in poll.choices)
    total = len(votes)
    return PollShown(
        id=poll.id,
        question=poll.question,
        rules=_rules(poll),
        sentence=_sentence(choices, total, poll),
        choices=choices,
        total=total,
        takes_votes=poll.takes_votes,
        may_vote=may_vote(actor, poll),
        may_end=poll.takes_votes and may_end_poll(actor, poll),
        mine=mine.choice_id if mine is not None else None,
        mine_by=mine.name if mine is not None and mine.user_id != actor.user_id else "",
    )


def _rules(poll: Poll) -> str:
    """Return in words who has a vote, what others see of it, and until when one can vote."""
    whose = _("Varje person har en röst.") if poll.per == "person" else _(
        "Varje organisation har en röst. Den som röstar sist gör det för organisationen."
    )  # fmt: skip
    return " ".join(part for part in (whose, _sight(poll), _until(poll)) if part)


def _until(poll: Poll) -> str:
    if poll.ended_at is not None:
        return _("Omröstningen avslutades %(when)s.", when=moment_in_words(poll.ended_at))
    if not poll.takes_votes:
        return ""
    until = long_date(poll.closes_on)
    return _("Rösta senast %(day)s. Du kan ändra dig till dess.", day=until)


def _sight(poll: Poll) -> str:
    """What others see; those of an organisation share its vote, and see it."""
    if poll.is_open:
        return _("Alla här ser vem som valt vad.")
    if poll.per == "person":
        return _("Bara antalet syns. Ingen ser vem som valt vad.")
    return _("Bara antalet syns. Ingen ser vem som valt vad, utom ni själva.")


def _votes(poll: Poll) -> list[sa.Row[tuple[int, int, int, str, str]]]:
    cast = (
        sa.select(
            Vote.voter_id, Vote.choice_id, Vote.user_id, User.name, CALLED.label("organisation")
        )
        .join(User, User.id == Vote.user_id)
        .join(Organisation, Organisation.id == Vote.organisation_id)
        .where(Vote.poll_id == poll.id)
        .order_by(Vote.id)
    )
    return list(db.session.execute(cast))


def _choice(one: PollChoice, votes: list, poll: Poll) -> ChoiceShown:  # type: ignore[type-arg]  # because rows have names
    mine = [vote for vote in votes if vote.choice_id == one.id]
    names = [vote.name if poll.per == "person" else vote.organisation for vote in mine]
    return ChoiceShown(one.id, one.words, len(mine), tuple(names) if poll.is_open else ())


def _sentence(choices: tuple[ChoiceShown, ...], total: int, poll: Poll) -> str:
    """Return "12 har röstat. Flest, 8, valde ”Ja”."; of one vote "En har röstat: ”Ja”."."""
    if not total:
        return _("Ingen har röstat än.") if poll.takes_votes else _("Ingen röstade.")
    most = max(one.votes for one in choices)
    leading = [one.words for one in choices if one.votes == most]
    if total == 1:
        return _one_vote(leading[0], takes_votes=poll.takes_votes)
    voted = _("%(num)s har röstat.", num=total)
    if not poll.takes_votes:
        voted = _("Klart. %(num)s röstade.", num=total)
    if most == total:
        return f"{voted} {_('Alla valde ”%(words)s”.', words=leading[0])}"
    if len(leading) > 1:
        return f"{voted} {_('Det står lika.')}"
    won = _("Flest, %(most)s, valde ”%(words)s”.", most=most, words=leading[0])
    return f"{voted} {won}"


def _one_vote(words: str, *, takes_votes: bool) -> str:
    if takes_votes:
        return _("En har röstat: ”%(words)s”.", words=words)
    return _("Klart. En röstade: ”%(words)s”.", words=words)
