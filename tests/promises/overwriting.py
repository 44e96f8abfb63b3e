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
from ideell.writing.merge import MergedBlocks, merge_blocks
from ideell.writing.models import Revision
from ideell.writing.suggestions import OPEN_STATES, Suggestion
from tests.promises import accepting
from tests.promises.crowds import Crowd, Person, emptied, fields_of, gathered, places
from tests.promises.outcome import Outcome, thousands

EDITORS, SAVES = {True: 50, False: 6}, {True: 40, False: 4}
TRIES = 60
TAG = "märke"
BLOCKS = {True: 12, False: 2}
PARAGRAPH = (
    "Vi anser att staten bör ta ett större ansvar för mötesplatserna i hela landet. Bidraget bör "
    "räknas upp varje år så att det följer kostnaderna för värme, el och hyra. Utredningen har "
    "inte visat hur de regionala allianserna ska kunna bära samrådet utan medel eller tid."
)


@dataclass
class Written:
    """What became of the tags: how each save was answered, and what went wrong on the way.

    `sent` tells for each person how often each tag stood in one text that they sent; `chosen` are
    tags that stand twice because two people chose to keep two whole texts beside each other.
    """

    saved: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)  # 409, with the text in the page
    faults: list[str] = field(default_factory=list)
    sent: dict[int, Counter[str]] = field(default_factory=dict)
    chosen: set[str] = field(default_factory=set)
    sent_again: int = 0  # 503, with the text in the page

    def note(self, person: Person, text: str) -> None:
        """Remember the words of a text that somebody sends."""
        assert person.principal.user_id is not None  # because only the signed-in write
        known = self.sent.setdefault(person.principal.user_id, Counter())
        known |= Counter(_words(text))
        self.sent[person.principal.user_id] = known

    def take_in(self, other: Written) -> None:
        """Let another's saves be counted among these."""
        self.saved += other.saved
        self.asked += other.asked
        self.faults += other.faults
        self.sent |= other.sent
        self.sent_again += other.sent_again


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
            f"{len(written.asked)} asked about, {written.sent_again} sent again after 503, "
            f"{len(written.chosen)} standing twice by choice; "
            f"{len(accepted.faults)} wrong of {thousands(accepted.asked)} accepts"
        )
    with overwriting():
        red = saved_at_once(6, 6, url="", processes=False)
    with repeating():
        repeated = saved_at_once(6, 6, url="", processes=False)
    twice = accepting.without_the_check()
    return Outcome(
        figure="; ".join(figures),
        faults=faults,
        control=(
            f"overwriting {len(red.faults)} of 36 lost, repeating {len(repeated.faults)} doubled, "
            f"unchecked {twice} accepted twice"
        ),
        control_is_red=min(len(red.faults), len(repeated.faults)) > 3 and twice > 0,
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
            written.take_in(one.result())
        written.faults += [*_missing(crowd, written), *_doubled(crowd, written)]
    return written


def _write(person: Person, ids: list[int], saves: int, chance: Random, tags: str) -> Written:
    """Save again and again; every other time in a form that was opened a turn ago."""
    done, waiting = Written(), list[tuple[int, dict[str, str]]]()
    for turn in range(saves):
        if turn % 2 == 0:
            waiting = [_opened(person, number) for number in chance.sample(ids, 2)]
        number, fields = waiting.pop(0)
        tag = f"{TAG}{tags}{turn}"
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
    done.note(person, fields.get(fields.get("choice", "text"), ""))
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
        if f'action="{path}"' not in page:
            yield "a choice was answered with no choice"
            return
        fields = {**fields_of(page, path), "choice": choice}
        status, page = _sent(person, path, fields, "", done)
        if status == 303:
            return
        if status != 409:
            yield f"a choice was answered {status}"


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
    written.chosen = {tag for tag in (*written.saved, *written.asked) if count[tag] > 1}
    return [
        *(f"{tag} was saved and is nowhere" for tag in lost),
        *(f"{tag} was asked about and is in no draft" for tag in unkept),
    ]


def _doubled(crowd: Crowd, written: Written) -> Iterator[str]:
    """Go through every version: nobody's save puts a word into a block more often than they sent
    it in one text.

    A tag may well stand in two blocks: of two texts that were written anew both can be kept, and
    so can the one that somebody else kept already. Both stand on the page when that is chosen.
    """
    before: dict[int, Counter[str]] = {}
    for author, blocks in _versions(crowd):
        for number, words in blocks.items():
            more = words - before.get(number, Counter())
            sent = written.sent.get(author, Counter())
            too_many = (tag for tag in more if words[tag] > sent[tag])
            yield from (f"{tag} was put in more often than it was sent" for tag in too_many)
        before = blocks


def _versions(crowd: Crowd) -> Iterator[tuple[int, dict[int, Counter[str]]]]:
    """Who wrote each version, in order, and the tags in each of its blocks."""
    with crowd.app.app_context(), reading():
        text = db.session.get_one(Section, crowd.section_id).text
        every = sa.select(Revision.author_id, Revision.blocks).where(Revision.text_id == text.id)
        for author, blocks in db.session.execute(every.order_by(Revision.number)):
            yield author, {one["id"]: Counter(_tags(one["text"])) for one in blocks}
        db.session.remove()


def _tags(text: str) -> list[str]:
    return [word for word in _words(text) if word.startswith(TAG)]


@contextlib.contextmanager
def overwriting() -> Iterator[None]:
    """The control: what one sends is what stands, whatever others wrote meanwhile."""

    def mine(_text: Any, _base: Any, wanted: Any, _standing: Any) -> tuple[list[Any], tuple[()]]:
        return list(wanted), ()

    with mock.patch.object(saving, "brought_together", mine):
        yield


@contextlib.contextmanager
def repeating() -> Iterator[None]:
    """The control: what is brought together stands twice."""

    def twice(*versions: Any) -> MergedBlocks:
        merged, theirs = merge_blocks(*versions), set(versions[2])
        said = [one if one in theirs else _said_twice(one) for one in merged.blocks]
        return merged._replace(blocks=tuple(said))

    with mock.patch.object(saving, "merge_blocks", twice):
        yield


def _said_twice(block: Any) -> Any:
    return block._replace(text=f"{block.text} {block.text}")
