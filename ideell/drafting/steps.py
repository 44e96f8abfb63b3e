"""How an answer moves, step by step, and what each step asks for.

Design: model, States. öppet för inspel → utkast → förslagsrunda → sammanvägning → granskning →
underskrift → beslutat → inskickat → publicerat. The smaller track has utkast → beslutat →
inskickat → publicerat. Going back needs a reason. A guard is a list of `Hindrance`: what is
missing and where it is mended; higher rooms add theirs (`register_guard`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from ideell.activity.models import Deed, record
from ideell.drafting.models import RESPONSE_STATES, Response, Section
from ideell.drafting.responding import sections_of
from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.database import hold as hold_row
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.foundation.rules import RuleBroken
from ideell.writing.holding import hold
from ideell.writing.models import Block
from ideell.writing.numbering import renumber
from ideell.writing.planning import plan_of
from ideell.writing.suggestions import OPEN_STATES, Suggestion

SMALL = ("drafting", "decided", "submitted", "published")
NAMES = {
    "input": lazy("Öppet för inspel"),
    "drafting": lazy("Utkast"),
    "proposals": lazy("Förslagsrunda"),
    "weighing": lazy("Sammanvägning"),
    "review": lazy("Granskning"),
    "signing": lazy("Underskrift"),
    "decided": lazy("Beslutat"),
    "submitted": lazy("Inskickat"),
    "published": lazy("Publicerat"),
}
STEP_OF = {
    "input": "read", "drafting": "write", "proposals": "write", "weighing": "review",
    "review": "review", "signing": "stand", "decided": "stand", "submitted": "submit",
    "published": "followup",
}  # fmt: skip


@dataclass(frozen=True)
class Hindrance:
    """Why a step cannot be taken yet, and where it is mended."""

    sentence: str
    url: str


Guard = Callable[[Response], list[Hindrance]]
_guards: dict[str, list[Guard]] = {}


def register_guard(state: str, guard: Guard) -> None:
    """Ask `guard` before an answer goes on to `state`."""
    if guard not in _guards.setdefault(state, []):
        _guards[state].append(guard)


def path_of(response: Response) -> tuple[str, ...]:
    """Return the states that this answer goes through, in order."""
    return SMALL if response.is_small else RESPONSE_STATES


def next_state(response: Response) -> str | None:
    """Return the state after the one in which the answer stands, or None at the end."""
    path = path_of(response)
    rank = RESPONSE_STATES.index(response.state)
    return next((state for state in path if RESPONSE_STATES.index(state) > rank), None)


def earlier_states(response: Response) -> list[str]:
    """Return the states one can go back to, the nearest first."""
    rank = RESPONSE_STATES.index(response.state)
    return [s for s in reversed(path_of(response)) if RESPONSE_STATES.index(s) < rank]


def hindrances(response: Response, state: str) -> list[Hindrance]:
    """Return everything that stands in the way of going on to `state`; [] when nothing does."""
    own = {
        "proposals": (_has_sections,),
        "review": (_has_sections, _all_have_text, _no_conflicts),
        "signing": (_all_approved,),
        "decided": (_has_decision, *((_all_have_text, _no_conflicts) if response.is_small else ())),
    }
    guards = [*own.get(state, ()), *_guards.get(state, [])]
    return [hindrance for guard in guards for hindrance in guard(response)]


def go_on(response: Response, *, by: Actor) -> Deed:
    """Take the next step. Raises `RuleBroken` when something is missing.

    Blocks are numbered anew; the round of proposals opens sections, signing locks them.
    """
    _hold_all(response)
    to = next_state(response)
    if to is None:
        raise RuleBroken(_("Svaret är redan vid sitt sista steg."))
    if missing := hindrances(response, to):
        raise RuleBroken(missing[0].sentence)
    for section in sections_of(response):
        renumber(section.text)
        _follow(section, to)
    return _moved(response, to, by=by)


def go_back(response: Response, to: str, reason: str, *, by: Actor) -> Deed:
    """Go back to an earlier step, with a reason. Locked sections are approved again."""
    _hold_all(response)
    if to not in earlier_states(response):
        raise RuleBroken(_("Svaret har redan flyttats. Läs om sidan, så ser du var det är nu."))
    if not reason.strip():
        raise RuleBroken(_("Skriv ett kort skäl, så att alla förstår."))
    for section in sections_of(response):
        if section.state == "locked" and RESPONSE_STATES.index(to) < _CLOSES:
            section.state = "approved"
    return _moved(response, to, by=by, reason=reason.strip())


def _hold_all(response: Response) -> None:
    """Hold the answer and its texts, always in one order, so that nothing passes unseen."""
    hold_row(response)
    for text in sorted((one.text for one in sections_of(response)), key=lambda text: text.id):
        hold(text)


_CLOSES = RESPONSE_STATES.index("signing")


def _follow(section: Section, to: str) -> None:
    if to == "proposals" and section.state == "writing":
        section.state = "open"
    if RESPONSE_STATES.index(to) >= _CLOSES:
        section.state = "locked"


def _moved(response: Response, to: str, *, by: Actor, reason: str = "") -> Deed:
    before, response.state = response.state, to
    return record(by, "response.moved", response, reason=reason, before=before, after=to)


def _has_sections(response: Response) -> list[Hindrance]:
    if sections_of(response):
        return []
    return [Hindrance(_("Svaret har inga avsnitt än."), f"/svar/{response.id}/avsnitt/nya")]


def _all_have_text(response: Response) -> list[Hindrance]:
    written = set(
        db.session.scalars(
            sa.select(Block.text_id)
            .join(Section, Section.text_id == Block.text_id)
            .where(Section.response_id == response.id, Block.removed_at.is_(None))
        )
    )
    return [
        Hindrance(_("Avsnitt %(number)s är tomt.", number=section.position), section.url)
        for section in sections_of(response)
        if section.text_id not in written and not section.nothing_to_say
    ]


def _no_conflicts(response: Response) -> list[Hindrance]:
    suggested = sa.select(Suggestion.block_id).where(Suggestion.state.in_(OPEN_STATES))
    rows = db.session.execute(
        sa.select(Section, Block)
        .join(Block, Block.text_id == Section.text_id)
        .where(Section.response_id == response.id, Section.removed_at.is_(None))
        .where(Block.removed_at.is_(None), Block.id.in_(suggested))
    )
    torn = {section.id: section for section, block in rows if plan_of(block).hunks}
    return [
        Hindrance(
            _("I avsnitt %(number)s finns förslag som krockar.", number=section.position),
            section.place.review,
        )
        for section in torn.values()
    ]


def _all_approved(response: Response) -> list[Hindrance]:
    return [
        Hindrance(_("Avsnitt %(number)s är inte godkänt.", number=section.position), section.url)
        for section in sections_of(response)
        if section.state not in {"approved", "locked"}
    ]


def _has_decision(response: Response) -> list[Hindrance]:
    if response.decision_line.strip():
        return []
    return [Hindrance(_("Det står inte vem som har beslutat."), f"/svar/{response.id}/uppgifter")]
