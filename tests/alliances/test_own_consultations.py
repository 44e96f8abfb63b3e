"""An alliance runs its own consultation with its own members exactly as the umbrella does.

Nora coordinates Norrvik, which has no moderator; Nils represents an association that belongs to
Norrvik alone. Nobody of the umbrella sees any of it.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from ideell.consultations.models import Consultation, SourceDocument, SourceNode
from ideell.drafting.models import Response, Section
from ideell.extensions import db
from ideell.foundation.clock import today
from ideell.foundation.dates import written_date
from ideell.positions.models import Contribution
from ideell.writing.models import Block
from ideell.writing.suggestions import Suggestion
from tests.browsing import Browsers
from tests.world import World

CONTENTS = "1 Inledning 5\n2 Lokaler 9\n3 Pengar 14"


def the(model: type):
    return db.session.scalars(sa.select(model).order_by(model.id.desc())).first()


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("track", ["large", "small"])
def test_the_whole_way_from_consultation_to_letter(
    as_: Browsers, world: World, track: str, htmx: bool
) -> None:
    nora, nils = as_(world.nora, htmx=htmx), as_(world.nils, htmx=htmx)
    page = nora.get_plain("/remisser/ny")
    assert "Alla i Alliansen Norrvik och dess 1 medlemsorganisation ser det." in page
    assert page.form("/remisser/ny")["region"] == str(world.region.id)
    day = today() + timedelta(days=50)
    nora.send("/remisser/ny", "/remisser/ny", title="Kulturplan för Västerbotten", track=track,
              kind="regional_culture_plan", deadline=written_date(day))  # fmt: skip
    consultation = the(Consultation)
    assert consultation.owner_org_id == world.norrvik.id
    assert (consultation.region_id, consultation.issuer) == (world.region.id, "Region Västerbotten")
    at = f"/remisser/{consultation.id}"
    nora.send(f"{at}/underlag/nytt", f"{at}/underlag/innehall", contents=CONTENTS)
    document = the(SourceDocument)
    assert "Gå igenom kapitlen" in nora.get_plain("/")
    nora.send(f"{at}/underlag/{document.id}", f"{at}/underlag/{document.id}/godkannande")
    node = db.session.scalars(sa.select(SourceNode).where(SourceNode.number == "2")).one()

    assert "Kulturplan för Västerbotten" in nils.get_plain("/remisser")
    assert "Kulturplan för Västerbotten" in nils.get_plain(f"/allianser/{world.norrvik.id}")
    write = f"/kapitel/{node.id}/inspel/nytt"
    nils.send(write, write, text="Kören behöver lokaler.")
    given = the(Contribution)
    nils.send(f"/inspel/{given.id}", f"/inspel/{given.id}/frislappande")
    assert "Svara på ett inspel" in nora.get_plain("/")

    nora.send(at, f"{at}/svar")
    response = the(Response)
    nora.send(
        f"/svar/{response.id}/avsnitt/nya", f"/svar/{response.id}/avsnitt/nya", nodes=str(node.id)
    )
    section = the(Section)
    if track == "large":
        response.state = "drafting"
        db.session.commit()
    place = f"/svar/{response.id}/avsnitt/{section.id}"
    assert "Kören behöver lokaler." in nils.get_plain(place)
    nils.send(place, f"{place}/penna")
    new = f"/texter/{section.text_id}/stycken"
    nils.send(new, new, text="Körer behöver lokaler i hela länet.")
    block = the(Block)
    suggest = f"/stycken/{block.id}/forslag"
    nora.send(suggest, suggest, text="Körer behöver billiga lokaler i hela länet.", why="Hyran.")
    wish = the(Suggestion)
    nils.send(f"/svar/{response.id}/forslag", f"/forslag/{wish.id}/antagande")
    assert "billiga lokaler" in nora.get_plain(place)
    nils.send(place, f"{place}/klart")
    if track == "large":  # a smaller answer has no review
        nora.send(f"{place}/granskning", f"{place}/granskning", verdict="approve")
    assert the(Section).state == "approved"
    letter = nils.get(f"/svar/{response.id}/hamta/html").text
    assert "Alliansen Norrvik" in letter
    assert "Region Västerbotten" in letter
    assert "Samklang" not in letter
    nora.send(f"/inspel/{given.id}", f"/inspel/{given.id}/svar", disposition="taken")
    assert "Beaktat" in nils.get_plain(f"/inspel/{given.id}")
    for who in (world.mona, world.anna, world.sara):
        as_(who).get(at, status=404)
        as_(who).get(place, status=404)
        assert "Kulturplan för Västerbotten" not in as_(who).get("/remisser")
