"""The room's blueprint, which every file of pages adds to."""

from __future__ import annotations

from flask import Blueprint, render_template
from markupsafe import Markup

from ideell.consultations.panels import Piece

bp = Blueprint("consultations", __name__)


@bp.app_template_global()
def shown(piece: Piece) -> Markup:
    """Return what a higher room shows here, rendered with its own variables."""
    text = render_template(piece.template, **piece.context)
    return Markup(text)  # noqa: S704  # because our own template has escaped it
