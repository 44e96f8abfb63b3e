"""Versions of a section: listed, any two compared, an old one made new."""

from __future__ import annotations

from flask import Blueprint, abort, request
from flask import Response as Answer

from ideell.drafting.models import Section
from ideell.drafting.policy import may_read_section, may_restore
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.writing.models import Revision
from ideell.writing.versions import compare, restore, version_numbered, versions_of

bp = Blueprint("versions", __name__)


@bp.get("/svar/<int:response_id>/avsnitt/<int:section_id>/versioner")
@authorized(may_read_section, Section)
def index(section: Section) -> Answer:
    """Every version, newest first."""
    versions = versions_of(section.text)
    return replies.page("drafting/versions.html", section=section, versions=versions)


@bp.get("/svar/<int:response_id>/avsnitt/<int:section_id>/versioner/jamforelse")
@authorized(may_read_section, Section)
def comparison(section: Section) -> Answer:
    """Two versions side by side in words: what changed, block by block."""
    chosen = sorted((_asked(section, "fran"), _asked(section, "till")), key=lambda one: one.number)
    return replies.page(
        "drafting/comparison.html", section=section, old=chosen[0], new=chosen[1],
        changes=compare(*chosen),
    )  # fmt: skip


@bp.post("/svar/<int:response_id>/avsnitt/<int:section_id>/versioner/<int:number>/aterstallning")
@authorized(may_restore, Section)
def bring_back(section: Section, number: int) -> Answer:
    """Make a new version that says what an old one said: all of it, or one block."""
    revision = version_numbered(section.text, number)
    if revision is None:
        abort(404)
    block_id = request.form.get("block", type=int)
    saved = restore(revision, by=current_actor, block_id=block_id)
    db.session.commit()
    said = _("Version %(number)s är tillbaka, som en ny version.", number=number)
    if saved.revision is None:
        said = _("Texten var redan så. Inget är ändrat.")
    return replies.changed(at=section.url, said=said, undo=saved.deed)


def _asked(section: Section, name: str) -> Revision:
    revision = version_numbered(section.text, request.args.get(name, 0, int))
    if revision is None:
        abort(404)
    return revision
