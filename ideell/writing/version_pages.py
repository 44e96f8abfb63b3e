"""The pages of a text's versions, whatever hosts it: listed, read, compared, one made new."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, request

from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.writing.models import Block, Revision
from ideell.writing.old_versions import old_version
from ideell.writing.saving import Saved
from ideell.writing.text_form import number_in
from ideell.writing.version_lines import labels_of, versions_on
from ideell.writing.versions import compare, restore, version_numbered


def index_page(host: Any) -> Response:
    """Every version, newest first, in pages."""
    versions = versions_on(host.text, number_in(request.args.get("sida")) or 1)
    return replies.page("writing/versions.html", host=host, versions=versions)


def version_page(host: Any, number: str, *, heading: str, may_restore: bool) -> Response:
    """The whole text as it stood in one version."""
    revision = _version(host, number)
    if revision is None:
        return _no_such(host, number)
    shown: dict[str, Any] = {"version": old_version(host.text, revision), "heading": heading}
    return replies.page("writing/version.html", host=host, may_restore=may_restore, **shown)


def comparison_page(host: Any, *, may_restore: bool) -> Response:
    """Two versions side by side in words: what changed, block by block."""
    asked = [request.args.get(name, "") for name in ("fran", "till")]
    found = [_version(host, number) for number in asked]
    old, new = (
        sorted(filter(None, found), key=lambda one: one.number) if all(found) else (None,) * 2
    )
    if old is None or new is None:
        missing = [number for number, one in zip(asked, found, strict=True) if one is None]
        return _no_such(host, missing[0])
    changes = compare(old, new)
    labels = labels_of(host.text, {change.block_id for change in changes})
    shown: dict[str, Any] = {"old": old, "new": new, "changes": changes, "labels": labels}
    return replies.page("writing/comparison.html", host=host, may_restore=may_restore, **shown)


def bring_back(host: Any, number: int, *, by: Actor) -> Response:
    """Make a new version that says what an old one said: all of it, or one block."""
    revision = version_numbered(host.text, number)
    wanted = request.form.get("block", "")
    block_id = number_in(wanted)
    if revision is None or (wanted and block_id is None):
        abort(404)
    saved = restore(revision, by=by, block_id=block_id)
    db.session.flush()
    said = _brought_back(saved, number, block_id)
    return replies.changed(at=host.url, said=said, undo=saved.deed)


def _brought_back(saved: Saved, number: int, block_id: int | None) -> str:
    if saved.revision is None:
        return _("Texten var redan så. Inget är ändrat.")
    if block_id is None:
        return _("Version %(number)s är tillbaka, som en ny version.", number=number)
    label = db.session.get_one(Block, block_id).label
    return _("Stycke %(label)s är som i version %(number)s igen.", label=label, number=number)


def _version(host: Any, typed: str) -> Revision | None:
    number = number_in(typed)
    return version_numbered(host.text, number) if number else None


def _no_such(host: Any, typed: str) -> Response:
    """Say in words that there is no such version, and which there are."""
    page = {"host": host, "typed": typed[:20], "newest": host.text.revision_count}
    return replies.page("writing/no_version.html", status=404, **page)
