"""What other rooms may know of texts."""

from __future__ import annotations

from typing import Any

from ideell.foundation import kinds
from ideell.foundation.language import gettext as _
from ideell.foundation.waiting import register_waiting
from ideell.writing import (
    looking_over,
    packets,
    rearranging,
    suggesting,
    supporting,
    talking,
    undeciding,
    versions,
)  # fmt: skip
from ideell.writing.comments import Agreement, Comment, Conversation
from ideell.writing.earlier_wordings import EarlierWording
from ideell.writing.hosting import host_of
from ideell.writing.marking import undo_mark
from ideell.writing.models import Block, BlockNumber, Revision, Text
from ideell.writing.origins import BlockOrigin
from ideell.writing.presence import Presence
from ideell.writing.searched import BLOCKS, COMMENTS, SUGGESTIONS
from ideell.writing.suggestions import Packet, Suggestion, Support
from ideell.writing.waiting import unsent_drafts
from ideell.writing.waiting_suggestions import to_look_over


def introduce() -> None:
    """Register this room's kinds, and what waits here."""
    kinds.register(Text, url=lambda text: host_of(text).place.url, title=_title)
    kinds.register(
        Revision,
        url=lambda revision: host_of(revision).place.url,
        title=lambda revision: _("Version %(number)s", number=revision.number),
        undo={"text.written": versions.undo_writing, "text.joined": rearranging.undo_join},
    )
    kinds.register(
        Block,
        url=_beside_its_block,
        title=lambda block: _("Stycke %(number)s", number=block.label),
        undo={"block.done": undo_mark, "block.undone": undo_mark},
        search=BLOCKS,
    )
    kinds.register(
        Suggestion,
        url=lambda suggestion: _review_of(suggestion),
        title=lambda suggestion: _("Förslag till stycke %(number)s", number=suggestion.block.label),
        undo={
            "suggestion.made": suggesting.undo_suggestion,
            "suggestion.withdrawn": suggesting.undo_withdrawal,
            "suggestion.sent_again": looking_over.undo_sending_again,
            "suggestion.accepted": undeciding.undo_acceptance,
            "suggestion.accepted_in_part": undeciding.undo_part,
            "suggestion.accepted_changed": undeciding.undo_acceptance,
            "suggestion.declined": undeciding.undo_decline,
            "suggestion.supported": supporting.undo_stance,
            "suggestion.unsupported": supporting.undo_stance,
            "suggestion.opposed": supporting.undo_stance,
        },
        search=SUGGESTIONS,
    )
    kinds.register(
        Packet,
        url=lambda packet: _beside_its_block(packet.suggestions[0].block),
        title=lambda packet: _("Förslag av %(name)s som hör ihop", name=packet.author.name),
        undo={
            "packet.made": packets.undo_packet,
            "packet.withdrawn": packets.undo_packet_withdrawal,
        },
    )
    kinds.register(
        Comment,
        url=_of_conversation,
        title=lambda comment: _("Kommentar av %(name)s", name=comment.author.name),
        undo={"comment.made": talking.withdraw_comment},
        search=COMMENTS,
    )
    kinds.register(
        Conversation,
        url=_of_conversation,
        title=lambda _talk: _("Kommentarer"),
        undo={
            "conversation.resolved": talking.undo_resolving,
            "conversation.reopened": talking.undo_reopening,
        },
    )
    kinds.register(
        BlockNumber,
        internal="a number a block has had",
        found_in=lambda number: (Block, number.block_id),
    )
    for part, why in (
        (BlockOrigin, "which saves the words of a block came from"),
        (Support, "an organisation's word on a suggestion"),
        (EarlierWording, "a suggestion as it stood before"),
        (Agreement, "a person's agreement"),
        (Presence, "a lease that says who is writing where"),
    ):
        kinds.register(part, internal=why)
    register_waiting(unsent_drafts, in_workspaces=False)
    register_waiting(to_look_over, in_workspaces=False)


def _title(text: Text) -> str:
    return host_of(text).place.title


def _beside_its_block(block: Block) -> str:
    return f"{host_of(block).place.url}#{block.anchor}"


def _review_of(suggestion: Suggestion) -> str:
    return f"{host_of(suggestion).place.reviewing}#suggestion-{suggestion.id}"


def _of_conversation(thing: Any) -> str:
    talk = thing if isinstance(thing, Conversation) else thing.conversation
    if talk.block is None:
        return f"{host_of(thing).place.url}#talk"
    return _beside_its_block(talk.block)
