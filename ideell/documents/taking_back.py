"""Taking back what was done when sharing a document."""

from __future__ import annotations

from ideell.activity.models import Deed
from ideell.documents.counting import recount
from ideell.documents.models import Document, DocumentVersion
from ideell.documents.others import others_have_part
from ideell.documents.refusing import hold_with_text, refuse_when_locked
from ideell.documents.sharing import (
    place,
    point_at_latest,
    set_facts,
)
from ideell.extensions import db
from ideell.foundation import kinds
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import hold
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import Followed, RuleBroken
from ideell.people.sharing import Room

CHANGING = ("document.changed", "document.moved")


def take_back_sharing(document: Document, *, deed: Deed, by: Actor) -> None:
    """Take away what was shared; who has linked to it finds that it is gone.

    Refused when others have words in it: those are not the sharer's to take away.
    """
    hold_with_text(document)
    deed.refuse_when_followed(*CHANGING, "document.retired", "document.locked")
    if document.versions > 1:
        raise RuleBroken(
            _("Dokumentet har fått fler versioner. Dra in det med ett skäl i stället.")
        )
    if others_have_part(document, deed.user_id):
        raise RuleBroken(_("Andra har skrivit i dokumentet. Dra in det med ett skäl i stället."))
    document.removed_at = now()
    recount(document)


def take_back_version(version: DocumentVersion, *, deed: Deed, by: Actor) -> None:
    """Take a version away while nothing newer builds on it."""
    document = version.document
    hold(document)
    hold(version)
    refuse_when_locked(document)
    if version.retired_at is not None:
        raise RuleBroken(_("Versionen är indragen med ett skäl, så den och skälet står kvar."))
    if document.latest_id != version.id:
        raise Followed(_("Det har kommit en nyare version. Dra in din med ett skäl i stället."))
    version.removed_at = now()
    db.session.flush()
    point_at_latest(document)


def take_back_change(document: Document, *, deed: Deed, by: Actor) -> None:
    """Let the facts be as they were."""
    hold(document)
    refuse_when_locked(document)
    deed.refuse_when_followed("document.changed")
    before = dict(deed.details["before"])
    kind, number = before.pop("about_kind"), before.pop("about_id")
    about = db.session.get(kinds.named(kind), number) if kind else None
    set_facts(document, about=about, **before)


def take_back_move(document: Document, *, deed: Deed, by: Actor) -> None:
    """Let those see it who did before. Refused when others got words in it since."""
    hold_with_text(document)
    refuse_when_locked(document)
    deed.refuse_when_followed("document.moved")
    if others_have_part(document, deed.user_id, since=deed.at):
        raise RuleBroken(
            _("Andra har skrivit i det sedan dess. Be den som leder rummet att flytta det.")
        )
    place(document, Room(*deed.details["before"]))
