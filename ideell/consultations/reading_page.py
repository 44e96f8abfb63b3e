"""What a page tells of the reading of a file: how far, how it went, what to look at."""

from __future__ import annotations

from dataclasses import dataclass

from ideell.consultations.models import SourceDocument
from ideell.foundation.language import gettext as _
from ideell.reading.nodes import Note
from ideell.reading.sentences import note_in_words, sentence, step_in_words
from ideell.reading.unreadable import Reason, Step


@dataclass(frozen=True, slots=True)
class Reading:
    """A source document as the progress and the fault are shown."""

    document: SourceDocument

    @property
    def percent(self) -> int:
        """Return the share that is done, 0 to 100."""
        return round(100 * self.document.progress)

    @property
    def step(self) -> str:
        """Return in words what is being done."""
        known = set(Step)
        waits = _("Väntar på sin tur")
        return step_in_words(Step(self.document.step)) if self.document.step in known else waits

    @property
    def fault(self) -> str:
        """Return why the file could not be read, and what to do instead."""
        if self.document.fault in set(Reason):
            return sentence(Reason(self.document.fault))
        return _(
            "Det gick inte att läsa filen nu. Försök igen om en stund, eller klistra in "
            "innehållsförteckningen."
        )

    @property
    def notes(self) -> list[str]:
        """Return what to look extra closely at."""
        return [note_in_words(Note(note)) for note in self.document.notes if note in set(Note)]
