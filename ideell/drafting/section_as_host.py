"""What a section answers as the host of a text: who may do what in which state, and where it is.

Design: model, States. tom, skrivs, öppen: everyone in scope comments and suggests, pen holder
and moderators write; granskas: moderators write, the others comment and suggest; godkänd:
comments only; låst: reading and sign-on.
"""

from __future__ import annotations

from typing import Any

from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.people.leading import leads
from ideell.writing.hosting import Beside, Place

WRITING_STATES = ("empty", "writing", "open")
SUGGESTING_STATES = (*WRITING_STATES, "review")


def address_of(response_id: int, section_id: int) -> str:
    """Return the address of a section's page."""
    return f"/svar/{response_id}/avsnitt/{section_id}"


def review_of(response_id: int, position: int) -> str:
    """Return the address where suggestions to a section are decided."""
    return f"/svar/{response_id}/forslag?avsnitt={position}"


def name_of(position: int) -> str:
    """Return what one calls a section: "Avsnitt 4"."""
    return _("Avsnitt %(number)s", number=position)


class SectionAsHost:
    """The host's questions, answered from the section's row."""

    id: Any
    response_id: Any
    response: Any
    position: Any
    heading: Any
    state: Any
    text: Any
    text_id: Any
    pen_holder: Any
    pen_holder_id: Any
    nothing_to_say: Any

    @property
    def url(self) -> str:
        """Its page."""
        return address_of(self.response_id, self.id)

    @property
    def title(self) -> str:
        """What one calls it: "Avsnitt 4"."""
        return name_of(self.position)

    @property
    def place(self) -> Place:
        """Where the text is shown, and by whom suggestions are read."""
        consultation = self.response.consultation
        return Place(
            title=_("avsnitt %(number)s", number=self.position),
            url=self.url,
            trail=(
                (_("Remisser"), "/remisser"),
                (consultation.title, f"/remisser/{consultation.id}"),
                (self.title, self.url),
            ),
            review=review_of(self.response_id, self.position),
            wordings=f"/svar/{self.response_id}/sprakforslag?avsnitt={self.position}",
            versions=f"{self.url}/versioner",
            readers=self._readers,
        )

    @property
    def _readers(self) -> str:
        """Who decides on suggestions: the pen holder, in review a moderator."""
        holder = self.pen_holder if self.state in WRITING_STATES else None
        return holder.first_name if holder else _("En moderator")

    def is_led_by(self, actor: Actor) -> bool:
        """Tell whether `actor` leads the owner's work on the answer."""
        return leads(actor, self.response.owner_org_id)

    def is_held_by(self, actor: Actor) -> bool:
        """Tell whether `actor` holds the pen here."""
        return not actor.is_stranger and self.pen_holder_id == actor.user_id

    def may_write(self, actor: Actor) -> bool:
        """Pen holder and moderators; in review moderators only."""
        if not self._takes(actor):
            return False
        if self.is_held_by(actor) and self.state in WRITING_STATES:
            return True
        return self.state in SUGGESTING_STATES and self.is_led_by(actor)

    def why_closed(self) -> str:
        """What state it is in, in a sentence; where it is open, that another holds the pen."""
        name, of = self.title, self.place.title
        if not self.response.is_open:
            return _("Svaret är färdigskrivet, så %(name)s går inte att ändra.", name=of)
        return {
            "review": _("%(name)s granskas nu, så du kan inte skriva direkt i det.", name=name),
            "approved": _("%(name)s är godkänt, så texten går inte att ändra.", name=name),
            "locked": _("%(name)s är låst, så texten går inte att ändra.", name=name),
        }.get(self.state, _("Du håller inte i pennan i %(name)s.", name=of))

    def may_suggest(self, actor: Actor) -> bool:
        """Everybody in scope until the section is approved."""
        return self._takes(actor) and self.state in SUGGESTING_STATES

    def may_comment(self, actor: Actor) -> bool:
        """Everybody in scope until the section is locked."""
        return self._takes(actor) and self.state != "locked"

    def may_decide(self, actor: Actor) -> bool:
        """Whoever writes decides on suggestions."""
        return self.may_write(actor)

    def _takes(self, actor: Actor) -> bool:
        return actor.org_id is not None and self.response.is_open

    def was_written(self, *, by: Actor) -> None:
        """An empty section is being written now; one with text has something to say."""
        if self.state == "empty":
            self.state = "writing"
        self.nothing_to_say = ""

    def beside(self, actor: Actor) -> Beside | None:
        """What the report says, beside the form of a block."""
        from ideell.drafting.sources import sources_of

        return Beside("drafting/_beside.html", {"sources": sources_of(self, actor)})

    def first_words(self) -> str:
        """A first sentence from the joint stance, where one is taken."""
        from ideell.drafting.sources import first_sentence

        return first_sentence(self)
