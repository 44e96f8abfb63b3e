"""What waits for a person: what they began to write and never sent, and choices put off."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.dates import moment_in_words
from ideell.foundation.keep import KeptForm, left_at
from ideell.foundation.language import gettext as _
from ideell.foundation.questions import Asked
from ideell.foundation.waiting import Waiting, source
from ideell.writing.hosting import find_hosts, host_of
from ideell.writing.instead import form_of_suggesting
from ideell.writing.margins import Rights
from ideell.writing.models import Block, Text
from ideell.writing.reading import rights_of
from ideell.writing.saving import changed_since
from ideell.writing.unsent import (
    ABOUT_BLOCKS,
    PUT_OFF,
    can_go_on,
    is_choice,
    is_empty,
    number_of,
    url_of,
)

ABOUT_TEXTS = {"writing.add_blocks": "stycken", "packets.suggest": "forslag"}
CHOICE = "settling.settle"
MOST = 5
MINUTES = 5

_left = left_at(
    (*ABOUT_BLOCKS, *ABOUT_TEXTS),
    MOST,
    KeptForm.place.startswith(f"{CHOICE}:", autoescape=True),
    PUT_OFF,
)


def _left_by(actor: Actor) -> Asked | None:
    before = now() - timedelta(days=1)
    return None if actor.is_stranger else _left.asked(user_id=actor.user_id, before=before)


@source(_left_by)
def unsent_drafts(actor: Actor) -> list[Waiting]:
    """Return the person's own drafts that are older than a day, and choices at once."""
    left = _left.rows(user_id=actor.user_id, before=now() - timedelta(days=1))
    kept = [one for one in left if not is_empty(one)]
    latest = {(_about(one), ABOUT_TEXTS.get(_form_of(one))): one for one in reversed(kept)}
    about = [thing for thing, _form in latest]
    things = _seen(Block, about, actor) | _seen(Text, about, actor)
    items = ((things.get(thing), one) for (thing, _form), one in reversed(latest.items()))
    found = [(one, thing) for thing, one in items if thing is not None and _stands(thing, actor)]
    find_hosts([thing for _kept, thing in found])
    rights = {thing: rights_of(actor, _text_of(thing)) for _kept, thing in found}
    return [
        _item(one, thing, actor, rights[thing])
        for one, thing in found
        if can_go_on(one, rights[thing])
    ]


def _text_of(thing: Block | Text) -> Text:
    return thing if isinstance(thing, Text) else thing.host_text


def _about(kept: Any) -> tuple[type, int]:
    return (Text if _form_of(kept) in ABOUT_TEXTS else Block, number_of(kept))


def _form_of(kept: Any) -> str:
    return str(kept.place).partition(":")[0]


def _seen(
    model: Any, about: Iterable[tuple[type, int]], actor: Actor
) -> dict[tuple[type, int], Block | Text]:
    numbers = [number for kind, number in about if kind is model]
    if not numbers:
        return {}
    mine = sa.select(model).where(model.id.in_(numbers), model.visible_to(actor))
    return {(model, thing.id): thing for thing in db.session.scalars(mine)}


def _stands(thing: Block | Text, actor: Actor) -> bool:
    """Tell whether it stands, or was removed by somebody else: then one's words are there still."""
    if isinstance(thing, Text) or thing.removed_at is None:
        return True
    removed: Sequence[Any] = changed_since(thing.host_text, None, thing.id)
    return bool(removed) and removed[0].author_id != actor.user_id


def _item(kept: Any, thing: Block | Text, actor: Actor, rights: Rights) -> Waiting:
    when, chooses = moment_in_words(kept.saved_at), is_choice(kept) and rights.write
    sentence = _("Utkastet är från %(when)s.", when=when)
    if isinstance(thing, Text):
        where = host_of(thing).place.title
        title = {
            "writing.add_blocks": _("Skriv klart det nya stycket i %(where)s", where=where),
            "packets.suggest": _("Skriv klart dina förslag i %(where)s", where=where),
        }[_form_of(kept)]
        url = _form_about(thing, kept, actor, rights)
    elif chooses:
        title = _("Bestäm vilken text som ska stå i stycke %(number)s", number=thing.label)
        sentence = _("Ni skrev samtidigt. Din text från %(when)s finns kvar.", when=when)
        url = url_of(kept, rights)
    else:
        title = _("Skriv klart det du började på i stycke %(number)s", number=thing.label)
        url = url_of(kept, rights)
    action = _("Bestäm nu") if chooses else _("Fortsätt")
    return Waiting(title=title, sentence=sentence, url=url, action=action, minutes=MINUTES)


def _form_about(text: Text, kept: Any, actor: Actor, rights: Rights) -> str:
    form = _form_of(kept)
    instead = form == "writing.add_blocks" and not rights.write
    at = form_of_suggesting(text, actor.user_id) if instead else None
    return at or f"/texter/{text.id}/{ABOUT_TEXTS[form]}"
