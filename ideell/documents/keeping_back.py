"""Locking and retiring, with a reason that everybody sees; and opening again.

A locked document is read and not changed; a retired one, or a retired version, no longer holds.
"""

from __future__ import annotations

from ideell.activity.models import Deed, record
from ideell.documents.counting import recount
from ideell.documents.models import Document, DocumentVersion
from ideell.documents.refusing import hold_with_text
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import hold
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken


def lock(document: Document, reason: str, *, by: Actor) -> Deed:
    """Let nothing of a document be changed until it is opened again."""
    hold_with_text(document)
    if document.is_locked:
        raise RuleBroken(_("Dokumentet är redan låst eller gäller inte längre."))
    document.locked_at, document.lock_reason = now(), reason
    document.locked_by_id = by.user_id
    return record(by, "document.locked", document, reason=reason)


def unlock(document: Document, *, by: Actor) -> Deed:
    """Open a locked document again."""
    hold_with_text(document)
    if document.locked_at is None:
        raise RuleBroken(_("Dokumentet är redan öppet."))
    reason, who = document.lock_reason, document.locked_by_id
    _open(document)
    return record(by, "document.unlocked", document, reason=reason, who=who)


def retire(document: Document, reason: str, *, by: Actor) -> Deed:
    """Say that a document no longer holds; it is still found, and says so first."""
    hold_with_text(document)
    if document.retired_at is not None:
        raise RuleBroken(_("Dokumentet gäller redan inte längre."))
    document.retired_at, document.retired_reason = now(), reason
    document.retired_by_id = by.user_id
    recount(document)
    return record(by, "document.retired", document, reason=reason)


def bring_back(document: Document, *, by: Actor) -> Deed:
    """Let a retired document hold again."""
    hold_with_text(document)
    if document.retired_at is None:
        raise RuleBroken(_("Dokumentet gäller redan."))
    reason, who = document.retired_reason, document.retired_by_id
    _revive(document)
    return record(by, "document.brought_back", document, reason=reason, who=who)


def retire_version(version: DocumentVersion, reason: str, *, by: Actor) -> Deed:
    """Say that one version no longer holds."""
    hold(version)
    if version.retired_at is not None:
        raise RuleBroken(_("Versionen gäller redan inte längre."))
    version.retired_at, version.retired_reason = now(), reason
    version.retired_by_id = by.user_id
    return record(by, "document.version_retired", version, reason=reason)


def bring_version_back(version: DocumentVersion, *, by: Actor) -> Deed:
    """Let a retired version hold again."""
    hold(version)
    if version.retired_at is None:
        raise RuleBroken(_("Versionen gäller redan."))
    reason, who = version.retired_reason, version.retired_by_id
    _revive_version(version)
    return record(by, "document.version_brought_back", version, reason=reason, who=who)


def undo_locking(document: Document, *, deed: Deed, by: Actor) -> None:
    """Open what one locked, or lock what one opened."""
    hold_with_text(document)
    deed.refuse_when_followed("document.locked", "document.unlocked")
    if deed.tag == "document.locked":
        _open(document)
        return
    document.locked_at, document.lock_reason = now(), deed.reason
    document.locked_by_id = deed.details["who"]


def undo_retiring(document: Document, *, deed: Deed, by: Actor) -> None:
    """Take back that a document was retired, or brought back."""
    hold_with_text(document)
    deed.refuse_when_followed("document.retired", "document.brought_back")
    if deed.tag == "document.retired":
        _revive(document)
        return
    document.retired_at, document.retired_reason = now(), deed.reason
    document.retired_by_id = deed.details["who"]
    recount(document)


def undo_retiring_version(version: DocumentVersion, *, deed: Deed, by: Actor) -> None:
    """Take back that a version was retired, or brought back."""
    hold(version)
    deed.refuse_when_followed("document.version_retired", "document.version_brought_back")
    if deed.tag == "document.version_retired":
        _revive_version(version)
        return
    version.retired_at, version.retired_reason = now(), deed.reason
    version.retired_by_id = deed.details["who"]


def _open(document: Document) -> None:
    document.locked_at, document.lock_reason, document.locked_by_id = None, "", None


def _revive(document: Document) -> None:
    document.retired_at, document.retired_reason, document.retired_by_id = None, "", None
    recount(document)


def _revive_version(version: DocumentVersion) -> None:
    version.retired_at, version.retired_reason, version.retired_by_id = None, "", None
