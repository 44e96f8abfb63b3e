"""What a person began to write about blocks and never sent, wherever they began it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.dates import moment_in_words
from ideell.foundation.keep import KeptForm
from ideell.writing.margins import Draft

ABOUT_BLOCKS = {
    "suggesting.suggest": "forslag",
    "writing.write_block": "skriv",
    "settling.settle": "sammanskrivning",
}
MOST = 200
PUT_OFF = KeptForm.fields["collided"].as_string() == "1"


def kept_about(actor: Actor, forms: Sequence[str], *conditions: Any) -> sa.Select[KeptForm]:
    """Return the question for somebody's unsent forms of these kinds, newest first."""
    places = (KeptForm.place.startswith(f"{form}:", autoescape=True) for form in forms)
    mine = (KeptForm.user_id == actor.user_id, KeptForm.done_at.is_(None))
    found = sa.select(KeptForm).where(*mine, sa.or_(*places), *conditions)
    return found.order_by(KeptForm.saved_at.desc(), KeptForm.id.desc())


def drafts_by_block(actor: Actor, block_ids: Sequence[int]) -> dict[int, Draft]:
    """Return the newest draft of a person at each of the blocks that has one."""
    wanted = set(block_ids)
    newest: dict[int, Draft] = {}
    for kept in db.session.scalars(kept_about(actor, tuple(ABOUT_BLOCKS)).limit(MOST)):
        number = number_of(kept)
        if number in wanted and number not in newest:
            newest[number] = Draft(url_of(kept), moment_in_words(kept.saved_at), is_choice(kept))
    return newest


def number_of(kept: KeptForm) -> int:
    """Return the number of the thing that a kept form is about."""
    return int(kept.place.rpartition(":")[2])


def is_choice(kept: KeptForm) -> bool:
    """Tell whether two texts wait for a choice between them."""
    return "collided" in kept.fields or kept.place.startswith("settling.")


def url_of(kept: KeptForm) -> str:
    """Return where one goes on with a kept form about a block."""
    form = "settling.settle" if is_choice(kept) else kept.place.partition(":")[0]
    return f"/stycken/{number_of(kept)}/{ABOUT_BLOCKS[form]}"
