"""Consultations, their dates, their reports and the parts of these."""

from __future__ import annotations

from datetime import date, timedelta

from flask import current_app

from ideell.consultations.models import Consultation, Milestone, SourceDocument, SourceNode
from ideell.extensions import db
from ideell.files.models import StoredFile
from ideell.files.store import Store
from ideell.foundation.clock import today
from tests.promises.town import Side, example

LATER = timedelta(days=40)


@example("Consultation", "active", "watching", "triage", "submitted", "followup", "closed")
def consultation(side: Side, state: str) -> Consultation:
    made = Consultation(
        title=f"Remiss hos {side.owner.name}, {state}",
        owner_org_id=side.owner.id,
        audience="members",
        state=state,
        deadline=today() + LATER,
    )
    db.session.add(made)
    return made


@example("Milestone")
def milestone(side: Side, _state: str) -> Milestone:
    day: date = today() + LATER / 2
    made = Milestone(consultation=side.of("Consultation"), key="draft_ready", due_on=day)
    db.session.add(made)
    return made


@example("StoredFile")
def stored_file(side: Side, _state: str) -> StoredFile:
    content = f"5 Förslag hos {side.owner.name}\n".encode()
    folder = current_app.extensions["ideell_settings"].data / "files"
    made = StoredFile(
        name="betänkande.txt", sha256=Store(folder).put(content), size=len(content),
        media_type="text/plain", user_id=side.moderator.id, acting_org_id=side.owner.id,
    )  # fmt: skip
    db.session.add(made)
    return made


@example("SourceDocument", "approved", "read", "unreadable")
def source_document(side: Side, state: str) -> SourceDocument:
    made = SourceDocument(
        consultation_id=side.of("Consultation").id,
        number={"approved": 1, "read": 2, "unreadable": 3}[state],
        title="Ett betänkande",
        file_id=side.of("StoredFile").id,
        state=state,
    )
    db.session.add(made)
    return made


@example("SourceNode", "approved", "read")
def source_node(side: Side, state: str) -> SourceNode:
    """The first of two proposals, so that it can be moved."""
    document = side.of("SourceDocument", state)
    nodes = [
        SourceNode(
            consultation_id=document.consultation_id,
            document_id=document.id,
            position=position,
            kind="proposal",
            heading=f"Förslag {position} om {side.owner.name}",
            number=f"5.{position}",
        )
        for position in (1, 2)
    ]
    db.session.add_all(nodes)
    return nodes[0]
