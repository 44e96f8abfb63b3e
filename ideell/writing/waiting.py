"""What waits for a person: what they began to write and never sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.dates import moment_in_words
from ideell.foundation.keep import left_at
from ideell.foundation.kinds import Waiting
from ideell.foundation.language import gettext as _
from ideell.writing.models import Block

PLACES = {"suggesting.suggest": "forslag", "writing.write_block": "skriv"}
MOST = 5
MINUTES = 5

_left = left_at(PLACES, MOST)


def unsent_drafts(actor: Actor) -> list[Waiting]:
    """Return the person's own drafts about blocks that are older than a day."""
    if actor.is_stranger:
        return []
    kept = _left.rows(user_id=actor.user_id, before=now() - timedelta(days=1))
    blocks = _blocks_of(kept, actor) if kept else {}
    latest = {one.place: one for one in reversed(kept)}
    return [_item(one, blocks[_number(one)]) for one in latest.values() if _number(one) in blocks]


def _number(kept: Any) -> int:
    return int(kept.place.rpartition(":")[2])


def _blocks_of(kept: Sequence[Any], actor: Actor) -> dict[int, Block]:
    numbers = {_number(one) for one in kept}
    found = db.session.scalars(
        sa.select(Block).where(
            Block.id.in_(numbers), Block.removed_at.is_(None), Block.visible_to(actor)
        )
    )
    return {block.id: block for block in found}


def _item(kept: Any, block: Block) -> Waiting:
    place = kept.place.partition(":")[0]
    return Waiting(
        title=_("Skriv klart det du började på i stycke %(number)s", number=block.label),
        sentence=_("Utkastet är från %(when)s.", when=moment_in_words(kept.saved_at)),
        url=f"/stycken/{block.id}/{PLACES[place]}",
        action=_("Fortsätt"),
        minutes=MINUTES,
    )
