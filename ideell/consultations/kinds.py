"""What other rooms may know of consultations and their reports."""

from __future__ import annotations

from flask import url_for

from ideell.consultations import jobs as reading
from ideell.consultations import taking_back, waiting
from ideell.consultations.corrected import take_back_approval
from ideell.consultations.deadlines import take_back_deadline
from ideell.consultations.facts import take_back_change
from ideell.consultations.milestones import take_back_dates, take_back_mark
from ideell.consultations.models import (
    Consultation,
    DeadlineVersion,
    Milestone,
    SourceDocument,
    SourceNode,
)
from ideell.consultations.moves import MOVES, take_back_move
from ideell.consultations.offered import consultations_to_be_about
from ideell.consultations.searched import CONSULTATIONS, NODES
from ideell.consultations.sources import READ, take_back_withdrawal
from ideell.consultations.taking_away import take_back_adding
from ideell.consultations.telling import TELL, write_letters
from ideell.foundation import jobs, kinds
from ideell.foundation.about import let_be_about, offer
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.foundation.waiting import register_waiting


def introduce() -> None:
    """Register this room's kinds, its place in the header, and what waits here."""
    jobs.work(READ, failed=reading.give_up)(reading.read_source)
    jobs.work(TELL)(write_letters)
    kinds.register(
        Consultation,
        url=_where_it_is,
        title=lambda one: one.title,
        undo={
            "consultation.added": take_back_adding,
            "consultation.changed": take_back_change,
            "consultation.deadline_moved": take_back_deadline,
            "consultation.dates_changed": take_back_dates,
            **{f"consultation.{move.name}": take_back_move for move in MOVES},
        },
        search=CONSULTATIONS,
    )
    kinds.register(DeadlineVersion, internal="a deadline as it was announced")
    kinds.register(
        Milestone,
        url=lambda one: url_for("consultations.dates", consultation_id=one.consultation_id),
        title=lambda one: one.key,
        undo={"milestone.done": take_back_mark, "milestone.reopened": take_back_mark},
    )
    kinds.register(
        SourceDocument,
        url=lambda one: url_for(
            "consultations.source",
            consultation_id=one.consultation_id,
            source_document_id=one.id,
        ),
        title=lambda one: one.title,
        undo={
            "source.approved": take_back_approval,
            "source.withdrawn": take_back_withdrawal,
            "source.node_added": taking_back.take_back_added,
            "source.node_changed": taking_back.take_back_changed,
            "source.node_moved": taking_back.take_back_moved,
            "source.node_removed": taking_back.take_back_removed,
        },
    )
    kinds.register(
        SourceNode,
        url=lambda one: url_for(
            "consultations.node", consultation_id=one.consultation_id, source_node_id=one.id
        ),
        title=lambda one: f"{one.number} {one.heading}".strip(),
        text_of=SourceNode.text_id,
        search=NODES,
    )
    offer(consultations_to_be_about)
    let_be_about(Consultation, "remiss")
    let_be_about(SourceNode, "kapitel", title=_name_of_node)
    kinds.register_room(lazy("Remisser"), "consultations.index", "/remisser", place=20)
    register_waiting(waiting.waiting)


def _where_it_is(consultation: Consultation) -> str:
    """The workspace; the list, once it is taken away."""
    if consultation.removed_at is not None:
        return url_for("consultations.index")
    return url_for("consultations.show", consultation_id=consultation.id)


def _name_of_node(node: SourceNode) -> str:
    """What one calls a part of a report away from its page."""
    return _(
        "%(title)s, avsnitt %(number)s i betänkandet",
        title=node.consultation.title, number=node.number or node.heading,
    )  # fmt: skip
