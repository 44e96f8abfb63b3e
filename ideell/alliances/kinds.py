"""What other rooms may know of alliances and regions."""

from __future__ import annotations

from ideell.alliances.contacts import undo_contact
from ideell.alliances.hanging import discussions_here, documents_here
from ideell.alliances.models import RegionContact
from ideell.alliances.waiting import to_let_in
from ideell.foundation import kinds
from ideell.foundation.language import lazy
from ideell.foundation.panels import register
from ideell.foundation.waiting import register_waiting
from ideell.people.models import Organisation, Region


def introduce() -> None:
    """Let the room stand in the header, and be the page of every alliance."""
    kinds.register_room(lazy("Allianser"), "alliances.index", "/allianser", place=70)
    kinds.extend(Organisation, url=address_of)
    kinds.register(
        Region, url=lambda one: f"/allianser/regioner/{one.code}", title=lambda one: one.name
    )  # fmt: skip
    kinds.register(
        RegionContact,
        url=lambda one: f"/allianser/regioner/{one.region.code}",
        title=lambda one: one.user.name,
        undo={"contact.named": undo_contact, "contact.ended": undo_contact},
    )
    register_waiting(to_let_in, in_workspaces=False)
    for place in ("organisation", "region"):
        register(discussions_here, place=place)
        register(documents_here, place=place)


def address_of(organisation: Organisation) -> str:
    """Return the page of an organisation: an alliance has a room of its own, unless it was not
    started after all.
    """
    if organisation.kind == "regional_alliance":
        if organisation.ended_on is not None:
            return "/allianser"
        return f"/allianser/{organisation.id}"
    return f"/organisationer/{organisation.id}"
