"""Words that stand in nearly every text, and alone say nothing about it.

Snowball's list for Swedish (snowballstem.org, BSD), without those that a member may mean:
"mot", "under", "utan", "vår", "vårt", "våra", "mycket".
"""

from __future__ import annotations

STOPWORDS = frozenset(
    """
    och det att i en jag hon som han på den med var sig för så till är men ett om hade de av icke
    mig du henne då sin nu har inte hans honom skulle hennes där min man ej vid kunde något från
    ut när efter upp vi dem vara vad över än dig kan sina här ha allt varit ingen era er någon
    detta åt dess inom mitt sådan dessa sådant varför varje vilka vilket vars blir blev bli vilken
    din dina ditt vem sitt sådana dig
    """.split()  # noqa: SIM905 because a list of words reads best as words
)
