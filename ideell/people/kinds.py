"""What other rooms may know of people and organisations."""

from __future__ import annotations

from flask import url_for

from ideell.activity.models import Deed
from ideell.activity.notices import Following, Notice, waiting_notices
from ideell.activity.read_positions import ReadPosition
from ideell.foundation import kinds
from ideell.foundation.about import let_be_about
from ideell.foundation.jobs import Job
from ideell.foundation.keep import KeptForm
from ideell.foundation.language import lazy
from ideell.foundation.mail import Mail
from ideell.foundation.waiting import register_waiting
from ideell.people import office, organising, starting
from ideell.people.attempts import Attempt
from ideell.people.codes import SignInCode
from ideell.people.models import Membership, Organisation, OrganisationLink, Region, User
from ideell.people.searched import ORGANISATIONS, PEOPLE
from ideell.people.sessions import LoginSession


def introduce() -> None:
    """Register the kinds of the ground floor and of this room."""
    kinds.register_room(lazy("Vem är vem"), "people.index", "/organisationer", place=80)
    for model, why in (
        (Job, "work of the runner"),
        (Mail, "a message on its way"),
        (KeptForm, "what one person typed"),
        (Deed, "the log itself"),
        (Notice, "that one person was told of a deed"),
        (Following, "that one person follows a thing"),
        (ReadPosition, "how far one person has read"),
        (Attempt, "a counted try"),
        (SignInCode, "a secret"),
        (Region, "a fact"),  # the room of alliances gives it a page
    ):
        kinds.register(model, internal=why)
    let_be_about(Organisation, "organisation")
    let_be_about(Region, "region", title=lambda region: region.name)
    register_waiting(waiting_notices, in_workspaces=False)
    _introduce_people()
    _introduce_organisations()


def _introduce_people() -> None:
    kinds.register(
        User,
        url=lambda user: url_for("people.person", user_id=user.id),
        title=lambda user: user.name,
        personal=("name", "email", "phone", "language", "state", "seen_at"),
        undo={"person.paused": office.undo_pause, "person.changed": office.undo_person_change},
        search=PEOPLE,
    )
    kinds.register(
        Membership,
        url=lambda one: kinds.url_of(one.organisation),
        title=lambda one: one.organisation.name,
        undo={
            "membership.added": office.undo_membership_added,
            "membership.ended": office.undo_membership_end,
            "membership.changed": office.undo_role_change,
        },
    )
    kinds.register(LoginSession, url=lambda one: "/min-sida", internal="a signed-in device")


def _introduce_organisations() -> None:
    kinds.register(
        Organisation,
        url=lambda one: url_for("people.show", organisation_id=one.id),
        title=lambda one: one.titled,
        undo={
            "organisation.changed": organising.undo_organisation_change,
            "alliance.started": starting.undo_start,
        },
        search=ORGANISATIONS,
    )
    kinds.register(
        OrganisationLink,
        url=lambda one: kinds.url_of(one.owner),
        title=lambda one: one.member.name,
        undo={
            "link.added": organising.undo_link_added,
            "link.ended": organising.undo_link_ended,
        },
    )
