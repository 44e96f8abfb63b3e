"""The field in which one chooses who sees a thing, each choice said as a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from wtforms import RadioField, ValidationError
from wtforms.fields.choices import SelectChoice

from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.language import in_a_row
from ideell.people.reached import left_out, meant_by
from ideell.people.sharing import Room, in_words, rooms_of


class AudienceField(RadioField):
    """Who sees it. Offer the rooms before the form is asked: `form.room.offer(actor, …)`."""

    def __init__(self, label: Any = None, **more: Any) -> None:
        super().__init__(label, choices=[], **more)
        self.rooms: dict[str, Room] = {}
        self.hints: dict[str, str] = {}  # by a room's mark: whom it leaves out
        self.data: Any = None

    def offer(
        self,
        actor: Actor,
        audiences: Sequence[str],
        *,
        standing: Room | None = None,
        about: Any = None,
    ) -> None:
        """Offer where `actor` may share; `standing` is where it is now, offered in any case.

        What is opened to everybody stays whose it was. Where nothing was chosen yet, the room of
        the organisation acted for is. What is begun at a place (`about`) is for those there:
        their own room is chosen, or the narrowest that reaches them, and `hints` says by each
        choice whom it leaves out.
        """
        rooms = rooms_of(actor, audiences)
        if standing is not None:
            kept = [replace(room, owner_id=standing.owner_id) if room.is_wide else room
                    for room in rooms]  # fmt: skip
            rooms = kept if standing in kept else [standing, *kept]
        self.rooms = {room.mark: room for room in rooms}
        said = in_words(rooms)
        self.choices = [SelectChoice(value=room.mark, label=said[room]) for room in rooms]
        fitting = self._reach(rooms, about)
        if self.data not in self.rooms and not self.raw_data:
            here = next((room for room in rooms if room.owner_id == actor.org_id), None)
            chosen = standing or fitting or here
            self.data = chosen.mark if chosen is not None else None

    def _reach(self, rooms: Sequence[Room], about: Any) -> Room | None:
        """Note whom each room leaves out of those at the place; return the room that fits."""
        meant = meant_by(about)
        missed = left_out(rooms, meant)
        self.hints = {
            room.mark: _("%(names)s ser det inte.", names=in_a_row(names))
            for room, names in missed.items()
        }
        reaching = [room for room in rooms if meant and room not in missed]
        theirs = [Room(one.id, "members") for one in meant]
        return next((room for room in theirs if room in reaching), next(iter(reaching), None))

    @property
    def room(self) -> Room:
        """Return what was chosen; asked once the form was found valid."""
        return self.rooms[str(self.data)]

    def pre_validate(self, form: Any) -> None:
        """Refuse what was not offered."""
        if self.data not in self.rooms:
            raise ValidationError(_("Välj vilka som ska se det."))
