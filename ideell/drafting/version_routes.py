"""Versions of a section: listed, read, any two compared, an old one made new."""

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
from ideell.writing.old_versions import old_version
from ideell.writing.text_form import number_in
from ideell.writing.version_lines import versions_on
from ideell.writing.versions import compare, restore, version_numbered

bp = Blueprint("versions", __name__)


@bp.get("/svar/<int:response_id>/avsnitt/<int:section_id>/versioner")
@authorized(may_read_section, Section)
def index(section: Section) -> Answer:
    """Every version, newest first, in pages."""
    versions = versions_on(section.text, number_in(request.args.get("sida")) or 1)
    return replies.page("drafting/versions.html", section=section, versions=versions)


@bp.get("/svar/<int:response_id>/avsnitt/<int:section_id>/versioner/<number>")
@authorized(may_read_section, Section)
def show(section: Section, number: str) -> Answer:
    """The whole section as it stood in one version."""
    revision = _version(section, number)
    if revision is None:
        return _no_such(section, number)
    version = old_version(section.text, revision)
    return replies.page("drafting/version.html", section=section, version=version)


@bp.get("/svar/<int:response_id>/avsnitt/<int:section_id>/versioner/jamforelse")
@authorized(may_read_section, Section)
def comparison(section: Section) -> Answer:
    """Two versions side by side in words: what changed, block by block."""
    asked = [request.args.get(name, "") for name in ("fran", "till")]
    found = [_version(section, number) for number in asked]
    old, new = (
        sorted(filter(None, found), key=lambda one: one.number) if all(found) else (None,) * 2
    )
    if old is None or new is None:
        missing = [number for number, one in zip(asked, found, strict=True) if one is None]
        return _no_such(section, missing[0])
    return replies.page(
        "drafting/comparison.html", section=section, old=old, new=new, changes=compare(old, new)
    )


@bp.post("/svar/<int:response_id>/avsnitt/<int:section_id>/versioner/<int:number>/aterstallning")
@authorized(may_restore, Section)
def bring_back(section: Section, number: int) -> Answer:
    """Make a new version that says what an old one said: all of it, or one block."""
    revision = version_numbered(section.text, number)
    wanted = request.form.get("block", "")
    block_id = number_in(wanted)
    if revision is None or (wanted and block_id is None):
        abort(404)
    saved = restore(revision, by=current_actor, block_id=block_id)
    db.session.commit()
    said = _("Version %(number)s är tillbaka, som en ny version.", number=number)
    if saved.revision is None:
        said = _("Texten var redan så. Inget är ändrat.")
    return replies.changed(at=section.url, said=said, undo=saved.deed)


def _version(section: Section, typed: str) -> Revision | None:
    number = number_in(typed)
    return version_numbered(section.text, number) if number else None


def _no_such(section: Section, typed: str) -> Answer:
    """Say in words that there is no such version, and which there are."""
    page = {"section": section, "typed": typed[:20], "newest": section.text.revision_count}
    return replies.page("drafting/no_version.html", status=404, **page)
