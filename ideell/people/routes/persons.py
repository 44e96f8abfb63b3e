"""One person: how to reach them, and how the office looks after their signing in."""

from __future__ import annotations

from flask import Response, url_for

from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.foundation.language import gettext as _
from ideell.people.directory import places_of
from ideell.people.forms import PersonDetailsForm
from ideell.people.models import User
from ideell.people.office import change_person, pause_person, resume_person
from ideell.people.policy import may_change_person, may_see_person
from ideell.people.routes.blueprint import NAMES, bp
from ideell.people.sign_in import give_code


@bp.get("/personer/<int:user_id>")
@authorized(may_see_person, User)
def person(user: User) -> Response:
    """How to reach a person, and whom they represent."""
    return replies.page("people/person.html", user=user, places=places_of(user), names=NAMES)


@bp.route("/personer/<int:user_id>/andra", methods=["GET", "POST"])
@authorized(may_change_person, User, keeps=True)
def change_details(user: User) -> Response:
    """Change a person's name, telephone or address."""
    form = PersonDetailsForm(user)
    if not form.sent_and_valid():
        return replies.form("people/details_form.html", form=form, user=user)
    deed = change_person(user, **form.values, by=current_actor)
    db.session.commit()
    return replies.changed(at=_at(user), said=_("Sparat."), undo=deed)


@bp.post("/personer/<int:user_id>/kod")
@authorized(may_change_person, User)
def read_out_code(user: User) -> Response:
    """Make a code to read out to a person whose mail does not arrive."""
    code, _deed = give_code(user, by=current_actor)
    db.session.commit()
    return replies.page("people/code_given.html", user=user, code=code)


@bp.post("/personer/<int:user_id>/paus")
@authorized(may_change_person, User)
def pause(user: User) -> Response:
    """Pause a person and sign them out everywhere."""
    deed = pause_person(user, by=current_actor)
    db.session.commit()
    said = _("%(name)s är pausad och utloggad överallt.", name=user.name)
    return replies.changed(at=_at(user), said=said, undo=deed)


@bp.post("/personer/<int:user_id>/aterkomst")
@authorized(may_change_person, User)
def resume(user: User) -> Response:
    """Let a paused person in again."""
    resume_person(user, by=current_actor)
    db.session.commit()
    return replies.changed(at=_at(user), said=_("%(name)s är med igen.", name=user.name))


def _at(user: User) -> str:
    return url_for("people.person", user_id=user.id)
