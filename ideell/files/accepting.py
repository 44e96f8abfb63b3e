"""Which files are taken to be shared, and what to do with the others."""

from __future__ import annotations

from pathlib import PurePath

from ideell.files.packed import ARCHIVE
from ideell.files.types import (
    IN_WORDS,
    OPEN_TEXT,
    PROGRAM,
    SHEET,
    UNKNOWN,
    WITH_MACROS,
    WORD,
    in_words,
)
from ideell.foundation.language import gettext as _

PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")

# Endings that a computer runs when the file is opened, whatever stands in it.
RUN = frozenset(
    {
        ".app", ".apk", ".bat", ".cmd", ".com", ".cpl", ".dll", ".exe", ".hta", ".jar", ".js",
        ".jse", ".lnk", ".msi", ".ps1", ".reg", ".scr", ".sh", ".url", ".vbe", ".vbs", ".wsf",
    }
)  # fmt: skip
OFFICE = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp")

# Endings that promise a kind; another content under them is a mistake or a trick.
PROMISED = {
    ".pdf": ("application/pdf",),
    ".png": ("image/png",),
    ".jpg": ("image/jpeg",),
    ".jpeg": ("image/jpeg",),
    ".gif": ("image/gif",),
    ".webp": ("image/webp",),
    ".docx": (WORD,),
    ".odt": (OPEN_TEXT,),
    ".xlsx": (SHEET,),
}


def refusal(media_type: str, name: str) -> str:
    """Return why a file is not taken and what to do instead, or nothing when it is."""
    ending = PurePath(name).suffix.lower()
    if media_type == PROGRAM or ending in RUN:
        return _("Filen är ett program och kan inte delas. Dela en länk till det i stället.")
    if media_type == WITH_MACROS:
        return _(
            "Filen innehåller makron, små program som kan göra skada. Spara om den utan makron, "
            "till exempel som .docx, och ladda upp den igen."
        )
    if media_type == ARCHIVE and ending in OFFICE:
        return _("Filen är trasig. Öppna den på din dator, spara om den och ladda upp den igen.")
    if media_type == ARCHIVE:
        return _("Filen är packad. Packa upp den och ladda upp filerna en och en.")
    if ending in PROMISED and media_type not in PROMISED[ending]:
        return _(
            "Filen heter %(ending)s men innehåller något annat: %(kind)s. Öppna den på din dator, "
            "spara om den och ladda upp den igen.",
            ending=ending,
            kind=in_words(media_type),
        )
    if media_type == UNKNOWN or media_type not in IN_WORDS:
        return _("Vi känner inte igen filen. Spara den som PDF och ladda upp den i stället.")
    return ""
