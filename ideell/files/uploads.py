"""Files on their way: received with a form that is not done with, used by the one that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.extensions import db
from ideell.files.contents import StoreDown
from ideell.files.models import StoredFile, Upload
from ideell.files.receive import NotReceived, Sent
from ideell.files.taking import TakenIn, keep, take_in
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import hold
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken

WAITS = timedelta(days=7)


def let_wait(sent: Iterable[Sent], *, by: Actor) -> tuple[list[Upload], list[str]]:
    """Receive files that came with a form that must be sent again, so that nobody has to choose
    them anew; what was not committed before is let go.

    Returns those that wait, and for each of the others a sentence why it does not.
    """
    taken: list[TakenIn] = []
    refused: list[str] = []
    for one in sent:
        try:
            taken += take_in([one], by=by)
        except (NotReceived, StoreDown) as refusal:
            refused.append(f"{one.filename}: {refusal.sentence}")
    try:
        kept = keep(taken, by=by)
    except NotReceived as refusal:
        return [], [*refused, refusal.sentence]
    waiting = [Upload(file=file, user_id=by.user_id) for file in kept]
    db.session.add_all(waiting)
    db.session.flush()
    return waiting, refused


def waiting_among(numbers: Sequence[int], actor: Actor) -> Sequence[Upload]:
    """Return those of these uploads that are `actor`'s own and wait still, in their order."""
    if not numbers:
        return []
    mine = sa.select(Upload).where(Upload.id.in_(numbers), Upload.visible_to(actor))
    return db.session.scalars(mine.options(*Upload.gate_options()).order_by(Upload.id)).all()


def use(upload: Upload) -> StoredFile:
    """Let an upload be part of something; it waits no longer.

    Raises `RuleBroken` when it is part of something already: the same page was open twice.
    """
    hold(upload)
    if upload.used_at is not None:
        raise RuleBroken(_("Filen är redan delad. Du finner den där du delade den."))
    upload.used_at = now()
    return upload.file


def forget_uploads() -> int:
    """Let go of what nobody shared within a week, so that it no longer fills the quota.

    Returns how many. One that is being shared at the moment is left.
    """
    late = sa.select(Upload).where(Upload.used_at.is_(None), Upload.at < now() - WAITS)
    late = late.options(joinedload(Upload.file, innerjoin=True))
    left = db.session.scalars(late.with_for_update(of=Upload, skip_locked=True)).all()
    for upload in left:
        db.session.delete(upload)
        db.session.flush()
        db.session.delete(upload.file)
    return len(left)
