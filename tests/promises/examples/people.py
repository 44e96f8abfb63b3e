"""People, where they belong, what they did, and where they are signed in."""

from __future__ import annotations

from ideell.extensions import db
from ideell.people.codes import SignInCode
from ideell.people.models import Membership, Organisation, OrganisationLink, User
from ideell.people.sessions import LoginSession
from tests.promises.town import Side, example
from tests.world import make_organisation


@example("Organisation", "member", "alliance")
def organisation(side: Side, state: str) -> Organisation:
    """The author's own; and an alliance, that nobody here coordinates."""
    is_ours = side.owner is side.world.samklang
    alliance = side.world.norrvik if is_ours else side.world.soderas
    return alliance if state == "alliance" else side.author_org


@example("User")
def user(side: Side, _state: str) -> User:
    """Somebody who waits for a code at the sign-in page."""
    person = side.world.tora if side.author_org is side.world.korbygden else side.world.dan
    code = SignInCode(email_key=person.email_key, user_id=person.id, browser_hash="0" * 64)
    code.draw()
    db.session.add(code)
    return person


@example("Membership")
def membership(side: Side, _state: str) -> Membership:
    return side.of("User").memberships[0]


@example("OrganisationLink")
def organisation_link(side: Side, _state: str) -> OrganisationLink:
    small = make_organisation(f"Barnen i {side.author_org.name}", "association")
    link = OrganisationLink(member=small, owner=side.author_org)
    db.session.add(link)
    return link


@example("Outside")
def outside(side: Side, _state: str) -> Organisation:
    """An organisation that belongs nowhere yet."""
    return side.world.utombys


@example("LoginSession")
def login_session(side: Side, _state: str) -> LoginSession:
    return LoginSession.begin(side.author, remembered=True, device="en annan dator")
