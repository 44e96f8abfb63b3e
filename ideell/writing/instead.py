"""What somebody wrote directly when they may do so no longer: put before them as a suggestion.

A text is closed, goes under review, or its pen changes hands while somebody writes in it. What
they typed stays the draft that it is; the form of suggesting offers it until it is sent there.
"""

from __future__ import annotations

from typing import NoReturn

import sqlalchemy as sa
from flask import request

from ideell.extensions import db
from ideell.foundation.access import current_actor, place_of_form
from ideell.foundation.keep import KeptForm
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import NotOpen
from ideell.writing import blocks as typed
from ideell.writing.drafts import let_go, place_of
from ideell.writing.hosting import host_of
from ideell.writing.models import Block, Text
from ideell.writing.policy import may_write
from ideell.writing.text_form import number_in

WRITING = ("writing.write_block", "settling.settle", "arranging.move", "arranging.join")


def suggest_instead(thing: Block | Text) -> NoReturn:
    """Refuse writing with a sentence that says why (`NotOpen`), and lead whoever left words here
    to the form of suggesting, where they may suggest.
    """
    host = host_of(thing)
    may_suggest = host.may_suggest(current_actor)
    at = form_of_suggesting(thing, current_actor.user_id) if may_suggest else None
    raise NotOpen(host.why_closed(), (_("Skicka det som förslag"), at) if at else None)


def offered(block: Block, op: str) -> KeptForm | None:
    """Return what the form of suggesting begins with: the newest of its own draft and of what
    its reader wrote directly and may save no longer.
    """
    if request.method == "POST" or "original" in request.args:
        return None
    own, user_id = place_of_form(), current_actor.user_id
    kept = _newest(user_id, [own, *_places(block, op)], own)
    if kept is None or kept.place == own:
        return kept
    return KeptForm(place=kept.place, saved_at=kept.saved_at, fields=_as_suggested(kept, op))


def let_go_written(block: Block, op: str, opened: str | None) -> None:
    """Let go what was written directly once it is sent as a suggestion."""
    for place in _places(block, op):
        let_go(current_actor.user_id, place, opened)


def form_of_suggesting(thing: Block | Text, user_id: int | None) -> str | None:
    """Return the address of the form that offers what the person wrote directly here, if any."""
    if isinstance(thing, Block):
        kept = _newest(user_id, [place_of(thing, form) for form in WRITING])
        return f"/stycken/{thing.id}/forslag" if kept else None
    kept = _newest(user_id, [_adding_to(thing.id)])
    after = _stands_after(thing, kept) if kept else None
    return f"/stycken/{after}/forslag?slag=nytt" if after else None


def _places(block: Block, op: str) -> list[str]:
    """Where the reader may have written what this form of suggesting is for."""
    if op not in {"replace", "insert_after"} or may_write(current_actor, block):
        return []
    if op == "replace":
        return [place_of(block, form) for form in WRITING]
    kept = _newest(current_actor.user_id, [_adding_to(block.text_id)])
    is_here = kept is not None and _stands_after(block.host_text, kept) == block.id
    return [_adding_to(block.text_id)] if is_here else []


def _adding_to(text_id: int) -> str:
    return f"writing.add_blocks:{text_id}"


def _stands_after(text: Text, kept: KeptForm) -> int | None:
    """The number of the block that new ones were to stand after: the one named, else the last."""
    mine = sa.select(Block.id).where(Block.text_id == text.id)
    named = mine.where(Block.id == (number_in(kept.fields.get("after")) or 0))
    last = mine.where(Block.removed_at.is_(None)).order_by(Block.position.desc()).limit(1)
    return db.session.scalar(named) or db.session.scalar(last)


def _newest(user_id: int | None, places: list[str], own: str = "") -> KeptForm | None:
    """The newest draft at any of these places: at `own` as it is, elsewhere with words in it."""
    mine = (KeptForm.user_id == user_id, KeptForm.done_at.is_(None))
    left = sa.select(KeptForm).where(*mine, KeptForm.place.in_(places))
    rows = db.session.scalars(left.order_by(KeptForm.saved_at.desc(), KeptForm.id.desc()))
    return next((row for row in rows if row.place == own or _words(row)), None)


def _words(kept: KeptForm) -> str:
    """What was written: of a choice between two texts, the one chosen so far."""
    fields = kept.fields
    return str(fields.get("text") or fields.get(_chosen(kept)) or fields.get("mine") or "").strip()


def _chosen(kept: KeptForm) -> str:
    return "mine" if kept.fields.get("choice") == "mine" else "both"


def _as_suggested(kept: KeptForm, op: str) -> dict[str, str]:
    """The fields of the form of suggesting; a suggestion has no marks for the kinds of blocks."""
    fields = kept.fields
    is_both = "text" not in fields and _chosen(kept) == "both"
    base = fields.get("head" if is_both else "base") or ""
    words = "\n\n".join(one.text for one in typed.parse(_words(kept)))
    return {"op": op, "text": words, "base": base, "why": fields.get("note") or ""}
