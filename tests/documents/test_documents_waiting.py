"""What waits for those who write in a shared document."""

from __future__ import annotations

from ideell.documents import keeping_back, writers
from ideell.documents.waiting import to_decide
from ideell.extensions import db
from ideell.writing import suggesting
from ideell.writing.saving import revision_of
from ideell.writing.suggesting import Wish
from tests.browsing import Browsers
from tests.documents.builders import make_written
from tests.world import World


def test_suggestions_wait_for_who_writes_and_nobody_else(world: World, as_: Browsers) -> None:
    document = make_written(world, "Vi övar på torsdagar.")
    writers.name_writers(document, [world.larserik.id], by=world.actor("anna"))
    text = document.text
    assert text is not None
    base = revision_of(text, text.head_id)
    suggesting.suggest(
        text.blocks[0], Wish("replace", "Vi övar ofta.", ""), base=base, by=world.actor("larserik")
    )
    db.session.commit()
    page = as_(world.anna).get("/")
    assert "Ta ställning till ett förslag i ”Gemensam text”" in page
    assert f"/dokument/{document.id}/forslag" in {link.get("href") for link in page.all("a")}
    assert to_decide(world.actor("larserik")) == []  # his own
    assert to_decide(world.actor("mona")) == []
    keeping_back.lock(document, "Beslutad.", by=world.actor("mona"))
    db.session.commit()
    assert to_decide(world.actor("anna")) == []
