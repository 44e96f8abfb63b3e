"""Scenes of hostile text: every place that holds what people write, filled by the verbs.

A scene is one consultation with its report, input and answer. Each place takes the next text
of the batch, beginning elsewhere in it, so that every text comes to every place in time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import copy_context
from dataclasses import dataclass
from itertools import count
from typing import Any

from flask import current_app

from ideell.consultations import sources
from ideell.consultations.corrected import approve
from ideell.consultations.facts import add_consultation
from ideell.consultations.models import Consultation
from ideell.consultations.web_addresses import is_web_address
from ideell.drafting.models import Section
from ideell.drafting.responding import add_section, respond
from ideell.extensions import db
from ideell.files.receive import keep_content
from ideell.files.store import Store
from ideell.foundation.actor import Actor
from ideell.foundation.clock import today
from ideell.foundation.database import begin_as_reader
from ideell.people.identity import actor_of
from ideell.people.models import Organisation, User
from ideell.people.sign_in import email_key
from ideell.positions import contributing
from ideell.positions.stances import set_joint_stance
from ideell.reading.nodes import Form, Kind, Node, Outline
from ideell.writing import deciding, presence, suggesting, supporting, talking
from ideell.writing.blocks import Block as Typed
from ideell.writing.saving import Made, put
from ideell.writing.suggesting import Wish
from tests.world import link, make_organisation, make_person

BLOCKS = 6
_numbers = count(1)


@dataclass
class Texts:
    """Hands out the texts of a batch; each place begins one text further on."""

    batch: list[str]
    start: int
    handed: int = 0

    def __call__(self, most: int) -> str:
        """Return the next text that fits in `most` characters."""
        for _ in self.batch:
            text = self.batch[(self.start + self.handed) % len(self.batch)]
            self.handed += 1
            if 0 < len(text) <= most:
                return " ".join(text.split()) if most <= 500 else text
        return "inget som får plats"


@dataclass
class Stage:
    """Those who are there in every scene."""

    umbrella: Organisation
    moderator: User
    member: User
    member_org: Organisation

    @property
    def leads(self) -> Actor:
        """Return the moderator as an actor."""
        return actor_of(self.moderator, self.umbrella.id)


@dataclass
class Scene:
    """Where the texts of one scene are shown."""

    paths: list[str]
    write_path: str
    section: Section


def set_the_stage() -> Stage:
    """Add the umbrella, a member organisation and a person in each."""
    umbrella, member_org = make_organisation("Samklang", "umbrella"), make_organisation("Körbygden")
    link(member_org, umbrella)
    moderator = make_person("Kerstin Alm", a=(umbrella, ["office", "moderator"]))
    member = make_person("Anna Ek", a=(member_org, ["representative", "coordinator"]))
    db.session.commit()
    return Stage(umbrella, moderator, member, member_org)


def play(stage: Stage, take: Texts) -> Scene:
    """Write one scene and return where to look."""
    author = _person(stage, take)
    by = actor_of(author)
    consultation = _consultation(stage, take)
    document = _report(consultation, stage, take)
    nodes = list(document.nodes)
    contributions = list(_contributions(consultation, nodes, by, stage, take))
    response = respond(consultation, by=stage.leads)
    for line in ("about", "process", "decision_line", "responsible_line", "signatories"):
        setattr(response, line, take(2000))
    section = add_section(response, take(300), by=stage.leads, nodes=nodes[:1])
    section.pen_holder_id = author.id
    empty = add_section(response, take(300), by=stage.leads)
    empty.nothing_to_say = take(1000)
    db.session.flush()
    suggestions = _texts(section, by, stage, take)
    db.session.commit()
    at, answer = f"/remisser/{consultation.id}", f"/svar/{response.id}"
    blocks = section.text.blocks
    return Scene(
        paths=[
            "/", "/remisser", at, f"{at}/andra", f"{at}/datum", f"{at}/inspel", f"{at}/inspel/nytt",
            f"{at}/underlag/{document.id}?kapitel=alla", f"{at}/underlag/nytt",
            f"{at}/kapitel/{nodes[0].id}", f"{at}/kapitel/{nodes[1].id}/andra",
            f"/kapitel/{nodes[2].id}/stallning",
            *(f"/inspel/{one.id}" for one in contributions[:1]),
            section.url, f"{section.url}?vy=forslagen", f"{section.url}?vy=andringarna", empty.url,
            f"{section.url}/papper",
            f"{section.url}/versioner", f"{section.url}/versioner/jamforelse?fran=1&till=2",
            f"{section.url}/andring", f"{answer}/forslag", f"{answer}/hela", f"{answer}/hamta",
            f"{answer}/avsnitt", f"{answer}/avsnitt/nya", f"{answer}/uppgifter",
            f"{answer}/deltagare", f"{answer}/steg",
            f"/forslag/{suggestions[0]}/andring",
            f"/forslag/{suggestions[0]}", f"/forslag/{suggestions[0]}/invandning",
            f"/texter/{section.text_id}/forslag", f"/texter/{section.text_id}/forslag?valj=1",
            f"/stycken/{blocks[0].id}/forslag", f"/stycken/{blocks[1].id}/forslag?slag=flytt",
            f"/stycken/{blocks[1].id}/kommentarer",
            f"/organisationer/{by.org_id}", f"/organisationer/{by.org_id}/andra",
            f"/personer/{author.id}", f"/personer/{author.id}/andra",
        ],
        write_path=f"/stycken/{blocks[0].id}/skriv",
        section=section,
    )  # fmt: skip


def overtake(section: Section, stage: Stage, text: str) -> None:
    """Let somebody else save the first block, as between two who write at once.

    They wait for their turn: the form that stands open says so meanwhile, which is a write too.
    """
    db.session.rollback()
    copy_context().run(_overtake_as_writer, section, stage, text)


def _overtake_as_writer(section: Section, stage: Stage, text: str) -> None:
    begin_as_reader(False)
    standing = section.text.head.standing  # type: ignore[union-attr]  # because it is written
    wanted = [standing[0]._replace(text=text), *standing[1:]]
    put(section.text, wanted, base=section.text.head, by=stage.leads, made=Made())
    db.session.commit()


def _person(stage: Stage, take: Texts) -> User:
    number = next(_numbers)
    address = f"person{number}@example.se"
    organisation = Organisation(
        kind="national_member", name=f"{take(190)} {number}", short_name=take(60),
        about=take(2000), phone=take(40),
    )  # fmt: skip
    db.session.add(organisation)
    link(organisation, stage.umbrella)
    person = make_person(
        f"{take(110)}", a=(organisation, ["representative", "coordinator", "signatory"])
    )
    person.email, person.email_key, person.phone = address, email_key(address), take(40)
    db.session.flush()
    return person


def _consultation(stage: Stage, take: Texts) -> Consultation:
    url = take(300)
    return add_consultation(
        take(500), by=stage.leads, deadline=today(), kind="sou", track="large",
        issuer=take(200), their_numbers=[take(60), take(60)], our_number=take(60),
        series_ref=take(60), summary=take(2000), state="active",
        url=url if is_web_address(url) else "",
    )  # fmt: skip


def _report(consultation: Consultation, stage: Stage, take: Texts) -> Any:
    store = Store(current_app.extensions["ideell_settings"].data / "files")
    kinds = (
        Kind.CHAPTER,
        Kind.SECTION,
        Kind.PROPOSAL,
        Kind.ASSESSMENT,
        Kind.STATUTE,
        Kind.QUESTION,
    )
    nodes = [
        Node(number=take(30) if place else "1", heading=take(1000), kind=kind,
             level=min(place + 1, 3), text=take(2000))
        for place, kind in enumerate(kinds)
    ]  # fmt: skip
    document = sources.bring_read(
        consultation,
        keep_content(b"%PDF-1.4", f"{take(100)}.pdf", store, by=stage.leads),
        Outline(take(400), Form.PASTED, tuple(nodes)),
        by=stage.leads,
    )
    db.session.flush()
    db.session.refresh(document)
    approve(document, by=stage.leads)
    return document


def _contributions(
    consultation: Consultation, nodes: list[Any], by: Actor, stage: Stage, take: Texts
) -> Iterator[Any]:
    for place in range(3):
        node = nodes[2] if place else nodes[0]
        made = contributing.contribute(
            consultation, by=by, text=take(4000), node=node, stance="oppose"
        )
        contributing.share(made, by=by)
        contributing.release(made, by=by)
        contributing.dispose(made, "not_taken", take(500), by=stage.leads)
        db.session.flush()
        yield made
    set_joint_stance(nodes[2], "oppose", take(1000), by=stage.leads)


def _texts(section: Section, by: Actor, stage: Stage, take: Texts) -> list[int]:
    """Write blocks, suggestions of every kind, decisions, comments and a second version."""
    kinds = ("paragraph", "heading", "list_item", "quotation", "paragraph", "paragraph")
    first = [Typed(None, kind, take(4000)) for kind in kinds]
    put(section.text, first, base=None, by=by, made=Made(note=take(500)))
    db.session.flush()
    db.session.expire(section.text, ["blocks"])
    made = []
    for place, block in enumerate(section.text.blocks):
        for op in ("replace", "insert_after") if place % 2 else ("replace", "words"):
            wish = Wish(
                op=op,
                text=f"{block.text} {take(4000)}" if op == "replace" else take(4000),
                why=take(500),
                kind="substance",
            )
            made.append(suggesting.suggest(block, wish, base=None, by=by)[0])
        talking.comment(section.text, take(4000), by=stage.leads, block=block)
        said = talking.comment(section.text, take(4000), by=by, block=block)
        if place % 3 == 2:
            talking.resolve(said.conversation, "partly", take(500), by=stage.leads)
        presence.sign(section.text, block, by=by)
    wish = Wish("move", why=take(500), after_id=section.text.blocks[0].id, comment_id=said.id)
    made.append(suggesting.suggest(section.text.blocks[-1], wish, base=None, by=by)[0])
    supporting.oppose(made[0], take(300), by=stage.leads)
    deciding.decline([made[1]], take(500), by=stage.leads)
    standing = section.text.head.standing  # type: ignore[union-attr]  # because it is written
    changed = [standing[0], standing[1]._replace(text=take(4000)), *standing[2:]]
    put(section.text, changed, base=section.text.head, by=by, made=Made(note=take(500)))
    db.session.flush()
    return [one.id for one in made]
