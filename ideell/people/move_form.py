"""Choosing anew who sees a thing: first it is shown who gains and who loses sight, then done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request

from ideell.foundation.access import find_visible
from ideell.foundation.actor import Actor
from ideell.foundation.forms import Form
from ideell.foundation.language import lazy
from ideell.people.audience_form import AudienceField
from ideell.people.sharing import ChangeOfSight, Room, moved, who_sees, who_sees_now


class MoveForm(Form):
    """Where a thing is to stand. The page asks with `?room=<room>`; the form carries it out."""

    room = AudienceField(lazy("Vilka ska se det?"))

    here: Room
    is_asked: bool = False  # whom it would concern

    @classmethod
    def of(cls, here: Room, audiences: Sequence[str], actor: Actor) -> MoveForm:
        """Return the form of a thing that stands `here`, with what the address chose."""
        form = cls()
        form.here = here
        if not form.is_sent and "room" in request.args:
            form.room.process_formdata([request.args["room"]])
            form.is_asked = True
        form.room.offer(actor, audiences, standing=here)
        return form

    @property
    def there(self) -> Room | None:
        """The room chosen, when it is one that was offered and another than where it stands."""
        there = self.room.rooms.get(str(self.room.data))
        return there if there != self.here else None

    @property
    def now(self) -> str:
        """Who sees it now, in words."""
        return who_sees(self.here.owner_id, self.here.audience)

    @property
    def then(self) -> str:
        """Who would see it `there`, in words."""
        assert self.there is not None  # because the page asks only then
        return who_sees(self.there.owner_id, self.there.audience)

    @property
    def done(self) -> str:
        """Who sees it once it was moved, in words."""
        return who_sees_now(self.room.room.owner_id, self.room.room.audience)

    @property
    def change(self) -> ChangeOfSight:
        """Who would begin and who would cease to see it."""
        assert self.there is not None  # because the page asks only then
        return moved(self.here, self.there)


def place_after(thing: Any, listed_at: str, actor: Actor) -> str:
    """Return the thing's page, or its list when one has moved it out of one's own sight."""
    return thing.url if find_visible(type(thing), thing.id, actor) else listed_at
