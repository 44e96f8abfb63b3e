"""The documents about a consultation, in its workspace."""

from __future__ import annotations

from ideell.consultations.models import Consultation
from ideell.consultations.panels import Piece, register
from ideell.documents.listing import documents_about
from ideell.documents.policy import may_share_document
from ideell.foundation.actor import Actor

MOST = 5


def documents_panel(consultation: Consultation, actor: Actor) -> Piece:
    """The newest documents, and a way to share one more."""
    rows = documents_about(consultation, actor, MOST)
    mark = f"remiss-{consultation.id}"
    shown = {
        "documents": rows[:MOST],
        "all_url": f"/dokument?remiss={consultation.id}" if len(rows) > MOST else "",
        "share_url": f"/dokument/uppladdning?om={mark}" if may_share_document(actor) else "",
        "write_url": f"/dokument/nytt?om={mark}" if may_share_document(actor) else "",
    }
    return Piece("documents/_panel.html", shown)


def introduce() -> None:
    """Show them beside the workspace."""
    register(documents_panel, place="aside")
