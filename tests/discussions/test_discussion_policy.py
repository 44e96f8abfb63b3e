"""Who may do what in a discussion."""

from __future__ import annotations

import pytest

from ideell.discussions import policy
from ideell.discussions.models import Thread
from ideell.extensions import db
from ideell.foundation.access import find_visible
from ideell.foundation.actor import STRANGER
from tests.discussions.builders import make_thread, say
from tests.world import World

PEOPLE = ("kerstin", "mona", "cecilia", "anna", "larserik", "nora", "nils", "ulla")
SEEING = {"kerstin", "mona", "cecilia", "anna", "larserik", "nora"}


@pytest.mark.parametrize(
    ("audience", "owner", "seeing"),
    [
        ("members", "samklang", SEEING),
        ("own", "korbygden", {"anna", "cecilia"}),
        ("members", "norrvik", {"nora", "nils"}),
        ("network", "korbygden", set(PEOPLE)),
    ],
)
def test_who_sees_a_thread(world: World, audience: str, owner: str, seeing: set[str]) -> None:
    thread = make_thread(world, owner=owner, audience=audience)
    found = {name for name in PEOPLE if find_visible(Thread, thread.id, world.actor(name))}
    assert found == seeing
    assert find_visible(Thread, thread.id, STRANGER) is None


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        ("may_see_threads", set(PEOPLE)),
        ("may_start_thread", set(PEOPLE)),
    ],
)
def test_who_may_begin(world: World, rule: str, allowed: set[str]) -> None:
    ask = getattr(policy, rule)
    assert {name for name in PEOPLE if ask(world.actor(name))} == allowed
    assert not ask(STRANGER)


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        ("may_read_thread", SEEING),
        ("may_post", SEEING),
        ("may_moderate", {"kerstin", "mona"}),
        ("may_lead_thread", {"kerstin", "mona", "anna"}),
        ("may_move_thread", {"kerstin", "mona", "anna"}),
        ("may_ask", {"kerstin", "mona", "anna"}),
    ],
)
def test_who_may_do_what_with_a_thread(world: World, rule: str, allowed: set[str]) -> None:
    thread = make_thread(world)
    ask = getattr(policy, rule)
    assert {name for name in SEEING if ask(world.actor(name), thread)} == allowed


@pytest.mark.parametrize(
    ("rule", "visible", "hidden", "closed"),
    [
        ("may_read_post", SEEING, {"kerstin", "mona", "larserik"}, SEEING),
        ("may_change_post", {"larserik"}, set(), set()),
        ("may_agree_with_post", SEEING - {"larserik"}, set(), SEEING - {"larserik"}),
        ("may_report_post", SEEING - {"larserik"}, set(), SEEING - {"larserik"}),
        ("may_hide_post", {"kerstin", "mona"}, {"kerstin", "mona"}, {"kerstin", "mona"}),
    ],
)
def test_who_may_do_what_with_a_post(
    world: World, rule: str, visible: set[str], hidden: set[str], closed: set[str]
) -> None:
    thread = make_thread(world)
    post = say(world, thread, "Hej")
    ask = getattr(policy, rule)

    def allowed() -> set[str]:
        return {name for name in SEEING if ask(world.actor(name), post)}

    assert allowed() == visible
    post.state = "hidden"
    assert allowed() == hidden
    post.state, thread.state = "visible", "closed"
    assert allowed() == closed
    db.session.rollback()
