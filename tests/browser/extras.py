"""What the demo does not happen to hold: the states that people meet on a bad or a first day."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from flask import current_app

from ideell.consultations import sources
from ideell.consultations.corrected import approve
from ideell.consultations.facts import add_consultation
from ideell.consultations.models import Consultation
from ideell.consultations.moves import BY_NAME, move_on
from ideell.discussions import moderating, posting, starting
from ideell.discussions.models import Post
from ideell.drafting.responding import add_section, respond
from ideell.extensions import db
from ideell.files.receive import keep_content
from ideell.files.store import Store
from ideell.foundation.actor import Actor
from ideell.foundation.clock import today
from ideell.people.identity import actor_of
from ideell.people.models import Organisation, User
from ideell.people.sharing import Room
from ideell.positions.gathering import open_gathering
from ideell.positions.models import Gathering
from ideell.positions.voice import compose
from ideell.writing.arranging import put_after, rewritten
from ideell.writing.saving import revision_of, write
from ideell.writing.suggesting import Wish, suggest
from tests.browser.document_extras import add_document_extras
from tests.documents.builders import PNG
from tests.world import make_organisation, make_person

CONTENTS = "1 Inledning 5\n1.1 Uppdraget 6\nFörslag: Bidraget höjs.\n2 Samverkan 9\n2.1 Länen 10"
CORRECTED = "1 Inledning 5\n1.1 Uppdraget 7\nFörslag: Bidraget höjs.\n3 Pengar 12"
TWO = "Remiss som två skriver i"
LOST = "Stycket behövs för de små föreningarna."
BUILT_UPON = 3  # the version that somebody built on
TAKEN_BACK = "När möts vi i vår?"
ASKED = "Vad betyder avstånden för er?"
LONG_WORD = "Kulturföreningsverksamhetsbidragsfördelningsförordningsändringsförslag"

WAITING, UNREADABLE, TO_APPROVE, CORRECTION, DECLINED, LATE, FINISHED, HAND = (
    "Remiss vars fil läses",
    "Remiss vars fil inte gick att läsa",
    "Remiss med innehåll att godkänna",
    "Remiss med en rättad version",
    "Remiss som vi inte besvarar",
    "Remiss vars svarsdatum har gått",
    "Remiss som är besvarad",
    f"Remiss med ett långt ord: {LONG_WORD}",
)


def add_extras() -> None:
    """Add people without an organisation, and consultations on every stage of a report."""
    outside = make_organisation("Ny förening utan något", "association")
    make_person("Urban Utanför", a=(outside, ["representative"]))
    make_person("Ensam Ensamsson")
    make_organisation(LONG_WORD, "association", email="a@example.se", form="")
    db.session.flush()
    by = actor_of(_person("kerstin"), _umbrella().id)
    _not_released_yet()
    _being_read(_consultation(WAITING, by), by)
    _report_a_post()
    _take_back_a_post(by)
    _unreadable(_consultation(UNREADABLE, by), by)
    sources.bring_pasted(_consultation(TO_APPROVE, by), CONTENTS, by=by)
    corrected = _consultation(CORRECTION, by)
    approve(_flushed(sources.bring_pasted(corrected, CONTENTS, by=by)), by=by)
    sources.bring_pasted(corrected, CORRECTED, by=by)
    _moved(_consultation(DECLINED, by), by, "decline")
    _consultation(LATE, by, deadline=today() - timedelta(days=2))
    finished = _consultation(FINISHED, by)
    _published(finished, by)
    _two_at_work(_consultation(TWO, by), by)
    _moved(finished, by, "submit", "follow_up", "close")
    sources.bring_by_hand(_consultation(HAND, by, deadline=None), by=by)
    db.session.commit()
    add_document_extras(actor_of(_person("birgitta")), _umbrella().id, LONG_WORD, PNG)


def unspoken() -> Gathering:
    """Return the gathering whose voice nobody outside has heard."""
    return db.session.scalars(sa.select(Gathering).where(Gathering.introduction == ASKED)).one()


def _not_released_yet() -> None:
    """Let an alliance put together what it will say, and not release it."""
    kaisa = _person("kaisa")
    by = actor_of(kaisa)
    about = db.session.scalars(
        sa.select(Consultation).where(Consultation.title.startswith("Kultur i hela landet"))
    ).one()
    made, _deed = open_gathering(
        about, by=by, introduction=ASKED, last_day=today() + timedelta(days=4), nodes=[]
    )
    words = "Korsstygnet Norrbotten vill att avstånden räknas med."
    compose(made, by=by, text=words, node=None, stance=None, origins=[])


def _person(email: str) -> User:
    return db.session.scalars(sa.select(User).where(User.email.startswith(email))).one()


def _umbrella() -> Organisation:
    return db.session.scalars(sa.select(Organisation).filter_by(kind="umbrella")).one()


def _consultation(title: str, by: Actor, **facts: object) -> Consultation:
    given = {"deadline": today() + timedelta(days=2), "kind": "sou", "track": "small"}
    return add_consultation(title, by=by, **(given | facts))  # type: ignore[arg-type]  # because the table is mixed


def _report_a_post() -> None:
    mine = sa.select(Post).where(Post.author_id != _person("amina").id, Post.state == "visible")
    post = db.session.scalars(mine.order_by(Post.id)).first()
    assert post is not None
    moderating.report(post, "Det här hör inte hit.", by=actor_of(_person("amina")))


def _take_back_a_post(by: Actor) -> None:
    """Let somebody take back what they said between two others."""
    thread = starting.start(TAKEN_BACK, Room(by.org_id, "members"), by=by)
    posting.say(thread, "Vi brukar mötas i mars.", by=by)
    birgitta = actor_of(_person("birgitta"))
    gone = posting.say(thread, "Det här blev fel.", by=birgitta)
    posting.withdraw(gone, deed=gone.deed, by=birgitta)
    posting.say(thread, "April passar bättre i norr.", by=birgitta)


def _store() -> Store:
    return Store(current_app.extensions["ideell_settings"].data / "files")


def _published(consultation: Consultation, by: Actor) -> None:
    response = respond(consultation, by=by)
    section = add_section(response, "Lokaler", by=by)
    text = f"Vi tillstyrker **förslaget**.\n\n- Lokaler\n- {LONG_WORD}"
    saved = write(section.text, put_after([], None, f"{text}\n\nTas bort."), base=None, by=by)
    assert saved.revision is not None
    write(section.text, saved.revision.standing[:-1], base=saved.revision, by=by)
    response.state = "published"


def _two_at_work(consultation: Consultation, by: Actor) -> None:
    """A block that went while somebody suggested, and one that two have changed in turn."""
    section = add_section(respond(consultation, by=by), "Två skriver", by=by)
    section.pen_holder_id = _person("stig").id
    text, first = section.text, "Vi tillstyrker förslaget om lokaler i hela landet."
    gone = "De små föreningarna behöver mest hjälp med hyran."
    write(text, put_after([], None, f"{first}\n\n{gone}\n\nDet gäller hela landet."),
          base=None, by=by)  # fmt: skip
    db.session.flush()
    one, two, *_rest = text.blocks
    suggest(two, Wish(text=f"{gone} Det är sant.", why=LOST), base=None,
            by=actor_of(_person("amina")))  # fmt: skip
    for said, who in (
        (first, by),
        ("Vi tillstyrker förslaget om lokaler.", by),
        ("Vi tillstyrker inte förslaget om lokaler utan pengar.", actor_of(_person("stig"))),
    ):
        head = revision_of(text, text.head_id)
        left = [block for block in head.standing if block.id != two.id]
        write(text, rewritten(left, one.id, said), base=head, by=who)


def _being_read(consultation: Consultation, by: Actor) -> None:
    file = keep_content(b"# 1 Rubrik", "betankande.md", _store(), by=by)
    document = sources.bring_file(consultation, file, by=by)
    document.state, document.progress = "reading", 0.4


def _unreadable(consultation: Consultation, by: Actor) -> None:
    file = keep_content(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "gammal.doc", _store(), by=by)
    document = sources.bring_file(consultation, file, by=by)
    document.state, document.fault = "unreadable", "gave_up"


def _moved(consultation: Consultation, by: Actor, *names: str) -> None:
    for name in names:
        move_on(consultation, BY_NAME[name], "Vi hinner inte.", by=by)


def _flushed(document: object) -> object:
    db.session.flush()
    db.session.refresh(document)
    return document
