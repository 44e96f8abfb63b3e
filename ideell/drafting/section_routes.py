"""A section: its page, its pen, its states, its place in the answer."""

from __future__ import annotations

from flask import Blueprint, request
from flask import Response as Answer

from ideell.activity.models import Deed
from ideell.drafting import ordering, responding, sectioning
from ideell.drafting.forms import ChargeForm, PenForm, ReasonForm, ReviewForm, SectionForm
from ideell.drafting.models import Section
from ideell.drafting.pens import possible_pen_holders
from ideell.drafting.policy import (
    may_finish,
    may_hand_pen,
    may_lead_section,
    may_read_section,
    may_reopen_section,
    may_review,
    may_take_pen,
)
from ideell.drafting.section_page import page_of, whole_of
from ideell.drafting.section_words import in_charge, undecided_in
from ideell.drafting.sources import choosable_nodes
from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.foundation.links import local_path
from ideell.people.models import User
from ideell.writing.views import VIEWS

bp = Blueprint("sections", __name__)


@bp.get("/svar/<int:response_id>/avsnitt/<int:section_id>")
@authorized(may_read_section, Section)
def show(section: Section) -> Answer:
    """Report, numbered blocks, and what is said beside them."""
    view = request.args.get("vy", "")
    page = page_of(section, current_actor, view if view in VIEWS else "")
    return replies.page("drafting/section.html", page=page)


@bp.get("/svar/<int:response_id>/avsnitt/<int:section_id>/papper")
@authorized(may_read_section, Section)
def paper(section: Section) -> Answer:
    """One section for paper, as the whole draft is."""
    whole = whole_of(section.response, section)
    return replies.page("drafting/section_paper.html", section=section, whole=whole)


@bp.route("/svar/<int:response_id>/avsnitt/<int:section_id>/andring", methods=["GET", "POST"])
@authorized(may_lead_section, Section, keeps=True)
def change(section: Section) -> Answer:
    """Change what a section is called and what it is about."""
    nodes = choosable_nodes(section.response.consultation, current_actor)
    form = SectionForm.of(section, nodes)
    if not form.sent_and_valid():
        return replies.form("drafting/section_form.html", section=section, form=form)
    chosen = responding.nodes_numbered(section.response.consultation, form.nodes.data or [])
    values = {"heading": form.heading.data, "role": form.role.data, "nodes": chosen}
    deed = responding.change_section(section, by=current_actor, **values)
    return _done(section, deed, _("Avsnittet är ändrat."))


@bp.post("/svar/<int:response_id>/avsnitt/<int:section_id>/plats")
@authorized(may_lead_section, Section)
def move(section: Section) -> Answer:
    """Move a section one place up or down."""
    steps = -1 if request.form.get("till") == "upp" else 1
    deed = ordering.move_section(section, steps, by=current_actor)
    return _done(section, deed, _("Avsnittet är flyttat."), at=_list(section))


@bp.post("/svar/<int:response_id>/avsnitt/<int:section_id>/borttagning")
@authorized(may_lead_section, Section)
def remove(section: Section) -> Answer:
    """Take a section out of the answer."""
    deed = ordering.remove_section(section, by=current_actor)
    return _done(section, deed, _("Avsnittet är borttaget ur svaret."), at=_list(section))


@bp.post("/svar/<int:response_id>/avsnitt/<int:section_id>/penna")
@authorized(may_take_pen, Section)
def take_pen(section: Section) -> Answer:
    """Take the pen where nobody holds it."""
    deed = sectioning.take_pen(section, by=current_actor)
    return _done(section, deed, _("Nu håller du i pennan."))


@bp.route("/svar/<int:response_id>/avsnitt/<int:section_id>/overlamning", methods=["GET", "POST"])
@authorized(may_hand_pen, Section)
def hand_pen(section: Section) -> Answer:
    """Hand the pen to somebody in scope, or to nobody."""
    people = {person.id: person for person in possible_pen_holders(section.response)}
    form = PenForm(data={"person": section.pen_holder_id or 0})
    form.offer(list(people.values()))
    if not form.sent_and_valid():
        return replies.form("drafting/pen_form.html", section=section, form=form)
    to: User | None = people.get(form.person.data)
    deed = sectioning.hand_pen(section, to, by=current_actor)
    said = _("%(name)s håller nu i pennan.", name=to.name) if to else _("Ingen håller i pennan.")
    return _done(section, deed, said)


