"""Answering what is saved while it is typed: a status line, or the form again."""

from __future__ import annotations

from flask import Response

from ideell.foundation import keep, replies
from ideell.foundation.access import current_actor
from ideell.foundation.dates import clock_time
from ideell.foundation.language import gettext as _
from ideell.foundation.sent import sent_fields, sent_once


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
