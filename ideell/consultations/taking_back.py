"""Taking corrections of an outline back, when nothing has changed since."""

from __future__ import annotations

from ideell.activity.models import Deed
from ideell.consultations import tree
from ideell.consultations.editing import lay, nodes_to_change
from ideell.consultations.hanging import written_about
from ideell.consultations.models import SourceDocument, SourceNode
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken


def take_back_added(document: SourceDocument, *, deed: Deed, by: Actor) -> None:
    """Take out the node that was added, unless something stands under it or is written of it."""
    nodes = nodes_to_change(document)
    node = _node(deed.details["node"], nodes)
    levels = [one.level for one in nodes]
    place = nodes.index(node)
    if tree.end_of(levels, place) > place + 1 or written_about([node]):
        raise _built_on()
    node.removed_at = now()
    lay(document, [one for one in nodes if one is not node])


def take_back_changed(document: SourceDocument, *, deed: Deed, by: Actor) -> None:
    """Give the node its old words, kind and page."""
    node = _node(deed.details["node"], nodes_to_change(document))
    before, after = deed.details["before"], deed.details["after"]
    stands = {"number": node.number, "heading": node.heading, "kind": node.kind,
              "page": node.page_from}  # fmt: skip
    if stands != after:
        raise _built_on()
    node.name(before["number"], before["heading"])
    node.kind, node.page_from = before["kind"], before["page"]


def take_back_moved(document: SourceDocument, *, deed: Deed, by: Actor) -> None:
    """Put the node, with all that stands under it, back where it stood."""
    nodes = nodes_to_change(document)
    node = _node(deed.details["node"], nodes)
    before, after = deed.details["before"], deed.details["after"]
    place = nodes.index(node)
    stands = nodes[place - 1].id if place else None
    if stands != after["after"] or node.level != after["level"]:
        raise _built_on()
    end = tree.end_of([one.level for one in nodes], place)
    own, others = nodes[place:end], nodes[:place] + nodes[end:]
    at = 0 if before["after"] is None else others.index(_node(before["after"], others)) + 1
    for one in own:
        one.level += before["level"] - after["level"]
    node.kind = before["kind"]
    lay(document, [*others[:at], *own, *others[at:]])


def take_back_removed(document: SourceDocument, *, deed: Deed, by: Actor) -> None:
    """Put what was taken out back after the node it stood after."""
    nodes = nodes_to_change(document)
    after, out = deed.details["after"], deed.details["moved_out"]
    at = 0 if after is None else nodes.index(_node(after, nodes)) + 1
    if [one.id for one in nodes[at : at + len(out)]] != out:
        raise _built_on()
    gone = [db.session.get_one(SourceNode, number) for number in deed.details["nodes"]]
    for one in gone:
        one.removed_at = None
    for one in nodes[at : at + len(out)]:
        one.level += 1
    lay(document, [*nodes[:at], *gone, *nodes[at:]])


def _node(number: int, nodes: list[SourceNode]) -> SourceNode:
    found = next((one for one in nodes if one.id == number), None)
    if found is None:
        raise _built_on()
    return found


def _built_on() -> RuleBroken:
    return RuleBroken(
        _("Någon har ändrat där sedan dess, så det går inte att ångra. Rätta i stället.")
    )
