"""Documents by their words, through the index that the whole product is searched by."""

from __future__ import annotations

import sqlalchemy as sa

from ideell.documents.models import Document
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.search.asking import question
from ideell.search.finding import Finder
from ideell.writing.models import Block


def numbers_with(typed: str, actor: Actor) -> list[int]:
    """Return the numbers of the documents that hold the words: their facts, files and texts."""
    asked = question(typed)
    if asked.is_empty:
        return []
    finder = Finder(actor, only=(Document, Block))
    found = finder.find(asked)
    if not found.hits:
        found = finder.find(asked.without_marks())
    numbers = {hit.thing_id for hit in found.hits if hit.model is Document}
    blocks = [hit.thing_id for hit in found.hits if hit.model is Block]
    return sorted(numbers | _written_with(blocks))


def _written_with(blocks: list[int]) -> set[int]:
    if not blocks:
        return set()
    texts = sa.select(Block.text_id).where(Block.id.in_(blocks))
    return set(db.session.scalars(sa.select(Document.id).where(Document.text_id.in_(texts))))
