"""Answering what is saved while it is typed: a status line, the form again, or the words alone."""

from __future__ import annotations

from flask import Response, request

from ideell.foundation import keep, replies
from ideell.foundation.access import current_actor, place_of_form
from ideell.foundation.dates import clock_time
from ideell.foundation.language import gettext as _
from ideell.foundation.sent import sent_fields, sent_once, typed_text, values_of


def kept(place: str, *, at: str) -> Response:
    """Keep what is being typed into the form at `place` (its view and number), under the form's
    own number. Without htmx the form is shown again, at `at`.
    """
    once = sent_once()
    saved = keep.keep_typed(current_actor.user.id, once, place, sent_fields()) if once else None
    time = clock_time(saved) if saved else None
    if replies.is_fragment():
        return replies.page("components/_draft_line.html", saved_at=time)
    said = _("Utkastet är sparat %(time)s. Det finns kvar här.", time=time) if time else ""
    return replies.changed(at=at, said=said)


def typed_or_left(code: int) -> list[tuple[str, str]]:
    """Return what came with the request that is refused, else what one left in that form.

    A form may be closed to its writer between two visits: a right ends, a text is locked. Who
    still sees the thing (403) gets back what was written about it; who does not (404), no more
    than was sent just now.
    """
    typed = typed_text()
    if typed or code != 403 or request.endpoint is None or current_actor.is_stranger:
        return typed
    left = keep.latest(current_actor.user_id, place_of_form())
    fields = left.fields if left else {}
    return [(name, value) for name in fields for value in values_of(fields, name) if value]
