"""The room's blueprint, which every file of pages adds to."""

from __future__ import annotations

from types import SimpleNamespace

from flask import Blueprint, url_for

from ideell.people.sharing import who_sees
from ideell.positions.models import Contribution
from ideell.positions.names import DISPOSITION_NAMES, STATE_NAMES

bp = Blueprint("positions", __name__)

NAMES = SimpleNamespace(states=STATE_NAMES, dispositions=DISPOSITION_NAMES, audience=who_sees)


def place_of(contribution: Contribution) -> str:
    """Return the address of one input's page."""
    return url_for("positions.show", contribution_id=contribution.id)
