"""An answer as a whole: begun, its sections chosen and ordered, read, and printed."""

from __future__ import annotations

from flask import Blueprint, make_response, request, url_for
from flask import Response as Answer

from ideell.consultations.models import Consultation
from ideell.drafting.facts import change_facts
from ideell.drafting.forms import ChargeForm, FactsForm, NewSectionsForm
from ideell.drafting.letter import letter_of
from ideell.drafting.models import Response
from ideell.drafting.overview import participation_in, sections_shown
from ideell.drafting.pens import possible_pen_holders
from ideell.drafting.policy import (
    is_inside,
    may_lead_response,
    may_read_letter,
    may_read_response,
    may_respond,
)
from ideell.drafting.responding import (
    add_sections,
    nodes_numbered,
    respond,
)
from ideell.drafting.section_page import whole_of
from ideell.drafting.sources import choosable_nodes, span
from ideell.drafting.writing_now import writing_now
from ideell.export import made_sound, web
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.foundation.language import ngettext

bp = Blueprint("drafting", __name__)


@bp.post("/remisser/<int:consultation_id>/svar")
@authorized(may_respond, Consultation)
def begin(consultation: Consultation) -> Answer:
    """Begin the answer to a consultation."""
    response = respond(consultation, by=current_actor)
    db.session.commit()
    at = url_for("drafting.new_sections", response_id=response.id)
    return replies.changed(at=at, said=_("Svaret är påbörjat. Välj vad ni vill svara på."))


@bp.get("/svar/<int:response_id>/narvaro")
@authorized(may_read_response, Response)
def presence(response: Response) -> Answer:
    """Who is writing in which section now; nothing when the page says so already."""
    now = writing_now(response, current_actor)
    if replies.is_fragment() and now.seen == request.args.get("sett", ""):
        return make_response("", 204)
    at = f"/remisser/{response.consultation_id}#our-answer"
    return replies.changed("drafting/_writing_now.html", at=at, now=now)


@bp.get("/svar/<int:response_id>")
@authorized(may_read_response, Response)
def show(response: Response) -> Answer:
    """The answer stands in its consultation's workspace."""
    return replies.changed(at=f"/remisser/{response.consultation_id}#our-answer")


@bp.route("/svar/<int:response_id>/avsnitt/nya", methods=["GET", "POST"])
@authorized(may_lead_response, Response, keeps=True)
def new_sections(response: Response) -> Answer:
    """Make sections from parts of the report, or a free one."""
    form = NewSectionsForm()
    nodes = choosable_nodes(response.consultation, current_actor)
    form.nodes.offer(nodes)
    if not form.sent_and_valid():
        page = {"response": response, "form": form, "nodes": nodes}
        return replies.form("drafting/new_sections.html", **page)
    chosen = nodes_numbered(response.consultation, form.nodes.data or [])
    own = (form.heading.data, form.role.data) if form.heading.data else None
    made = add_sections(response, chosen, own, by=current_actor)
    db.session.commit()
    said = ngettext("%(num)s avsnitt är tillagt.", "%(num)s avsnitt är tillagda.", len(made))
    return replies.changed(at=f"/svar/{response.id}/avsnitt", said=said)


@bp.get("/svar/<int:response_id>/avsnitt")
@authorized(may_lead_response, Response)
def sections(response: Response) -> Answer:
    """Order the sections, hand out pens and set days."""
    people = possible_pen_holders(response)
    rows = []
    for section in sections_shown(response):
        form = ChargeForm(data={"person": section.pen_holder_id or 0, "day": section.due_on})
        form.offer(people)
        rows.append((section, span(section.source_nodes), form))
    return replies.page("drafting/sections.html", response=response, rows=rows)


@bp.get("/svar/<int:response_id>/deltagare")
@authorized(may_read_response, Response)
def participants(response: Response) -> Answer:
    """Which members take part in the writing."""
    return replies.page(
        "drafting/participants.html", response=response, participation=participation_in(response)
    )


@bp.get("/svar/<int:response_id>/hela")
@authorized(may_read_letter, Response, strangers=True, seen=Response.letter_visible_to)
def whole(response: Response) -> Answer:
    """The whole draft for reading and for paper, with numbered blocks and a wide margin.

    Those outside the room read the letter of a published answer, and nothing else.
    """
    if not is_inside(current_actor, response):
        return _letter_page(response)
    return replies.page("drafting/whole.html", response=response, whole=whole_of(response))


@bp.route("/svar/<int:response_id>/uppgifter", methods=["GET", "POST"])
@authorized(may_lead_response, Response, keeps=True)
def facts(response: Response) -> Answer:
    """What is printed around the text: who we are, who decided, who signs."""
    form = FactsForm(response)
    if not form.sent_and_valid():
        return replies.form("drafting/facts_form.html", response=response, form=form)
    change_facts(response, form.values, by=current_actor)
    db.session.commit()
    return replies.changed(at=f"/remisser/{response.consultation_id}", said=_("Sparat."))


def _letter_page(response: Response) -> Answer:
    letter, _notes = made_sound(letter_of(response))
    return replies.page(
        "drafting/letter.html", response=response, letter=letter, article=web.article(letter)
    )
