"""A product filled to a size, for pages: sections, blocks, suggestions and comments."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from ideell import create_app
from ideell.consultations.facts import add_consultation
from ideell.discussions import posting, starting
from ideell.discussions.models import Post, Thread
from ideell.drafting.models import Section
from ideell.drafting.responding import add_section, respond
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.people.identity import actor_of
from ideell.people.sharing import Room
from ideell.writing import talking
from ideell.writing.blocks import Block as Typed
from ideell.writing.saving import put
from ideell.writing.suggesting import Wish, suggest
from tests.browsing import sign_in
from tests.conftest import settings_for
from tests.world import World, build_world

SENTENCE = (
    "Vi anser att staten bör ta ett större ansvar för mötesplatserna i hela landet. Bidraget bör "
    "räknas upp varje år så att det följer kostnaderna för värme, el och hyra i stycke {number}."
)


class Town:
    """The product with one answer of a given size, and a signed-in pen holder."""

    def __init__(
        self, folder: Path, *, sections: int, blocks: int, suggestions: int, comments: int
    ) -> None:
        self.app: Flask = create_app(settings_for(folder))
        with self.app.app_context():
            db.create_all()
            self.world: World = build_world()
            db.session.commit()
            self._fill(sections, blocks, suggestions, comments)
            db.session.commit()
        self.client: FlaskClient = self.app.test_client()
        with self.app.app_context():
            person = db.session.merge(self.world.kerstin)
            sign_in(self.client, person)

    def _fill(self, sections: int, blocks: int, suggestions: int, comments: int) -> None:
        leader = self.world.actor("kerstin")
        consultation = add_consultation("Kultur i hela landet", by=leader, state="active")
        response = respond(consultation, by=leader)
        response.state = "proposals"
        made = [add_section(response, f"Avsnitt om {n}", by=leader) for n in range(sections)]
        db.session.flush()
        for section in made:
            section.state = "open"
            self._write(section, blocks)
        rows = [block for section in made for block in section.text.blocks]
        author = self.world.actor("anna")
        self.suggestion_ids = []
        for place in range(suggestions):
            block = rows[place * 7 % len(rows)]
            words = block.text.split()
            words[place % len(words)] = f"förslag{place}"
            wish = Wish(text=" ".join(words), why="Så är det.")
            suggested, _deed = suggest(block, wish, base=None, by=author)
            self.suggestion_ids.append(suggested.id)
        for place in range(comments):
            block = rows[place * 3 % len(rows)]
            talking.comment(
                block.host_text, "Det här stämmer hos oss också.", by=author, block=block
            )
        db.session.flush()
        self.consultation_id, self.section_ids = consultation.id, [one.id for one in made]
        self.response_id, self.block_ids = response.id, [row.id for row in rows]

    def _write(self, section: Section, blocks: int) -> None:
        wanted = [Typed(None, "paragraph", SENTENCE.format(number=n)) for n in range(blocks)]
        put(section.text, wanted, base=None, by=self.world.actor("kerstin"))
        db.session.flush()
        db.session.expire(section.text, ["blocks"])

    def get(self, path: str) -> str:
        """Fetch a page as the pen holder; anything but 200 is a fault of the bench."""
        answer = self.client.get(path, headers={"Host": "localhost"})
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.get_data(as_text=True)


class Talk(Town):
    """The product with one discussion of so many posts, every other with an agreement."""

    def __init__(self, folder: Path, posts: int) -> None:
        super().__init__(folder, sections=1, blocks=1, suggestions=0, comments=0)
        with self.app.app_context():
            thread = self._talk(posts)
            db.session.commit()
            self.thread_id = thread.id
            self.last_post_id = thread_last(thread.id)
        self.path = f"/diskussioner/{self.thread_id}"

    def _talk(self, posts: int) -> Thread:
        room = Room(self._actor("kerstin").org_id or 0, "members")
        thread = starting.start("Hur räknar vi?", room, by=self._actor("anna"))
        for number in range(posts):
            who = ("anna", "larserik", "cecilia")[number % 3]
            said = posting.say(thread, SENTENCE.format(number=number), by=self._actor(who))
            if number % 2:
                posting.agree(said, by=self._actor("mona"))
        return thread

    def _actor(self, name: str) -> Actor:
        person = db.session.merge(self.world.named[name])
        return actor_of(person)


def thread_last(thread_id: int) -> int:
    """Return the number of the last post of a thread."""
    last = sa.select(sa.func.max(Post.id)).where(Post.thread_id == thread_id)
    return db.session.scalar(last) or 0
