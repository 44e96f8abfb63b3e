"""Who may gather the input of an alliance's members, answer, and release its one voice."""

from __future__ import annotations

from ideell.consultations.models import Consultation
from ideell.foundation.actor import Actor
from ideell.people.directory import belongs_to
from ideell.positions.gathering import asks, releases
from ideell.positions.models import Gathering
from ideell.positions.models.gathering import UNDER_WAY


def may_gather(actor: Actor, consultation: Consultation) -> bool:
    """A coordinator or moderator of an alliance, on a consultation that another owns."""
    alliance = actor.org
    if alliance is None or alliance.kind != "regional_alliance":
        return False
    others = consultation.owner_org_id != alliance.id and consultation.state in UNDER_WAY
    return others and asks(actor, alliance.id)


def may_see_gathering(actor: Actor, gathering: Gathering) -> bool:
    """Whoever its `visible_to` lets find it: the alliance's people and its members."""
    return not actor.is_stranger


def may_change_gathering(actor: Actor, gathering: Gathering) -> bool:
    """The alliance's coordinators and moderators, while the answer is being made."""
    return gathering.is_under_way and asks(actor, gathering.alliance_id)


def may_answer_gathering(actor: Actor, gathering: Gathering) -> bool:
    """Everybody who acts for a member of the alliance, until the last day is over."""
    return gathering.takes_input and belongs_to(actor.org_id, gathering.alliance_id)


def may_compose(actor: Actor, gathering: Gathering) -> bool:
    """As `may_change_gathering`: whoever asks puts together what came in."""
    return may_change_gathering(actor, gathering)


def may_release_voice(actor: Actor, gathering: Gathering) -> bool:
    """A coordinator of the alliance; a moderator where it has no coordinator."""
    return gathering.is_under_way and releases(actor, gathering.alliance_id)
