"""What waits for a person: what they began to write and never sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.dates import moment_in_words
from ideell.foundation.keep import KeptForm
from ideell.foundation.kinds import Waiting
from ideell.foundation.language import gettext as _
from ideell.writing.hosting import host_of
from ideell.writing.models import Block, Text

PLACES = {"suggesting.suggest": "forslag", "writing.write_block": "skriv"}
SEVERAL = "packets.suggest"
MOST = 5
MINUTES = 5


def unsent_drafts(actor: Actor) -> list[Waiting]:
    """Return the person's own drafts about one block or several that are older than a day."""
    if actor.is_stranger:
        return []
    kept = db.session.scalars(
        sa.select(KeptForm)
        .where(
            KeptForm.user_id == actor.user_id,
            KeptForm.done_at.is_(None),
            KeptForm.saved_at < now() - timedelta(days=1),
            sa.or_(*(KeptForm.place.startswith(f"{place}:") for place in (*PLACES, SEVERAL))),
        )
        .order_by(KeptForm.saved_at.desc())
        .limit(MOST)
    ).all()
    latest = list({one.place: one for one in reversed(kept)}.values())
    together = [one for one in latest if one.place.startswith(f"{SEVERAL}:")]
    alone = [one for one in latest if one not in together]
    blocks = _blocks_of(alone, actor) if alone else {}
    texts = _texts_of(together, actor) if together else {}
    return [_item(one, blocks[_number(one)]) for one in alone if _number(one) in blocks] + [
        _item_of_several(one, texts[_number(one)]) for one in together if _number(one) in texts
    ]


def _number(kept: KeptForm) -> int:
    return int(kept.place.rpartition(":")[2])


def _blocks_of(kept: Sequence[KeptForm], actor: Actor) -> dict[int, Block]:
    numbers = {_number(one) for one in kept}
    found = db.session.scalars(
        sa.select(Block).where(
            Block.id.in_(numbers), Block.removed_at.is_(None), Block.visible_to(actor)
        )
    )
    return {block.id: block for block in found}


def _texts_of(kept: Sequence[KeptForm], actor: Actor) -> dict[int, Text]:
    numbers = {_number(one) for one in kept}
    found = db.session.scalars(sa.select(Text).where(Text.id.in_(numbers), Text.visible_to(actor)))
    return {text.id: text for text in found}


def _item_of_several(kept: KeptForm, text: Text) -> Waiting:
    return Waiting(
        title=_("Skriv klart dina förslag i %(place)s", place=host_of(text).place.title),
        sentence=_("Utkastet är från %(when)s.", when=moment_in_words(kept.saved_at)),
        url=f"/texter/{text.id}/forslag",
        action=_("Fortsätt"),
        minutes=MINUTES,
    )


def _item(kept: KeptForm, block: Block) -> Waiting:
    place = kept.place.partition(":")[0]
    return Waiting(
        title=_("Skriv klart det du började på i stycke %(number)s", number=block.label),
        sentence=_("Utkastet är från %(when)s.", when=moment_in_words(kept.saved_at)),
        url=f"/stycken/{block.id}/{PLACES[place]}",
        action=_("Fortsätt"),
        minutes=MINUTES,
    )
