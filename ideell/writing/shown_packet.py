"""What the pages show on which one changes several blocks at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import request

from ideell.extensions import db
from ideell.foundation.dates import clock_time
from ideell.writing.hosting import host_of
from ideell.writing.models import Block, Text
from ideell.writing.packet_form import PacketForm
from ideell.writing.places import start_of
from ideell.writing.shown_forms import Change, change_between, drafted
from ideell.writing.text_form import number_in


@dataclass(frozen=True)
class BlockChange:
    """What the form would change in one block."""

    block: Block
    change: Change


def about_choice(text: Text, form: PacketForm) -> dict[str, Any]:
    """Return the blocks to choose among; those asked for or begun on are chosen already."""
    asked = {number_in(request.args.get("valt")), *(box.block.id for box in form.boxes)}
    standing = sa.select(Block).where(Block.text_id == text.id, Block.removed_at.is_(None))
    rows = db.session.scalars(standing.order_by(Block.position)).all()
    return {
        "text": text,
        "place": host_of(text).place,
        "rows": [(block, start_of(block)) for block in rows],
        "chosen": asked,
        "is_asked_again": "vidare" in request.args,
    }


def about_packet(text: Text, form: PacketForm) -> dict[str, Any]:
    """Return what stands around the boxes."""
    kept = drafted()
    standing = sa.select(sa.func.count()).where(
        Block.text_id == text.id, Block.removed_at.is_(None)
    )
    return {
        "text": text,
        "place": host_of(text).place,
        "changes": changes_in(form),
        "more": (db.session.scalar(standing) or 0) > len(form.boxes),
        "kept": kept,
        "saved_at": clock_time(kept.saved_at) if kept else None,
    }


def changes_in(form: PacketForm) -> list[BlockChange]:
    """Return what the form changes, block by block."""
    return [
        BlockChange(box.block, change)
        for box in form.changed
        if (change := change_between(box.seen, box.wish.text.strip())) is not None
    ]
