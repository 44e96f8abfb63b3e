"""The invented town with one example of every thing, on an application of its own.

Each thing stands there twice: the umbrella's, open to its members, and the other alliance's,
which nobody of the umbrella's other members may know of. Builders of things register with
`@example("Contribution", "draft", "shared")`: one is made for each state.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask

from ideell import create_app
from ideell.extensions import db
from ideell.people.identity import actor_of
from ideell.people.models import Organisation, User
from ideell.people.office import end_membership, pause_person
from tests.conftest import settings_for
from tests.promises.principals import Principal, signed_in, stranger
from tests.promises.snapshot import Snapshot
from tests.world import World, build_world, make_person

ANY = ""
Key = tuple[str, str]
Builder = Callable[["Side", str], Any]

_builders: dict[str, tuple[tuple[str, ...], Builder]] = {}


@dataclass
class Side:
    """One owner of things, with those who work on them."""

    world: World
    owner: Organisation
    author_org: Organisation
    author: User
    holder: User
    moderator: User
    made: dict[Key, Any] = field(default_factory=dict)

    def of(self, thing: str, state: str | None = None) -> Any:
        """Return the side's example of a thing (the first of its states unless told)."""
        states = _builders[thing][0]
        return self.made[thing, states[0] if state is None else state]


def example(thing: str, *states: str) -> Callable[[Builder], Builder]:
    """Register the builder of a thing: called once for each state, in order of registration."""

    def remember(build: Builder) -> Builder:
        _builders[thing] = (states or (ANY,), build)
        return build

    return remember


def states_of(thing: str) -> tuple[str, ...]:
    """Return the states in which a thing stands in the town."""
    assert thing in _builders, f"no example of a {thing}: write one in tests/promises/examples"
    return _builders[thing][0]


@dataclass
class Town:
    """The application, its people at their browsers, and the numbers of the things."""

    app: Flask
    folder: Path
    people: dict[str, Principal]
    things: dict[Key, int]
    islands: dict[Key, int]
    snapshot: Snapshot
    known: dict[str, Any] = field(default_factory=dict)  # what was found out once

    @property
    def database(self) -> Path:
        """Return the file with everything in it."""
        return self.folder / "ideell.db"


@contextlib.contextmanager
def standing(**settings: Any) -> Iterator[Town]:
    """Build the town and give it; afterwards nothing is left of it."""
    logged = logging.root.manager.disable
    logging.disable(logging.CRITICAL)  # what is provoked here is told by the outcome
    folder = Path(tempfile.mkdtemp(prefix="ideell-town-", dir=_quick_place()))
    app = create_app(settings_for(folder, **({"database_url": ""} | settings)))
    app.testing = False
    try:
        town = _settle(app, folder)
        yield town
        town.snapshot.close()
    finally:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        shutil.rmtree(folder, ignore_errors=True)
        logging.disable(logged)


def _settle(app: Flask, folder: Path) -> Town:
    from tests.promises import examples  # they register with this module

    assert examples
    with app.app_context():
        db.create_all()
        world = build_world()
        _more_people(world)
        db.session.flush()
        ours, theirs = sides(world)
        _build(ours)
        _build(theirs)
        db.session.commit()
        numbers = [{key: thing.id for key, thing in side.made.items()} for side in (ours, theirs)]
        ids = {key: one.id for key, one in world.named.items()}
    people = _at_browsers(app, ids)
    with app.app_context():
        _shut_out(ids)
    return Town(app, folder, people, *numbers, Snapshot(folder / "ideell.db"))


def sides(world: World) -> tuple[Side, Side]:
    """Return the umbrella's side and the other alliance's."""
    ours = Side(world, world.samklang, world.korbygden, world.anna, world.birgitta, world.mona)
    theirs = Side(world, world.soderas, world.soderdans, world.dan, world.dan, world.sara)
    return ours, theirs


def _more_people(world: World) -> None:
    """Bring in those whom the town lacks: an office that moderates nothing, and others."""
    samklang, korbygden = world.samklang, world.korbygden
    for key, name, organisation, roles in (
        ("ove", "Ove Kansli", samklang, ["office"]),
        ("petra", "Petra Paus", samklang, ["moderator"]),
        ("rut", "Rut Riven", samklang, ["moderator"]),
        ("karin", "Karin Kör", korbygden, ["representative"]),
        ("tora", "Tora Tredje", korbygden, ["representative"]),
        ("dan", "Dan Dans", world.soderdans, ["representative"]),
    ):
        world.named[key] = make_person(name, a=(organisation, roles))


def _build(side: Side) -> None:
    for thing, (states, build) in _builders.items():
        for state in states:
            side.made[thing, state] = build(side, state)
            db.session.flush()


def _at_browsers(app: Flask, ids: dict[str, int]) -> dict[str, Principal]:
    """Sign everybody in."""
    names = {
        "outsider": "ulla", "other alliance": "nils", "other moderator": "sara",
        "member": "larserik", "colleague": "karin", "author": "anna", "pen holder": "birgitta",
        "coordinator": "cecilia", "signatory": "sigurd", "moderator": "mona", "office": "ove",
        "paused": "petra", "removed": "rut", "island": "dan",
    }  # fmt: skip
    people = {"stranger": stranger(app)}
    return people | {name: signed_in(app, name, ids[key]) for name, key in names.items()}


def _shut_out(ids: dict[str, int]) -> None:
    """Pause one person and remove another, as the office does it."""
    office = actor_of(db.session.get_one(User, ids["kerstin"]))
    pause_person(db.session.get_one(User, ids["petra"]), by=office)
    end_membership(db.session.get_one(User, ids["rut"]).memberships[0], by=office)
    db.session.commit()


def _quick_place() -> str | None:
    """Return a folder in memory where there is one: the disk is not what is tried here."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None
