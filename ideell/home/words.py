"""How the overview counts: things in letters, time in rough words."""

from __future__ import annotations

from ideell.foundation.dates import number_in_words
from ideell.foundation.language import gettext as _
from ideell.foundation.language import ngettext


def things_waiting(count: int) -> str:
    """Return "Tre saker väntar på dig."."""
    words = number_in_words(count)
    sentence = ngettext("en sak väntar på dig.", "%(many)s saker väntar på dig.", count, many=words)
    return sentence[:1].upper() + sentence[1:]


def rough_time(minutes: int) -> str:
    """Return how long it takes, rounded up to five minutes: "20 minuter", "en halvtimme"."""
    rounded = max(5, -(-minutes // 5) * 5)
    if rounded > 90:
        return _("%(hours)s timmar", hours=number_in_words(-(-rounded // 60)))
    if rounded > 60:
        return _("drygt en timme") if rounded < 80 else _("en och en halv timme")
    rough = {
        30: _("en halvtimme"),
        45: _("trekvart"),
        60: _("en timme"),
    }
    return rough.get(rounded) or ngettext("%(num)s minut", "%(num)s minuter", rounded)
