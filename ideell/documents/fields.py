"""Fields of documents: free subjects, and a year."""

from __future__ import annotations

from typing import Any

from wtforms import Field, ValidationError

from ideell.documents.models import MOST_TAGS, TAG
from ideell.foundation.clock import today
from ideell.foundation.forms import CountField, one_line
from ideell.foundation.language import gettext as _

FIRST_YEAR = 1900


class SubjectsOfOwn:
    """Free subjects, parted by commas: each short, and not too many."""

    def __call__(self, form: Any, field: Field) -> None:
        """Raise in words for a subject that is too long, or for too many of them."""
        typed = subjects_in(field.data)
        if long := next((tag for tag in typed if len(tag) > TAG), ""):
            raise ValidationError(
                _(
                    "Ämnet ”%(start)s …” är längre än %(most)s tecken. Sätt komma mellan ämnena.",
                    start=long[:20],
                    most=TAG,
                )
            )
        if len({*typed, *(form.subjects.data or [])}) > MOST_TAGS:
            raise ValidationError(_("Välj högst %(most)s ämnen.", most=MOST_TAGS))


def subjects_in(typed: str | None) -> list[str]:
    """Return the subjects that a line names."""
    parts = (one_line(part).casefold().strip(".;#") for part in (typed or "").split(","))
    return list(dict.fromkeys(filter(None, parts)))


class YearField(CountField):
    """A year, or nothing."""

    def pre_validate(self, form: Any) -> None:
        """Raise in words for what is no year of ours."""
        last = today().year + 1
        if self.data is not None and not FIRST_YEAR <= self.data <= last:
            raise ValidationError(
                _("Skriv ett år mellan %(first)s och %(last)s.", first=FIRST_YEAR, last=last)
            )
