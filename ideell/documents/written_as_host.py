"""What a document written here answers as the host of a text: who may do what, where it is.

The sharer, those who lead the owner's room, and the people whom the sharer names write and
decide; everybody else who sees the document suggests and comments. A locked one is only read.
"""

from __future__ import annotations

from typing import Any

from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.language import gettext as _
from ideell.people.leading import leads
from ideell.writing.hosting import Beside, Place


class WrittenAsHost:
    """The host's questions, answered from the document's row."""

    id: Any
    title: Any
    owner_org_id: Any
    sharer_id: Any
    sharer: Any
    text_id: Any
    changed_at: Any
    url: Any
    is_locked: Any

    @property
    def place(self) -> Place:
        """Where the text is shown, and by whom suggestions are read."""
        return Place(
            title=_("dokumentet ”%(title)s”", title=self.title),
            url=self.url,
            trail=((_("Dokument"), "/dokument"), (self.title, self.url)),
            review=f"{self.url}/forslag",
            versions=f"{self.url}/historik",
            readers=self.sharer.first_name,
        )

    def is_led_by(self, actor: Actor) -> bool:
        """Tell whether `actor` leads the room that the document is in."""
        return leads(actor, self.owner_org_id)

    def is_of(self, actor: Actor) -> bool:
        """Tell whether `actor` shared it, leads its room, or was asked to write along."""
        if actor.org_id is None:
            return False
        return (
            self.sharer_id == actor.user_id or self.is_led_by(actor) or self._is_written_by(actor)
        )

    def may_write(self, actor: Actor) -> bool:
        """The sharer, who leads the room, and those whom the sharer named."""
        return self._takes(actor) and self.is_of(actor)

    def why_closed(self) -> str:
        """That it is locked, or that one was not asked to write along."""
        if self.is_locked:
            return _("Dokumentet är låst, så texten går inte att ändra.")
        return _("Du är inte med och skriver i dokumentet.")

    def may_suggest(self, actor: Actor) -> bool:
        """Everybody who sees it and acts for an organisation."""
        return self._takes(actor)

    def may_comment(self, actor: Actor) -> bool:
        """Everybody who sees it and acts for an organisation."""
        return self._takes(actor)

    def may_decide(self, actor: Actor) -> bool:
        """Whoever writes decides on suggestions."""
        return self.may_write(actor)

    def _takes(self, actor: Actor) -> bool:
        return self.text_id is not None and actor.org_id is not None and not self.is_locked

    def _is_written_by(self, actor: Actor) -> bool:
        from ideell.documents.writers import writes_along

        return writes_along(self.id, actor)

    def was_written(self, *, by: Actor) -> None:
        """It is new again in the list."""
        self.changed_at = now()

    def beside(self, actor: Actor) -> Beside | None:
        """Nothing beside."""
        return None

    def first_words(self) -> str:
        """Nothing to begin with."""
        return ""
