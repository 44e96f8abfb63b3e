"""The rooms that stand, from the ground up: their pages, and what lower rooms know of them."""

from __future__ import annotations

from flask import Flask

from ideell.activity.routes import bp as activity
from ideell.consultations.kinds import introduce as introduce_consultations
from ideell.consultations.routes import bp as consultations
from ideell.home.routes import bp as home
from ideell.people.kinds import introduce as introduce_people
from ideell.people.my_page_routes import bp as my_page
from ideell.people.routes import bp as people
from ideell.people.sign_in_routes import bp as sign_in
from ideell.positions.kinds import introduce as introduce_positions
from ideell.positions.routes import bp as positions
from ideell.tables import TABLES

BLUEPRINTS = (home, sign_in, my_page, people, consultations, positions, activity)


def open_rooms(app: Flask) -> None:
    """Introduce every model, then open every room's pages."""
    assert TABLES  # every model is loaded before the first query
    introduce_people()
    introduce_consultations()
    introduce_positions()
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
