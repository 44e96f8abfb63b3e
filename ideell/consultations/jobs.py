"""Reading a report in the background: a child process reads, this writes how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import current_app

from ideell.consultations.models import SourceDocument
from ideell.consultations.sources import take_outline
from ideell.extensions import db
from ideell.files.opening import the_store
from ideell.reading.nodes import Outline
from ideell.reading.reading import read_in_child
from ideell.reading.unreadable import Step, Unreadable

SECONDS_BETWEEN = 0.5
GAVE_UP = "gave_up"


def read_source(payload: dict[str, Any]) -> None:
    """Read the file of a source document into its outline, or say why that is not possible."""
    document = db.session.get(SourceDocument, payload["document"])
    if document is None or not document.is_being_read or document.file is None:
        return
    number, name, sha256 = document.id, document.file.name, document.file.sha256
    document.state, document.progress, document.step = "reading", 0.0, Step.OPENING.value
    db.session.commit()
    try:
        outline = _read(sha256, name, _teller(number))
    except Unreadable as refusal:
        _finish(number, fault=refusal.reason.value)
    else:
        _finish(number, outline=outline)


def give_up(payload: dict[str, Any], _fault: str) -> None:
    """Say that the reading failed, when it has been tried often enough."""
    _finish(payload["document"], fault=GAVE_UP)


def _read(sha256: str, name: str, tell: Callable[[float, Step], None]) -> Outline:
    settings = current_app.extensions["ideell_settings"]
    with the_store().at_hand(sha256) as path:
        return read_in_child(
            path,
            name,
            seconds=settings.import_seconds,
            megabytes=settings.import_megabytes,
            on_progress=tell,
        )


def _teller(number: int) -> Callable[[float, Step], None]:
    """Return what writes the progress to the row, at most twice a second."""
    told: dict[str, Any] = {"at": 0.0, "step": None}

    def tell(share: float, step: Step) -> None:
        if step == told["step"] and time.monotonic() - told["at"] < SECONDS_BETWEEN:
            return
        told["at"], told["step"] = time.monotonic(), step
        db.session.execute(
            sa.update(SourceDocument)
            .where(SourceDocument.id == number, SourceDocument.state == "reading")
            .values(progress=share, step=step.value)
        )
        db.session.commit()

    return tell


def _finish(number: int, *, outline: Outline | None = None, fault: str = "") -> None:
    """Write the outcome, unless the document was put away meanwhile."""
    db.session.expire_all()
    document = db.session.get(SourceDocument, number)
    if document is None or not document.is_being_read:
        return
    if outline is not None:
        take_outline(document, outline)
    else:
        document.state, document.fault = "unreadable", fault
    db.session.commit()
