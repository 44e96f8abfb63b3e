"""The form for a new organisation: what is known of it, and what it belongs to."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from ideell.extensions import db
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.people.forms import OrganisationForm
from ideell.people.models import Organisation

OWNERS = ("umbrella", "regional_alliance")


class NewOrganisationForm(OrganisationForm):
    """A new organisation belongs to the umbrella unless something else is chosen.

    Who belongs nowhere sees no consultation, so that it must not be forgotten.
    """

    owner = SelectField(lazy("Hör till"), coerce=int)

    def __init__(self) -> None:
        super().__init__()
        owners = sa.select(Organisation).where(Organisation.kind.in_(OWNERS))
        ordered = owners.order_by(Organisation.kind.desc(), Organisation.sort_key)
        self.owners = {one.id: one for one in db.session.scalars(ordered)}
        self.owner.choices = [
            *(SelectChoice(value=number, label=one.name) for number, one in self.owners.items()),
            SelectChoice(value=0, label=_("Ingen än")),
        ]
        if self.owner.data is None:
            self.owner.data = next(iter(self.owners), 0)

    @property
    def chosen(self) -> dict[str, Any]:
        """Return the values for the verb, without what it belongs to."""
        return {key: value for key, value in super().chosen.items() if key != "owner"}

    @property
    def belongs_to(self) -> Organisation | None:
        """Return the umbrella or the alliance that was chosen; the umbrella itself has none."""
        return None if self.kind.data == "umbrella" else self.owners.get(self.owner.data)
