"""Asking people to say that they have read a document, and seeing who has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ideell.activity import notices
from ideell.activity.models import Deed, record
from ideell.documents.models import Document, Receipt
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import rows_changed
from ideell.foundation.kinds import Waiting
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.people.audience import people_who_see, places_of_room
from ideell.people.models import Membership, Organisation, User

ASKED = "document.receipt_asked"
MINUTES = 5


@dataclass(frozen=True)
class Readers:
    """Who was asked: those who have read, with the day, and those who have not."""

    have: Sequence[tuple[str, str, datetime]]
    have_not: Sequence[tuple[str, str]]

    @property
    def asked(self) -> int:
        """How many."""
        return len(self.have) + len(self.have_not)


def ask(document: Document, *, by: Actor) -> Deed:
    """Ask everybody who sees a document to say when they have read it."""
    if document.receipt_asked_at is not None:
        raise RuleBroken(_("Du har redan bett om läskvitto."))
    document.receipt_asked_at = now()
    deed = record(by, ASKED, document)
    people = people_who_see(document.owner_org_id, document.audience)
    notices.tell((person.id for person in people), deed, ASKED, document)
    return deed


def take_back_asking(document: Document, *, deed: Deed, by: Actor) -> None:
    """Ask no longer; who has read stays known until somebody asks again."""
    document.receipt_asked_at = None


def acknowledge(document: Document, *, by: Actor) -> Deed:
    """Say that one has read it."""
    if document.receipt_asked_at is None:
        raise RuleBroken(_("Ingen ber om läskvitto för det här dokumentet längre."))
    if has_read(document, by):
        raise RuleBroken(_("Du har redan sagt att du har läst."))
    receipt = Receipt(document_id=document.id, user_id=by.user_id, acting_org_id=by.org_id)
    db.session.add(receipt)
    notices.read([(Document.__name__, document.id)], by=by, tag=ASKED)
    return record(by, "document.read", document)


def take_back_reading(document: Document, *, deed: Deed, by: Actor) -> None:
    """Say that one has not read it after all."""
    mine = (Receipt.document_id == document.id) & (Receipt.user_id == deed.user_id)
    rows_changed(sa.delete(Receipt).where(mine))


def has_read(document: Document, actor: Actor) -> bool:
    """Tell whether `actor` has said so."""
    mine = sa.select(Receipt.id).where(
        Receipt.document_id == document.id, Receipt.user_id == actor.user_id
    )
    return db.session.scalar(mine) is not None


def readers_of(document: Document) -> Readers:
    """Return who has read and who has not, of everybody who sees it but its sharer."""
    read = {
        row.user_id: row.at
        for row in db.session.scalars(sa.select(Receipt).filter_by(document_id=document.id))
    }
    people = [
        person
        for person in people_who_see(document.owner_org_id, document.audience)
        if person.id != document.sharer_id
    ]
    orgs = _organisations_of(document, people)
    named = [(person, orgs.get(person.id, "")) for person in people]
    have = [(p.name, org, read[p.id]) for p, org in named if p.id in read]
    return Readers(have, [(p.name, org) for p, org in named if p.id not in read])


def _organisations_of(document: Document, people: Sequence[User]) -> dict[int, str]:
    """What each of them belongs to, where it gives them sight of the document."""
    rows = db.session.execute(
        sa.select(Membership.user_id, Organisation.name)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(
            places_of_room(document.owner_org_id, document.audience),
            Membership.user_id.in_([person.id for person in people]),
        )
        .order_by(Organisation.sort_key)
    )
    found: dict[int, str] = {}
    for user_id, name in rows:
        found[user_id] = f"{found[user_id]}, {name}" if user_id in found else name
    return found


def told(document: Document, notice: notices.Notice) -> Waiting | None:
    """Say on the overview that a receipt is asked for, while it is."""
    if document.receipt_asked_at is None or document.retired_at is not None:
        return None
    return Waiting(
        title=_("Läs ”%(title)s”", title=document.title),
        sentence=_("%(name)s vill veta när du har läst det.", name=notice.deed.user.name),
        url=f"{document.url}#laskvitto",
        action=_("Läs"),
        minutes=MINUTES,
    )
