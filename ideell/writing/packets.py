"""Suggestions to several blocks, sent together: one packet, judged block by block."""

from __future__ import annotations

from collections.abc import Sequence

from ideell.activity.models import Deed, record
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.language import _
from ideell.foundation.rules import RuleBroken
from ideell.writing.holding import hold, hold_to_suggest
from ideell.writing.models import Block, Revision, Text
from ideell.writing.suggesting import Wish, leave_plan, put_forward, reopen
from ideell.writing.suggestions import Packet, Suggestion


def suggest_together(
    text: Text, wishes: Sequence[tuple[Block, Wish]], *, base: Revision | None, by: Actor
) -> tuple[list[Suggestion], Deed]:
    """Suggest changes to several blocks of a text, made on `base`, with one deed.

    A single one is a suggestion like any other. Raises `RuleBroken` when nothing is changed,
    `Closed` when suggesting is over.
    """
    hold_to_suggest(text, by=by)
    if not wishes:
        raise RuleBroken(_("Du har inte ändrat något än. Ändra i minst ett stycke."))
    made = [put_forward(block, wish, base=base, by=by) for block, wish in wishes]
    if len(made) == 1:
        return made, record(by, "suggestion.made", made[0])
    packet = Packet(text_id=text.id, author_id=by.user_id, suggestions=made)
    db.session.add(packet)
    return made, record(by, "packet.made", packet)


def withdraw_packet(packet: Packet, *, by: Actor) -> Deed:
    """Take back everything of a packet that nobody has decided.

    Raises `RuleBroken` when nothing of it is open.
    """
    hold(packet.host_text)
    still = [suggestion for suggestion in packet.suggestions if suggestion.is_open]
    if not still:
        raise RuleBroken(_("Förslagen är redan avgjorda, så de går inte att ta tillbaka."))
    for suggestion in still:
        suggestion.state = "withdrawn"
    for block in {suggestion.block for suggestion in still}:
        leave_plan(block)
    return record(by, "packet.withdrawn", packet, suggestions=[one.id for one in still])


def undo_packet(packet: Packet, *, deed: Deed, by: Actor) -> None:
    """Take back having sent it, while nobody has decided on any of it."""
    if any(not one.is_open and one.state != "withdrawn" for one in packet.suggestions):
        raise RuleBroken(
            _("Ett av förslagen är redan avgjort. Ta tillbaka de andra ett och ett i stället.")
        )
    withdraw_packet(packet, by=by)


def undo_packet_withdrawal(packet: Packet, *, deed: Deed, by: Actor) -> None:
    """Let what was taken back stand again. Refused when suggesting is over."""
    hold_to_suggest(packet.host_text, by=by)
    taken = set(deed.details["suggestions"])
    reopen([one for one in packet.suggestions if one.id in taken and one.state == "withdrawn"])
