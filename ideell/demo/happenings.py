"""Single happenings in the demo's texts: a save, a suggestion, a decision, a comment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ideell.demo.cast import Cast
from ideell.extensions import db
from ideell.writing import deciding, packets, suggesting, supporting, talking
from ideell.writing.blocks import Block as Typed
from ideell.writing.blocks import tidy
from ideell.writing.comments import Comment
from ideell.writing.models import Block, Revision, Text
from ideell.writing.saving import Made, put, revision_of
from ideell.writing.suggesting import Wish
from ideell.writing.suggestions import Suggestion

Happening = Callable[[], None]
DECIDED = {"accepted", "accepted_changed"}


@dataclass
class Written:
    """A text and its blocks by the way the content names them ("4:3")."""

    text: Text
    blocks: dict[str, int] = field(default_factory=dict)

    @property
    def head(self) -> Revision | None:
        """The text as it stands after the last save."""
        return revision_of(self.text, self.text.head_id)

    def learn(self, rows: list[dict[str, Any]]) -> None:
        """Learn which block is which after a save that left these rows."""
        db.session.expire(self.text, ["blocks"])
        for block, row in zip(self.text.blocks, rows, strict=True):
            self.blocks[row["id"]] = block.id

    def block(self, name: str) -> Block:
        """Return a block by its name in the content."""
        return db.session.get_one(Block, self.blocks[name])


class Happenings:
    """Makes each happening of one response ready to be told at its moment."""

    def __init__(self, texts: dict[int, Written], cast: Cast, row: dict[str, Any]) -> None:
        self.texts = texts
        self.cast = cast
        self.decided = {one["key"]: one for one in row["suggestions"] if one["state"] in DECIDED}
        self.made: dict[str, Suggestion] = {}
        self.threads: dict[int, Comment] = {}
        self.said: dict[str, Comment] = {}

    def revision(self, number: int, row: dict[str, Any]) -> Happening:
        """A save, or the acceptance of the suggestions that it came from."""

        def happens() -> None:
            written = self.texts[number]
            keys = [key for key in row["from_suggestions"] if key in self.decided]
            if len(keys) == 1:
                self._accept(written, keys[0], row)
            else:
                self._save(written, row)
            written.learn(row["blocks"])

        return happens

    def suggestion(self, row: dict[str, Any]) -> Happening:
        """Somebody suggests something, and others agree."""

        def happens() -> None:
            written = self.texts[row["section"]]
            said = self.said.get(row.get("from_comment", ""))
            wish = Wish(
                op=row["op"], text=row["text"] or row["in_own_words"] or "",
                why=row["why"] or "", kind=row["kind"],
                after_id=written.blocks[row["after"]] if "after" in row else None,
                comment_id=said.id if said else None,
            )  # fmt: skip
            by = self.cast.actor(row["author"], row["acting_org"])
            made, _deed = suggesting.suggest(written.block(row["block"]), wish, base=None, by=by)
            self.made[row["key"]] = made
            for support in row["support"]:
                supporter = self.cast.actor(support["by"], support["organisation"])
                if "disagrees" in support:
                    supporting.oppose(made, support["disagrees"], by=supporter)
                else:
                    supporting.support(made, by=supporter)

        return happens

    def packet(self, row: dict[str, Any]) -> Happening:
        """Somebody suggests changes to several blocks at once."""

        def happens() -> None:
            written = self.texts[row["section"]]
            wishes = [
                (written.block(one["block"]), Wish(text=one["text"], why=row["why"]))
                for one in row["changes"]
            ]
            by = self.cast.actor(row["author"], row["acting_org"])
            packets.suggest_together(written.text, wishes, base=None, by=by)

        return happens

    def refusal(self, row: dict[str, Any]) -> Happening:
        """A suggestion is declined, or taken back by its author."""

        def happens() -> None:
            suggestion = self.made[row["key"]]
            if row["state"] == "withdrawn":
                by = self.cast.actor(row["author"], row["acting_org"])
                suggesting.withdraw(suggestion, by=by)
            else:
                by = self.cast.first_hat(row["decided_by"])
                deciding.decline([suggestion], row["reason"], by=by)

        return happens

    def post(self, thread: dict[str, Any], row: dict[str, Any]) -> Happening:
        """Somebody says something, and others agree."""

        def happens() -> None:
            written = self.texts[thread["section"]]
            by = self.cast.actor(row["by"], row["acting_org"])
            block = written.block(thread["block"])
            said = talking.comment(written.text, row["text"], by=by, block=block)
            db.session.flush()
            self.threads[id(thread)] = said
            if "key" in row:
                self.said[row["key"]] = said
            for one in row["agrees"]:
                talking.agree(said, by=self.cast.actor(one["by"], one["organisation"]))

        return happens

    def resolution(self, thread: dict[str, Any]) -> Happening:
        """A conversation is folded as done."""

        def happens() -> None:
            by = self.cast.first_hat(thread["closed_by"])
            talk = self.threads[id(thread)].conversation
            talking.resolve(talk, thread["disposition"], by=by)

        return happens

    def _save(self, written: Written, row: dict[str, Any]) -> None:
        wanted = [
            Typed(written.blocks.get(b["id"]), b["kind"], tidy(b["text"])) for b in row["blocks"]
        ]
        by = self.cast.actor(row["by"], row["acting_org"])
        made = Made("written", note=row["note"] or "", kind=row["kind"])
        put(written.text, wanted, base=written.head, by=by, made=made)

    def _accept(self, written: Written, key: str, row: dict[str, Any]) -> None:
        told, suggestion = self.decided[key], self.made[key]
        by = self.cast.actor(row["by"], row["acting_org"])
        if told["state"] == "accepted":
            deciding.accept(suggestion, by=by)
        else:
            name = next(
                name for name, block in written.blocks.items() if block == suggestion.block_id
            )
            text = next(block["text"] for block in row["blocks"] if block["id"] == name)
            deciding.accept_changed(suggestion, text, base=written.head, by=by)
