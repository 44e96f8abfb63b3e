"""Hostile text in every place that shows text: planted by the product's own verbs."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from ideell.activity.models import record
from ideell.consultations.models import Consultation, SourceNode
from ideell.discussions import moderating, polls, posting, starting
from ideell.drafting.models import Response
from ideell.drafting.responding import add_section
from ideell.extensions import db
from ideell.foundation.clock import today
from ideell.foundation.forms import many_lines, one_line
from ideell.people.identity import actor_of
from ideell.people.models import Region, User
from ideell.people.sharing import Room
from ideell.positions.contributing import contribute
from ideell.positions.models import Gathering
from ideell.writing.arranging import put_after
from ideell.writing.blocks import tidy
from ideell.writing.models import Block
from ideell.writing.saving import write
from ideell.writing.suggesting import Wish, suggest
from ideell.writing.talking import comment
from tests.promises.planted_documents import documents_with
from tests.promises.town import Key, Town
from tests.world import make_organisation, make_person

# Searches that show what was planted: a word of ours beside it, or one that many vectors have.
SEARCHED = (
    ("nytt", "forslag"), ("nummer", "personer"), ("alert", "remisser"), ("alert", "betankanden"),
    ("alert", "svar"), ("alert", "inspel"), ("alert", "dokument"), ("alert", "diskussioner"),
    ("script", "personer"),
)  # fmt: skip


def plant(town: Town, texts: list[str]) -> list[str]:
    """Let each text stand in every kind of place; return the addresses that show them."""
    with town.app.app_context():
        anna = db.session.scalar(sa.select(User).where(User.name == "Anna Ek"))
        mona = db.session.scalar(sa.select(User).where(User.name == "Mona Ask"))
        assert anna is not None
        assert mona is not None
        planter = Planter(town, actor_of(anna), actor_of(mona))
        paths = [path for text in texts for path in planter.plant(many_lines(text) or "–")]
        lists = planter.lists()
        db.session.commit()
    return [*lists, *dict.fromkeys(paths)]


class Planter:
    """Puts one text in a place of each kind, as a member and as a moderator."""

    def __init__(
        self, town: Town, member: Any, moderator: Any, *, things: dict[Key, int] | None = None
    ) -> None:
        self.number_of = town.things if things is None else things
        self.planted = 0
        self.member, self.moderator = member, moderator
        self.consultation = self._get(Consultation, "active")
        self.response = self._get(Response, "drafting")

    def plant(self, text: str) -> list[str]:
        """Plant one text; return the pages of its own that show it."""
        line = one_line(text) or "–"
        consultation, node = self._report(line, text)
        contribution = contribute(consultation, by=self.member, text=text, node=node)
        contribution.state = "released"
        section = add_section(self.response, line[:300], nodes=[node], by=self.moderator)
        db.session.flush()
        self._write(section, text)
        alliance = self._people(line, text)
        asked = self._gathering(consultation, text)
        record(self.moderator, "consultation.go_back", consultation, reason=text)
        db.session.flush()
        return [
            f"/remisser/{consultation.id}",
            f"/remisser/{consultation.id}/inspel",
            f"/remisser/{consultation.id}/andra",
            f"/inspel/{contribution.id}",
            f"/insamlingar/{asked.id}",
            f"/allianser/{alliance.id}",
            f"/svar/{self.response.id}/avsnitt/{section.id}",
            *self._talk(section.text_id, text),
            *self._discuss(line, text),
            *documents_with(line, text, by=self.member, leader=self.moderator),
        ]

    def lists(self) -> list[str]:
        """Return the pages that show everything at once."""
        here, answer = f"/remisser/{self.consultation.id}", f"/svar/{self.response.id}"
        return [
            "/", "/remisser", "/diskussioner", "/diskussioner/moderering", "/organisationer",
            "/utkorg", "/allianser", "/allianser?region=24", "/allianser/regioner/24",
            here, f"{answer}/avsnitt",
            f"{answer}/hela", f"{answer}/forslag", f"{answer}/hamta", f"{answer}/hamta/html",
            f"{answer}/steg", f"{answer}/deltagare", f"{answer}/avsnitt/nya",
            "/dokument", "/dokument?utgatt=ja",
            *(f"/sok?q={word}&slag={kind}" for word, kind in SEARCHED),
        ]  # fmt: skip

    def _get(self, model: type, state: str) -> Any:
        return db.session.get_one(model, self.number_of[model.__name__, state])

    def _report(self, line: str, text: str) -> tuple[Consultation, SourceNode]:
        document = self.number_of["SourceDocument", "approved"]
        made = Consultation(
            title=line[:500], summary=text, issuer=line[:200], owner_org_id=self.moderator.org_id,
            audience="members", state="active", their_numbers=[line[:60]], our_number=line[:60],
        )  # fmt: skip
        node = SourceNode(
            consultation=made, document_id=document, position=9, kind="proposal", heading=line,
            number=line[:40], text=text,
        )  # fmt: skip
        db.session.add_all([made, node])
        db.session.flush()
        return made, node

    def _write(self, section: Any, text: str) -> None:
        """Write twice, so that there is a version to compare with."""
        first = write(section.text, put_after([], None, "Först."), base=None, by=self.moderator)
        assert first.revision is not None
        both = put_after(first.revision.standing, None, text)
        write(section.text, both, base=first.revision, by=self.moderator)

    def _talk(self, text_id: int, text: str) -> list[str]:
        blocks = db.session.scalars(sa.select(Block).where(Block.text_id == text_id)).all()
        block = blocks[-1]
        suggest(block, Wish(text=f"{text} nytt", why=text), base=None, by=self.member)
        if tidy(text):  # what is nothing but odd characters is no comment
            comment(block.host_text, text, by=self.member, block=block)
        pages = ("forslag", "skriv", "kommentarer")
        return [f"/stycken/{block.id}/{page}" for page in pages]

    def _discuss(self, line: str, text: str) -> list[str]:
        """A discussion with everything in it: a post, its answer, a hidden one, a poll."""
        room = Room(self.moderator.org_id, "members")
        about = self.consultation if self.planted % 2 else None
        thread = starting.start(line[:200], room, about=about, by=self.member)
        first = posting.say(thread, text, by=self.member)
        posting.say(thread, text, by=self.moderator, quoted=first)
        hidden = posting.say(thread, "Dolt.", by=self.member)
        moderating.hide(hidden, text, by=self.moderator)
        moderating.report(first, text, by=self.moderator)
        polls.ask(
            thread, line[:300], [line[:200], "Nej"], closes_on=today(), per="person",
            is_open=True, by=self.member,
        )  # fmt: skip
        starting.sum_up(thread, text, by=self.member)
        db.session.flush()
        pages = ("", "/sammanfattningar", "/sammanfattning", "/rubrik", "/flytt")
        tails = ("", "/andra", "/anmalan", "/doljande")
        return [
            *(f"{thread.url}{page}" for page in pages),
            *(f"/inlagg/{first.id}{tail}" for tail in tails),
            f"/inlagg/{hidden.id}",
        ]

    def _gathering(self, consultation: Consultation, text: str) -> Gathering:
        """Let the member's alliance ask about it, and the member answer."""
        asks = self._get(Gathering, "open")
        made = Gathering(
            consultation=consultation, alliance=asks.alliance, introduction=text,
            last_day=asks.last_day, user_id=asks.user_id,
        )  # fmt: skip
        db.session.add(made)
        db.session.flush()
        given = contribute(consultation, by=self.member, text=text, gathering=made)
        given.state = "released"
        return made

    def _people(self, line: str, text: str) -> Any:
        self.planted += 1
        organisation = make_organisation(
            f"{line[:80]} {self.planted}", "association", about=text, phone=line[:40]
        )
        person = make_person(f"Nummer {self.planted}", a=(organisation, ["representative"]))
        person.name = line[:120]
        region = db.session.scalars(sa.select(Region)).first()
        return make_organisation(
            f"{line[:80]} allians {self.planted}", "regional_alliance", about=text, regions=[region]
        )
