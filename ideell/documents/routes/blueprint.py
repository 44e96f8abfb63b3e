"""The blueprint that the pages of this room stand on."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("documents", __name__)
