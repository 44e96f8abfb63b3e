"""Who holds the pen where, and what is closed: the room of answers knows, and says so here."""

from __future__ import annotations

from collections.abc import Callable

from ideell.consultations.models import Consultation
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.people.leading import leads

Pens = Callable[[Actor, int, "int | None"], bool]
Closed = Callable[[Consultation], bool]

_pens: list[Pens] = []
_closed: list[Closed] = []


def register_pens(holds_pen: Pens, is_closed: Closed) -> None:
    """Ask `holds_pen(actor, consultation number, node number or None)` who writes.

    `is_closed(consultation)` tells whether the owner's answer is being signed or has left.
    """
    _pens[:], _closed[:] = [holds_pen], [is_closed]


def answer_is_closed(consultation: Consultation) -> bool:
    """Tell whether nothing more can be said in the joint answer to a consultation."""
    return any(is_closed(consultation) for is_closed in _closed)


def refuse_others(actor: Actor, consultation: Consultation, node_id: int | None) -> None:
    """Raise `RuleBroken` for those who do not write the joint answer on this node (any more)."""
    if not writes_on(actor, consultation, node_id):
        raise RuleBroken(_("Någon annan håller i pennan här nu. Be den personen ändra i stället."))


def writes_on(actor: Actor, consultation: Consultation, node_id: int | None) -> bool:
    """Tell whether `actor` writes the joint answer on this node: pen holder or moderator."""
    if actor.org_id is None:
        return False
    if leads(actor, consultation.owner_org_id):
        return True
    return any(holds(actor, consultation.id, node_id) for holds in _pens)
