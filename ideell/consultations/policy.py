"""Who may do what with consultations and their reports."""

from __future__ import annotations

from ideell.consultations.models import Consultation, Milestone, SourceDocument, SourceNode
from ideell.consultations.talk import TalkingNode
from ideell.foundation.actor import Actor
from ideell.people.leading import leads


def may_see_consultations(actor: Actor) -> bool:
    """Everybody signed in; the list shows each what is open to them."""
    return not actor.is_stranger


def may_see_consultation(actor: Actor, consultation: Consultation) -> bool:
    """Whoever its `visible_to` lets find it."""
    return not actor.is_stranger


def may_add_consultation(actor: Actor) -> bool:
    """A moderator or the office; a coordinator where there is no moderator."""
    return actor.org_id is not None and _works_for(actor, actor.org_id)


def may_change_consultation(actor: Actor, consultation: Consultation) -> bool:
    """Those who lead the owner's work: facts, dates, states and the report alike."""
    return _works_for(actor, consultation.owner_org_id)


def may_change_milestone(actor: Actor, milestone: Milestone) -> bool:
    """As its consultation."""
    return may_change_consultation(actor, milestone.consultation)


def may_read_source(actor: Actor, document: SourceDocument) -> bool:
    """Whoever its `visible_to` lets find it: everybody in scope once it is approved."""
    return not actor.is_stranger


def may_change_source(actor: Actor, document: SourceDocument) -> bool:
    """As its consultation."""
    return may_change_consultation(actor, document.consultation)


def may_read_node(actor: Actor, node: SourceNode) -> bool:
    """Whoever its `visible_to` lets find it: with its document."""
    return not actor.is_stranger


def may_change_node(actor: Actor, node: SourceNode) -> bool:
    """As its consultation, while it stands in a document."""
    return node.document is not None and may_change_consultation(actor, node.consultation)


def _works_for(actor: Actor, organisation_id: int) -> bool:
    return actor.has("office", organisation_id) or leads(actor, organisation_id)


def may_comment_on_source(actor: Actor, node: SourceNode) -> bool:
    """Everybody in scope while the consultation is not over."""
    return TalkingNode(node).may_comment(actor)
