"""R3: nobody's text is overwritten, and no suggestion is accepted twice."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from typing import Any
from unittest import mock

import sqlalchemy as sa

from ideell.drafting.models import Section
from ideell.extensions import db
from ideell.foundation.database import reading
from ideell.foundation.keep import KeptForm
from ideell.writing import saving
from ideell.writing.suggestions import OPEN_STATES, Suggestion
from tests.promises import accepting
from tests.promises.crowds import Crowd, Person, emptied, fields_of, gathered, places
from tests.promises.outcome import Outcome, thousands

EDITORS, SAVES = {True: 50, False: 6}, {True: 40, False: 4}
TRIES = 60
BLOCKS = {True: 12, False: 2}
PARAGRAPH = (
    "Vi anser att staten bör ta ett större ansvar för mötesplatserna i hela landet. Bidraget bör "
    "räknas upp varje år så att det följer kostnaderna för värme, el och hyra. Utredningen har "
    "inte visat hur de regionala allianserna ska kunna bära samrådet utan medel eller tid."
)


@dataclass
class Written:
    """What became of the tags: how each save was answered, and what went wrong on the way."""

    saved: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)  # 409, with the text in the page
    faults: list[str] = field(default_factory=list)
    shown_twice: set[str] = field(default_factory=set)  # where two whole texts are prefilled
    sent_again: int = 0  # 503, with the text in the page


def r3(*, full: bool) -> Outcome:
    """Let editors save, and deciders accept, all at once; then overwrite as one would by habit."""
    figures, faults = [], []
    for name, url in places(full=full).items():
        written = saved_at_once(EDITORS[full], SAVES[full], url=url, processes=full)
        accepted = accepting.accepted_at_once(full=full, url=url)
        faults += [f"{name}: {fault}" for fault in (*written.faults, *accepted.faults)]
        saves = len(written.saved) + len(written.asked)
        figures.append(
            f"{name}: {len(written.faults)} lost or doubled of {thousands(saves)} saves, "
            f"{len(written.asked)} asked about, {written.sent_again} sent again after 503; "
            f"{len(accepted.faults)} wrong of {thousands(accepted.asked)} accepts"
        )
    with overwriting():
        red = saved_at_once(6, 6, url="", processes=False)
    twice = accepting.without_the_check()
    return Outcome(
        figure="; ".join(figures),
        faults=faults,
        control=f"overwriting {len(red.faults)} of 36 lost, unchecked {twice} accepted twice",
        control_is_red=len(red.faults) > 3 and twice > 0,
    )


def saved_at_once(editors: int, saves: int, *, url: str, processes: bool) -> Written:
    """Let so many editors save so many times each, and look for every tag."""
    text = "\n\n".join(f"Stycke {n}. {PARAGRAPH}" for n in range(BLOCKS[processes]))
    with gathered(editors, text, url=emptied(url), processes=processes) as crowd:
        with crowd.app.app_context(), reading():
            ids = [block.id for block in db.session.get_one(Section, crowd.section_id).text.blocks]
            db.session.remove()
        with ThreadPoolExecutor(editors) as pool:
            work = [
                pool.submit(_write, person, ids, saves, Random(number), f"e{number}x")
                for number, person in enumerate(crowd.people)
            ]
        written = Written()
        for one in work:
            done = one.result()
            written.saved += done.saved
            written.asked += done.asked
            written.faults += done.faults
            written.shown_twice |= done.shown_twice
            written.sent_again += done.sent_again
        written.faults += _missing(crowd, written)
    return written


def _write(person: Person, ids: list[int], saves: int, chance: Random, tags: str) -> Written:
    """Save again and again; every other time in a form that was opened a turn ago."""
    done, waiting = Written(), list[tuple[int, dict[str, str]]]()
    for turn in range(saves):
        if turn % 2 == 0:
            waiting = [_opened(person, number) for number in chance.sample(ids, 2)]
        number, fields = waiting.pop(0)
        tag = f"märke{tags}{turn}"
        words = fields["text"].split(" ")
        words.insert(chance.randrange(len(words) + 1), tag)
        path = f"/stycken/{number}/skriv"
        status, page = _sent(person, path, {**fields, "text": " ".join(words)}, tag, done)
        if status == 303:
            done.saved.append(tag)
        elif status == 409 and tag in page:
            done.asked.append(tag)
            done.faults += _settle(person, number, page, chance, done)
        else:
            done.faults.append(f"{tag} was answered {status}")
    return done


def _sent(
    person: Person, path: str, fields: dict[str, str], tag: str, done: Written
) -> tuple[int, str]:
    """Send a form; where it cannot be saved just now and the text came back, send it again."""
    for _ in range(TRIES):
        status, page = person.send(path, fields)
        if status != 503 or tag not in page:
            break
        done.sent_again += 1
        time.sleep(1)
    return status, page


def _opened(person: Person, number: int) -> tuple[int, dict[str, str]]:
    path = f"/stycken/{number}/skriv"
    return number, fields_of(person.get(path)[1], path)


def _settle(person: Person, number: int, page: str, chance: Random, done: Written) -> Iterator[str]:
    """Choose one of the ways out, or decide later; somebody else may be first again."""
    path = f"/stycken/{number}/sammanskrivning"
    choice = chance.choice(["both", "theirs", "mine", "later", "later"])
    for _ in range(4):
        if choice == "later":
            return
        fields = {**fields_of(page, path), "choice": choice}
        if choice == "both":
            done.shown_twice |= _twice(fields["both"])
        status, page = _sent(person, path, fields, "", done)
        if status == 303:
            return
        if status != 409:
            yield f"a choice was answered {status}"


def _twice(text: str) -> set[str]:
    """The tags that a page shows twice to whoever chooses, in two texts after each other.

    Where somebody wrote the block anew, both texts are put there whole, for a person to shorten.
    """
    return {tag for tag, number in Counter(_words(text)).items() if number > 1}


def _words(text: str) -> list[str]:
    return [word.strip(".,") for word in text.split()]


def _missing(crowd: Crowd, written: Written) -> list[str]:
    """Look for every tag where it was promised to be."""
    with crowd.app.app_context(), reading():
        text = db.session.get_one(Section, crowd.section_id).text
        standing = Counter(" ".join(block.text for block in text.blocks).split())
        wishes = sa.select(Suggestion.text).where(Suggestion.state.in_(OPEN_STATES))
        suggested = set(" ".join(db.session.scalars(wishes)).split())
        drafts = db.session.scalars(sa.select(KeptForm.fields).where(KeptForm.done_at.is_(None)))
        kept = set(" ".join(str(value) for one in drafts for value in one.values()).split())
        db.session.remove()
    count = Counter({word.strip(".,"): number for word, number in standing.items()})
    there = set(count) | {word.strip(".,") for word in suggested}
    lost = [tag for tag in written.saved if tag not in there]
    unkept = [tag for tag in written.asked if tag not in there | {w.strip(".,") for w in kept}]
    doubled = [
        tag
        for tag in (*written.saved, *written.asked)
        if count[tag] > 1 and tag not in written.shown_twice
    ]
    return [
        *(f"{tag} was saved and is nowhere" for tag in lost),
        *(f"{tag} was asked about and is in no draft" for tag in unkept),
        *(f"{tag} stands {count[tag]} times" for tag in doubled),
    ]


@contextlib.contextmanager
def overwriting() -> Iterator[None]:
    """The control: what one sends is what stands, whatever others wrote meanwhile."""

    def mine(_text: Any, _base: Any, wanted: Any, _standing: Any) -> tuple[list[Any], tuple[()]]:
        return list(wanted), ()

    with mock.patch.object(saving, "brought_together", mine):
        yield
