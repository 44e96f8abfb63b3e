"""What hangs in an alliance's room and on a region's page: discussions and documents.

Those rooms stand below this one and have never heard of it; they know who owns a thing and what
it is about.
"""

from __future__ import annotations

from ideell.discussions.panel import panel_about
from ideell.documents.listing import documents_about
from ideell.documents.policy import may_share_document
from ideell.foundation.about import subject_of
from ideell.foundation.actor import Actor
from ideell.foundation.panels import Piece
from ideell.people.models import Organisation, Region

MOST = 5


def discussions_here(thing: Organisation | Region, actor: Actor) -> Piece | None:
    """The newest discussions in the room of an alliance, or about a region."""
    shown = panel_about(thing, actor, MOST)
    if shown is not None and _is_over(thing):
        shown["start_url"] = ""
    return Piece("discussions/_panel.html", shown) if shown is not None else None


def documents_here(thing: Organisation | Region, actor: Actor) -> Piece:
    """The newest documents of an alliance, or about a region, and a way to share one more."""
    rows = documents_about(thing, actor, MOST)
    may_share = may_share_document(actor) and not _is_over(thing)
    mark = subject_of(thing).mark
    is_room = isinstance(thing, Organisation)
    shown = {
        "documents": rows[:MOST],
        "all_url": f"/dokument?allians={thing.id}" if is_room and len(rows) > MOST else "",
        "share_url": f"/dokument/uppladdning?om={mark}" if may_share else "",
        "write_url": f"/dokument/nytt?om={mark}" if may_share else "",
    }
    return Piece("documents/_panel.html", shown)


def _is_over(thing: Organisation | Region) -> bool:
    """An alliance that has ended, or was not started after all, begins nothing new."""
    return isinstance(thing, Organisation) and thing.ended_on is not None
