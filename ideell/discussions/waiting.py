"""What waits for a person from discussions: being named, a hidden post, reports, drafts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ideell.activity.notices import Notice
from ideell.discussions.log import open_reports, reports_for
from ideell.discussions.models import Post, Thread
from ideell.foundation.access import find_visible
from ideell.foundation.actor import Actor
from ideell.foundation.clock import now
from ideell.foundation.dates import moment_in_words
from ideell.foundation.keep import left_at
from ideell.foundation.language import gettext as _
from ideell.foundation.language import ngettext
from ideell.foundation.questions import Asked
from ideell.foundation.waiting import Waiting, source
from ideell.writing.text_form import number_in

MINUTES = 3
MOST = 5
_left = left_at(["discussions.reply"], MOST)


def mentioned(post: Post, notice: Notice) -> Waiting | None:
    """Somebody named me in a post."""
    if post.state != "visible":
        return None
    return Waiting(
        title=_("Läs vad %(name)s skrev till dig", name=post.author.name),
        sentence=_("Du är nämnd i ”%(title)s”.", title=post.thread.title),
        url=url_of(post),
        action=_("Läs och svara"),
        minutes=MINUTES,
    )


def was_hidden(post: Post, notice: Notice) -> Waiting | None:
    """A post of mine was hidden."""
    if post.state != "hidden":
        return None
    return Waiting(
        title=_("Läs varför ditt inlägg doldes"),
        sentence=_(
            "I ”%(title)s”. Skälet: %(reason)s", title=post.thread.title, reason=post.hidden_reason
        ),
        url=f"/inlagg/{post.id}",
        action=_("Läs"),
        minutes=MINUTES,
    )


@source(reports_for)
def reported(actor: Actor) -> list[Waiting]:
    """Return one item for all posts that were reported where `actor` moderates."""
    many = len({one.post_id for one in open_reports(actor)})
    if not many:
        return []
    title = ngettext("Titta på ett anmält inlägg", "Titta på %(num)s anmälda inlägg", many)
    return [
        Waiting(
            title=title,
            sentence=_("Låt det stå eller dölj det, med ett skäl."),
            url="/diskussioner/moderering",
            action=_("Titta"),
            minutes=MINUTES * many,
            is_mine=False,
        )
    ]


def _begun(actor: Actor) -> Asked | None:
    before = now() - timedelta(days=1)
    return None if actor.is_stranger else _left.asked(user_id=actor.user_id, before=before)


@source(_begun)
def unsent(actor: Actor) -> list[Waiting]:
    """Return the answers that `actor` began more than a day ago and never sent."""
    left = _left.rows(user_id=actor.user_id, before=now() - timedelta(days=1))
    newest = {row.place: row for row in reversed(left) if row.fields.get("body", "").strip()}
    return [item for row in newest.values() if (item := _unsent(row, actor)) is not None]


def _unsent(row: Any, actor: Actor) -> Waiting | None:
    number = number_in(row.place.rpartition(":")[2])
    thread = find_visible(Thread, number, actor) if number else None
    if thread is None or thread.is_closed:
        return None
    return Waiting(
        title=_("Skriv klart ditt svar i ”%(title)s”", title=thread.title),
        sentence=_("Utkastet är från %(when)s.", when=moment_in_words(row.saved_at)),
        url=f"{thread.url}#reply",
        action=_("Fortsätt"),
        minutes=MINUTES,
    )


def url_of(post: Any) -> str:
    """Return where a post stands in its thread."""
    return f"/diskussioner/{post.thread_id}?fran={post.id}#post-{post.id}"
