"""Who may do what with a text: whatever hosts it decides, asked once per request."""

from __future__ import annotations

from ideell.foundation.actor import Actor
from ideell.writing.comments import Comment, Conversation, can_be_withdrawn
from ideell.writing.hosting import host_of
from ideell.writing.models import Block, Text
from ideell.writing.suggestions import OPEN_STATES, Packet, Suggestion


def may_read_text(actor: Actor, thing: Text | Block | Suggestion) -> bool:
    """Everybody who sees the host; the gate has found the thing through it."""
    return not actor.is_stranger


def may_write(actor: Actor, thing: Text | Block) -> bool:
    """Whoever the host lets write directly: pen holders and moderators of an answer."""
    return host_of(thing).may_write(actor)


def may_suggest(actor: Actor, thing: Text | Block) -> bool:
    """Whoever the host lets suggest: everybody in scope while the text is open."""
    return host_of(thing).may_suggest(actor)


def may_comment(actor: Actor, thing: Text | Block) -> bool:
    """Whoever the host lets comment: everybody in scope."""
    return host_of(thing).may_comment(actor)


def may_decide(actor: Actor, suggestion: Suggestion) -> bool:
    """Whoever the host lets decide on suggestions, decided ones too: the answer then says so."""
    return host_of(suggestion).may_decide(actor)


def may_withdraw(actor: Actor, suggestion: Suggestion) -> bool:
    """Whoever suggested it, while it is open."""
    return suggestion.author_id == actor.user_id and suggestion.state in OPEN_STATES


def may_withdraw_packet(actor: Actor, packet: Packet) -> bool:
    """Whoever sent it; what of it is decided stays decided."""
    return packet.author_id == actor.user_id


def may_join(actor: Actor, suggestion: Suggestion) -> bool:
    """Everybody who may suggest, for another organisation; a decided one is then told of."""
    return suggestion.acting_org_id != actor.org_id and host_of(suggestion).may_suggest(actor)


def may_look_over(actor: Actor, suggestion: Suggestion) -> bool:
    """Whoever suggested it, and whoever decides on it; a move has no words to look over."""
    takes_part = suggestion.author_id == actor.user_id or may_decide(actor, suggestion)
    return suggestion.op != "move" and takes_part


def may_send_again(actor: Actor, suggestion: Suggestion) -> bool:
    """Whoever suggested it, while the text takes suggestions."""
    is_own = suggestion.author_id == actor.user_id and suggestion.op != "move"
    return is_own and host_of(suggestion).may_suggest(actor)


def may_keep_supporting(actor: Actor, suggestion: Suggestion) -> bool:
    """Whoever may agree with it."""
    return may_support(actor, suggestion)


def may_support(actor: Actor, suggestion: Suggestion) -> bool:
    """Everybody who may suggest, for another organisation than the one that suggested."""
    other = suggestion.acting_org_id != actor.org_id
    return other and suggestion.state in OPEN_STATES and host_of(suggestion).may_suggest(actor)


def may_agree(actor: Actor, comment: Comment) -> bool:
    """Everybody who may comment, with others than oneself."""
    own = comment.author_id == actor.user_id
    return not own and comment.state == "visible" and host_of(comment).may_comment(actor)


def may_withdraw_comment(actor: Actor, comment: Comment) -> bool:
    """Whoever said it, for as long as it can be undone; also when talking is over."""
    return comment.author_id == actor.user_id and can_be_withdrawn(comment)


def may_resolve(actor: Actor, conversation: Conversation) -> bool:
    """Whoever decides on suggestions marks a conversation as done."""
    return host_of(conversation).may_decide(actor)


def may_reopen(actor: Actor, conversation: Conversation) -> bool:
    """Everybody in scope opens it again."""
    return host_of(conversation).may_comment(actor)
