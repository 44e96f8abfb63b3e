"""Half of R3: many who decide on the same suggestions at the same moment accept each once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from unittest import mock

import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.drafting.models import Section
from ideell.extensions import db
from ideell.foundation.database import reading
from ideell.people.identity import actor_of
from ideell.people.models import User
from ideell.writing import deciding
from ideell.writing.models import Revision
from ideell.writing.suggesting import Wish, suggest
from ideell.writing.suggestions import Suggestion
from tests.promises.crowds import Crowd, emptied, gathered

DECIDERS, BLOCKS = {True: 20, False: 8}, {True: 100, False: 2}
PER_BLOCK = 5
SENTENCE = "Staten bör ta ett större ansvar för mötesplatserna i hela landet."


@dataclass
class Accepted:
    """How many requests were sent, and what happened more or less than once."""

    asked: int = 0
    faults: list[str] = field(default_factory=list)


def accepted_at_once(*, full: bool, url: str) -> Accepted:
    """Let all deciders accept each suggestion at the same moment."""
    return _tried(DECIDERS[full], BLOCKS[full], url=url, processes=full)


def without_the_check() -> int:
    """The control: nobody looks whether it is decided. Returns how many were accepted twice."""
    every = (*deciding.OPEN_STATES, "accepted")
    with mock.patch.object(deciding, "OPEN_STATES", every):
        return len(_tried(4, 1, url="", processes=False).faults)


def _tried(deciders: int, blocks: int, *, url: str, processes: bool) -> Accepted:
    text = "\n\n".join(" ".join([SENTENCE] * PER_BLOCK) for _ in range(blocks))
    with gathered(deciders, text, url=emptied(url), processes=processes) as crowd:
        tags = _suggested(crowd)
        done = Accepted()
        with ThreadPoolExecutor(deciders) as pool:
            for number in tags:
                path = f"/forslag/{number}/antagande"
                work = [
                    pool.submit(person.send, path, {"once": f"{number}-{place}"})
                    for place, person in enumerate(crowd.people)
                ]
                codes = Counter(one.result()[0] for one in work)
                done.asked += codes.total()
                if set(codes) != {303}:
                    done.faults.append(f"suggestion {number} was answered {dict(codes)}")
        done.faults += _not_once(crowd, tags)
    return done


def _suggested(crowd: Crowd) -> dict[int, str]:
    """Make the suggestions: each puts a tag into a sentence of its own."""
    tags = {}
    with crowd.app.app_context():
        section = db.session.get_one(Section, crowd.section_id)
        by = actor_of(db.session.get_one(User, crowd.people[0].principal.user_id))
        for block in section.text.blocks:
            for place in range(PER_BLOCK):
                said, tag = [SENTENCE] * PER_BLOCK, f"märke{block.id}x{place}"
                said[place] = SENTENCE.replace("större", f"{tag} större")
                made, _ = suggest(block, Wish(text=" ".join(said)), base=None, by=by)
                tags[made.id] = tag
        db.session.commit()
    return tags


def _not_once(crowd: Crowd, tags: dict[int, str]) -> list[str]:
    """Return in words what did not happen exactly once."""
    with crowd.app.app_context(), reading():
        text = db.session.get_one(Section, crowd.section_id).text
        words = Counter(" ".join(block.text for block in text.blocks).split())
        deeds = Counter(
            db.session.scalars(sa.select(Deed.thing_id).where(Deed.tag == "suggestion.accepted"))
        )
        made = Counter(
            number
            for one in db.session.scalars(sa.select(Revision.from_suggestions))
            for number in one
        )
        states = dict(db.session.execute(sa.select(Suggestion.id, Suggestion.state)).all())
        db.session.remove()
    return [
        f"{tag}: {words[tag]} times in the text, {deeds[number]} deeds, {made[number]} versions, "
        f"{states[number]}"
        for number, tag in tags.items()
        if (words[tag], deeds[number], made[number], states[number]) != (1, 1, 1, "accepted")
    ]
