"""How a section moves: tom → skrivs → öppen för förslag → granskas → godkänd → låst.

Design: model, States. The reviewer is not the last author; only those who lead open a section
again, and going back needs a reason. Where the track is *smaller*, done is done: no ceremony.
"""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.drafting.models import Review, Section
from ideell.drafting.responding import refuse_when_closed, set_due
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.language import gettext as _
from ideell.foundation.rules import RuleBroken
from ideell.people.models import User
from ideell.writing.holding import hold
from ideell.writing.models import Block, Revision


def take_pen(section: Section, *, by: Actor) -> Deed:
    """Take the pen where nobody holds it. Raises `RuleBroken` when somebody does."""
    if section.pen_holder_id is not None:
        name = section.pen_holder.name if section.pen_holder else ""
        raise RuleBroken(_("%(name)s håller redan i pennan.", name=name))
    return hand_pen(section, by.user, by=by)


def hand_pen(section: Section, to: User | None, *, by: Actor) -> Deed:
    """Hand the pen to somebody, or put it down."""
    refuse_when_closed(section.response)
    before = section.pen_holder_id
    section.pen_holder = to
    return record(by, "section.pen", section, before=before)


def put_in_charge(section: Section, to: User | None, day: date | None, *, by: Actor) -> list[Deed]:
    """Hand the pen over and set the day, each where it is another; return what was done."""
    refuse_when_closed(section.response)
    handed = hand_pen(section, to, by=by) if to is not section.pen_holder else None
    return [deed for deed in (handed, set_due(section, day, by=by)) if deed is not None]


def undo_pen(section: Section, *, deed: Deed, by: Actor) -> None:
    """Give the pen back to whoever held it, unless it has been handed on."""
    refuse_when_closed(section.response)
    deed.refuse_when_followed("section.pen")
    before = deed.details["before"]
    section.pen_holder = db.session.get(User, before) if before else None


def has_text(section: Section) -> bool:
    """Tell whether anything stands in the section."""
    return (
        db.session.scalar(
            sa.select(Block.id)
            .where(Block.text_id == section.text_id, Block.removed_at.is_(None))
            .limit(1)
        )
        is not None
    )


def open_for_suggestions(section: Section, *, by: Actor) -> Deed:
    """Say that the text is ready for others to suggest changes to."""
    _from(section, "empty", "writing")
    return _move(section, "open", "section.opened", by=by)


def finish(section: Section, *, by: Actor) -> Deed:
    """Klart: the section goes to review; on the smaller track it is approved at once.

    Raises `RuleBroken` when there is neither text nor a word that there is nothing to say.
    """
    _from(section, "empty", "writing", "open")
    if not section.nothing_to_say and not has_text(section):
        raise RuleBroken(
            _("Avsnittet är tomt. Skriv något, eller säg att ni inte har något att säga.")
        )
    to = "approved" if section.response.is_small else "review"
    return _move(section, to, "section.finished", by=by)


def say_nothing(section: Section, reason: str, *, by: Actor) -> Deed:
    """Say that we have nothing to say here, and why. The section then goes to review."""
    _from(section, "empty", "writing", "open")
    if not reason.strip():
        raise RuleBroken(_("Skriv ett kort skäl. Det syns för alla som skriver."))
    if has_text(section):
        raise RuleBroken(
            _("Det finns text i avsnittet. Ta bort den först, om ni inte har något att säga.")
        )
    to = "approved" if section.response.is_small else "review"
    said = reason.strip()
    return _move(section, to, "section.silent", by=by, reason=said, silence=said)


def last_author_id(section: Section) -> int | None:
    """Return who had the last word: who said that there is nothing to say, else who wrote last.

    None while the section is empty.
    """
    if section.nothing_to_say:
        return _silenced_by(section)
    return db.session.scalar(
        sa.select(Revision.author_id).where(Revision.id == section.text.head_id)
    )


def _silenced_by(section: Section) -> int | None:
    said = (Deed.thing_kind == Section.__name__) & (Deed.thing_id == section.id)
    return db.session.scalar(
        sa.select(Deed.user_id)
        .where(said, Deed.tag == "section.silent", Deed.undone_at.is_(None))
        .order_by(Deed.id.desc())
        .limit(1)
    )


def review(section: Section, verdict: str, note: str, *, by: Actor) -> tuple[Review, Deed]:
    """Approve a section, or return it with a reason; done by another than the last author."""
    _from(section, "review")
    if last_author_id(section) == by.user_id:
        raise RuleBroken(_("Du skrev sist i avsnittet. Någon annan behöver granska det."))
    if verdict == "return" and not note.strip():
        raise RuleBroken(_("Skriv vad som behöver ändras, så att den som skriver vet."))
    made = Review(
        section_id=section.id,
        revision_id=section.text.head_id,
        reviewer_id=by.user_id,
        acting_org_id=by.org_id,
        verdict=verdict,
        note=note.strip(),
    )
    db.session.add(made)
    to = "approved" if verdict == "approve" else "writing"
    tag = "section.approved" if verdict == "approve" else "section.returned"
    return made, _move(section, to, tag, by=by, reason=note)


def lock(section: Section, *, by: Actor) -> Deed:
    """Lock an approved section: from now on it is read and signed."""
    _from(section, "approved")
    return _move(section, "locked", "section.locked", by=by)


def reopen(section: Section, reason: str, *, by: Actor) -> Deed:
    """Open a section for writing again. Needs an answer that is still open, and a reason.

    Where the track is *smaller* nobody has reviewed it, and no reason is asked for.
    """
    refuse_when_closed(section.response)
    _from(section, "review", "approved", "locked")
    if not reason.strip() and not section.response.is_small:
        raise RuleBroken(_("Skriv ett kort skäl, så att de som har läst förstår."))
    to = "open" if has_text(section) else "writing"
    return _move(section, to, "section.reopened", by=by, reason=reason, silence="")


def undo_move(section: Section, *, deed: Deed, by: Actor) -> None:
    """Put the section back where it stood, unless it has moved on."""
    refuse_when_closed(section.response)
    hold(section.text)
    if section.state != deed.details["after"]:
        raise RuleBroken(_("Avsnittet har gått vidare sedan dess."))
    section.state = deed.details["before"]
    section.nothing_to_say = deed.details["silence"]


def _from(section: Section, *states: str) -> None:
    """Hold the text, so that no save passes the move unseen; refuse one that begins elsewhere."""
    hold(section.text)
    if section.state not in states:
        raise RuleBroken(
            _("Avsnittet har redan gått vidare. Läs om sidan, så ser du hur det står.")
        )


def _move(
    section: Section, to: str, tag: str, *, by: Actor, reason: str = "", silence: str | None = None
) -> Deed:
    """Move the section; `silence` is the new word that there is nothing to say, if it changes."""
    before, silent_before = section.state, section.nothing_to_say
    section.state = to
    if silence is not None:
        section.nothing_to_say = silence
    return record(
        by, tag, section, reason=reason.strip(), before=before, after=to, silence=silent_before
    )
