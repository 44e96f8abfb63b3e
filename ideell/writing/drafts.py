"""Drafts of forms about a text: kept per form instance, offered back, let go when sent.

A draft belongs to one open form. When a form is sent, the drafts that it was offered (or that
its writer passed over) are let go by being deleted: should such a form still stand open in
another window, its next autosave simply keeps it anew.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation import keep
from ideell.foundation.clock import now
from ideell.foundation.keep import KeptForm
from ideell.foundation.sent import sent_once
from ideell.writing.models import Block


def unfinished(user_id: int, place: str) -> KeptForm | None:
    """Return the newest draft at `place`, or None."""
    return keep.latest(user_id, place)


def place_of(block: Block, form: str = "writing.write_block") -> str:
    """Return the name of a form about a block, under which its drafts are kept."""
    return f"{form}:{block.id}"


def opened_now() -> str:
    """Return the mark of when a form was opened, carried in a hidden field."""
    return now().isoformat()


def let_go(user_id: int, place: str, opened: str | None) -> None:
    """Delete the person's drafts at `place` that were there when the sent form was opened."""
    moment = _moment(opened)
    if moment is not None:
        db.session.execute(
            sa.delete(KeptForm).where(
                KeptForm.user_id == user_id,
                KeptForm.place == place,
                KeptForm.done_at.is_(None),
                KeptForm.saved_at <= moment,
            )
        )


def sent_otherwise(user_id: int, place: str, opened: str | None) -> None:
    """Let go what was typed at `place` when its form was answered by another act.

    The form itself counts as sent, so that a late autosave does not bring its draft back.
    """
    let_go(user_id, place, opened)
    if once := sent_once():
        keep.claim(user_id, once, place)


def keep_nothing(user_id: int, place: str) -> None:
    """Delete what was kept of the form that is being sent: it holds nothing of one's own."""
    mine = (KeptForm.user_id == user_id, KeptForm.place == place, KeptForm.done_at.is_(None))
    db.session.execute(sa.delete(KeptForm).where(*mine, KeptForm.once == sent_once()))


def _moment(opened: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(opened or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else None
