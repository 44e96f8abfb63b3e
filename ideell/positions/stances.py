"""Setting a stance: never edited, a new one supersedes."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.consultations.models import SourceNode
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.questions import Select, question
from ideell.foundation.rules import RuleBroken
from ideell.foundation.statements import given_numbers
from ideell.positions.models import NEED_NO_REASON, STANCES, Position
from ideell.positions.pens import answer_is_closed, refuse_others


def joint_stance(node_id: int, organisation_id: int) -> Position | None:
    """Return what the joint answer of an organisation says of a node now, or None."""
    return joint_stances([node_id], organisation_id).get(node_id)


def joint_stances(node_ids: Iterable[int], organisation_id: int) -> dict[int, Position]:
    """Return the joint stances on several nodes by node number, in one query."""
    found = _joint.things(node_ids=list(node_ids), organisation_id=organisation_id)
    return {position.node_id: position for position in found}


def joint_codes(node_ids: Iterable[int], organisation_id: int) -> dict[int, str]:
    """Return the codes alone of the joint stances on several nodes, by node number."""
    return dict(_joint_codes.rows(node_ids=list(node_ids), organisation_id=organisation_id))


@question
def _joint() -> Select:
    return sa.select(Position).where(*_is_joint())


@question
def _joint_codes() -> Select:
    return sa.select(Position.node_id, Position.stance).where(*_is_joint())


def _is_joint() -> tuple[sa.ColumnElement[bool], ...]:
    """What holds now for one of these nodes in the joint answer of an organisation."""
    return (
        Position.node_id.in_(given_numbers("node_ids")),
        Position.organisation_id == sa.bindparam("organisation_id"),
        Position.scope == "joint",
        Position.is_current.is_(True),
    )


def set_joint_stance(
    node: SourceNode, stance: str, reason: str, *, by: Actor
) -> tuple[Position, Deed]:
    """Let the joint answer take `stance` on `node`.

    Raises `RuleBroken` when the stance needs a reason and has none, or is none of the nine, and
    when the answer is closed.
    """
    _refuse_when_closed(node)
    if stance not in STANCES:
        raise RuleBroken(_("Välj ett av ställningstagandena i listan."))
    if not reason.strip() and stance not in NEED_NO_REASON:
        raise RuleBroken(_("Skriv ett skäl i en mening. Det trycks i svaret."))
    organisation_id = node.consultation.owner_org_id
    take_turns(node)
    before = joint_stance(node.id, organisation_id)
    if before is not None:
        before.is_current = False
    position = Position(
        node_id=node.id,
        organisation_id=organisation_id,
        scope="joint",
        stance=stance,
        reason=reason.strip(),
        supersedes_id=before.id if before else None,
        user_id=by.user_id,
        acting_org_id=by.org_id,
    )
    db.session.add(position)
    return position, record(by, "stance.set", position, node=node.id, stance=stance)


def _refuse_when_closed(node: SourceNode) -> None:
    if answer_is_closed(node.consultation):
        raise RuleBroken(_("Svaret är låst. Gå tillbaka ett steg först."))


def take_turns(node: SourceNode) -> None:
    """Let two who set the stance at once do it one after the other (SQLite's writers do)."""
    db.session.execute(sa.select(SourceNode.id).where(SourceNode.id == node.id).with_for_update())


def undo_stance(position: Position, *, deed: Deed, by: Actor) -> None:
    """Let the stance before this one hold again; refused when a newer one was set.

    Refused too when the answer is closed, and to those who no longer write on the node.
    """
    _refuse_when_closed(position.node)
    refuse_others(by, position.node.consultation, position.node_id)
    if not position.is_current:
        raise RuleBroken(_("Ställningstagandet har ändrats efter dig, så det går inte att ångra."))
    position.is_current = False
    if position.supersedes_id:
        before = db.session.get_one(Position, position.supersedes_id)
        before.is_current = True
