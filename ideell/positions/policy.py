"""Who may give input, release it, answer it, and set the joint stance."""

from __future__ import annotations

from ideell.consultations.models import Consultation, SourceNode
from ideell.foundation.actor import Actor
from ideell.people.leading import has_role
from ideell.positions.models import Contribution
from ideell.positions.pens import writes_on


def may_see_contributions(actor: Actor, consultation: Consultation) -> bool:
    """Everybody who sees the consultation sees the page; each row has its own rule."""
    return not actor.is_stranger


def may_contribute(actor: Actor, consultation: Consultation) -> bool:
    """Everybody with an organisation to speak for, while the answer is being made."""
    return actor.org_id is not None and consultation.state in {"triage", "watching", "active"}


def may_see_contribution(actor: Actor, contribution: Contribution) -> bool:
    """Whoever its `visible_to` lets find it."""
    return not actor.is_stranger


def may_change_contribution(actor: Actor, contribution: Contribution) -> bool:
    """Its author until it is released; then nobody (it can be taken back)."""
    return contribution.author_id == actor.user_id and contribution.state in {"draft", "shared"}


def may_share_contribution(actor: Actor, contribution: Contribution) -> bool:
    """Its author."""
    return contribution.author_id == actor.user_id and contribution.state in {"draft", "withdrawn"}


def may_release_contribution(actor: Actor, contribution: Contribution) -> bool:
    """A coordinator of its organisation; its people where there is no coordinator."""
    if contribution.state not in {"draft", "shared"} or not _speaks_for(actor, contribution):
        return False
    if contribution.state == "draft" and contribution.author_id != actor.user_id:
        return False
    return actor.has("coordinator") or not has_role(contribution.organisation_id, "coordinator")


def may_withdraw_contribution(actor: Actor, contribution: Contribution) -> bool:
    """Its author while it is inside; a coordinator (or author without one) once released."""
    if contribution.state == "shared":
        return contribution.author_id == actor.user_id
    if contribution.state != "released" or not _speaks_for(actor, contribution):
        return False
    return actor.has("coordinator") or not has_role(contribution.organisation_id, "coordinator")


def may_dispose(actor: Actor, contribution: Contribution) -> bool:
    """Whoever writes the answer on its node says what became of it."""
    released = contribution.state == "released"
    return released and writes_on(actor, contribution.consultation, contribution.node_id)


def may_set_joint_stance(actor: Actor, node: SourceNode) -> bool:
    """Pen holder or moderator, on what an answer takes a stand on."""
    return node.takes_a_stance and writes_on(actor, node.consultation, node.id)


def _speaks_for(actor: Actor, contribution: Contribution) -> bool:
    return contribution.organisation_id == actor.org_id
