"""Taking uploaded files in: the one way for documents, posts and reports.

Looked at, refused in words, counted against what the organisation may store; then stored, while
no transaction is open: a slow store must not let every writer wait. The rows come after that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from flask import current_app

from ideell.extensions import db
from ideell.files.accepting import refusal
from ideell.files.checking import known_faults
from ideell.files.contents import Taken, measured
from ideell.files.models import StoredFile
from ideell.files.names import safe_name
from ideell.files.opening import the_store
from ideell.files.quota import hold_quota, refuse_over_quota
from ideell.files.receive import NotReceived, Sent, looked_at
from ideell.files.types import media_type_in
from ideell.foundation.actor import Actor
from ideell.foundation.letting_go import nothing_held


class TakenIn(NamedTuple):
    """A file whose content is stored, and which has no row yet."""

    name: str
    media_type: str
    content: Taken


def largest_megabytes() -> int:
    """Return how large a file may be."""
    return int(current_app.extensions["ideell_settings"].upload_megabytes)


def take_in(
    uploads: Sequence[Sent | None],
    *,
    by: Actor,
    refusing: Callable[[str, str], str] = refusal,
    look: Callable[[TakenIn], None] | None = None,
) -> list[TakenIn]:
    """Store the contents of uploads; what was not committed before is let go.

    `refusing` says by media type and name why a file is not taken; `look` may look into a
    stored content while nothing is held, and raise `NotReceived`. Raises that too, with what to
    do instead, when a file is missing, empty, too large or refused, or does not fit; and
    `StoreDown`. Without uploads nothing happens.
    """
    if not uploads:
        return []
    chosen = [looked_at(one, megabytes=largest_megabytes()) for one in uploads]
    files = [_as_told(one, refusing) for one in chosen]
    refuse_over_quota([file.content for file in files], by.org_id)
    faults = known_faults()
    with nothing_held():
        for upload, file in zip(chosen, files, strict=True):
            the_store().take(upload.stream, anew=file.content.sha256 in faults)
            if look is not None:
                look(file)
    return files


def keep(files: Sequence[TakenIn], *, by: Actor) -> list[StoredFile]:
    """Add the rows of files that were taken in, in the current transaction.

    Raises `NotReceived` when others of the organisation stored so much meanwhile that they no
    longer fit.
    """
    if not files:
        return []
    hold_quota(by.org_id)
    refuse_over_quota([file.content for file in files], by.org_id)
    kept = [
        StoredFile(
            name=file.name,
            sha256=file.content.sha256,
            size=file.content.size,
            media_type=file.media_type,
            user_id=by.user_id,
            acting_org_id=by.org_id,
        )
        for file in files
    ]
    db.session.add_all(kept)
    db.session.flush()
    return kept


def _as_told(upload: Sent, refusing: Callable[[str, str], str]) -> TakenIn:
    name = upload.filename or ""
    media_type = media_type_in(upload.stream, name)
    if said := refusing(media_type, name):
        raise NotReceived(said)
    return TakenIn(safe_name(name), media_type, measured(upload.stream))
