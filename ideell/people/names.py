"""What roles, kinds and forms are called."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from ideell.foundation.language import in_a_row, lazy
from ideell.people.models import Organisation

# As `Organisation.called`, where a question asks for it.
CALLED = sa.func.coalesce(sa.func.nullif(Organisation.short_name, ""), Organisation.name)

ROLE_NAMES = {
    "representative": lazy("Ombud"),
    "coordinator": lazy("Samordnare"),
    "signatory": lazy("Undertecknare"),
    "moderator": lazy("Moderator"),
    "office": lazy("Kansli"),
}
KIND_NAMES = {
    "umbrella": lazy("Riksorganisationen"),
    "national_member": lazy("Medlemsorganisation"),
    "regional_alliance": lazy("Regional allians"),
    "association": lazy("Förening"),
}
KIND_GROUPS = {
    "umbrella": lazy("Riksorganisationen"),
    "national_member": lazy("Medlemsorganisationer"),
    "regional_alliance": lazy("Regionala allianser"),
    "association": lazy("Föreningar"),
}
FORM_NAMES = {
    "": lazy("Inte angiven"),
    "association": lazy("Förening"),
    "network": lazy("Nätverk"),
    "working_group": lazy("Arbetsgrupp"),
    "forming": lazy("Under bildande"),
}
STATE_NAMES = {
    "invited": lazy("Har inte loggat in än"),
    "active": lazy("Kan logga in"),
    "paused": lazy("Pausad"),
    "erased": lazy("Borttagen"),
}
ROLE_HINTS = {
    "representative": lazy("Läser, kommenterar och föreslår"),
    "coordinator": lazy("Skickar inspel och sköter organisationens personer"),
    "signatory": lazy("Ställer organisationen bakom svaret"),
    "moderator": lazy("Leder arbetet med remisser. Ges av kansliet"),
    "office": lazy("Sköter allt. Bara i riksorganisationen"),
}


def roles_in_words(roles: Iterable[str]) -> str:
    """Return "Ombud och samordnare"."""
    names = [str(ROLE_NAMES[role]) for role in roles]
    return in_a_row(names[:1] + [name.lower() for name in names[1:]])
