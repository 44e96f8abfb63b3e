"""Who may give input, release it, answer it, and set the joint stance."""

from __future__ import annotations

from ideell.consultations.models import Consultation, SourceNode
from ideell.foundation.actor import Actor
from ideell.people.leading import has_role
from ideell.positions.models import Contribution
from ideell.positions.pens import answer_is_closed, writes_on

OPEN = frozenset({"triage", "watching", "active"})


def may_see_contributions(actor: Actor, consultation: Consultation) -> bool:
    """Everybody who sees the consultation sees the page; each row has its own rule."""
    return not actor.is_stranger


def may_contribute(actor: Actor, consultation: Consultation) -> bool:
    """Everybody with an organisation to speak for, while the answer is being made."""
    return actor.org_id is not None and consultation.state in OPEN


def may_contribute_on(actor: Actor, node: SourceNode) -> bool:
    """As on the whole consultation, on what stands in the report that everybody sees."""
    approved = node.document is not None and node.document.state == "approved"
    return approved and may_contribute(actor, node.consultation)


def may_see_contribution(actor: Actor, contribution: Contribution) -> bool:
    """Whoever its `visible_to` lets find it."""
    return not actor.is_stranger


def may_change_contribution(actor: Actor, contribution: Contribution) -> bool:
    """Its author; once shared, everybody in the organisation. Nobody when it is released."""
    if contribution.state == "shared":
        return _speaks_for(actor, contribution)
    return contribution.state == "draft" and _wrote(actor, contribution)


def may_share_contribution(actor: Actor, contribution: Contribution) -> bool:
    """Its author; anybody in the organisation what was taken back."""
    if contribution.state == "withdrawn":
        return _speaks_for(actor, contribution)
    return contribution.state == "draft" and _wrote(actor, contribution)


def may_release_contribution(actor: Actor, contribution: Contribution) -> bool:
    """A coordinator of its organisation; its people where there is no coordinator."""
    if contribution.state == "draft" and not _wrote(actor, contribution):
        return False
    return contribution.state in {"draft", "shared"} and _decides(actor, contribution)


def may_withdraw_contribution(actor: Actor, contribution: Contribution) -> bool:
    """Its author while it is inside; who releases, once it is released and not answered."""
    if contribution.state == "shared":
        return _wrote(actor, contribution)
    unanswered = contribution.state == "released" and contribution.disposition is None
    return unanswered and _decides(actor, contribution)


def may_dispose(actor: Actor, contribution: Contribution) -> bool:
    """Whoever writes the answer on its node says what became of it."""
    released = contribution.state == "released"
    return released and writes_on(actor, contribution.consultation, contribution.node_id)


def may_set_joint_stance(actor: Actor, node: SourceNode) -> bool:
    """Pen holder or moderator, on what an answer takes a stand on, until it is signed."""
    if not node.takes_a_stance or answer_is_closed(node.consultation):
        return False
    return writes_on(actor, node.consultation, node.id)


def _speaks_for(actor: Actor, contribution: Contribution) -> bool:
    is_open = contribution.consultation.state in OPEN
    return is_open and contribution.organisation_id == actor.org_id


def _wrote(actor: Actor, contribution: Contribution) -> bool:
    return contribution.author_id == actor.user_id and _speaks_for(actor, contribution)


def _decides(actor: Actor, contribution: Contribution) -> bool:
    if not _speaks_for(actor, contribution):
        return False
    return actor.has("coordinator") or not has_role(contribution.organisation_id, "coordinator")
