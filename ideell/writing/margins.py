"""What stands beside a block, for one reader."""

from __future__ import annotations

from dataclasses import dataclass, field

from ideell.writing.cards import Card
from ideell.writing.comments import Comment, Conversation
from ideell.writing.models import Block
from ideell.writing.views import woven

SHOWN_COMMENTS = 3


@dataclass(frozen=True)
class Rights:
    """What one reader may do with one text, asked for once and not block by block."""

    write: bool = False
    suggest: bool = False
    comment: bool = False
    decide: bool = False


@dataclass
class Margin:
    """What stands beside one block. `rights` and `user_id` are the reader's."""

    block: Block
    rights: Rights
    user_id: int | None
    cards: list[Card] = field(default_factory=list)
    conversations: list[Conversation] = field(default_factory=list)
    is_whole: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether nothing is said here."""
        return not self.cards and not self.conversations

    @property
    def woven(self) -> list[list[str]]:
        """The block with the suggestions in it that can be accepted as they are."""
        return woven(self.block)

    @property
    def comments(self) -> list[Comment]:
        """The comments of open conversations, oldest first."""
        return [c for talk in self.conversations if talk.state == "open" for c in talk.comments]

    @property
    def latest(self) -> list[Comment]:
        """The comments to show: all, or the last few."""
        return self.comments if self.is_whole else self.comments[-SHOWN_COMMENTS:]

    @property
    def older(self) -> int:
        """How many comments are not shown."""
        return len(self.comments) - len(self.latest)

    @property
    def open_talk(self) -> Conversation | None:
        """The conversation that goes on, if any."""
        return next((talk for talk in self.conversations if talk.state == "open"), None)

    @property
    def done(self) -> list[Conversation]:
        """Conversations that somebody has marked as done."""
        return [talk for talk in self.conversations if talk.state == "resolved"]
