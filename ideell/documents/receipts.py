"""Asking people to say that they have read a document, and seeing who has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ideell.activity import notices
from ideell.activity.models import Deed, record
from ideell.documents.models import Document, DocumentVersion, Receipt
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import hold, rows_changed
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.foundation.waiting import Waiting
from ideell.people.audience import count_who_see, people_who_see, places_of_room
from ideell.people.models import Membership, Organisation, User
from ideell.people.sharing import Room

ASKED = "document.receipt_asked"
MINUTES = 5


@dataclass(frozen=True)
class Readers:
    """Who was asked: those who have read the newest version, with the day; those who have read
    an earlier one only, with its number (none: the text before any version); and the others.
    """

    have: list[tuple[str, str, datetime]]
    have_not: list[tuple[str, str]]
    earlier: list[tuple[str, str, int | None]]

    @property
    def asked(self) -> int:
        """How many."""
        return len(self.have) + len(self.have_not) + len(self.earlier)


def ask(document: Document, *, by: Actor) -> Deed:
    """Ask everybody who sees a document to say when they have read it."""
    hold(document)
    if document.receipt_asked_at is not None:
        raise RuleBroken(_("Du har redan bett om läskvitto."))
    document.receipt_asked_at, document.receipt_asked_by_id = now(), by.user_id
    deed = record(by, ASKED, document)
    people = people_who_see(document.owner_org_id, document.audience)
    notices.tell((person.id for person in people), deed, ASKED, document)
    return deed


def count_to_ask(document: Document, by: Actor) -> int:
    """Return how many get the question when `by` asks."""
    return count_who_see(document.owner_org_id, document.audience, beside=by.user_id)


def take_back_asking(document: Document, *, deed: Deed, by: Actor) -> None:
    """Ask no longer; who has read stays known until somebody asks again."""
    hold(document)
    document.receipt_asked_at, document.receipt_asked_by_id = None, None


def tell_who_now_sees(document: Document, before: Room, deed: Deed) -> None:
    """Ask those who see a document since it was moved, and did not before, if it is asked."""
    if document.receipt_asked_at is None:
        return
    now_see = people_who_see(document.owner_org_id, document.audience)
    saw = people_who_see(before.owner_id, before.audience)
    notices.tell({one.id for one in now_see} - {one.id for one in saw}, deed, ASKED, document)


def tell_of_version(document: Document, deed: Deed) -> None:
    """Ask those again who had read an earlier version; the others are still asked."""
    if document.receipt_asked_at is None:
        return
    read = db.session.scalars(sa.select(Receipt.user_id).filter_by(document_id=document.id))
    see = people_who_see(document.owner_org_id, document.audience)
    notices.tell({one.id for one in see} & set(read), deed, ASKED, document)


def acknowledge(document: Document, *, by: Actor) -> Deed:
    """Say that one has read it, as it stands in its newest version."""
    hold(document)
    if document.receipt_asked_at is None:
        raise RuleBroken(_("Ingen ber om läskvitto för det här dokumentet längre."))
    if has_read(document, by):
        raise RuleBroken(_("Du har redan sagt att du har läst."))
    version = document.latest_id
    db.session.add(
        Receipt(
            document_id=document.id, version_id=version, user_id=by.user_id,
            acting_org_id=by.org_id,
        )
    )  # fmt: skip
    notices.read([(Document.__name__, document.id)], by=by, tag=ASKED)
    return record(by, "document.read", document, version=version)


def take_back_reading(document: Document, *, deed: Deed, by: Actor) -> None:
    """Say that one has not read it after all."""
    mine = (Receipt.document_id == document.id) & (Receipt.user_id == deed.user_id)
    of_it = Receipt.version_id.is_not_distinct_from(deed.details["version"])
    rows_changed(sa.delete(Receipt).where(mine, of_it))


def has_read(document: Document, actor: Actor) -> bool:
    """Tell whether `actor` has said so of the newest version."""
    mine = sa.select(Receipt.id).where(
        Receipt.document_id == document.id,
        Receipt.user_id == actor.user_id,
        Receipt.version_id.is_not_distinct_from(document.latest_id),
    )
    return db.session.scalar(mine) is not None


def readers_of(document: Document) -> Readers:
    """Return who has read and who has not, of everybody who sees it but its sharer."""
    read = dict(_read(document))
    people = [
        person
        for person in people_who_see(document.owner_org_id, document.audience)
        if person.id != document.sharer_id
    ]
    orgs = _organisations_of(document, people)
    readers = Readers([], [], [])
    for person in people:
        named, receipt = (person.name, orgs.get(person.id, "")), read.get(person.id)
        if receipt is None:
            readers.have_not.append(named)
        elif receipt.version_id == document.latest_id:
            readers.have.append((*named, receipt.at))
        else:
            readers.earlier.append((*named, receipt.number))
    return readers


def _read(document: Document) -> list[tuple[int, Any]]:
    """The receipts by person, the newest last; one for a version that was taken away is there."""
    rows = db.session.execute(
        sa.select(Receipt.user_id, Receipt.version_id, Receipt.at, DocumentVersion.number)
        .outerjoin(DocumentVersion, DocumentVersion.id == Receipt.version_id)
        .where(Receipt.document_id == document.id)
        .order_by(
            Receipt.version_id.is_not_distinct_from(document.latest_id),
            sa.func.coalesce(DocumentVersion.number, 0),
        )
    )
    return [(row.user_id, row) for row in rows]


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


def told(document: Document, _notice: notices.Notice) -> Waiting | None:
    """Say on the overview that a receipt is asked for, while it is."""
    if document.receipt_asked_at is None or document.retired_at is not None:
        return None
    return Waiting(
        title=_("Läs ”%(title)s”", title=document.title),
        sentence=_("%(name)s vill veta när du har läst det.", name=_asker(document)),
        url=f"{document.url}#laskvitto",
        action=_("Läs"),
        minutes=MINUTES,
    )


def _asker(document: Document) -> str:
    person = document.receipt_asked_by or document.sharer
    return person.name
