"""What is said after a save."""

from __future__ import annotations

from markupsafe import Markup

from ideell.foundation.language import _, in_a_row
from ideell.writing.hosting import host_of
from ideell.writing.models import Block, Revision, Text
from ideell.writing.saving import Saved


def said_of(saved: Saved, base: Revision | None, block: Block) -> str:
    """Return what to tell: saved, brought together with somebody's change, or nothing new."""
    if saved.revision is None:
        return _("Texten var redan så. Inget är ändrat.")
    if not saved.together_with:
        return _("Texten är sparad.")
    names = in_a_row(person.first_name for person in saved.together_with)
    versions = host_of(block).place.versions
    told = _("%(names)s ändrade samma stycke. Vi har fört ihop er text.", names=names)
    if not versions or base is None:
        return told
    address = f"{versions}/jamforelse?fran={base.number}&till={saved.revision.number}"
    link = Markup('{} <a href="{}">{}</a>')
    return link.format(told, address, _("Visa"))


def where(saved: Saved, text: Text) -> str:
    """Return the address of what was just written: the first block that came."""
    url = host_of(text).place.url
    touched = saved.revision.touched if saved.revision else []
    return f"{url}#block-{touched[0]}" if touched else url
