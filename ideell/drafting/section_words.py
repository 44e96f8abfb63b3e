"""What is said once something was done with a section."""

from __future__ import annotations

from ideell.drafting.models import Section
from ideell.foundation.language import gettext as _
from ideell.foundation.language import ngettext
from ideell.writing.progress import progress_of


def undecided_in(section: Section) -> str:
    """Return how many suggestions are not decided, or nothing."""
    many = progress_of(section.text_id, "").waiting
    if not many:
        return ""
    return ngettext(
        "Ett förslag är inte avgjort. Den som granskar tar ställning till det.",
        "%(num)s förslag är inte avgjorda. Den som granskar tar ställning till dem.",
        many,
    )


def in_charge(section: Section, day: str) -> str:
    """Return who holds the pen now, and by which day, if there is one."""
    holder = section.pen_holder
    who = (
        _("%(name)s håller i pennan.", name=holder.name) if holder else _("Ingen håller i pennan.")
    )
    return f"{who} {_('Klart senast %(day)s.', day=day)}" if day else who
