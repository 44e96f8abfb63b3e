"""Who is here: a form says that it stands open, a page asks what is new."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, request

from ideell.extensions import db
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor
from ideell.writing import presence
from ideell.writing.hosting import host_of
from ideell.writing.models import Block, Text
from ideell.writing.policy import may_read_text
from ideell.writing.presence import in_words, writers_in
from ideell.writing.shown_forms import news_about
from ideell.writing.since import Since
from ideell.writing.text_form import TextForm, number_in

bp = Blueprint("presence", __name__)


@bp.post("/stycken/<int:block_id>/narvaro")
@authorized(may_read_text, Block, claims=False)
def at_block(block: Block) -> Response:
    """Say that one is writing at a block; be told who else is, and who has saved meanwhile."""
    form = TextForm()
    form.begin(block.host_text, block, "", None)
    host = host_of(block)
    asks = host.may_suggest if "op" in request.form else host.may_write
    is_open = asks(current_actor)
    if is_open:
        presence.sign(block.host_text, block, by=current_actor)
        db.session.commit()
    others = in_words(writers_in(current_actor, block_id=block.id))
    return _told(block.host_text, others, is_open=is_open, news=news_about(block, form))


@bp.post("/texter/<int:text_id>/narvaro")
@authorized(may_read_text, Text, claims=False)
def in_text(text: Text) -> Response:
    """Say that one is writing something new in a text; be told who else is."""
    is_open = host_of(text).may_write(current_actor)
    if is_open:
        presence.sign(text, None, by=current_actor)
        db.session.commit()
    others = in_words(writers_in(current_actor, adding_to=text.id))
    return _told(text, others, is_open=is_open)


@bp.post("/stycken/<int:block_id>/franvaro")
@authorized(may_read_text, Block, claims=False)
def away_from_block(block: Block) -> Response:
    """Leave a form about a block without sending it; the draft stays."""
    presence.leave(block.host_text, block, by=current_actor)
    db.session.commit()
    return replies.changed(at=f"{host_of(block).place.url}#{block.anchor}")


@bp.post("/texter/<int:text_id>/franvaro")
@authorized(may_read_text, Text, claims=False)
def away_from_text(text: Text) -> Response:
    """Leave the form for new blocks without sending it; the draft stays."""
    presence.leave(text, None, by=current_actor)
    db.session.commit()
    return replies.changed(at=host_of(text).place.url)


@bp.get("/texter/<int:text_id>/nytt")
@authorized(may_read_text, Text)
def news(text: Text) -> Response:
    """What is new since the page was opened: a line, and who is writing at which block."""
    comment, block = (number_in(request.args.get(key)) or 0 for key in ("kommentar", "stycke"))
    since = Since.now(text, comment, block, current_actor)
    seen = request.args.get("sett", "")
    if replies.is_fragment() and since.seen == seen:
        return make_response("", 204)
    lines = [
        ("writing/_writing_here.html", {"block_id": block_id, "said": said})
        for block_id, said in since.lines(seen)
    ]
    url = host_of(text).place.url
    return replies.changed("writing/_since.html", at=url, since=since, url=url, also=lines)


def _told(text: Text, others: str, *, is_open: bool, news: str | None = None) -> Response:
    """Answer a form with one line; without htmx, go back to the text."""
    return replies.changed(
        "writing/_who_writes.html", at=host_of(text).place.url,
        others=others, is_open=is_open, news=news,
    )  # fmt: skip
