"""The demo: an invented umbrella, its members and their consultations."""

from __future__ import annotations

from ideell.demo.cast import bring_in_the_cast
from ideell.extensions import db
from ideell.foundation.clock import today


def fill() -> None:
    """Write the demo content into an empty database; its dates count from today."""
    bring_in_the_cast(today())
    db.session.commit()
