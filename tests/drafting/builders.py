"""A consultation under way in the invented town, with a report and an answer to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ideell.consultations.models import Consultation, SourceDocument, SourceNode
from ideell.drafting.models import Response, Section
from ideell.drafting.responding import add_section, respond
from ideell.drafting.sectioning import hand_pen
from ideell.extensions import db
from ideell.writing.arranging import put_after
from ideell.writing.models import Block
from ideell.writing.saving import write
from ideell.writing.suggesting import Wish, suggest
from ideell.writing.suggestions import Suggestion
from tests.world import World

FIRST = "Vi avstyrker förslaget att dela statsbidraget till folkbildningen på två myndigheter."
SECOND = "I en mängd kommuner är studiecirkeln den enda kulturverksamhet som finns året om."
THIRD = (
    "Vi anser att staten bör ta ett större ansvar för mötesplatserna på landsbygden. "
    "Bidraget bör räknas upp varje år så att det följer kostnaderna."
)
FOURTH = "Utredningen har inte räknat på vad förslagen betyder. Det bör göras."


@dataclass
class Answer:
    """An answer with one written section, whose pen Birgitta holds."""

    consultation: Consultation
    chapter: SourceNode
    proposal: SourceNode
    response: Response
    section: Section
    blocks: list[Block] = field(default_factory=list)


def make_consultation(world: World, track: str = "large") -> Consultation:
    """Add a consultation of Samklang's, with an approved report of one chapter."""
    consultation = Consultation(
        title="Kultur i hela landet",
        owner_org=world.samklang,
        state="active",
        track=track,
        audience="members",
    )
    db.session.add(consultation)
    db.session.flush()
    return consultation


def make_report(consultation: Consultation) -> tuple[SourceNode, SourceNode]:
    """Add an approved report: a chapter with one proposal in it."""
    document = SourceDocument(consultation=consultation, number=1, state="approved", title="SOU")
    db.session.add(document)
    db.session.flush()
    chapter = SourceNode(
        consultation=consultation, document_id=document.id, position=1, number="5",
        heading="Folkbildning", kind="chapter", page_from=133, page_to=170,
    )  # fmt: skip
    db.session.add(chapter)
    db.session.flush()
    proposal = SourceNode(
        consultation=consultation, document_id=document.id, position=2, number="5.3",
        heading="Dela bidraget på två myndigheter", kind="proposal", parent_id=chapter.id,
        level=2, page_from=141,
    )  # fmt: skip
    db.session.add(proposal)
    db.session.flush()
    return chapter, proposal


def make_answer(world: World, track: str = "large", text: str = "") -> Answer:
    """Add an answer with one section of four blocks."""
    consultation = make_consultation(world, track)
    chapter, proposal = make_report(consultation)
    mona = world.actor("mona")
    response = respond(consultation, by=mona)
    if track == "large":
        response.state = "drafting"
    section = add_section(response, "Folkbildning och mötesplatser", nodes=[chapter], by=mona)
    hand_pen(section, world.birgitta, by=mona)
    answer = Answer(consultation, chapter, proposal, response, section)
    answer.blocks = write_blocks(
        world, section, text or f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n\n{FOURTH}"
    )
    db.session.commit()
    return answer


def write_blocks(world: World, section: Section, text: str, who: str = "birgitta") -> list[Block]:
    """Let somebody put blocks last in a section; returns all its blocks."""
    standing = [block.as_block for block in section.text.blocks]
    wanted = put_after(standing, None, text)
    base = section.text.head
    write(section.text, wanted, base=base, by=world.actor(who))
    db.session.flush()
    db.session.expire(section.text)
    return list(section.text.blocks)


def make_suggestion(
    world: World, block: Block, text: str, *, who: str = "larserik", **wish: object
) -> Suggestion:
    """Let somebody suggest that a block says `text`."""
    made, _deed = suggest(
        block,
        Wish(text=text, why="Det är tydligare.", **wish),  # type: ignore[arg-type]  # because it passes through
        base=None,
        by=world.actor(who),
    )
    db.session.commit()
    return made
