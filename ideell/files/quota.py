"""How much an organisation may store, counted by content: the same file twice counts once."""

from __future__ import annotations

from collections.abc import Collection

import sqlalchemy as sa
from flask import current_app

from ideell.extensions import db
from ideell.files.contents import Taken
from ideell.files.models import StoredFile
from ideell.files.receive import NotReceived
from ideell.foundation.dates import file_size
from ideell.foundation.language import ngettext
from ideell.people.models import Organisation

GIGABYTE = 1_000_000_000


def shared_by(org_id: int | None) -> int:
    """Return how many bytes an organisation has stored; equal contents count once."""
    mine = (
        sa.select(StoredFile.sha256, sa.func.max(StoredFile.size).label("size"))
        .where(StoredFile.acting_org_id == org_id)
        .group_by(StoredFile.sha256)
        .subquery()
    )
    return int(db.session.scalar(sa.select(sa.func.sum(mine.c.size))) or 0)


def refuse_over_quota(contents: Collection[Taken], org_id: int | None) -> None:
    """Raise `NotReceived` when an organisation would store more than it may.

    What it has stored already adds nothing.
    """
    sizes = {one.sha256: one.size for one in contents}
    mine = sa.select(StoredFile.sha256).where(
        StoredFile.acting_org_id == org_id, StoredFile.sha256.in_(sizes)
    )
    added = sum(sizes[one] for one in sizes.keys() - set(db.session.scalars(mine)))
    shared = shared_by(org_id) if added else 0
    most = int(current_app.extensions["ideell_settings"].shared_gigabytes)
    if shared + added > most * GIGABYTE:
        raise NotReceived(
            ngettext(
                "Er organisation har delat %(shared)s av högst %(most)s GB, så filen på %(size)s "
                "får inte plats. Be kansliet om hjälp.",
                "Er organisation har delat %(shared)s av högst %(most)s GB, så filerna på "
                "%(size)s får inte plats. Be kansliet om hjälp.",
                len(sizes),
                shared=file_size(shared),
                most=most,
                size=file_size(added),
            )
        )


def hold_quota(org_id: int | None) -> None:
    """Let nobody else store for an organisation until the transaction ends.

    What only refers to the organisation does not wait.
    """
    mine = sa.select(Organisation.id).where(Organisation.id == org_id)
    db.session.execute(mine.with_for_update(key_share=True))
