"""Reading the language of an answer: what to look at, and what is as it should be."""

from __future__ import annotations

from flask import Blueprint, current_app, request
from flask import Response as Answer

from ideell.drafting.dismissals import dismiss
from ideell.drafting.finding_words import lix_in_words, name_of_kind, told
from ideell.drafting.models import Response, Section
from ideell.drafting.policy import may_read_response, may_read_section, may_settle_findings
from ideell.drafting.proof_page import Read, proof_of
from ideell.drafting.proofreading import Limits
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.foundation.links import local_path
from ideell.writing.text_form import number_in

bp = Blueprint("proofreading", __name__)


@bp.get("/svar/<int:response_id>/sprak")
@authorized(may_read_response, Response)
def whole(response: Response) -> Answer:
    """What to look at in the whole answer, section by section."""
    return _page(response)


@bp.get("/svar/<int:response_id>/avsnitt/<int:section_id>/sprak")
@authorized(may_read_section, Section)
def one(section: Section) -> Answer:
    """What to look at in one section."""
    return _page(section.response, section)


@bp.post("/svar/<int:response_id>/avsnitt/<int:section_id>/sprak/godtagande")
@authorized(may_settle_findings, Section)
def settle(section: Section) -> Answer:
    """Say that what was found is as it should be; it holds until the block changes."""
    about = request.form.get("block")
    block_id = number_in(about) or 0 if about else None
    deed = dismiss(section, request.form.get("key", ""), block_id, by=current_actor)
    db.session.commit()
    at = local_path(request.form.get("next")) or f"{section.url}/sprak"
    return replies.changed(
        at=at, said=_("Bra. Anmärkningen är borta tills texten ändras."), undo=deed
    )


def _page(response: Response, section: Section | None = None) -> Answer:
    limits = _limits()
    proof = proof_of(response, limits, section)
    return replies.page(
        "drafting/proof.html", proof=proof, limits=limits, told=told, kind_name=name_of_kind,
        lix_in_words=lix_in_words, may_settle=_may_settle(proof.parts),
    )  # fmt: skip


def _limits() -> Limits:
    """The limits of this installation; none so low that every word would be marked."""
    settings = current_app.extensions["ideell_settings"]
    sentence, repeated = max(10, settings.sentence_words), max(6, settings.repeated_words)
    return Limits(sentence, max(1, settings.page_goal), repeated)


def _may_settle(parts: list[Read]) -> dict[int, bool]:
    """In which of the sections the reader writes."""
    return {part.section.id: may_settle_findings(current_actor, part.section) for part in parts}
