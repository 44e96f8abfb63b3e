"""What the pages of forms about a block show beside the form itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import request

from ideell.extensions import db
from ideell.foundation.access import current_actor, place_of_form
from ideell.foundation.dates import clock_time
from ideell.foundation.keep import KeptForm
from ideell.foundation.language import gettext as _
from ideell.writing import showing
from ideell.writing.arranging import as_typed
from ideell.writing.drafts import unfinished
from ideell.writing.hosting import host_of
from ideell.writing.models import Block, Text
from ideell.writing.presence import in_words, writers_in
from ideell.writing.reading import margin_of
from ideell.writing.saving import changed_since
from ideell.writing.showing import shown_pieces
from ideell.writing.suggesting import text_as_seen
from ideell.writing.text_form import TextForm


@dataclass(frozen=True)
class Change:
    """A change as `_change.html` shows it."""

    pieces: list[list[str]]
    sentence: str
    items: list[str]


def drafted() -> KeptForm | None:
    """Return the reader's unfinished draft of the form asked for, unless they begin anew."""
    if request.method == "POST" or "original" in request.args:
        return None
    return unfinished(current_actor.user_id, place_of_form())


def change_between(old: str, new: str, *, whole: bool = False) -> Change | None:
    """Return what differs, or None when nothing does; a wholly new text is never braided."""
    if old == new:
        return None
    said = showing.in_words(old, new, whole=whole)
    return Change(shown_pieces(old, new, whole=whole), str(said["sentence"]), list(said["items"]))  # type: ignore[call-overload]  # because the dictionary is mixed


def change_in(block: Block, form: TextForm, *, marked: bool) -> Change | None:
    """Return what the form changes in its block, as the writer saw it."""
    seen = text_as_seen(block, form.base_revision)
    old = as_typed(block.as_block._replace(text=seen)) if marked else seen
    whole = bool(form.data.get("is_whole"))
    return change_between(old, (form.text.data or "").strip(), whole=whole)


def about_block(
    block: Block, form: TextForm, *, marked: bool = True, kept: KeptForm | None = None
) -> dict[str, Any]:
    """Return what stands around the form of a block; `kept` is what it begins with."""
    place = host_of(block).place
    return {
        "block": block,
        "place": place,
        "before": neighbour(block, -1),
        "after": neighbour(block, 1),
        "margin": margin_of(block, current_actor),
        "change": change_in(block, form, marked=marked),
        "beside": host_of(block).beside(current_actor),
        "news": news_about(block, form),
        "same": getattr(form, "same", []),
        "others": in_words(writers_in(current_actor, block_id=block.id)),
        **_draft_line(form, kept),
    }


def about_text(text: Text, form: TextForm) -> dict[str, Any]:
    """Return what stands around the form for new blocks."""
    return {
        "text": text,
        "place": host_of(text).place,
        "beside": host_of(text).beside(current_actor),
        "others": in_words(writers_in(current_actor, adding_to=text.id)),
        **_draft_line(form),
    }


def news_about(block: Block, form: TextForm) -> str | None:
    """Return who saved the block after the writer opened the form; None, too, when it is gone."""
    if block.removed_at is not None or str(block.host_text.head_id or "") == (form.base.data or ""):
        return None
    later = changed_since(block.host_text, form.base_revision, block.id)
    if later and later[0].author_id == current_actor.user_id:
        return _("Du")  # in another window
    return later[0].author.first_name if later else None


def neighbour(block: Block, way: int) -> Block | None:
    """Return the block that stands before this one (way -1) or after it (1)."""
    place = Block.position
    beyond, nearest = (
        (place < block.position, place.desc()) if way < 0 else (place > block.position, place)
    )
    here = (Block.text_id == block.text_id, Block.removed_at.is_(None))
    return db.session.scalar(sa.select(Block).where(*here, beyond).order_by(nearest).limit(1))


def _draft_line(form: TextForm, kept: KeptForm | None = None) -> dict[str, Any]:
    kept = None if form.is_sent else kept or drafted()
    return {
        "saved_at": clock_time(kept.saved_at) if kept else None,
        "kept": kept,
    }
