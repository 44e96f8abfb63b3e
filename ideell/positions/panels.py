"""What this room shows on the pages of a consultation and of a chapter or box."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa

from ideell.consultations.models import Consultation, SourceNode
from ideell.consultations.panels import Piece
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.people.models import Organisation
from ideell.positions.finding import count_released, count_released_below, released_on
from ideell.positions.gathering_policy import may_gather
from ideell.positions.gatherings_seen import gatherings_in, gatherings_on
from ideell.positions.models import Contribution, Position
from ideell.positions.policy import may_contribute, may_contribute_on, may_set_joint_stance
from ideell.positions.stances import joint_stance


def input_panel(consultation: Consultation, actor: Actor) -> Piece | None:
    """Return how much input there is, and the way to write one."""
    if actor.is_stranger:
        return None
    return Piece(
        "positions/_input_panel.html",
        {
            "input_panel": {
                "consultation": consultation,
                "released": count_released(consultation, actor),
                "may_write": may_contribute(actor, consultation),
            }
        },
    )


def gathering_panel(consultation: Consultation, actor: Actor) -> Piece | None:
    """Return what the reader's alliances gather on it, and the way to begin."""
    if actor.is_stranger or consultation.owner_org_id in actor.org_ids:
        return None
    found = gatherings_on(consultation, actor)
    asked = any(row.alliance_id == actor.org_id for row in found)
    may_begin = not asked and may_gather(actor, consultation)
    if not found and not may_begin:
        return None
    panel = {"consultation": consultation, "gatherings": found, "may_begin": may_begin}
    return Piece("positions/_gathering_panel.html", {"gathering_panel": panel})


def alliance_panel(organisation: Organisation, actor: Actor) -> Piece | None:
    """Return what an alliance gathers from its members, to those who belong."""
    found = gatherings_in(organisation, actor)
    panel = {"gatherings": found, "organisation": organisation}
    return Piece("positions/_alliance_panel.html", {"alliance_panel": panel}) if found else None


def node_panel(node: SourceNode, actor: Actor) -> Piece | None:
    """Return our stance on the node, the input about it, and the way to write one."""
    if actor.is_stranger:
        return None
    takes_a_stance = node.takes_a_stance
    held = joint_stance(node.id, node.consultation.owner_org_id) if takes_a_stance else None
    return Piece(
        "positions/_node_panel.html",
        {
            "node_panel": {
                "node": node,
                "position": held,
                "may_set": may_set_joint_stance(actor, node),
                "may_write": may_contribute_on(actor, node),
                "contributions": released_on([node.id], actor).get(node.id, []),
                "below": count_released_below(node, actor),
            }
        },
    )


def spoken_of(node_ids: Collection[int]) -> set[int]:
    """Return those of the nodes that somebody wrote about or took a stand on."""
    numbers = list(node_ids)
    about = [
        sa.select(model.node_id).where(model.node_id.in_(numbers))
        for model in (Contribution, Position)
    ]
    return set(db.session.scalars(sa.union(*about)))
