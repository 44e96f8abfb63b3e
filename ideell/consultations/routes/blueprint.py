"""The room's blueprint, which every file of pages adds to."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("consultations", __name__)
