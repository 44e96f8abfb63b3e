"""Where the words of each block came from: worked out when a text is saved, and stored.

The sums are those of `writing.tracing`; here they meet the rows. Beside the blocks, so that no
page fetches them but the one that shows them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ideell.extensions import db
from ideell.foundation.database import LARGEST_NUMBER
from ideell.foundation.models import Identity, Model
from ideell.foundation.questions import Select, question
from ideell.foundation.statements import given_numbers
from ideell.writing.blocks import BlockId
from ideell.writing.models import Block, Revision
from ideell.writing.standing import Laid
from ideell.writing.tracing import Traced, covering, traced_blocks


class BlockOrigin(Identity, Model):
    """The runs of a block after a save that changed it: [[characters, number of a revision], …]."""

    __tablename__ = "block_origins"
    __table_args__ = (sa.UniqueConstraint("block_id", "revision_id"),)

    block_id: Mapped[int] = mapped_column(sa.ForeignKey("blocks.id"))
    revision_id: Mapped[int] = mapped_column(sa.ForeignKey("revisions.id"))
    runs: Mapped[list[list[int]]] = mapped_column(sa.JSON, default=list)


def keep_origins(laid: Laid, revision: Revision, *, again: Revision | None) -> None:
    """Store where the words of every block came from that a save changed or made.

    `again` is an earlier version that the save brings back.
    """
    back = {row.id for row in laid.rows if row.id not in laid.before}
    stored = _newest(laid.touched)
    known: dict[BlockId, Traced] = {
        key: covering(block.text, stored[key].runs)
        for key, block in laid.before.items()
        if key in stored
    }
    earlier = _texts_in(again, laid.touched) if again else _returned(back, stored)
    traced = traced_blocks(list(laid.before.values()), laid.after, known, revision.id, earlier)
    db.session.add_all(
        BlockOrigin(block_id=key, revision_id=revision.id, runs=[list(run) for run in one.runs])
        for key, one in traced.items()
    )


def origins_of(block: Block) -> Traced:
    """Return the block as it stands with the save that each part of it came from."""
    stored = _newest([block.id])
    return covering(block.text, stored[block.id].runs if block.id in stored else ())


def _newest(block_ids: Collection[int], until: int | None = None) -> dict[int, Any]:
    """The runs of these blocks after their last change, at the latest the one given."""
    asked = {"numbers": list(block_ids), "until": LARGEST_NUMBER if until is None else until}
    return {row.block_id: row for row in _latest.rows(**asked)}


@question
def _latest() -> Select:
    last = (
        sa.select(sa.func.max(BlockOrigin.id))
        .where(
            BlockOrigin.block_id.in_(given_numbers("numbers")),
            BlockOrigin.revision_id <= sa.bindparam("until"),
        )
        .group_by(BlockOrigin.block_id)
    )
    columns = BlockOrigin.block_id, BlockOrigin.revision_id, BlockOrigin.runs
    return sa.select(*columns).where(BlockOrigin.id.in_(last))


def _texts_in(revision: Revision, block_ids: Collection[int]) -> dict[BlockId, Traced]:
    """The blocks as they were in a version, with their runs then."""
    stored = _newest(block_ids, revision.id)
    return {
        block.id: covering(block.text, stored[block.id].runs)
        for block in revision.standing
        if block.id in stored
    }


def _returned(block_ids: Iterable[int], stored: dict[int, Any]) -> dict[BlockId, Traced]:
    """Removed blocks that a save put back, as they were when they went."""
    found: dict[BlockId, Traced] = {}
    for key in block_ids:
        if key in stored:
            last = db.session.get_one(Revision, stored[key].revision_id)
            found |= _texts_in(last, [key])
    return found
