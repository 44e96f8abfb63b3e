"""What the workspace of a consultation shows to one reader."""

from __future__ import annotations

from dataclasses import dataclass

from ideell.consultations import panels
from ideell.consultations.deadlines import Announced, latest_change, warnings_about
from ideell.consultations.milestones import days_of
from ideell.consultations.models import Consultation
from ideell.consultations.moves import Move, possible_moves
from ideell.consultations.policy import may_change_consultation
from ideell.consultations.reports_shown import ReportShown, reports_of
from ideell.consultations.steps import Phase, phases
from ideell.foundation.actor import Actor
from ideell.foundation.waiting import Waiting, waiting_in

ANSWERED = ("submitted", "followup", "closed")
DECLINED = ("not_answering", "endorsing_other")


@dataclass(frozen=True)
class Workspace:
    """Everything the page needs, asked for once."""

    consultation: Consultation
    phases: list[Phase]
    waiting: list[Waiting]
    pieces: dict[str, list[panels.Piece]]
    may_change: bool
    moves: list[Move]
    warnings: list[str]
    changed: tuple[Announced, Announced] | None
    source: ReportShown | None
    coming: ReportShown | None

    @property
    def is_answered(self) -> bool:
        """Tell whether the answer has left."""
        return self.consultation.state in ANSWERED

    @property
    def is_declined(self) -> bool:
        """Tell whether there will be no answer of our own."""
        return self.consultation.state in DECLINED

    @property
    def shows_steps(self) -> bool:
        """Tell whether there is an answer to make in steps."""
        return not self.is_declined and self.consultation.track != "notice"


def workspace(consultation: Consultation, actor: Actor) -> Workspace:
    """Gather what the page shows to `actor`."""
    may_change = may_change_consultation(actor, consultation)
    source, coming = reports_of(consultation)
    is_own = consultation.owner_org_id in actor.org_ids
    return Workspace(
        consultation=consultation,
        phases=phases_of(consultation, actor),
        waiting=waiting_in(consultation.id, actor),
        pieces={
            place: panels.pieces(consultation, actor, place)
            for place in ("main", "aside", "moderator")
        },
        may_change=may_change,
        moves=possible_moves(consultation) if may_change else [],
        warnings=warnings_about(consultation.deadline) if may_change else [],
        changed=latest_change(consultation),
        source=source,
        coming=coming if is_own else None,
    )


def phases_of(consultation: Consultation, actor: Actor) -> list[Phase]:
    """Return the six steps of a consultation."""
    step = panels.step_of(consultation, actor)
    return phases(days_of(consultation), consultation.deadline, state=consultation.state, step=step)