@bp.post("/svar/<int:response_id>/avsnitt/<int:section_id>/ansvar")
@authorized(may_lead_section, Section, keeps=True)
def put_in_charge(section: Section) -> Answer:
    """Say who holds the pen and by when the section shall be done, in one press."""
    people = {person.id: person for person in possible_pen_holders(section.response)}
    form = ChargeForm()
    form.offer(list(people.values()))
    if not form.sent_and_valid():
        return replies.form("drafting/charge_form.html", section=section, form=form)
    deeds = sectioning.put_in_charge(
        section, people.get(form.person.data), form.day.data, by=current_actor
    )
    said = in_charge(section, form.day.understood or "")
    return _done(section, deeds[0] if len(deeds) == 1 else None, said, at=_list(section))


@bp.post("/svar/<int:response_id>/avsnitt/<int:section_id>/oppning")
@authorized(may_finish, Section)
def open_for_suggestions(section: Section) -> Answer:
    """Say that the text is ready for suggestions."""
    deed = sectioning.open_for_suggestions(section, by=current_actor)
    return _done(section, deed, _("Avsnittet är öppet för förslag."))


@bp.post("/svar/<int:response_id>/avsnitt/<int:section_id>/klart")
@authorized(may_finish, Section)
def finish(section: Section) -> Answer:
    """Klart: to review."""
    deed = sectioning.finish(section, by=current_actor)
    said = _("Avsnittet är klart. Nu granskar någon annan det.")
    done = _("Avsnittet är klart.") if section.response.is_small else said
    return _done(section, deed, f"{done} {undecided_in(section)}".strip())


@bp.route("/svar/<int:response_id>/avsnitt/<int:section_id>/tystnad", methods=["GET", "POST"])
@authorized(may_finish, Section, keeps=True)
def say_nothing(section: Section) -> Answer:
    """Say that we have nothing to say here."""
    form = ReasonForm()
    if not form.sent_and_valid() or not form.reason.data:
        return _asked("drafting/silence_form.html", section, form)
    deed = sectioning.say_nothing(section, form.reason.data, by=current_actor)
    return _done(section, deed, _("Sparat. Avsnittet räknas som klart."))


@bp.route("/svar/<int:response_id>/avsnitt/<int:section_id>/granskning", methods=["GET", "POST"])
@authorized(may_review, Section, keeps=True)
def review(section: Section) -> Answer:
    """Approve a section, or return it with a reason."""
    form = ReviewForm()
    if not form.sent_and_valid():
        return replies.form("drafting/review_form.html", section=section, form=form)
    verdict = form.verdict.data
    _made, deed = sectioning.review(section, verdict, form.note.data or "", by=current_actor)
    approved = _("Avsnittet är godkänt.")
    said = approved if verdict == "approve" else _("Avsnittet är skickat tillbaka.")
    return _done(section, deed, said)


@bp.post("/svar/<int:response_id>/avsnitt/<int:section_id>/lasning")
@authorized(may_lead_section, Section)
def lock(section: Section) -> Answer:
    """Lock an approved section."""
    deed = sectioning.lock(section, by=current_actor)
    return _done(section, deed, _("Avsnittet är låst."))


@bp.route("/svar/<int:response_id>/avsnitt/<int:section_id>/ateroppning", methods=["GET", "POST"])
@authorized(may_reopen_section, Section, keeps=True)
def reopen(section: Section) -> Answer:
    """Open a section for writing again, with a reason; on the smaller track without."""
    form = ReasonForm()
    if not form.sent_and_valid() or not (form.reason.data or section.response.is_small):
        return _asked("drafting/reopen_form.html", section, form)
    deed = sectioning.reopen(section, form.reason.data or "", by=current_actor)
    return _done(section, deed, _("Avsnittet är öppet igen."))


def _asked(template: str, section: Section, form: ReasonForm) -> Answer:
    """Show a form that asks for a reason; sent without one, it says so."""
    if form.is_sent and not form.reason.data:
        db.session.rollback()
        form.reason.errors = [_("Skriv ett kort skäl, så att de andra förstår.")]
    return replies.form(template, section=section, form=form)


def _done(section: Section, deed: Deed | None, said: str, at: str | None = None) -> Answer:
    db.session.commit()
    back = local_path(request.form.get("next")) or at or section.url
    return replies.changed(at=back, said=said, undo=deed)


def _list(section: Section) -> str:
    return f"/svar/{section.response_id}/avsnitt"
