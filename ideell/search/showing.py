"""Hits as a page shows them: the thing's name and place, and the sentence with the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation import clock, kinds
from ideell.foundation.actor import Actor
from ideell.foundation.searched import Searched, said
from ideell.foundation.text import plain
from ideell.search.asking import Question
from ideell.search.excerpts import Piece, excerpt, marked
from ideell.search.finding import Hit, seen_by


@dataclass(frozen=True)
class Shown:
    """One hit on the page."""

    title: Sequence[Piece]
    url: str
    where: str
    excerpt: Sequence[Piece]
    day: date | None


def show(hits: Sequence[Hit], question: Question, actor: Actor) -> list[Shown]:
    """Return the hits with their words, in the same order; a statement for each kind."""
    known = kinds.searched()
    shown: dict[tuple[type, int], Shown] = {}
    for model in dict.fromkeys(hit.model for hit in hits):
        mine = {hit.thing_id: hit for hit in hits if hit.model is model}
        for thing, text in _read(model, known[model], list(mine), actor):
            shown[model, thing.id] = _shown(thing, text, mine[thing.id], question)
    keys = [(hit.model, hit.thing_id) for hit in hits]
    return [shown[key] for key in keys if key in shown]


def _read(model: Any, searched: Searched, ids: list[int], actor: Actor) -> list[tuple[Any, str]]:
    """Return the things with their texts, asked once more for who may open them."""
    body = [column.label(f"body_{place}") for place, column in enumerate(searched.body())]
    query = sa.select(model, *body).where(model.id.in_(ids), seen_by(actor, model, searched))
    options = getattr(model, "gate_options", None)
    rows = db.session.execute(query.options(*options()) if options else query).unique().all()
    searched.fetch([row[0] for row in rows])
    texts = (said(row[1:]) for row in rows)
    return [
        (row[0], plain(text) if searched.typed else text)
        for row, text in zip(rows, texts, strict=True)
    ]


def _shown(thing: Any, text: str, hit: Hit, question: Question) -> Shown:
    kind = kinds.of(thing)
    searched = kind.search
    assert searched is not None
    title = searched.title(thing) if searched.title else kinds.title_of(thing)
    sentence = excerpt(text, question.terms) if text else []
    says_more = _said_by(sentence) not in title
    return Shown(
        title=marked(title, question.terms),
        url=searched.url(thing) if searched.url else kinds.url_of(thing),
        where=searched.where(thing),
        excerpt=sentence if says_more else [],
        day=clock.local(hit.at).date() if hit.at else None,
    )


def _said_by(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces).strip("… ")
