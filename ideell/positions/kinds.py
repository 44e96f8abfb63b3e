"""What other rooms may know of input and stances."""

from __future__ import annotations

from flask import url_for

from ideell.consultations import panels
from ideell.foundation import kinds
from ideell.foundation.language import gettext as _
from ideell.foundation.waiting import register_waiting
from ideell.positions import choosing, contributing, gathering, voice, waiting
from ideell.positions.gathering_waiting import differing_drafts, gatherings_waiting
from ideell.positions.models import Contribution, Gathering, GatheringAnswer, Position
from ideell.positions.panels import (
    alliance_panel,
    gathering_panel,
    input_panel,
    node_panel,
    spoken_of,
)
from ideell.positions.searched import CONTRIBUTIONS, GATHERINGS
from ideell.positions.stances import undo_stance


def introduce() -> None:
    """Register this room's kinds, its places on other pages, and what waits here."""
    kinds.register(
        Contribution,
        url=lambda one: url_for("positions.show", contribution_id=one.id),
        title=lambda one: _("Inspel från %(org)s", org=one.organisation.name),
        undo={
            "contribution.shared": contributing.undo_move,
            "contribution.released": contributing.undo_move,
            "contribution.withdrawn": contributing.undo_move,
            "contribution.disposed": contributing.undo_disposition,
            "contribution.picked": choosing.undo_pick,
            "contribution.merged": choosing.undo_merge,
        },
        search=CONTRIBUTIONS,
    )
    _introduce_gatherings()
    kinds.register(
        Position,
        url=lambda one: kinds.url_of(one.node),
        title=lambda one: _("Ställningstagande"),
        undo={"stance.set": undo_stance},
    )
    panels.register(gathering_panel, place="aside")
    panels.register(input_panel, place="aside")
    panels.register(alliance_panel, place="organisation")
    panels.register(node_panel, place="node")
    panels.register_hanging(spoken_of)
    for source in (
        waiting.to_release, waiting.to_answer, waiting.to_finish, gatherings_waiting,
        differing_drafts,
    ):  # fmt: skip
        register_waiting(source)


def _introduce_gatherings() -> None:
    kinds.register(
        Gathering,
        url=lambda one: url_for("positions.gathering", gathering_id=one.id),
        title=lambda one: _("Insamling: %(title)s", title=one.consultation.title),
        undo={
            "gathering.opened": gathering.undo_opening,
            "gathering.changed": gathering.undo_change,
            "gathering.closed": gathering.undo_closing,
            "gathering.reopened": gathering.undo_closing,
            "gathering.released": voice.undo_release,
        },
        search=GATHERINGS,
    )
    kinds.register(
        GatheringAnswer,
        url=lambda one: url_for("positions.gathering", gathering_id=one.gathering_id),
        title=lambda one: kinds.title_of(one.gathering),
        undo={"gathering.read": gathering.undo_saying, "gathering.nothing": gathering.undo_saying},
    )
