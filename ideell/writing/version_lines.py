"""What happened in each version, in words: "Birgitta godkände Håkans förslag i 4:2"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ideell.extensions import db
from ideell.foundation.language import _, in_a_row, ngettext
from ideell.people.models import User
from ideell.writing.models import Block, Revision, Text
from ideell.writing.suggestions import Suggestion

PAGE = 25
NAMED = 3  # blocks that a sentence names; of more it says how many


class VersionLine(NamedTuple):
    """One version in a list."""

    number: int
    at: datetime
    said: str
    organisation: str
    note: str


class Versions(NamedTuple):
    """A page of the versions of a text, newest first."""

    lines: list[VersionLine]
    page: int
    pages: int


def versions_on(text: Text, page: int) -> Versions:
    """Return a page of versions; the nearest one there is when asked for a page beyond."""
    pages = max(1, -(-text.revision_count // PAGE))
    page = min(max(1, page), pages)
    last = text.revision_count - PAGE * (page - 1)
    found = db.session.scalars(
        sa.select(Revision)
        .where(Revision.text_id == text.id, Revision.number.between(last - PAGE + 1, last))
        .options(joinedload(Revision.author), joinedload(Revision.acting_org))
        .order_by(Revision.number.desc())
    ).all()
    return Versions(lines_of(text, found), page, pages)


def lines_of(text: Text, revisions: Sequence[Revision]) -> list[VersionLine]:
    """Return these versions of a text in words."""
    labels = labels_of(text, {number for one in revisions for number in one.touched})
    authors = _authors({number for one in revisions for number in one.from_suggestions})
    return [
        VersionLine(
            one.number,
            one.at,
            _said(one, [labels[n] for n in one.touched if n in labels], authors),
            one.acting_org.called,
            one.note,
        )
        for one in revisions
    ]


def _said(revision: Revision, labels: list[str], authors: dict[int, str]) -> str:
    values: dict[str, Any] = {"name": revision.author.first_name, "where": _where(labels)}
    if revision.change == "accepted":
        return _accepted(revision, authors, values)
    said = {
        "chosen": _("%(name)s valde sin egen text i %(where)s", **values),
        "merged": _("%(name)s skrev ihop två texter i %(where)s", **values),
        "undone": _("%(name)s ångrade en ändring i %(where)s", **values),
        "joined": _("%(name)s slog ihop %(where)s", **values),
        "moved": _("%(name)s ändrade ordningen på styckena", **values),
        "removed": _("%(name)s tog bort %(where)s", **values),
        "restored": _("%(name)s tog tillbaka en äldre version av %(where)s", **values),
    }.get(revision.change, _("%(name)s skrev i %(where)s", **values))
    return _marked(said, revision)


def _accepted(revision: Revision, authors: dict[int, str], values: dict[str, Any]) -> str:
    names = [authors[number] for number in revision.from_suggestions if number in authors]
    different = list(dict.fromkeys(names))
    if len(different) == 1:
        said = ngettext(
            "%(name)s godkände %(whose)s förslag i %(where)s",
            "%(name)s godkände %(num)s förslag av %(who)s i %(where)s",
            len(names), whose=genitive(different[0]), who=different[0], **values,
        )  # fmt: skip
    else:
        said = _("%(name)s godkände %(many)s förslag i %(where)s", many=len(names), **values)
    return _marked(said, revision)


def _marked(said: str, revision: Revision) -> str:
    return _("%(said)s (språk)", said=said) if revision.kind == "language" else said


def genitive(name: str) -> str:
    """Return whose it is: "Håkans", "Lars" (a name that ends as the ending does takes none)."""
    return name if name[-1:].lower() in {"s", "x", "z"} else f"{name}s"


def _where(labels: list[str]) -> str:
    if len(labels) > NAMED:
        return ngettext("%(num)s stycke", "%(num)s stycken", len(labels))
    return in_a_row(labels)


def labels_of(text: Text, block_ids: set[int]) -> dict[int, str]:
    """Return what the blocks are called, in the order of the text; removed ones as they were."""
    prefix = f"{text.prefix}:" if text.prefix else ""
    rows = db.session.execute(
        sa.select(Block.id, Block.number)
        .where(Block.text_id == text.id, Block.id.in_(block_ids))
        .order_by(Block.position, Block.id)
    )
    return {row.id: prefix + row.number for row in rows}


def _authors(suggestion_ids: set[int]) -> dict[int, str]:
    rows = db.session.execute(
        sa.select(Suggestion.id, User)
        .join(User, User.id == Suggestion.author_id)
        .where(Suggestion.id.in_(suggestion_ids))
    )
    return {number: author.first_name for number, author in rows}
