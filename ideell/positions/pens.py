"""Who holds the pen where: the room of answers knows, and says so here."""

from __future__ import annotations

from collections.abc import Callable

from ideell.consultations.models import Consultation
from ideell.foundation.actor import Actor
from ideell.people.leading import leads

Pens = Callable[[Actor, int, "int | None"], bool]

_pens: list[Pens] = []


def register_pens(holds_pen: Pens) -> None:
    """Ask `holds_pen(actor, consultation number, node number or None)` who writes."""
    if holds_pen not in _pens:
        _pens.append(holds_pen)


def writes_on(actor: Actor, consultation: Consultation, node_id: int | None) -> bool:
    """Tell whether `actor` writes the joint answer on this node: pen holder or moderator."""
    if actor.is_stranger:
        return False
    if leads(actor, consultation.owner_org_id):
        return True
    return any(holds(actor, consultation.id, node_id) for holds in _pens)
