"""Holding a document, and saying in a sentence when nothing of it may be changed."""

from __future__ import annotations

from ideell.documents.models import Document
from ideell.foundation.database import hold
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.writing.holding import hold as hold_text


def hold_with_text(document: Document) -> None:
    """Hold a document, and its text first where it has one: whoever writes holds that."""
    if document.text is not None:
        hold_text(document.text)
    hold(document)


def refuse_when_locked(document: Document) -> None:
    """Raise `RuleBroken` when nothing of it may be changed for the time being."""
    if document.retired_at is not None:
        raise RuleBroken(_("Dokumentet gäller inte längre, så det går inte att ändra."))
    if document.locked_at is not None:
        raise RuleBroken(_("Dokumentet är låst. Be den som låste det att öppna det igen."))


def refuse_files(document: Document) -> None:
    """Raise `RuleBroken` when the document takes no files: locked, or written here."""
    refuse_when_locked(document)
    if document.is_written:
        raise RuleBroken(_("Dokumentet skrivs här. Spara texten som en version i stället."))
