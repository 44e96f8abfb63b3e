"""Forms about what several people may change: nobody's save silently undoes another's.

Such a form carries a mark of what its writer saw. When something else stands at the time of
the save, the form is shown again: what stands now beside what was typed. The next sending is a
choice made with open eyes, and goes through.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from wtforms import HiddenField

from ideell.foundation.database import hold
from ideell.foundation.forms import Form
from ideell.foundation.language import gettext as _


class SeenField(HiddenField):
    """Which state of the thing its writer saw; carried along, and renewed after a collision."""

    def is_behind(self, now: object) -> bool:
        """Tell whether the thing has changed since (a form that does not say is not asked)."""
        return str(self.data or now) != str(now)

    def catch_up(self, now: object) -> None:
        """Carry what holds now, so that the next sending is a choice made with open eyes."""
        self.raw_data, self.data = None, str(now)


class SharedForm(Form):
    """A form about a thing that others may change meanwhile, or about a new one (None)."""

    seen = SeenField()
    is_overtaken = False

    def __init__(self, thing: Any = None, **values: Any) -> None:
        if thing is not None and self.is_sent:
            hold(thing)
        self.standing = self.known_of(thing) if thing is not None else {}
        super().__init__(data=self.standing | {"seen": _mark_of(self.standing)}, **values)

    def known_of(self, thing: Any) -> dict[str, Any]:
        """Return what stands in the thing, by the names of the fields."""
        raise NotImplementedError

    @property
    def values(self) -> dict[str, Any]:
        """Return the values without the hidden ones."""
        return {key: value for key, value in super().values.items() if key != "seen"}

    @property
    def refused_with(self) -> int:
        """Return 409 when somebody else saved first."""
        return 409 if self.is_overtaken else super().refused_with

    def validate(self, extra_validators: Any = None) -> bool:
        """Tell whether it can be saved: all is filled in, and its writer saw what stands."""
        if not super().validate(extra_validators):
            return False
        now = _mark_of(self.standing)
        self.is_overtaken = self.seen.is_behind(now) and bool(self.differences)
        self.seen.catch_up(now)
        return not self.is_overtaken

    @property
    def differences(self) -> list[tuple[str, str]]:
        """Return (label, what stands now in words) of each field where something else was typed."""
        return [
            (str(field.label.text), _in_words(field, self.standing[field.name]))
            for field in self
            if field.name in self.standing and _bare(field.data) != _bare(self.standing[field.name])
        ]


def _mark_of(standing: Mapping[str, Any]) -> str:
    exact = json.dumps(standing, sort_keys=True, default=str)
    return sha256(exact.encode()).hexdigest()[:16]


def _bare(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value or ""


def _in_words(field: Any, value: Any) -> str:
    """Return a value as a reader knows it: the words of a choice, else what was written."""
    words = {one.value: str(one.label) for one in getattr(field, "choices", None) or []}
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(words.get(one, str(one)) for one in chosen if one not in {None, ""}) or _(
        "inget"
    )
