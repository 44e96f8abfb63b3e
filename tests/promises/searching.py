"""R15: search finds, and never tells.

Every kind that is searched carries a word of its own in every state, on the umbrella's side and
on the other alliance's; some of the things are then removed, hidden or closed. Everybody asks
for the beginning of each word, and for the word misspelt. Who may not open the thing gets the
very page that a word gets which stands nowhere.
"""

from __future__ import annotations

import contextlib
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from unittest import mock

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation import access, kinds
from ideell.foundation.actor import STRANGER, Actor
from ideell.foundation.clock import now, today
from ideell.people.identity import actor_of
from ideell.people.models import User
from ideell.search import finding, showing
from ideell.search.asking import question
from ideell.search.finding import Finder
from tests.promises.islands import CHANGING
from tests.promises.outcome import Outcome, thousands
from tests.promises.planting import Planter
from tests.promises.principals import WHO
from tests.promises.town import Key, Town, standing
from tests.search.pairs import FOUND_AT_LEAST, PAIRS

# Where a word stands in a thing of each kind.
COLUMNS = {
    "Block": "text", "Comment": "body", "Consultation": "title", "Contribution": "text",
    "Document": "title", "Gathering": "introduction", "Organisation": "name", "Post": "body",
    "Response": "about", "Section": "heading", "SourceNode": "heading", "Suggestion": "text",
    "Thread": "title", "User": "name",
}  # fmt: skip

# What happens to some of the umbrella's things before anybody looks: then they are nobody's.
GONE: dict[Key, Callable[[], dict[str, Any]]] = {
    ("Block", "review"): lambda: {"removed_at": now()},
    ("Comment", "approved"): lambda: {"state": "hidden"},
    ("Section", "empty"): lambda: {"removed_at": now()},
    ("SourceNode", "read"): lambda: {"removed_at": now()},
    ("Suggestion", "approved"): lambda: {"state": "withdrawn"},
    ("Organisation", "member"): lambda: {"ended_on": today()},
    ("User", ""): lambda: {"state": "erased"},
}
NOTHING = "qqzzxxwwvvjjqq"  # a word that stands nowhere
WITHDRAWN = {
    ("Comment", "withdrawn"),
    ("Post", "hidden"),
    ("Post", "withdrawn"),
}  # what is nobody's on either side
SHOWN = 8  # letters of a word that are asked for
EACH = {True: len(WHO), False: 3}  # how many ask for each word


@dataclass(frozen=True)
class Canary:
    """A word, and the thing that it stands in."""

    word: str
    model: type
    number: int
    is_gone: bool
    name: str


def r15(*, full: bool) -> Outcome:
    """Ask for the pairs, then for everything that one may not see; and with `visible_to` off."""
    with standing() as town:
        found = pairs_found(town)
        canaries = release(town)
        bare = sorted({kind.__name__ for kind in kinds.searched()} - set(COLUMNS))
        asked, told, unfound = ask_for(town, canaries, each=EACH[full])
        with walls_down():
            red = ask_for(town, canaries, each=2)[1]
    faults = [f"no canary in {name}" for name in bare] + told + unfound
    if len(found) < FOUND_AT_LEAST:
        faults.append(f"only {len(found)} pairs found")
    return Outcome(
        figure=f"{len(found)} of {len(PAIRS)} pairs found; {len(told)} of {thousands(asked)} "
        f"answers told of {len(canaries)} hidden words, {len(unfound)} found nothing of their own",
        faults=faults,
        control=f"with visible_to switched off, {thousands(len(red))} told",
        control_is_red=len(red) > 10,
    )


def pairs_found(town: Town) -> list[str]:
    """Write each pair's text in a block of its own; return what was typed and found it."""
    with town.app.app_context():
        people = {name: _actor(town, name) for name in ("author", "moderator")}
        planter = Planter(town, people["author"], people["moderator"])
        for place, pair in enumerate(PAIRS):
            planter.plant(f"{pair.text} {_word(place)}")
        db.session.commit()
        finder = Finder(people["author"])
        found = [
            pair.typed
            for place, pair in enumerate(PAIRS)
            if finder.find(question(f"{pair.typed} {_word(place)}")).hits
        ]
        db.session.rollback()
    town.snapshot.restore()
    return found


