"""The codes that consultations and their sources are described with."""

from __future__ import annotations

SOURCE_TYPES = (
    "promemoria", "sou", "ds", "agency_report", "eu_proposal", "ordinance_draft", "petition",
    "lagradsremiss_draft", "regional_culture_plan", "municipal_plan", "other",
)  # fmt: skip
TRACKS = ("large", "small", "notice")
STATES = (
    "watching", "triage", "active", "submitted", "followup", "closed",
    "not_answering", "endorsing_other",
)  # fmt: skip
SHELVES = ("now", "coming", "answered", "declined")
SHELF_OF = {
    "active": "now", "watching": "coming", "triage": "coming", "submitted": "answered",
    "followup": "answered", "closed": "answered", "not_answering": "declined",
    "endorsing_other": "declined",
}  # fmt: skip
NODE_KINDS = ("chapter", "section", "proposal", "assessment", "statute", "question", "impact")
BOXES = ("proposal", "assessment", "question")
DOCUMENT_STATES = (
    "waiting", "reading", "read", "unreadable", "approved", "superseded", "withdrawn",
)  # fmt: skip
