"""What roles, kinds and forms are called."""

from __future__ import annotations

from ideell.foundation.language import lazy

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
    "active": lazy("Med"),
    "paused": lazy("Pausad"),
    "erased": lazy("Borttagen"),
}
