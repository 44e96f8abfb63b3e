"""Who may give input, release it, answer it, and set the joint stance."""

from __future__ import annotations

from ideell.consultations.models import Consultation, SourceNode
from ideell.foundation.actor import Actor
from ideell.people.leading import has_role
from ideell.positions.answering import answers
from ideell.positions.choosing import rivals_of
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
    """A coordinator of its organisation; its people where there is no coordinator.

    What an alliance says of a gathering is released as a whole, by `may_release_voice`.
    """
    if contribution.voice_of_id is not None:
        return False  # the page of the gathering releases it, and says to whom
    if contribution.state == "draft" and not _wrote(actor, contribution):
        return False
    return contribution.state in {"draft", "shared"} and _decides(actor, contribution)


def may_withdraw_contribution(actor: Actor, contribution: Contribution) -> bool:
    """Its author while it is inside; who releases, once it is released and not answered."""
    if contribution.state == "shared":
        return _wrote(actor, contribution)
    unanswered = contribution.state == "released" and contribution.disposition is None
    return unanswered and _may_take_back(actor, contribution)


def may_dispose(actor: Actor, contribution: Contribution) -> bool:
    """Whoever writes the answer on its node; the alliance's coordinators what they gathered."""
    return contribution.state == "released" and answers(actor, contribution)


def may_choose_contribution(actor: Actor, contribution: Contribution) -> bool:
    """Who releases for the organisation, where two of its people differ on the same matter."""
    if contribution.state == "draft" and not _wrote(actor, contribution):
        return False
    return bool(_decides(actor, contribution) and rivals_of(contribution))


def may_set_joint_stance(actor: Actor, node: SourceNode) -> bool:
    """Pen holder or moderator, on what an answer takes a stand on, until it is signed."""
    if not node.takes_a_stance or answer_is_closed(node.consultation):
        return False
    return writes_on(actor, node.consultation, node.id)


def _speaks_for(actor: Actor, contribution: Contribution) -> bool:
    gathering = contribution.gathering
    is_open = gathering.takes_input if gathering else contribution.consultation.state in OPEN
    return is_open and contribution.organisation_id == actor.org_id


def _wrote(actor: Actor, contribution: Contribution) -> bool:
    return contribution.author_id == actor.user_id and _speaks_for(actor, contribution)


def _may_take_back(actor: Actor, contribution: Contribution) -> bool:
    """As releasing; from an alliance that takes no more input too, while the answer is made."""
    own = contribution.organisation_id == actor.org_id
    return own and contribution.consultation.state in OPEN and _releases(actor, contribution)


def _decides(actor: Actor, contribution: Contribution) -> bool:
    return _speaks_for(actor, contribution) and _releases(actor, contribution)


def _releases(actor: Actor, contribution: Contribution) -> bool:
    return actor.has("coordinator") or not has_role(contribution.organisation_id, "coordinator")
