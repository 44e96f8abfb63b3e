"""What came with the form that a request sends: its own number, and what a person typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from werkzeug.exceptions import HTTPException

UNTYPED = frozenset({"csrf_token", "once", "hat"})

# What a number of a form instance may look like; ours are shorter (`keep.new_once`).
ONCE = re.compile(r"[\w-]{1,64}", re.ASCII)


def sent_once() -> str:
    """Return the number of the form instance that was sent; what cannot be one is "" (none)."""
    once = request.form.get("once", "")
    return once if ONCE.fullmatch(once) else ""


def sent_fields() -> dict[str, Any]:
    """Return what was typed, by field; a field that was sent several times has a list."""
    return {
        name: values if len(values) > 1 else values[0]
        for name, values in request.form.lists()
        if name not in UNTYPED
    }


def typed_text() -> list[tuple[str, str]]:
    """Return what was typed into the form that failed, by field, without the hidden tokens."""
    try:
        sent = list(request.form.items(multi=True))
    except HTTPException:  # the body itself could not be read (too large, broken)
        return []
    return [(key, value) for key, value in sent if key not in UNTYPED and value.strip()]


def chosen_files() -> dict[str, list[str]]:
    """Return the names of the files that came with the form that failed, by field."""
    try:
        sent = [(key, [one.filename or "" for one in many]) for key, many in request.files.lists()]
    except HTTPException:
        return {}
    return {key: named for key, many in sent if (named := [name for name in many if name])}


def values_of(fields: Mapping[str, Any], name: str) -> Sequence[str]:
    """Return every value of a kept field, whether it was sent once or several times."""
    found = fields[name]
    return found if isinstance(found, list) else [found]
