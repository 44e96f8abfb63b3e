"""The rooms that stand, from the ground up: their pages, and what lower rooms know of them."""

from __future__ import annotations

from flask import Flask

from ideell.activity.routes import bp as activity
from ideell.home.routes import bp as home
from ideell.people.kinds import introduce as introduce_people
from ideell.people.my_page_routes import bp as my_page
from ideell.people.routes import bp as people
from ideell.people.sign_in_routes import bp as sign_in

BLUEPRINTS = (home, sign_in, my_page, people, activity)


def open_rooms(app: Flask) -> None:
    """Introduce every model, then open every room's pages."""
    introduce_people()
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
