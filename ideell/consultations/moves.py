"""How a consultation moves: bevakas → bedöms → pågår → inskickat → uppföljning → avslutad.

Each move is a noun in the address and one verb here; going back, and saying no, needs a
reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ideell.activity.models import Deed, record
from ideell.consultations.models import Consultation
from ideell.consultations.telling import tell_members
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.foundation.rules import RuleBroken

DECLINED = ("not_answering", "endorsing_other")


@dataclass(frozen=True, slots=True)
class Move:
    """One way from a state to another: what it is called, and what it asks for."""

    name: str
    noun: str
    to: str
    origins: tuple[str, ...]
    label: Any
    said: Any
    ask: Any = None  # the question to answer with a reason; None: no reason is asked for

    @property
    def tells(self) -> bool:
        """Tell whether the members get a mail about it."""
        return self.to in DECLINED


PREVIOUS = {
    "triage": "watching", "active": "triage", "submitted": "active", "followup": "submitted",
    "closed": "followup", "not_answering": "triage", "endorsing_other": "triage",
}  # fmt: skip

MOVES = (
    Move(
        "assess", "bedomning", "triage", ("watching",),
        lazy("Bedöm om vi ska svara"), lazy("Nu bedöms remissen."),
    ),
    Move(
        "begin", "start", "active", ("watching", "triage"),
        lazy("Börja arbeta med svaret"), lazy("Arbetet med svaret har börjat."),
    ),
    Move(
        "decline", "avbojande", "not_answering", ("watching", "triage", "active"),
        lazy("Vi svarar inte"), lazy("Remissen besvaras inte. Medlemmarna får skälet i ett mejl."),
        lazy("Varför svarar ni inte?"),
    ),
    Move(
        "endorse_other", "anslutning", "endorsing_other", ("watching", "triage", "active"),
        lazy("Vi stöder någon annans svar"),
        lazy("Ni stöder någon annans svar. Medlemmarna får veta vems i ett mejl."),
        lazy("Vems svar stöder ni, och var finns det?"),
    ),
    Move(
        "submit", "inskick", "submitted", ("active",),
        lazy("Svaret är inskickat"), lazy("Svaret är markerat som inskickat."),
    ),
    Move(
        "follow_up", "uppfoljning", "followup", ("submitted",),
        lazy("Börja följa upp"), lazy("Nu följs remissen upp."),
    ),
    Move(
        "close", "avslut", "closed", ("submitted", "followup"),
        lazy("Avsluta remissen"), lazy("Remissen är avslutad."),
    ),
    Move(
        "go_back", "atergang", "", tuple(PREVIOUS),
        lazy("Gå tillbaka ett steg"), lazy("Remissen gick tillbaka ett steg."),
        lazy("Varför går ni tillbaka?"),
    ),
)  # fmt: skip
BY_NAME = {move.name: move for move in MOVES}


def possible_moves(consultation: Consultation) -> list[Move]:
    """Return the moves that start where the consultation stands."""
    return [move for move in MOVES if consultation.state in move.origins]


def move_on(consultation: Consultation, move: Move, reason: str = "", *, by: Actor) -> Deed:
    """Move a consultation; raises `RuleBroken` from a wrong state or without a needed reason.

    When it will not be answered its members are told by mail.
    """
    if consultation.state not in move.origins:
        raise RuleBroken(_("Remissen har redan flyttats. Läs om sidan, så ser du var den är nu."))
    if move.ask is not None and not reason.strip():
        raise RuleBroken(_("Skriv ett kort skäl, så att medlemmarna förstår."))
    if move.name == "begin" and consultation.track == "notice":
        raise RuleBroken(
            _("Remissen är bara till för information. Ändra spåret först, om ni ska svara.")
        )
    before = {"state": consultation.state, "reason": consultation.state_reason}
    consultation.state = move.to or PREVIOUS[consultation.state]
    consultation.state_reason = reason.strip()
    if consultation.state in DECLINED:
        tell_members(consultation, by=by)
    return record(
        by, f"consultation.{move.name}", consultation,
        reason=reason.strip(), before=before, after=consultation.state,
    )  # fmt: skip


def take_back_move(consultation: Consultation, *, deed: Deed, by: Actor) -> None:
    """Put the consultation back where it stood; refuses when it has moved again."""
    if consultation.state != deed.details["after"]:
        raise RuleBroken(_("Remissen har flyttats igen sedan dess."))
    consultation.state = deed.details["before"]["state"]
    consultation.state_reason = deed.details["before"]["reason"]
