"""The room's blueprint, which every file of pages adds to."""

from __future__ import annotations

from types import SimpleNamespace

from flask import Blueprint

from ideell.foundation import kinds
from ideell.people.models import Organisation
from ideell.people.names import FORM_NAMES, KIND_GROUPS, ROLE_HINTS, STATE_NAMES, roles_in_words

bp = Blueprint("people", __name__)

NAMES = SimpleNamespace(
    roles=roles_in_words,
    hints=ROLE_HINTS,
    forms=FORM_NAMES,
    states=STATE_NAMES,
    kinds=KIND_GROUPS,
)


def place_of(organisation: Organisation) -> str:
    """Return the address of an organisation's page."""
    return kinds.url_of(organisation)
