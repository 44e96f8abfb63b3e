"""What the language check says about each finding, to the one who mends it."""

from __future__ import annotations

from ideell.drafting.proofreading import Finding, Limits
from ideell.foundation.language import gettext as _
from ideell.foundation.language import ngettext


def told(finding: Finding, limits: Limits) -> str:
    """Return what is the matter and what to do, in a sentence or two."""
    many = int(finding.detail) if finding.detail.isdigit() else 0
    values = {"quote": finding.quote, "detail": finding.detail, "count": many}
    return {
        "stance": ngettext(
            "Avsnittet handlar om ett förslag, men ingen ställning är tagen.",
            "Avsnittet handlar om %(num)s förslag, men ingen ställning är tagen.",
            many,
        ),
        "reference": _(
            "Texten säger inte vilket förslag den gäller. Nämn avsnittets nummer i "
            "betänkandet: %(detail)s.",
            **values,
        ),
        "broken": _(
            "”%(quote)s” finns varken i vårt svar eller i betänkandet. Kontrollera numret.",
            **values,
        ),
        "long": _(
            "Meningen har %(count)s ord. Dela den, så att den får högst %(most)s.",
            most=limits.sentence_words,
            **values,
        ),
        "abbreviation": _(
            "”%(quote)s” är inte förklarat. Skriv ut hela namnet första gången.", **values
        ),
        "repeat": _("Samma ord står redan i %(detail)s.", **values),
        "empty": _("Stycket är tomt. Skriv något, eller ta bort det."),
        "spaces": _("Det är ett mellanslag eller skiljetecken för mycket."),
        "summary": _("Sammanfattningen är omkring %(count)s sidor. Korta den till en.", **values),
        "pages": _(
            "Svaret är omkring %(count)s sidor. Målet är högst %(most)s.",
            most=limits.pages,
            **values,
        ),
    }[finding.kind]


def name_of_kind(kind: str) -> str:
    """Return what a kind of finding is called."""
    return {
        "stance": _("Ingen ställning"),
        "reference": _("Inget nummer"),
        "broken": _("Bruten hänvisning"),
        "long": _("Lång mening"),
        "abbreviation": _("Förkortning"),
        "repeat": _("Står två gånger"),
        "empty": _("Tomt stycke"),
        "spaces": _("Mellanslag"),
        "summary": _("Lång sammanfattning"),
        "pages": _("Långt svar"),
    }[kind]


def lix_in_words(lix: int) -> str:
    """Return what a figure of LIX means to a reader (Björnsson 1968)."""
    if lix < 30:
        return _("mycket lättläst")
    if lix < 40:
        return _("lättläst, som en enkel tidningstext")
    if lix < 50:
        return _("medelsvårt, som en vanlig tidningstext")
    if lix <= 60:
        return _("svårt, som en myndighetstext")
    return _("mycket svårt")
