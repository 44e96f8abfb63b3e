"""The words for people: why a file cannot be read and what to do instead, what is going on."""

from __future__ import annotations

from typing import Any

from ideell.foundation.language import lazy as _l
from ideell.reading.nodes import Note
from ideell.reading.unreadable import Reason, Step

REFUSALS: dict[Reason, Any] = {
    Reason.EMPTY: _l(
        "Filen är tom. Hämta den igen från avsändaren, eller skriv in rubrikerna för hand."
    ),
    Reason.TOO_LARGE: _l(
        "Filen är större än vi kan läsa. Vi tar emot högst 50 MB, och högst 20 MB ren text. "
        "Spara om den utan bilder, eller klistra in innehållsförteckningen i stället."
    ),
    Reason.TOO_MANY_PAGES: _l(
        "Filen har fler än 3 000 sidor. Dela upp den, eller klistra in innehållsförteckningen "
        "i stället."
    ),
    Reason.TOO_MANY_NODES: _l(
        "Filen har fler än 5 000 rubriker och förslag. Dela upp den i flera filer, eller "
        "klistra in den del av innehållsförteckningen som ni ska svara på."
    ),
    Reason.TOO_SLOW: _l(
        "Det tog för lång tid att läsa filen, så vi avbröt. Försök igen om en stund, spara om "
        "filen eller klistra in innehållsförteckningen i stället."
    ),
    Reason.TOO_HEAVY: _l(
        "Filen kräver mer minne än vi kan ge den, så vi avbröt. Spara om den utan bilder, eller "
        "klistra in innehållsförteckningen i stället."
    ),
    Reason.UNKNOWN_KIND: _l(
        "Det här är inte en fil som vi kan läsa. Välj betänkandet som PDF, Word (.docx), "
        "Markdown, HTML eller ren text, eller klistra in innehållsförteckningen."
    ),
    Reason.OLD_WORD: _l(
        "Filen är i Words gamla format (.doc), som vi inte kan läsa. Öppna den i Word eller "
        "LibreOffice, spara den som .docx eller PDF och välj den nya filen."
    ),
    Reason.OTHER_OFFICE: _l(
        "Filen är från Office men är inget Word-dokument. Öppna den, spara den som PDF och "
        "välj den nya filen."
    ),
    Reason.OPEN_DOCUMENT: _l(
        "Filen är i OpenDocument-format, som vi inte kan läsa. Spara den som .docx eller PDF "
        "och välj den nya filen."
    ),
    Reason.RICH_TEXT: _l(
        "Filen är i RTF-format, som vi inte kan läsa. Spara den som .docx eller PDF och välj "
        "den nya filen."
    ),
    Reason.PICTURE: _l(
        "Filen är en bild, så vi kan inte läsa texten. Leta upp betänkandet som PDF eller Word, "
        "eller skriv in rubrikerna för hand."
    ),
    Reason.MACROS: _l(
        "Filen innehåller makron, alltså små program, och dem tar vi inte emot. Öppna den i "
        "Word, spara den som .docx utan makron och välj den nya filen."
    ),
    Reason.ENCRYPTED: _l(
        "Filen är låst med lösenord. Öppna den, spara en kopia utan lösenord och välj kopian."
    ),
    Reason.IMAGE_ONLY: _l(
        "Sidorna är bilder utan text, troligen inskannade. Be avsändaren om en PDF med text, "
        "eller skriv in rubrikerna för hand."
    ),
    Reason.DAMAGED: _l(
        "Filen går inte att läsa; den verkar vara skadad. Hämta den igen från avsändaren. "
        "Hjälper inte det kan du klistra in innehållsförteckningen."
    ),
    Reason.PACKED_TOO_HARD: _l(
        "Filen är hårt packad och blir för stor när den öppnas. Öppna den i Word, spara om den "
        "och välj den nya filen."
    ),
    Reason.UNSAFE: _l(
        "Filen innehåller sådant som inte hör hemma i ett Word-dokument, så vi läser den inte. "
        "Hämta den igen från avsändaren, eller spara om den i Word."
    ),
    Reason.NOT_UTF8: _l(
        "Textens tecken är lagrade på ett sätt som vi inte läser. Spara om filen med kodningen "
        "UTF-8 och välj den nya filen."
    ),
    Reason.NO_HEADINGS: _l(
        "Vi hittade inga rubriker i filen. Klistra in innehållsförteckningen, eller skriv in "
        "rubrikerna för hand."
    ),
}

STEPS: dict[Step, Any] = {
    Step.OPENING: _l("Öppnar filen"),
    Step.READING_PAGES: _l("Läser sidorna"),
    Step.READING_TEXT: _l("Läser texten"),
    Step.FINDING_HEADINGS: _l("Letar efter rubriker, förslag och bedömningar"),
    Step.DONE: _l("Klart"),
}

NOTES: dict[Note, Any] = {
    Note.HEADINGS_GUESSED: _l(
        "Filen märker inte ut alla rubriker. De som vi har hittat i texten är markerade; "
        "titta extra noga på dem."
    ),
    Note.SUMMARY_REPEATED: _l(
        "Sammanfattningen upprepar förslag och bedömningar. De räknas en gång, där de står i "
        "texten."
    ),
}


def sentence(reason: Reason) -> str:
    """Return what is wrong with the file and what to do instead."""
    return str(REFUSALS[reason])


def step_in_words(step: Step) -> str:
    """Return what the reading is doing, for the progress on the page."""
    return str(STEPS[step])


def note_in_words(note: Note) -> str:
    """Return what the person who corrects the outline should know."""
    return str(NOTES[note])
