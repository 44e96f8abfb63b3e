"""Versions of a section: listed, read, any two compared, an old one made new."""

from __future__ import annotations

from flask import Blueprint
from flask import Response as Answer

from ideell.drafting.models import Section
from ideell.drafting.policy import may_read_section, may_restore
from ideell.extensions import db
from ideell.foundation.access import authorized, current_actor
from ideell.writing import version_pages

bp = Blueprint("versions", __name__)


@bp.get("/svar/<int:response_id>/avsnitt/<int:section_id>/versioner")
@authorized(may_read_section, Section)
def index(section: Section) -> Answer:
    """Every version, newest first, in pages."""
    return version_pages.index_page(section)


@bp.get("/svar/<int:response_id>/avsnitt/<int:section_id>/versioner/<number>")
@authorized(may_read_section, Section)
def show(section: Section, number: str) -> Answer:
    """The whole section as it stood in one version."""
    heading = f"{section.position}. {section.heading}"
    may = may_restore(current_actor, section)
    return version_pages.version_page(section, number, heading=heading, may_restore=may)


@bp.get("/svar/<int:response_id>/avsnitt/<int:section_id>/versioner/jamforelse")
@authorized(may_read_section, Section)
def comparison(section: Section) -> Answer:
    """Two versions side by side in words: what changed, block by block."""
    may = may_restore(current_actor, section)
    return version_pages.comparison_page(section, may_restore=may)


@bp.post("/svar/<int:response_id>/avsnitt/<int:section_id>/versioner/<int:number>/aterstallning")
@authorized(may_restore, Section)
def bring_back(section: Section, number: int) -> Answer:
    """Make a new version that says what an old one said: all of it, or one block."""
    answer = version_pages.bring_back(section, number, by=current_actor)
    db.session.commit()
    return answer