def release(town: Town) -> list[Canary]:
    """Put a word in every example of every kind, on both sides; take some things away."""
    canaries = []
    with town.app.app_context():
        for side, things in (("ours", town.things), ("theirs", town.islands)):
            for key, number in things.items():
                if key[0] not in COLUMNS:
                    continue
                gone = GONE.get(key) if side == "ours" else None
                model = kinds.named(key[0])
                word = _word(1_000 + len(canaries))
                row = db.session.get_one(model, number)
                setattr(row, COLUMNS[key[0]], word)
                for column, value in (gone() if gone else {}).items():
                    setattr(row, column, value)
                name = f"{key[0]} ({', '.join(filter(None, [key[1], side]))})"
                is_gone = gone is not None or key in WITHDRAWN
                canaries.append(Canary(word, model, number, is_gone, name))
        db.session.commit()
    return canaries


def ask_for(town: Town, canaries: list[Canary], *, each: int) -> tuple[int, list[str], list[str]]:
    """Return how many answers were looked at, which told of a word that they should not, and
    which did not find what the person may open.
    """
    names, told, unfound = list(WHO), list[str](), list[str]()
    blank: dict[tuple[str, int], str] = {}
    asked = 0
    for turn, canary in enumerate(canaries):
        for name in [names[(turn + step * 5) % len(names)] for step in range(each)]:
            if _may_open(town, canary, name):
                hit = canary.word in _page(town, name, canary.word[:SHOWN])
                if not hit and canary.model.__name__ != "Response":  # those inside find its blocks
                    unfound.append(f"{name} does not find {canary.name}")
                continue
            for typed in (canary.word[:SHOWN], _misspelt(canary.word)):
                asked += 1
                bare = blank.get((name, len(typed))) or _page(town, name, NOTHING[: len(typed)])
                blank[name, len(typed)] = bare
                seen = _page(town, name, typed)
                if seen != bare or canary.word in seen:
                    told.append(f"{canary.name} is told to {name} who typed {typed}")
    return asked, told, unfound


def _page(town: Town, name: str, typed: str) -> str:
    answer = town.people[name].ask(town.app, "GET", f"/sok?q={typed}")
    assert answer.status_code == 200, (name, answer.status_code)
    text = re.sub(rf"\b{typed}\b", "…", answer.get_data(as_text=True))
    for pattern in CHANGING:
        text = pattern.sub("…", text)
    return text


def _may_open(town: Town, canary: Canary, name: str) -> bool:
    """Tell whether the gate would let a person in to the thing; the gone are nobody's."""
    if canary.is_gone:
        return False
    with town.app.app_context():
        actor, seen = _actor(town, name), None
        if canary.model.__name__ == "Response":
            seen = canary.model.letter_visible_to  # type: ignore[attr-defined]  # because it is an answer
            row = db.session.get_one(canary.model, canary.number)
            return bool(row.state == "published")
        return not actor.is_stranger and (
            access.find_visible(canary.model, canary.number, actor, seen) is not None
        )


def _actor(town: Town, name: str) -> Actor:
    number = town.people[name].user_id
    user = db.session.get(User, number) if number else None
    return actor_of(user) if user is not None and user.may_sign_in else STRANGER


def _word(seed: int) -> str:
    """Return a word that nobody writes, far from every other."""
    chance = random.Random(seed)
    return "".join(chance.choice("bdfgklmnprst") + chance.choice("aeiouy") for _ in range(7))


def _misspelt(word: str) -> str:
    return f"{word[:5]}{word[6]}{word[5]}{word[7:]}"


@contextlib.contextmanager
def walls_down() -> Iterator[None]:
    """The control: what answers a question is shown, whoever asks."""

    def anybody(_actor: Actor, _model: type, _searched: Any) -> sa.ColumnElement[bool]:
        return sa.true()

    with (
        mock.patch.object(finding, "seen_by", anybody),
        mock.patch.object(showing, "seen_by", anybody),
        mock.patch.object(finding, "kinds_for", return_value=kinds.searched()),
    ):
        yield
