"""The field in which one chooses who sees a thing, each choice said as a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import has_request_context, request
from wtforms import RadioField, ValidationError
from wtforms.fields.choices import SelectChoice

from ideell.foundation.about import find_subject
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.people.models import Organisation
from ideell.people.sharing import Room, in_words, rooms_of


class AudienceField(RadioField):
    """Who sees it. Offer the rooms before the form is asked: `form.room.offer(actor, …)`."""

    def __init__(self, label: Any = None, **more: Any) -> None:
        super().__init__(label, choices=[], **more)
        self.rooms: dict[str, Room] = {}
        self.data: Any = None

    def offer(
        self, actor: Actor, audiences: Sequence[str], *, standing: Room | None = None
    ) -> None:
        """Offer where `actor` may share; `standing` is where it is now, offered in any case.

        What is opened to everybody stays whose it was. Where nothing was chosen yet, the room of
        the organisation acted for is; begun from an alliance that one belongs to, the alliance's.
        """
        rooms = rooms_of(actor, audiences)
        if standing is not None:
            kept = [replace(room, owner_id=standing.owner_id) if room.is_wide else room
                    for room in rooms]  # fmt: skip
            rooms = kept if standing in kept else [standing, *kept]
        self.rooms = {room.mark: room for room in rooms}
        said = in_words(rooms)
        self.choices = [SelectChoice(value=room.mark, label=said[room]) for room in rooms]
        if self.data not in self.rooms and not self.raw_data:
            here = next((room for room in rooms if room.owner_id == actor.org_id), None)
            chosen = standing or _begun_from(actor, rooms) or here
            self.data = chosen.mark if chosen is not None else None

    @property
    def room(self) -> Room:
        """Return what was chosen; asked once the form was found valid."""
        return self.rooms[str(self.data)]

    def pre_validate(self, form: Any) -> None:
        """Refuse what was not offered."""
        if self.data not in self.rooms:
            raise ValidationError(_("Välj vilka som ska se det."))


def _begun_from(actor: Actor, rooms: Sequence[Room]) -> Room | None:
    """The members' room of the alliance that the address says the thing is about ("?om="), if it
    is among `rooms`: what is begun in an alliance is for the alliance.
    """
    about = find_subject(request.args.get("om"), actor) if has_request_context() else None
    if not isinstance(about, Organisation) or about.kind != "regional_alliance":
        return None
    room = Room(about.id, "members")
    return room if room in rooms else None
