"""What the answer shows on its consultation's pages."""

from __future__ import annotations

from typing import Any

from ideell.consultations.models import Consultation
from ideell.consultations.panels import Piece
from ideell.drafting.lines import lines_of
from ideell.drafting.models import Response
from ideell.drafting.overview import participation_in
from ideell.drafting.policy import may_lead_response, may_respond
from ideell.drafting.responding import response_to
from ideell.drafting.steps import STEP_OF
from ideell.drafting.writing_now import writing_now
from ideell.foundation.actor import Actor


def our_answer(consultation: Consultation, actor: Actor) -> Response | None:
    """Return the joint answer; asked for once per request and consultation."""
    known = consultation.__dict__.get("_our_answer", False)
    if known is False:
        known = consultation.__dict__["_our_answer"] = response_to(consultation)
    return known  # type: ignore[no-any-return]  # because the dictionary of a row is untyped


def sections_panel(consultation: Consultation, actor: Actor) -> Piece | None:
    """The sections as a task list, or how to begin."""
    response = our_answer(consultation, actor)
    if response is None:
        if consultation.track == "notice" or not may_respond(actor, consultation):
            return None
        return Piece("drafting/_begin.html", {"consultation": consultation})
    lines = lines_of(response, actor)
    finished = sum(line.is_finished for line in lines)
    shown: dict[str, Any] = {"response": response, "lines": lines, "finished": finished}
    shown["may_lead"] = may_lead_response(actor, response)
    return Piece("drafting/_sections.html", shown)


def writing_now_panel(consultation: Consultation, actor: Actor) -> Piece | None:
    """Who is writing where in the answer now."""
    response = our_answer(consultation, actor)
    if response is None or not response.is_open:
        return None
    return Piece("drafting/_writing_now.html", {"now": writing_now(response, actor)})


def whole_answer_panel(consultation: Consultation, actor: Actor) -> list[Piece]:
    """The whole answer to read, print and take out; and who takes part."""
    response = our_answer(consultation, actor)
    if response is None:
        return []
    participation = participation_in(response)
    return [
        Piece("drafting/_whole.html", {"response": response}),
        Piece(
            "drafting/_participation.html", {"response": response, "participation": participation}
        ),
    ]


def moderator_panel(consultation: Consultation, actor: Actor) -> Piece | None:
    """What those who lead may do with the answer."""
    response = our_answer(consultation, actor)
    if response is None or not may_lead_response(actor, response):
        return None
    return Piece("drafting/_leading.html", {"response": response})


def step_of(consultation: Consultation, actor: Actor) -> str | None:
    """At which of the six steps the answer stands."""
    response = our_answer(consultation, actor)
    return STEP_OF[response.state] if response else None
