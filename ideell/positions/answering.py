"""Who says what became of input: the pen of the answer, or the alliance that gathered it."""

from __future__ import annotations

from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.positions.gathering import asks
from ideell.positions.models import Contribution
from ideell.positions.pens import refuse_others, writes_on


def answers(actor: Actor, contribution: Contribution) -> bool:
    """Tell whether `actor` says what became of it."""
    if contribution.gathering is not None:
        return asks(actor, contribution.gathering.alliance_id)
    return writes_on(actor, contribution.consultation, contribution.node_id)


def refuse_others_on(actor: Actor, contribution: Contribution) -> None:
    """Raise `RuleBroken` for those who do not answer this input (any more)."""
    if contribution.gathering is None:
        refuse_others(actor, contribution.consultation, contribution.node_id)
    elif not answers(actor, contribution):
        raise RuleBroken(_("Bara alliansens samordnare svarar på det som kom in."))
