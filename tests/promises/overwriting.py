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


@dataclass(frozen=True)
class Send:
    """A text that was sent and saved: by whom, for which block, and the tags in it."""

    user_id: int
    block_id: int
    tags: Counter[str]


@dataclass
class Written:
    """What became of the tags: how each save was answered, and what went wrong on the way.

    `sends` are the texts that were saved, by the tag that each was made to put in. `chosen` are
    tags that stand twice at the end: somebody sent them where they stood elsewhere already.
    """

    saved: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)  # 409, with the text in the page
    refused: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    sends: dict[str, Send] = field(default_factory=dict)
    chosen: set[str] = field(default_factory=set)
    sent_again: int = 0  # 503, with the text in the page

    @property
    def faults(self) -> list[str]:
        """Everything that went wrong."""
        return [*self.refused, *self.lost, *self.doubled]

    def note(self, tag: str, person: Person, block_id: int, text: str) -> None:
        """Remember a text that was saved."""
        assert person.principal.user_id is not None  # because only the signed-in write
        self.sends[tag] = Send(person.principal.user_id, block_id, Counter(_tags(text)))

    def take_in(self, other: Written) -> None:
        """Let another's saves be counted among these."""
        self.saved += other.saved
        self.asked += other.asked
        self.refused += other.refused
        self.sends |= other.sends
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
            f"{len(written.chosen)} standing twice as they were sent; "
            f"{len(accepted.faults)} wrong of {thousands(accepted.asked)} accepts"
        )
    with overwriting():
        lost = len(saved_at_once(6, 6, url="", processes=False).lost)
    doubled = [_repeated(beside=beside) for beside in (False, True)]
    twice = accepting.without_the_check()
    return Outcome(
        figure="; ".join(figures),
        faults=faults,
        control=(
            f"overwriting {lost} of 36 lost, repeating within a block {doubled[0]} and beside it "
            f"{doubled[1]} doubled, unchecked {twice} accepted twice"
        ),
        control_is_red=min(lost, *doubled) > 3 and twice > 0,
    )


def _repeated(*, beside: bool) -> int:
    with repeating(beside=beside):
        return len(saved_at_once(6, 4, url="", processes=False).doubled)


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
        written.lost += _missing(crowd, written)
        written.doubled += _doubled(crowd, written)
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
            done.note(tag, person, number, " ".join(words))
        elif status == 409 and tag in page:
            done.asked.append(tag)
            done.refused += _settle(person, number, tag, page, chance, done)
        else:
            done.refused.append(f"{tag} was answered {status}")
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


def _settle(
    person: Person, number: int, tag: str, page: str, chance: Random, done: Written
) -> Iterator[str]:
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
            if choice != "theirs":
                done.note(tag, person, number, fields[choice])
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
    """Go through every version: a tag stands no more often than it stood in the other blocks, and
    in the text that was sent for this one (or in this one already).

    It may well come to stand twice: of two texts that were written anew both can be kept, and so
    can the one that somebody else kept already. Then it was sent so, from a page that shows it.
    """
    blocks, total = dict[int, Counter[str]](), Counter[str]()
    for author, blocks_now in _versions(crowd):
        total_now = sum(blocks_now.values(), Counter[str]())
        more = [tag for tag, number in total_now.items() if number > total[tag]]
        mine = [tag for tag in more if tag in written.sends]
        mine = [tag for tag in mine if written.sends[tag].user_id == author]
        if more and not mine:
            yield f"{more[0]} was put in by a version that nobody sent"
        elif more:
            sent = written.sends[max(mine, key=_turn)]
            here = blocks.get(sent.block_id, Counter())
            for tag in more:
                most = total[tag] - here[tag] + max(sent.tags[tag], here[tag])
                if total_now[tag] > most:
                    yield f"{tag} was put in more often than it was sent"
        blocks, total = blocks_now, total_now


def _turn(tag: str) -> int:
    return int(tag.rpartition("x")[2])


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
def repeating(*, beside: bool) -> Iterator[None]:
    """The control: what is brought together stands twice, within its block or in one beside it."""

    def twice(*versions: Any) -> MergedBlocks:
        merged, theirs = merge_blocks(*versions), set(versions[2])
        said: list[Any] = []
        for block in merged.blocks:
            again = [] if block in theirs else [block._replace(id=None)]
            within = block._replace(text=" ".join([block.text, *(one.text for one in again)]))
            said += [block, *again] if beside else [within]
        return merged._replace(blocks=tuple(said))

    with mock.patch.object(saving, "merge_blocks", twice):
        yield
