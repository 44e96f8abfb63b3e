"""Who may bring in, change and see consultations and their reports."""

from __future__ import annotations

import pytest

from ideell.consultations import policy
from ideell.consultations.models import Consultation, Milestone, SourceDocument, SourceNode
from ideell.foundation.access import find_visible
from ideell.foundation.actor import STRANGER
from tests.consultations.builders import make_consultation, make_document
from tests.world import World

EVERYBODY = ("kerstin", "mona", "birgitta", "cecilia", "sigurd", "larserik", "nora", "nils", "sara",
             "ulla", "tove")  # fmt: skip


def those(world: World, may: object, *things: object) -> set[str]:
    return {name for name in EVERYBODY if may(world.actor(name), *things)}


def test_moderators_office_and_coordinators_without_moderators_add(world: World) -> None:
    found = those(world, policy.may_add_consultation)
    assert found == {"kerstin", "mona", "cecilia", "nora", "sara"}
    assert not policy.may_add_consultation(STRANGER)


def test_a_coordinator_does_not_add_where_there_is_a_moderator(world: World) -> None:
    world.mona.memberships[0].roles = ["moderator"]
    world.sara.memberships[0].roles = ["coordinator"]
    assert policy.may_add_consultation(world.actor("sara"))
    world.nora.memberships[0].organisation = world.samklang
    assert not policy.may_add_consultation(world.actor("nora"))


@pytest.mark.parametrize(
    ("by", "leaders"),
    [
        ("mona", {"kerstin", "mona"}),
        ("nora", {"nora"}),
        ("sara", {"sara"}),
        ("cecilia", {"cecilia"}),
    ],
)
def test_only_those_who_lead_the_owner_change(world: World, by: str, leaders: set[str]) -> None:
    made = make_consultation(world, by)
    assert those(world, policy.may_change_consultation, made) == leaders
    assert those(world, policy.may_change_milestone, made.milestones[0]) == leaders


def test_the_report_is_changed_by_those_who_lead_and_read_by_those_who_see_it(
    world: World,
) -> None:
    document = make_document(make_consultation(world), world)
    node = document.nodes[0]
    assert those(world, policy.may_change_source, document) == {"kerstin", "mona"}
    assert those(world, policy.may_change_node, node) == {"kerstin", "mona"}
    assert those(world, policy.may_read_source, document) == set(EVERYBODY)
    for may, thing in (
        (policy.may_read_source, document),
        (policy.may_read_node, node),
        (policy.may_see_consultation, document.consultation),
    ):
        assert may(world.actor("ulla"), thing)
        assert not may(STRANGER, thing)
    assert policy.may_see_consultations(world.actor("ulla"))
    assert not policy.may_see_consultations(STRANGER)


def test_a_node_that_fell_out_of_its_report_is_not_changed(world: World) -> None:
    node = make_document(make_consultation(world), world).nodes[0]
    node.document = None
    assert not policy.may_change_node(world.actor("mona"), node)


def seeing(world: World, thing: object) -> set[str]:
    return {name for name in EVERYBODY if find_visible(type(thing), thing.id, world.actor(name))}


@pytest.mark.parametrize(
    ("by", "audience", "seen"),
    [
        ("mona", "own", {"kerstin", "mona"}),
        ("mona", "members", set(EVERYBODY) - {"ulla", "nils"}),
        ("mona", "network", set(EVERYBODY)),
        ("nora", "members", {"nora", "nils", "tove"}),
        ("sara", "members", {"sara"}),
    ],
)
def test_what_is_open_to_whom(world: World, by: str, audience: str, seen: set[str]) -> None:
    made = make_consultation(world, by, audience=audience)
    document = make_document(made, world)
    assert seeing(world, made) == seen
    assert seeing(world, document) == seen
    assert seeing(world, document.nodes[0]) == seen
    assert seeing(world, made.milestones[0]) == seen


def test_a_report_is_the_owners_own_until_it_is_approved(world: World) -> None:
    document = make_document(make_consultation(world), world, approved=False)
    assert seeing(world, document) == {"kerstin", "mona"}
    assert seeing(world, document.nodes[0]) == {"kerstin", "mona"}
    document.state = "superseded"
    assert "birgitta" in seeing(world, document)
    document.state = "withdrawn"
    assert "birgitta" not in seeing(world, document)


def test_strangers_see_only_what_is_public(world: World) -> None:
    made = make_consultation(world)
    assert find_visible(Consultation, made.id, STRANGER) is None
    made.audience = "public"
    assert find_visible(Consultation, made.id, STRANGER) is made
    assert find_visible(Milestone, made.milestones[0].id, STRANGER) is not None
    document = make_document(made, world, approved=False)
    assert find_visible(SourceDocument, document.id, STRANGER) is None
    assert find_visible(SourceNode, document.nodes[0].id, STRANGER) is None
