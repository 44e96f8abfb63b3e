"""What other rooms may know of answers and sections."""

from __future__ import annotations

from ideell.consultations import panels as workspace
from ideell.drafting import language, ordering, panels, responding, sectioning, waiting
from ideell.drafting.dismissals import Dismissal, undo_dismissal
from ideell.drafting.input_taken_up import input_taken_up
from ideell.drafting.models import Response, Review, Section
from ideell.drafting.pens import holds_pen, is_closed, written_about
from ideell.drafting.searched import LETTERS, SECTIONS, of_response
from ideell.drafting.waiting_for_review import to_review
from ideell.foundation import kinds
from ideell.foundation.about import let_be_about
from ideell.foundation.language import gettext as _
from ideell.foundation.waiting import register_waiting
from ideell.positions.pens import register_pens
from ideell.writing.authorship import register_sources

MOVES = ("opened", "finished", "silent", "approved", "returned", "locked", "reopened")


def introduce() -> None:
    """Register this room's kinds, its place in the workspace, and what waits here."""
    kinds.register(
        Response,
        url=lambda response: f"/remisser/{response.consultation_id}#our-answer",
        title=lambda response: response.consultation.title,
        undo={"response.wordings_accepted": language.undo_wordings},
        search=LETTERS,
    )
    kinds.register(
        Section,
        url=lambda section: section.url,
        title=lambda section: f"{section.position}. {section.heading}",
        text_of=Section.text_id,
        text_owner=of_response(Response.owner_org_id),
        search=SECTIONS,
        undo={
            **{f"section.{move}": sectioning.undo_move for move in MOVES},
            "section.pen": sectioning.undo_pen,
            "section.changed": responding.undo_change,
            "section.moved": ordering.undo_move,
            "section.removed": ordering.undo_removal,
            "section.due": responding.undo_due,
        },
    )
    kinds.register(Review, internal="a reviewer's word on a section")
    kinds.register(
        Dismissal,
        url=lambda dismissal: f"{dismissal.section.url}/sprak",
        title=lambda dismissal: _("Språket i %(place)s", place=dismissal.section.place.title),
        undo={"finding.dismissed": undo_dismissal},
    )
    let_be_about(Section, "avsnitt", title=_name_of_section)
    workspace.register(panels.sections_panel)
    workspace.register(panels.writing_now_panel, place="aside")
    workspace.register(panels.whole_answer_panel, place="aside")
    workspace.register(panels.moderator_panel, place="moderator")
    workspace.register_step(panels.step_of)
    workspace.register_hanging(written_about)
    register_pens(holds_pen, is_closed)
    register_waiting(waiting.for_pen_holder)
    register_waiting(to_review)
    register_sources(input_taken_up)


def _name_of_section(section: Section) -> str:
    """What one calls a section away from its page."""
    return f"{section.response.consultation.title}, {section.place.title}"
