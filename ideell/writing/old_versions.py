"""One old version, whole: its blocks with the numbers they had then."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from markupsafe import Markup

from ideell.extensions import db
from ideell.foundation.text import render
from ideell.writing.models import Block, BlockNumber, Revision, Text
from ideell.writing.version_lines import VersionLine, lines_of


@dataclass(frozen=True)
class OldBlock:
    """A block as it was; `differs` when it reads otherwise now, or is gone."""

    id: int
    label: str
    kind: str
    html: Markup
    differs: bool


@dataclass(frozen=True)
class OldVersion:
    """A version as it was read then."""

    line: VersionLine
    blocks: list[OldBlock]
    is_newest: bool


def old_version(text: Text, revision: Revision) -> OldVersion:
    """Return a version with its blocks, in a fixed number of questions."""
    now = _standing(text)
    then = _numbers_then(text, revision)
    blocks = [
        OldBlock(
            int(str(block.id)),
            then.get(int(str(block.id)), ""),
            block.kind,
            render(block.text, block.kind),
            now.get(int(str(block.id))) != (block.kind, block.text),
        )
        for block in revision.standing
    ]
    (line,) = lines_of(text, [revision])
    return OldVersion(line, blocks, revision.id == text.head_id)


def _standing(text: Text) -> dict[int, tuple[str, str]]:
    rows = db.session.execute(
        sa.select(Block.id, Block.kind, Block.text).where(
            Block.text_id == text.id, Block.removed_at.is_(None)
        )
    )
    return {row.id: (row.kind, row.text) for row in rows}


def _numbers_then(text: Text, revision: Revision) -> dict[int, str]:
    """What each block was called when the version was saved: the last number given until then,
    or the first of all.
    """
    then: dict[int, str] = {}
    rows = db.session.execute(
        sa.select(BlockNumber.block_id, BlockNumber.number, BlockNumber.given_at)
        .where(BlockNumber.text_id == text.id)
        .order_by(BlockNumber.id)
    )
    for row in rows:
        if row.given_at <= revision.at or row.block_id not in then:
            then[row.block_id] = row.number
    return then
