"""What other rooms may know of people and organisations."""

from __future__ import annotations

from ideell.activity.models import Deed
from ideell.foundation import kinds
from ideell.foundation.jobs import Job
from ideell.foundation.keep import KeptForm
from ideell.foundation.language import lazy
from ideell.foundation.mail import Mail
from ideell.people.models import Membership, Organisation, OrganisationLink, Region, User
from ideell.people.office import resume_person, undo_membership_end, undo_role_change
from ideell.people.organising import undo_organisation_change
from ideell.people.sessions import Attempt, LoginSession, SignInCode


def introduce() -> None:
    """Register the kinds of the ground floor and of this room."""
    kinds.register_room(lazy("Vem är vem"), "people.index", "/organisationer")
    for model, why in (
        (Job, "work of the runner"),
        (Mail, "a message on its way"),
        (KeptForm, "what one person typed"),
        (Deed, "the log itself"),
        (Attempt, "a counted try"),
        (SignInCode, "a secret"),
        (Region, "a fact"),
    ):
        kinds.register(model, internal=why)
    kinds.register(
        Organisation,
        url=lambda organisation: f"/organisationer/{organisation.id}",
        title=lambda organisation: organisation.name,
        undo={"organisation.changed": undo_organisation_change},
    )
    kinds.register(
        User,
        url=lambda user: "/organisationer",
        title=lambda user: user.name,
        personal=("name", "email", "phone", "language", "state", "seen_at"),
        undo={"person.paused": resume_person},
    )
    kinds.register(
        Membership,
        url=lambda membership: f"/organisationer/{membership.organisation_id}",
        title=lambda membership: membership.organisation.name,
        undo={
            "membership.ended": undo_membership_end,
            "membership.changed": undo_role_change,
        },
    )
    kinds.register(OrganisationLink, internal="who belongs where")
    kinds.register(LoginSession, url=lambda session: "/min-sida", internal="a signed-in device")
