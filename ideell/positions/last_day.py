"""Until when an alliance's members may be asked to answer."""

from __future__ import annotations

from datetime import date

from ideell.consultations.models import Consultation
from ideell.foundation.clock import is_open
from ideell.foundation.dates import long_date
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken


def fitting_day(consultation: Consultation, day: date) -> date:
    """Return the day; raises `RuleBroken`, with what is accepted, when it is of no use."""
    deadline = consultation.deadline
    if deadline is not None and not is_open(deadline):
        raise RuleBroken(
            _("Remissen skulle ha besvarats senast %(day)s, så ingen hinner svara er.",
              day=long_date(deadline))
        )  # fmt: skip
    if not is_open(day):
        raise RuleBroken(_("Välj i dag eller en senare dag."))
    if deadline is not None and day > deadline:
        raise RuleBroken(
            _("Välj en dag senast %(day)s, då remissen ska vara besvarad.",
              day=long_date(deadline))
        )  # fmt: skip
    return day
