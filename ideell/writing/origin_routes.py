"""Who has written what stands in a block."""

from __future__ import annotations

from flask import Blueprint, Response

from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.writing.authorship import sentences_of, sources_of
from ideell.writing.hosting import host_of
from ideell.writing.models import Block
from ideell.writing.policy import may_read_text

bp = Blueprint("origins", __name__)


@bp.get("/stycken/<int:block_id>/ursprung")
@authorized(may_read_text, Block)
def show(block: Block) -> Response:
    """Sentence by sentence: who wrote, suggested and approved it, and what it builds on."""
    return replies.form(
        "writing/origins.html", block=block, place=host_of(block).place,
        sentences=sentences_of(block), sources=sources_of(block, current_actor),
    )  # fmt: skip
