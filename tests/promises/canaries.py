"""S3: private words appear nowhere else.

A word of its own stands in every kind of thing, in each of its states, on the umbrella's side and
on the other alliance's, and where nothing but one person or one organisation should ever see it:
a draft that was never sent, a device, a letter, a file on its way. Everybody then follows every
link, asks at every address for the things of both sides and sends every form there, searches for
each word, and is written to. Who may read a word is written down by hand: here, or in the rows of
docs/permissions.md for the thing's own page.
"""

from __future__ import annotations

import contextlib
import io
import logging
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import unquote

import sqlalchemy as sa
from markupsafe import Markup
from werkzeug.test import TestResponse

from ideell.discussions import posting, starting
from ideell.documents import sharing
from ideell.extensions import db
from ideell.files.models import Upload
from ideell.foundation import kinds
from ideell.foundation.keep import KeptForm
from ideell.foundation.mail import Mail
from ideell.people.identity import actor_of
from ideell.people.models import User
from ideell.people.sessions import LoginSession
from ideell.people.sharing import Room
from ideell.writing.blocks import Block as Typed
from ideell.writing.saving import write
from tests.promises.addresses import addresses
from tests.promises.asking import YES, ask
from tests.promises.crawling import crawl
from tests.promises.islands import ISLANDERS, OPEN_TO_MEMBERS, PUBLISHED, walls_down
from tests.promises.outcome import Outcome, thousands
from tests.promises.permissions import expectations
from tests.promises.planting import Planter
from tests.promises.principals import WHO
from tests.promises.searching import COLUMNS
from tests.promises.snapshot import Snapshot
from tests.promises.town import ANY, Key, Town, standing

CANARY = re.compile(r"kanarie\d{4}")
SEARCHED = -1  # a page of hits repeats what was typed: all but the last letter is asked for

# The page of each kind of thing: who is let in there may read its words.
PAGES = {
    "Consultation": "GET /remisser/<consultation_id>",
    "Contribution": "GET /inspel/<contribution_id>",
    "Document": "GET /dokument/<document_id>",
    "Gathering": "GET /insamlingar/<gathering_id>",
    "Post": "GET /inlagg/<post_id>",
    "Section": "GET /svar/<response_id>/avsnitt/<section_id>",
    "SourceNode": "GET /remisser/<consultation_id>/kapitel/<source_node_id>",
    "Thread": "GET /diskussioner/<thread_id>",
}
RENDERED = {"Contribution": "html", "Post": "html", "Comment": "html"}
# What stands in a letter that everybody reads: the consultation and its report.
IN_PRINT = {("Consultation", "active"), ("SourceNode", "approved"), ("Response", "published")}


@dataclass(frozen=True)
class Canary:
    """A word, who may read it, and where it stands; `is_shown` when one of them is sure to."""

    word: str
    readers: frozenset[str]
    place: str
    is_shown: bool = True


@dataclass
class Seen:
    """How many answers and letters were looked at, which words were read by whom they are for,
    and who read a word that is not theirs.
    """

    answers: int = 0
    letters: int = 0
    found: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def s3(*, full: bool) -> Outcome:
    """Plant the words; let everybody look everywhere; then with things fetched by number alone."""
    with standing(demo=False) as town, written_log() as log:
        canaries = plant(town)
        seen = look(town, canaries, WHO, every=1 if full else 60)
        in_log = sorted(set(CANARY.findall(log.getvalue())))
        with walls_down():
            red = look(town, canaries, ["member"], every=1 if full else 7, crawls=False)
    told = [*seen.faults, *(f"{word} stands in the log" for word in in_log)]
    faults = list(told)
    if full:
        sure = (one for one in canaries if one.readers and one.is_shown)
        meant = (one for one in sure if one.word not in seen.found)
        faults += [f"nobody reads {one.place} ({one.word}): is it planted?" for one in meant]
    return Outcome(
        figure=f"{len(told)} read of {len(canaries)} words by whom they are not for, in "
        f"{thousands(seen.answers)} answers, {seen.letters} letters and the log; "
        f"{len(seen.found)} read by whom they are for",
        faults=faults,
        control=f"with visible_to switched off, {thousands(len(red.faults))} read by one person",
        control_is_red=len(red.faults) > 5,
    )


