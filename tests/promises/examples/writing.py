"""Texts, blocks, suggestions and conversations, in sections of different states."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.drafting.models import Response, Section
from ideell.drafting.responding import add_section
from ideell.extensions import db
from ideell.people.identity import actor_of
from ideell.writing.arranging import put_after, rewritten
from ideell.writing.comments import Comment, Conversation
from ideell.writing.models import Block, Revision, Text
from ideell.writing.packets import suggest_together
from ideell.writing.saving import revision_of, write
from ideell.writing.suggesting import Wish, suggest
from ideell.writing.suggestions import Packet, Suggestion
from ideell.writing.talking import comment
from tests.promises.town import Side, example

HOSTED = ("open", "review", "approved", "locked")


@contextlib.contextmanager
def while_open(section: Section) -> Iterator[None]:
    """Within the block, the section stands as it did before it came where it stands."""
    state, section.state = section.state, "open"
    yield
    section.state = state


@example("Text", *HOSTED, "empty")
def text(side: Side, state: str) -> Text:
    return side.of("Section", state).text


@example("Revision", *HOSTED)
def revision(side: Side, state: str) -> Revision:
    return db.session.get_one(Revision, side.of("Text", state).head_id)


@example("Block", *HOSTED)
def block(side: Side, state: str) -> Block:
    mine = sa.select(Block).where(Block.text_id == side.of("Text", state).id)
    return db.session.scalars(mine.order_by(Block.position)).first()


@example("Suggestion", *HOSTED, "accepted")
def suggestion(side: Side, state: str) -> Suggestion:
    state_of_section = "open" if state == "accepted" else state
    where = side.of("Block", state_of_section)
    kind = "language" if state == "open" else "substance"
    wish = Wish(text="Vi tycker att alla körer behövs.", why="Det är tydligare.", kind=kind)
    with while_open(side.of("Section", state_of_section)):
        made, _deed = suggest(where, wish, base=None, by=actor_of(side.author, side.author_org.id))
    if state == "accepted":
        made.state, made.decided_by_id = "accepted", side.holder.id
        made.decided_at = made.made_at
    return made


@example("Packet", *HOSTED)
def packet(side: Side, state: str) -> Packet:
    by = actor_of(side.author, side.author_org.id)
    with while_open(side.of("Section", state)):
        blocks = side.of("Text", state).blocks[:2]
        wishes = [(one, Wish(text=f"{one.text} Så är det.", why="Klarare.")) for one in blocks]
        made, _deed = suggest_together(blocks[0].host_text, wishes, base=None, by=by)
    assert made[0].packet is not None
    return made[0].packet


@example("Comment", *HOSTED, "withdrawn")
def said(side: Side, state: str) -> Comment:
    state_of_section = "open" if state == "withdrawn" else state
    where = side.of("Block", state_of_section)
    by = actor_of(side.author, side.author_org.id)
    with while_open(side.of("Section", state_of_section)):
        made = comment(where.host_text, "Det här är bra.", by=by, block=where)
    if state == "withdrawn":
        made.state = "withdrawn"
    return made


@example("Conversation", *HOSTED, "resolved")
def conversation(side: Side, state: str) -> Conversation:
    if state != "resolved":
        return side.of("Comment", state).conversation
    where = side.of("Block", "open")
    made = Conversation(text_id=where.text_id, block=where, quote=where.text, state="resolved")
    db.session.add(made)
    return made


@example("Deed", "alone", "built_upon")
def deed(side: Side, state: str) -> Deed:
    """Something that the author did, and can take back unless somebody has built on it.

    It stands in an answer of its own: the author holds the pen there and nowhere else.
    """
    by = actor_of(side.author, side.author_org.id)
    answer = Response(
        consultation=side.of("Consultation"), kind="own", owner_org_id=side.owner.id,
        audience="members", state="drafting",
    )  # fmt: skip
    db.session.add(answer)
    made = add_section(answer, f"Ett {state}", by=actor_of(side.moderator))
    made.pen_holder_id = side.author.id
    db.session.flush()
    wanted = put_after([], None, "Körerna behöver lokaler som de har råd med.")
    first = write(made.text, wanted, base=None, by=by)
    if state == "built_upon":
        head = revision_of(made.text, made.text.head_id)
        later = rewritten(head.standing, head.standing[0].id, "Körerna behöver nya lokaler i stan.")
        write(made.text, later, base=head, by=actor_of(side.moderator))
    return first.deed
