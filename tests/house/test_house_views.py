"""Every view stands behind a gate and is short."""

from __future__ import annotations

import statistics

from flask import Flask

from tests.house.reading import body_lines, views

LONGEST = 15
MEDIAN = 6


def test_every_view_stands_behind_a_gate_or_says_why_not(app: Flask) -> None:
    ungated = [name for name, view in app.view_functions.items() if not hasattr(view, "gate")]
    assert ungated == [], "put @authorized(policy, Thing) or @open_to_all('reason') before them"


def test_a_view_open_to_all_says_why(app: Flask) -> None:
    reasons = {name: view.gate[0] for name, view in app.view_functions.items()}
    silent = [name for name, why in reasons.items() if isinstance(why, str) and len(why) < 10]
    assert silent == []


def test_no_view_is_long(app: Flask) -> None:
    lengths = {name: body_lines(view) for name, view in views(app).items()}
    long = {name: length for name, length in lengths.items() if length > LONGEST}
    assert long == {}, f"over {LONGEST} lines: name a verb, and let the model do it"


def test_views_are_short(app: Flask) -> None:
    lengths = [body_lines(view) for view in views(app).values()]
    assert statistics.median(lengths) <= MEDIAN, "name a verb, and let the model do it"


def test_every_view_says_what_it_is_for(app: Flask) -> None:
    assert [name for name, view in views(app).items() if not view.__doc__] == []


def test_what_changes_something_is_a_post(app: Flask) -> None:
    odd = {"PUT", "PATCH", "DELETE"}
    assert [str(rule) for rule in app.url_map.iter_rules() if rule.methods & odd] == []
