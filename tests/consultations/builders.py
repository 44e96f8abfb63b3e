"""Builders for consultations and reports, and an upload as a browser sends it."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from ideell.consultations.corrected import approve
from ideell.consultations.facts import add_consultation
from ideell.consultations.models import Consultation, SourceDocument, SourceNode
from ideell.consultations.sources import bring_pasted
from ideell.extensions import db
from ideell.foundation.clock import today
from tests.browsing import Browser, Page
from tests.conftest import SHARED
from tests.world import World

CONTENTS = """1 Sammanfattning 5
2 Statens ansvar 9
2.1 Ett mål i lag 10
Förslag: Den ideella kulturen ska nämnas i lagen 10
Bedömning: Målet kostar inget 12
2.2 Stöd till mötesplatser 14
Förslag: Kommunerna ska få stöd till mötesplatser 14
3 Konsekvenser 20"""


def in_days(days: int) -> date:
    """Return the date so many days from today."""
    return today() + timedelta(days=days)


def make_consultation(world: World, by: str = "mona", **facts: Any) -> Consultation:
    """Bring a consultation in for the organisation of `by`."""
    values = {"title": "Kultur i hela landet", "deadline": in_days(100)} | facts
    made = add_consultation(**values, by=world.actor(by))
    db.session.commit()
    return made


def make_document(
    consultation: Consultation, world: World, contents: str = CONTENTS, *, approved: bool = True
) -> SourceDocument:
    """Bring a report in by its table of contents, and let the others see it."""
    document = bring_pasted(consultation, contents, by=world.actor("mona"))
    if approved:
        approve(document, by=world.actor("mona"))
    db.session.commit()
    return document


def headings(document: SourceDocument) -> list[str]:
    """Return the outline as lines: dots for the level, number, heading."""
    db.session.expire(document, ["nodes"])
    return [
        f"{'.' * (node.level - 1)}{node.number} {node.heading}".strip() for node in document.nodes
    ]


def node_called(document: SourceDocument, heading: str) -> SourceNode:
    """Return the node whose heading begins so."""
    return next(node for node in document.nodes if node.heading.startswith(heading))


def upload(
    browser: Browser, consultation_id: int, content: bytes, name: str, *, status: int = 303
) -> Page:
    """Send a file with the form of the page."""
    at = f"/remisser/{consultation_id}/underlag"
    page = browser.send(f"{at}/nytt", f"{at}/fil", file=(BytesIO(content), name), status=status)
    page.response.request.environ["wsgi.input"].close()  # the client keeps large bodies in a file
    return page


def real_file(path: str) -> Path:
    """Return a real report, or skip when this computer has none."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"needs {path} of the shared test data")
    return found
