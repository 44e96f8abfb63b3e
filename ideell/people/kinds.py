"""What other rooms may know of people and organisations."""

from __future__ import annotations

from ideell.activity.models import Deed
from ideell.foundation import kinds
from ideell.foundation.jobs import Job
from ideell.foundation.keep import KeptForm
from ideell.foundation.mail import Mail
from ideell.people.models import Membership, Organisation, OrganisationLink, Region, User
from ideell.people.sessions import Attempt, LoginSession, SignInCode


def introduce() -> None:
    """Register the kinds of the ground floor and of this room."""
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
    )
    kinds.register(
        User,
        url=lambda user: "/organisationer",
        title=lambda user: user.name,
        personal=("name", "email", "phone", "language", "state", "seen_at"),
    )
    kinds.register(Membership, title=lambda membership: membership.organisation.name)
    kinds.register(OrganisationLink, internal="who belongs where")
    kinds.register(LoginSession, url=lambda session: "/min-sida", internal="a signed-in device")
