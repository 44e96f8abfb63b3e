from __future__ import annotations
from tests.browsing import Browsers
from tests.world import World

def test_smoke(as_: Browsers, world: World) -> None:
    b = as_(world.mona)
    b.get("/remisser")
    b.send("/remisser/ny", "/remisser/ny", title="Kultur i hela landet", deadline="2027-02-28", their_numbers="FI 2025/00031\nA", issuer="Kulturdepartementet", url="https://x.se/a")
    b.get("/remisser/1")
    b.get("/remisser/1/andra")
    b.get("/remisser/1/datum")
    b.get("/remisser/1/svarsdatum")
    b.get("/remisser/1/lage")
    b.get("/remisser/1/avbojande")
    b.get("/remisser/1/underlag/nytt")
    b.get("/remisser")
