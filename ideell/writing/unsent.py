"""What a person began to write about blocks and never sent, wherever they began it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.dates import moment_in_words
from ideell.foundation.keep import KeptForm, left_at
from ideell.writing.margins import Draft

ABOUT_BLOCKS = {
    "suggesting.suggest": "forslag",
    "writing.write_block": "skriv",
    "settling.settle": "sammanskrivning",
    "commenting.comment": "kommentarer",
}
MOST = 200
PUT_OFF = KeptForm.fields["collided"].as_string() == "1"

_left = left_at(ABOUT_BLOCKS, MOST)


def drafts_by_block(actor: Actor, block_ids: Sequence[int]) -> dict[int, Draft]:
    """Return the newest draft of a person at each of the blocks that has one."""
    wanted = set(block_ids)
    newest: dict[int, Draft] = {}
    for kept in _left.rows(user_id=actor.user_id, before=now()):
        number = number_of(kept)
        if number in wanted and number not in newest and not is_empty(kept):
            newest[number] = Draft(url_of(kept), moment_in_words(kept.saved_at), is_choice(kept))
    return newest


def number_of(kept: Any) -> int:
    """Return the number of the thing that a kept form is about."""
    return int(kept.place.rpartition(":")[2])


def is_empty(kept: Any) -> bool:
    """Tell whether it is a comment whose words were taken out again."""
    return kept.place.startswith("commenting.") and not kept.fields.get("body", "").strip()


def is_choice(kept: Any) -> bool:
    """Tell whether two texts wait for a choice between them."""
    return "collided" in kept.fields or kept.place.startswith("settling.")


def url_of(kept: Any) -> str:
    """Return where one goes on with a kept form about a block."""
    form = "settling.settle" if is_choice(kept) else kept.place.partition(":")[0]
    return f"/stycken/{number_of(kept)}/{ABOUT_BLOCKS[form]}"
