"""Where a block can be moved, to choose in a list: no dragging."""

from __future__ import annotations

from textwrap import shorten

import sqlalchemy as sa
from wtforms.fields.choices import SelectChoice

from ideell.extensions import db
from ideell.foundation.language import gettext as _
from ideell.foundation.text import plain
from ideell.writing.models import Block
from ideell.writing.moves import stands_after

FIRST = "0"
LONGEST_START = 60


def places_for(block: Block) -> list[SelectChoice]:
    """Return the places where a block can stand, but for the one where it stands now."""
    standing = sa.select(Block).where(Block.text_id == block.text_id, Block.removed_at.is_(None))
    rows = db.session.scalars(standing.order_by(Block.position)).all()
    order = [row.id for row in rows]
    places = [(None, FIRST, _("Först"))] + [
        (
            row.id,
            str(row.id),
            _("Efter %(number)s. %(start)s", number=row.label, start=start_of(row)),
        )
        for row in rows
        if row.id != block.id
    ]
    free = [
        SelectChoice(value=value, label=label)
        for after_id, value, label in places
        if not stands_after(order, block.id, after_id)
    ]
    return [SelectChoice(value="", label=_("Välj en plats")), *free]


def start_of(block: Block) -> str:
    """Return the first words of a block, to know it by."""
    return shorten(plain(block.text), LONGEST_START, placeholder=" …")
