"""Every route of the product with the things it is about: generated, so that none is forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import Rule

from tests.promises.town import ANY, Key, states_of

NOWHERE = 2_000_000_000  # the number of no row
METHODS = ("GET", "POST")
ARGUMENT = re.compile(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>")

# What stands in an address and is no number of a thing: a value that is there.
PLAIN = {"format_name": "docx", "label": "1:1", "number": "1", "code": "24"}
# What an address is asked with, where it shows nothing without.
QUERIES = {
    "versions.comparison": "?fran=1&till=1",
    "documents.comparison": "?fran=1&till=1",
    "documents.history_comparison": "?fran=1&till=1",
}
# Arguments that are numbers of things under another name.
OTHER_NAMES = {"link": "OrganisationLink", "node": "SourceNode", "upload": "Upload"}

# Whose part a thing in some state is, where that is not the first example of its kind.
PART_OF = {("DocumentVersion", "kept", "Document"): "written"}


@dataclass(frozen=True)
class Address:
    """One route, asked in one way, about a thing in one state."""

    endpoint: str
    rule: str
    method: str
    thing: str
    state: str

    @property
    def name(self) -> str:
        """Return it as docs/permissions.md writes it: `POST /inspel/<contribution_id>/svar`."""
        return f"{self.method} {readable(self.rule)}"

    def path(self, numbers: Mapping[Key, int]) -> str:
        """Return the address of the example with these numbers."""
        path = ARGUMENT.sub(lambda found: self._value(found[2], numbers), self.rule)
        return path + QUERIES.get(self.endpoint, "")

    def path_to_nothing(self) -> str:
        """Return the address of a thing that does not exist."""
        path = ARGUMENT.sub(lambda found: self._nothing(found[2]), self.rule)
        return path + QUERIES.get(self.endpoint, "")

    def _value(self, argument: str, numbers: Mapping[Key, int]) -> str:
        if argument in PLAIN:
            return PLAIN[argument]
        thing = thing_named(argument)
        return str(numbers[thing, self._state_of(thing)])

    def _nothing(self, argument: str) -> str:
        return PLAIN.get(argument) or str(NOWHERE)

    def _state_of(self, thing: str) -> str:
        """Return the state that a thing in the address is meant in: its first, if not the own."""
        if thing == self.thing:
            return self.state
        return PART_OF.get((self.thing, self.state, thing)) or states_of(thing)[0]


def addresses(app: Flask) -> Iterator[Address]:
    """Give every route in every way it answers, about its thing in every state."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        thing = _thing_of(app, rule)
        for method in METHODS:
            if method in (rule.methods or ()):
                for state in states_of(thing) if thing else (ANY,):
                    yield Address(rule.endpoint, rule.rule, method, thing, state)


def readable(rule: str) -> str:
    """Return a rule without its converters: `/remisser/<consultation_id>`."""
    return ARGUMENT.sub(lambda found: f"<{found[2]}>", rule)


def thing_named(argument: str) -> str:
    """Return the model whose number an argument is: `source_node_id` → SourceNode."""
    words = argument.removesuffix("_id").split("_")
    return OTHER_NAMES.get(argument) or "".join(word.capitalize() for word in words)


def _thing_of(app: Flask, rule: Rule) -> str:
    thing = app.view_functions[rule.endpoint].gate[1]
    return thing.__name__ if thing is not None else ""