def plant(town: Town) -> list[Canary]:
    """Put a word of its own everywhere; the town is put back to this from now on."""
    numbers = count(1_000)

    def word() -> str:
        return f"kanarie{next(numbers)}"

    with town.app.app_context():
        canaries = [
            *_in_things(town.things, _readers(), word),
            *_in_things(town.islands, _islanders, word),
            *_beside(town, word),
            *_by_verbs(town, word),
        ]
        db.session.commit()
    town.snapshot.close()
    town.snapshot = Snapshot(town.database)
    return canaries


def _readers() -> Any:
    """How docs/permissions.md says who reads a thing of the umbrella's: None where it does not."""
    written = expectations()

    def readers(key: Key) -> frozenset[str] | None:
        page = PAGES.get(key[0], "")
        row = written.get((page, key[1])) or written.get((page, ANY))
        return frozenset(who for who, answer in row.items() if answer == YES) if row else None

    return readers


def _islanders(key: Key) -> frozenset[str] | None:
    """Nobody here reads what is the other alliance's, but for who belongs to it."""
    return None if key[0] in OPEN_TO_MEMBERS else frozenset(ISLANDERS)


def _in_things(things: dict[Key, int], readers: Any, word: Any) -> Iterator[Canary]:
    for key, number in things.items():
        allowed = readers(key)
        if key[0] not in COLUMNS or key in IN_PRINT or allowed is None:
            continue
        row, said = db.session.get_one(kinds.named(key[0]), number), word()
        setattr(row, COLUMNS[key[0]], said)
        if key[0] in RENDERED:
            setattr(row, RENDERED[key[0]], Markup("<p>{}</p>").format(said))
        yield Canary(said, allowed, f"{key[0]} {key[1]}".strip(), is_shown=readers != _islanders)


def _beside(town: Town, word: Any) -> Iterator[Canary]:
    """What is one person's alone, or nobody's."""
    author = _number(town, "author")
    places = [
        f"suggesting.suggest:{town.things['Block', 'open']}",
        f"positions.contribute:{town.things['Consultation', 'active']}",
        f"discussions.reply:{town.things['Thread', 'open']}",
    ]
    for place in places:
        said = word()
        fields = {"text": said, "body": said, "note": said, "base": ""}
        db.session.add(KeptForm(user_id=author, once=said, place=place, fields=fields))
        yield Canary(said, frozenset({"author"}), f"a draft at {place}")
    device = word()
    mine = sa.select(LoginSession).where(LoginSession.user_id == author)
    db.session.scalars(mine).first().device = device
    yield Canary(device, frozenset({"author"}), "a device")
    letter = word()
    db.session.add(Mail(to="nobody@example.se", subject=letter, text=letter))
    yield Canary(letter, frozenset(), "a letter")
    file = word()
    db.session.get_one(Upload, town.things["Upload", ANY]).file.name = f"{file}.txt"
    yield Canary(file, frozenset({"author"}), "a file on its way")
    reason = word()
    db.session.get_one(kinds.named("PostReport"), town.things["PostReport", ANY]).reason = reason
    yield Canary(reason, frozenset({"moderator", "office"}), "why a post was reported")


def _by_verbs(town: Town, word: Any) -> Iterator[Canary]:
    """What the product's own verbs write: within one organisation, and all over the island."""
    author = actor_of(db.session.get_one(User, _number(town, "author")))
    own, said = Room(author.org_id or 0, "own"), word()
    thread = starting.start(said, own, by=author)
    posting.say(thread, f"{said} inom oss.", by=author)
    starting.sum_up(thread, said, by=author)
    document = sharing.write_new(title=said, line=said, tags=[said], year=2026, room=own, by=author)
    db.session.flush()
    assert document.text is not None
    write(document.text, [Typed(None, "paragraph", said)], base=None, by=author)
    sharing.save_as_version(document, note=said, by=author)
    colleagues = _readers()(("Contribution", "shared"))
    yield Canary(said, colleagues, "what is within the organisation")
    theirs = word()
    sara, dan = _number(town, "other moderator"), _number(town, "island")
    islander = actor_of(db.session.get_one(User, dan))
    OnTheIsland(town, islander, actor_of(db.session.get_one(User, sara))).plant(theirs)
    yield Canary(theirs, frozenset(ISLANDERS), "what is written on the island")


