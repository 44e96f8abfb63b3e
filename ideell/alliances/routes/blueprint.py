"""The room's blueprint, which every file of pages adds to."""

from __future__ import annotations

from types import SimpleNamespace

from flask import Blueprint, abort

from ideell.consultations.words import MILESTONE_NAMES
from ideell.people.models import Organisation, Region
from ideell.people.names import FORM_NAMES, STATE_NAMES, roles_in_words
from ideell.people.regions import region_with

bp = Blueprint("alliances", __name__)

NAMES = SimpleNamespace(
    roles=roles_in_words, forms=FORM_NAMES, states=STATE_NAMES, days=MILESTONE_NAMES
)


def region_or_404(code: str) -> Region:
    """Return the region with a county code, or answer that there is none."""
    return region_with(code) or abort(404)


def alliance_or_404(organisation: Organisation) -> Organisation:
    """Return an organisation that is an alliance, or answer that there is none."""
    return organisation if organisation.kind == "regional_alliance" else abort(404)
