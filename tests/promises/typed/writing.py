"""What is typed into the forms of a text: suggestions, comments, direct writing, decisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ideell.writing.diff import planned_edits
from ideell.writing.plan.shape import digest
from tests.promises.town import Key

WORDS = "Vi tycker att alla körer i landet behövs, också de små."


def _on_the_text(of: Mapping[Key, int], state: str) -> dict[str, Any]:
    """Return the fields of a form about a text as it stands."""
    base = of.get(("Revision", state), "")
    return {"base": base, "opened": "", "text": WORDS, "why": "Det är tydligare.", "note": ""}


def _suggested(of: Mapping[Key, int], state: str) -> dict[str, Any]:
    return _on_the_text(of, state) | {"op": "replace", "kind": "substance"}


def _settled(of: Mapping[Key, int], state: str) -> dict[str, Any]:
    head = of.get(("Revision", state), "")
    texts = {"mine": WORDS, "both": WORDS, "note": "Vi valde vårt."}
    return {"head": head, "opened": "", "choice": "mine", **texts}


def _several(of: Mapping[Key, int], state: str) -> dict[str, Any]:
    block = of.get(("Block", state), "")
    fields = {"base": of.get(("Revision", state), ""), "opened": "", "why": "Det är tydligare."}
    return fields | {"stycke": block, f"text_{block}": WORDS, "kind": "substance"}


def _wordings(of: Mapping[Key, int], state: str) -> dict[str, Any]:
    """Return the mark of the change of wording that the page shows."""
    edits = planned_edits("Samklang tycker att körer behövs.", "Vi tycker att alla körer behövs.")
    words = "\x1f".join(f"{edit.old}\x1e{edit.new}" for edit in edits)
    return {"forslag": f"{of.get(('Suggestion', 'open'), 0)}-{digest(words)}"}


ROWS: dict[str, Any] = {
    "language.accept": _wordings,
    "looking_over.send_again": _on_the_text,
    "looking_over.keep_draft": _on_the_text,
    "looking_over.compare": _on_the_text,
    "writing.write_block": _on_the_text,
    "settling.settle": _settled,
    "writing.add_blocks": _on_the_text,
    "writing.remove": {},
    "arranging.move": lambda of, state: _on_the_text(of, state) | {"till": "ner"},
    "arranging.join": lambda of, state: _on_the_text(of, state) | {"med": "efter"},
    "presence.at_block": {"op": "replace"},
    "suggesting.suggest": _suggested,
    "suggesting.keep_suggestion": _suggested,
    "suggesting.compare_suggestion": _suggested,
    "suggesting.keep_writing": _on_the_text,
    "suggesting.compare_writing": _on_the_text,
    "suggesting.keep_new_blocks": _on_the_text,
    "supporting.join": _suggested,
    "supporting.oppose": {"word": "Det binder regionerna."},
    "packets.suggest": _several,
    "packets.keep_packet": _several,
    "packets.compare_packet": _several,
    "deciding.change": _on_the_text,
    "deciding.decline": {"asked": "1", "own_words": "Det finns redan i texten."},
    "commenting.resolve": {"outcome": "partly", "note": "Står nu i stycke 1."},
    "settling.keep_choice": _settled,
    "commenting.comment": {"body": "Bra skrivet."},
    "source_talk.comment": {"body": "Bra förslag."},
}
