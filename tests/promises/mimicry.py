"""Look-alikes of people, organisations and addresses that the town has already."""

from __future__ import annotations

import unicodedata

from ideell.extensions import db
from ideell.foundation.rules import RuleBroken
from ideell.people.models import User
from ideell.people.office import add_person, the_system
from ideell.people.organising import add_organisation
from tests.promises.town import Town
from tests.promises.vectors import payloads

VICTIM = "Samklang"
HOMOGLYPHS = str.maketrans({"а": "a", "ӏ": "l", "ο": "o", "е": "e", "к": "k"})


def accepted_mimics(town: Town, *, full: bool) -> tuple[int, list[str]]:
    """Try every look-alike; return how many, and those that became somebody of their own."""
    with town.app.app_context():
        addresses = payloads("email", full=full)
        names = [name for name in payloads("name", full=full) if looks_like(name, VICTIM)]
        taken = [each for each in addresses if _is_new_person(each)]
        taken += [each for each in names if _is_new_organisation(each)]
        db.session.rollback()
    return len(addresses) + len(names), [f"{each!r} was taken" for each in taken]


def looks_like(name: str, other: str) -> bool:
    """Tell whether a reader would take one name for the other."""
    return _skeleton(name) == _skeleton(other)


def _skeleton(name: str) -> str:
    composed = unicodedata.normalize("NFKC", name).translate(HOMOGLYPHS).casefold()
    return "".join(c for c in composed if unicodedata.category(c)[0] not in "CZ")


def _is_new_person(address: str) -> bool:
    """Tell whether an address that looks like Anna's, or that hides another, was taken."""
    before = db.session.query(User).count()
    try:
        person = add_person("Anna Ek", address, by=the_system())
    except RuleBroken:
        db.session.rollback()
        return False
    is_new = db.session.query(User).count() > before
    odd = not person.email.isascii() or any(c in person.email for c in '\r\n;, <>"')
    mimics = looks_like(person.email, "anna.ek@example.se")
    db.session.rollback()
    return is_new and (odd or mimics)


def _is_new_organisation(name: str) -> bool:
    try:
        add_organisation(name, "association", by=the_system())
        db.session.flush()
    except RuleBroken:
        return False
    finally:
        db.session.rollback()
    return True
