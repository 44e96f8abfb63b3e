"""Files on their way: received with a form that is not done with, used by the one that is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from ideell.activity.models import record
from ideell.extensions import db
from ideell.files.contents import StoreDown
from ideell.files.models import StoredFile, Upload
from ideell.files.names import safe_name
from ideell.files.receive import NotReceived, Sent
from ideell.files.taking import TakenIn, keep, take_in
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.database import LARGEST_NUMBER
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken

WAITS = timedelta(days=7)


def let_wait(sent: Iterable[Sent], *, by: Actor) -> tuple[list[Upload], list[str]]:
    """Receive files that came with a post that must be sent again, so that nobody has to choose
    them anew. What was not committed before is let go, also that the form was used.

    Returns those that wait, and for each of the others a sentence why it does not.
    """
    taken: list[TakenIn] = []
    refused: list[str] = []
    for one in sent:
        try:
            taken += take_in([one], by=by)
        except (NotReceived, StoreDown) as refusal:
            refused.append(f"{safe_name(one.filename or '')}: {refusal.sentence}")
    db.session.rollback()  # each was noted as the use of a form that was not acted on
    known = {(one.file.name, one.file.sha256): one for one in _waiting_of(by)}
    new = [one for one in taken if (one.name, one.content.sha256) not in known]
    try:
        kept = keep(new, by=by)
    except NotReceived as refusal:
        return [], [*refused, refusal.sentence]
    for file in kept:
        upload = Upload(file=file, user_id=by.user_id, waits_for="post")
        db.session.add(upload)
        record(by, "file.received", upload)
        known[file.name, file.sha256] = upload
    waiting = {known[one.name, one.content.sha256].id: one for one in taken}
    return [one for one in known.values() if one.id in waiting], refused


def _waiting_of(actor: Actor) -> Sequence[Upload]:
    mine = sa.select(Upload).join(Upload.file).where(Upload.visible_to(actor))
    posts = mine.where(Upload.waits_for == "post").options(contains_eager(Upload.file))
    return db.session.scalars(posts.order_by(Upload.id)).all()


def waiting_among(numbers: Iterable[int], actor: Actor) -> list[Upload]:
    """Return those of these uploads that are `actor`'s own and wait for a post still."""
    wanted = {number for number in numbers if number <= LARGEST_NUMBER}
    return [one for one in _waiting_of(actor) if one.id in wanted] if wanted else []


def use(upload: Upload) -> StoredFile:
    """Let an upload be part of something; it waits no longer.

    Raises `RuleBroken` when it is part of something already (the same page was open twice), or
    when it waited too long.
    """
    db.session.flush()
    held = db.session.get(Upload, upload.id, populate_existing=True, with_for_update=True)
    if held is None or held.used_at is not None:
        raise RuleBroken(_("Filen är redan delad. Du hittar den där du delade den."))
    held.used_at = now()
    return held.file


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
