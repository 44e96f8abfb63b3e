"""What kinds of documents are called, the subjects that are suggested, and why nothing is shown."""

from __future__ import annotations

from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.reading.unreadable import Reason

KIND_NAMES = {
    "pdf": lazy("PDF"),
    "word": lazy("Word och liknande"),
    "text": lazy("Ren text"),
    "table": lazy("Tabeller"),
    "slides": lazy("Bildspel"),
    "picture": lazy("Bilder"),
    "page": lazy("Webbsidor"),
    "written": lazy("Skrivet här"),
    "other": lazy("Annat"),
}
# Words in addresses: "/dokument?typ=bild".
KIND_WORDS = {
    "pdf": "pdf", "word": "word", "text": "text", "table": "tabell", "slides": "bildspel",
    "picture": "bild", "page": "webbsida", "written": "skrivet", "other": "annat",
}  # fmt: skip


def why_nothing_is_shown(fault: str) -> str:
    """Return why a file has no text to show, and what to do instead."""
    why = {
        Reason.IMAGE_ONLY: _("Filen är inskannade bilder utan text."),
        Reason.ENCRYPTED: _("Filen har ett lösenord."),
        Reason.TOO_LARGE: _("Filen har för mycket text för att visas här."),
        Reason.TOO_MANY_PAGES: _("Filen har för många sidor för att visas här."),
        Reason.TOO_SLOW: _("Filen är för tung att läsa här."),
        Reason.TOO_HEAVY: _("Filen är för stor att visa här."),
        Reason.DAMAGED: _("Filen gick inte att läsa här. Den kan vara skadad."),
        Reason.EMPTY: _("Filen har ingen text."),
    }.get(fault)  # type: ignore[call-overload]  # because a reason is its own key
    said = why or _("Den här sortens fil visas inte här.")
    return _("%(why)s Ladda ner den för att se den.", why=said)
