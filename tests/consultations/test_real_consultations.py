"""300 real consultations, picked for their extremes, through the form."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from ideell.consultations.models import Consultation
from ideell.extensions import db
from tests.browsing import Browsers
from tests.consultations.builders import real_file
from tests.world import World


def lines_of(dnr: str | None) -> str:
    return (dnr or "").replace(", ", "\n").replace(" och ", "\n")


@pytest.mark.slow
def test_every_real_consultation_can_be_brought_in(as_: Browsers, world: World) -> None:
    text = real_file("remisser/remisser-urval-300.jsonl").read_text(encoding="utf-8")
    real = [json.loads(line) for line in text.splitlines()]
    mona = as_(world.mona)
    fields = mona.get_plain("/remisser/ny").form("/remisser/ny")
    for number, one in enumerate(real):
        typed = {
            "once": f"real-{number}", "title": one["title"], "issuer": one["ministry"] or "",
            "their_numbers": lines_of(one["dnr"]), "url": one["path"],
            "deadline": one["deadline"] or "", "series_ref": (one["refs"] or [""])[0],
            "summary": one["text"][:4000],
        }  # fmt: skip
        mona.post("/remisser/ny", fields | typed)
    kept = db.session.query(Consultation).order_by(Consultation.id).all()
    assert len(kept) == len(real) == 300
    for made, one in zip(kept, real, strict=True):
        assert made.title == " ".join(one["title"].replace("\u00ad", "").split())
        assert (made.deadline.isoformat() if made.deadline else None) == one["deadline"]
        assert made.their_numbers == list(
            dict.fromkeys(filter(None, lines_of(one["dnr"]).split("\n")))
        )
    assert max(len(made.title) for made in kept) == 377
    assert sum(1 for made in kept if made.deadline and made.deadline.weekday() > 4) == 32
    assert Counter(made.deadline is None for made in kept)[True] == 40
    page = mona.get("/remisser?lage=pa-vag-in")
    assert "Sida 1 av 12" in page
    longest = max(kept, key=lambda made: len(made.title))
    assert longest.title in mona.get(f"/remisser/{longest.id}")
