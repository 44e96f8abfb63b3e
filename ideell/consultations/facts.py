"""Bringing a consultation in, and changing what is known of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from ideell.activity.models import Deed, record
from ideell.consultations.deadlines import announce
from ideell.consultations.milestones import lay_plan
from ideell.consultations.models import Consultation
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken


def add_consultation(
    title: str, *, by: Actor, deadline: date | None = None, **facts: Any
) -> Consultation:
    """Add a consultation for the organisation acted for, with its deadline and plan."""
    consultation = Consultation(title=title, deadline=deadline, **facts)
    consultation.owner_org = by.org
    db.session.add(consultation)
    db.session.flush()
    if deadline is not None:
        announce(consultation, deadline, "", by=by)
    lay_plan(consultation)
    record(by, "consultation.added", consultation)
    return consultation


def change_facts(consultation: Consultation, *, by: Actor, **facts: Any) -> Deed | None:
    """Change what is known; a new track lays the plan anew. None when nothing differs."""
    before = {
        key: getattr(consultation, key)
        for key, value in facts.items()
        if getattr(consultation, key) != value
    }
    if not before:
        return None
    for key in before:
        setattr(consultation, key, facts[key])
    if "track" in before:
        lay_plan(consultation)
    after = {key: facts[key] for key in before}
    return record(by, "consultation.changed", consultation, before=before, after=after)


def take_back_change(consultation: Consultation, *, deed: Deed, by: Actor) -> None:
    """Put back what was known before; refuses when somebody has changed it since."""
    before, after = deed.details["before"], deed.details["after"]
    if any(getattr(consultation, key) != value for key, value in after.items()):
        raise RuleBroken(
            _("Uppgifterna har ändrats igen sedan dess. Öppna dem och rätta i stället.")
        )
    for key, value in before.items():
        setattr(consultation, key, value)
    if "track" in before:
        lay_plan(consultation)