class OnTheIsland(Planter):
    """Puts a word everywhere on the other side, but for who is who: that is open to members."""

    def __init__(self, town: Town, member: Any, moderator: Any) -> None:
        super().__init__(town, member, moderator, things=town.islands)

    def _people(self, line: str, text: str) -> Any:
        return self._get(kinds.named("Gathering"), "open").alliance


def look(
    town: Town, canaries: list[Canary], names: Iterable[str], *, every: int, crawls: bool = True
) -> Seen:
    """Let people look everywhere; at small size each at some of the addresses."""
    seen = Seen()
    reader = Reader(town, canaries, seen)
    for turn, name in enumerate(names):
        if crawls:
            most = 1_000 if every == 1 else 25
            for path, answer in crawl(town, town.people[name], most=most).items():
                reader.read(name, path, answer)
        for place, (address, numbers) in enumerate(_everything(town)):
            if (place + turn * 7) % every == 0:
                path = address.path(numbers)
                reader.read(name, address.name, ask(town, town.people[name], address, path))
                reader.read_letters()
        for typed in sorted({one.word[:SEARCHED] for one in canaries}):
            for path in (f"/sok?q={typed}", f"/dokument?q={typed}"):
                reader.read(name, path, town.people[name].ask(town.app, "GET", path))
    return seen


def _everything(town: Town) -> Iterator[tuple[Any, dict[Key, int]]]:
    """Every address for the things of both sides, but for what is published to all."""
    for numbers in (town.things, town.islands):
        for address in addresses(town.app):
            if (address.name, address.state) not in PUBLISHED:
                yield address, numbers


class Reader:
    """Reads answers and letters for the words, and notes who read one that is not theirs."""

    def __init__(self, town: Town, canaries: list[Canary], seen: Seen) -> None:
        self.town, self.seen = town, seen
        self.known = {canary.word: canary for canary in canaries}
        with town.app.app_context():
            ids = {who.user_id: name for name, who in town.people.items() if who.user_id}
            people = db.session.scalars(sa.select(User).where(User.id.in_(ids)))
            self.names = {person.email: ids[person.id] for person in people}

    def read(self, name: str, at: str, answer: TestResponse) -> None:
        """Look for words in an answer to somebody."""
        self.seen.answers += 1
        self._note(name, at, _text_of(answer))

    def read_letters(self) -> None:
        """Look for words in what was written to anybody; put the town back."""
        if not self.town.snapshot.changed():
            return
        for to, *said in self.town.snapshot.added("mails", "to", "subject", "text"):
            name = self.names.get(to)
            if name is not None:
                self.seen.letters += 1
                self._note(name, "a letter", " ".join(said))
        self.town.snapshot.restore()

    def _note(self, name: str, at: str, text: str) -> None:
        for word in sorted(set(CANARY.findall(text)) & self.known.keys()):
            canary = self.known[word]
            if name in canary.readers:
                self.seen.found.add(word)
            else:
                self.seen.faults.append(f"{name} reads {canary.place} ({word}) at {at}")


def _text_of(answer: TestResponse) -> str:
    """Return everything that an answer says: headers, body, and what is packed in a Word file."""
    body = answer.get_data()
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    headers = "\n".join(f"{key}: {value}" for key, value in answer.headers)
    return unquote(headers) + body.decode("utf-8", "replace")


def _number(town: Town, name: str) -> int:
    number = town.people[name].user_id
    assert number is not None  # because a stranger has nothing of their own
    return number


@contextlib.contextmanager
def written_log() -> Iterator[io.StringIO]:
    """Let the product log as it does, into a text."""
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    kept, root = logging.root.manager.disable, logging.getLogger()
    level = root.level
    logging.disable(logging.NOTSET)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield said
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
        logging.disable(kept)
