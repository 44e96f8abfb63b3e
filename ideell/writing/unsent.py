"""What a person began to write about blocks and never sent, wherever they began it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.dates import moment_in_words
from ideell.foundation.keep import KeptForm, left_at
from ideell.writing.margins import Draft, Rights

ABOUT_BLOCKS = {
    "suggesting.suggest": "forslag",
    "writing.write_block": "skriv",
    "settling.settle": "sammanskrivning",
    "commenting.comment": "kommentarer",
}
SUGGESTING = ("suggesting.", "packets.")
MOST = 200
PUT_OFF = KeptForm.fields["collided"].as_string() == "1"

_left = left_at(ABOUT_BLOCKS, MOST)


def drafts_by_block(actor: Actor, block_ids: Sequence[int], rights: Rights) -> dict[int, Draft]:
    """Return the newest draft of a person, with these rights, at each block that has one."""
    wanted = set(block_ids)
    newest: dict[int, Draft] = {}
    for kept in _left.rows(user_id=actor.user_id, before=now()):
        number = number_of(kept)
        if number in wanted and number not in newest and not is_empty(kept):
            newest[number] = _draft(kept, rights)
    return newest


def can_go_on(kept: Any, rights: Rights) -> bool:
    """Tell whether what was kept can still be sent: what was written directly at least as a
    suggestion (`instead`).
    """
    if kept.place.startswith("commenting."):
        return rights.comment
    return rights.suggest or (rights.write and not kept.place.startswith(SUGGESTING))


def _draft(kept: Any, rights: Rights) -> Draft:
    is_open, when = can_go_on(kept, rights), moment_in_words(kept.saved_at)
    return Draft(
        url_of(kept, rights), when, is_choice(kept) and rights.write, is_closed=not is_open
    )


def number_of(kept: Any) -> int:
    """Return the number of the thing that a kept form is about."""
    return int(kept.place.rpartition(":")[2])


def is_empty(kept: Any) -> bool:
    """Tell whether it is a comment whose words were taken out again."""
    return kept.place.startswith("commenting.") and not kept.fields.get("body", "").strip()


def is_choice(kept: Any) -> bool:
    """Tell whether two texts wait for a choice between them."""
    return "collided" in kept.fields or kept.place.startswith("settling.")


def url_of(kept: Any, rights: Rights) -> str:
    """Return where one goes on with a kept form about a block: with what one wrote directly and
    may save no longer, in the form of suggesting (`instead`).
    """
    form = "settling.settle" if is_choice(kept) else kept.place.partition(":")[0]
    if rights.suggest and not (rights.write or form.startswith("commenting.")):
        form = "suggesting.suggest"
    return f"/stycken/{number_of(kept)}/{ABOUT_BLOCKS[form]}"
