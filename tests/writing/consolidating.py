"""Twenty consolidations in a row of a text that is suggested to and talked about.

A consolidation is what an editor does in an evening: rewrites words, splits, joins, moves and
removes paragraphs, moves a sentence to another one, accepts a suggestion. Every sentence carries
a word of its own, so that one can tell which paragraph a suggestion or a comment points at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.actor import Actor
from ideell.foundation.rules import RuleBroken
from ideell.writing import blocks as typed
from ideell.writing.cards import cards_of_texts
from ideell.writing.comments import Comment, Conversation
from ideell.writing.deciding import accept
from ideell.writing.models import Block, Text
from ideell.writing.planning import plan_of, proposed
from ideell.writing.reading import read
from ideell.writing.saving import revision_of, write
from ideell.writing.suggesting import Wish, suggest
from ideell.writing.suggestions import OPEN_STATES, Suggestion
from ideell.writing.talking import comment

PARAGRAPHS, SENTENCES, CONSOLIDATIONS = 8, 4, 20
_COMMON = "staten bör ta ansvar för att stödet till lokaler och körer räknas upp varje år".split()  # noqa: SIM905  # because it reads as the sentence it is

Blocks = list[typed.Block]


@dataclass
class Followed:
    """What became of it: how many were followed, how many times they moved, and every fault."""

    suggestions: int = 0
    comments: int = 0
    moved: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass
class _Made:
    """On which text everything was made, and the word by which it is known."""

    suggestions: dict[int, tuple[str, str]] = field(default_factory=dict)
    comments: dict[int, tuple[str, set[str]]] = field(default_factory=dict)


def consolidate_twenty_times(text: Text, chance: Random, by: Actor, author: Actor) -> Followed:
    """Fill an empty text, suggest and comment everywhere, consolidate, and judge each time."""
    _fill(text, chance, by)
    made = _suggest_and_talk(text, chance, author)
    told = Followed(len(made.suggestions), len(made.comments))
    for _ in range(CONSOLIDATIONS):
        _consolidate(text, chance, by)
        told.faults += _judged(text, made, by)
    told.moved = _count_moved(text)
    return told


def _fill(text: Text, chance: Random, by: Actor) -> None:
    paragraphs = [
        " ".join(_sentence(f"ord{number}m{place}", chance) for place in range(SENTENCES))
        for number in range(PARAGRAPHS)
    ]
    wanted = [typed.Block(None, "paragraph", said) for said in paragraphs]
    write(text, wanted, base=revision_of(text, text.head_id), by=by)
    db.session.flush()


def _sentence(tag: str, chance: Random) -> str:
    said = [chance.choice(_COMMON) for _ in range(9)]
    said[4] = tag
    return " ".join([f"{tag}a", *said, f"{tag}z"]).capitalize() + "."


def _standing(text: Text) -> Blocks:
    head = revision_of(text, text.head_id)
    assert head is not None
    return head.standing


def _suggest_and_talk(text: Text, chance: Random, author: Actor) -> _Made:
    made = _Made()
    rows = db.session.scalars(sa.select(Block).where(Block.text_id == text.id)).all()
    for row in rows:
        tags = {tag for tag in row.text.replace(".", "").lower().split(" ") if tag[-1:] in "az"
                and tag.startswith("ord")}  # fmt: skip
        said = comment(text, "Jag undrar över det här.", by=author, block=row)
        made.comments[said.id] = (row.text, tags)
        for place in chance.sample(range(SENTENCES), 2):
            tag = next(word for word in row.text.split(" ") if word.endswith(f"m{place}"))
            new = row.text.replace(f" {tag} ", f" {tag} nytt ")
            one, _deed = suggest(row, Wish(text=new, why="Bättre."), base=None, by=author)
            made.suggestions[one.id] = (row.text, tag)
    db.session.flush()
    return made


def _consolidate(text: Text, chance: Random, by: Actor) -> None:
    """Do one or two of the things that an editor does, in one save."""
    base, blocks = revision_of(text, text.head_id), _standing(text)
    for act in chance.sample(_ACTS, 2):
        blocks = act(blocks, chance) if len(blocks) > 2 else blocks
    write(text, blocks, base=base, by=by)
    if chance.random() < 0.3:
        _accept_one(text, chance, by)
    db.session.flush()


def _rewrite(blocks: Blocks, chance: Random) -> Blocks:
    at = chance.randrange(len(blocks))
    said = blocks[at].text.split(" ")
    said[chance.randrange(len(said))] = f"ändrat{chance.randrange(99)}"
    return _with(blocks, at, [blocks[at]._replace(text=" ".join(said))])


def _split(blocks: Blocks, chance: Random) -> Blocks:
    at = chance.randrange(len(blocks))
    said = blocks[at].text.split(". ")
    cut = len(said) // 2
    if not cut:
        return blocks
    parts = [". ".join(said[:cut]) + ".", ". ".join(said[cut:])]
    return _with(blocks, at, typed.keep_ids([blocks[at]], _as_typed(parts)))


def _join(blocks: Blocks, chance: Random) -> Blocks:
    at = chance.randrange(len(blocks) - 1)
    both = f"{blocks[at].text} {blocks[at + 1].text}"
    return [
        *blocks[:at],
        *typed.keep_ids(blocks[at : at + 2], _as_typed([both])),
        *blocks[at + 2 :],
    ]


def _move(blocks: Blocks, chance: Random) -> Blocks:
    order = list(blocks)
    order.insert(chance.randrange(len(order)), order.pop(chance.randrange(len(order))))
    return order


def _move_sentence(blocks: Blocks, chance: Random) -> Blocks:
    here, there = chance.sample(range(len(blocks)), 2)
    said = blocks[here].text.split(". ")
    if len(said) < 2:
        return blocks
    taken = said.pop(chance.randrange(len(said) - 1))
    moved = _with(blocks, here, [blocks[here]._replace(text=". ".join(said))])
    return _with(moved, there, [moved[there]._replace(text=f"{moved[there].text} {taken}.")])


def _remove(blocks: Blocks, chance: Random) -> Blocks:
    return _with(blocks, chance.randrange(len(blocks)), [])


def _with(blocks: Blocks, at: int, parts: Blocks) -> Blocks:
    return [*blocks[:at], *parts, *blocks[at + 1 :]]


def _as_typed(parts: list[str]) -> list[typed.Typed]:
    return [typed.Typed("paragraph", part) for part in parts]


_ACTS: list[Callable[[Blocks, Random], Blocks]] = [
    _rewrite, _rewrite, _split, _split, _join, _join, _move, _move_sentence, _remove,
]  # fmt: skip


def _accept_one(text: Text, chance: Random, by: Actor) -> None:
    waiting = db.session.scalars(
        sa.select(Suggestion).where(Suggestion.text_id == text.id, Suggestion.state == "open")
    ).all()
    for one in chance.sample(waiting, min(1, len(waiting))):
        accept(one, by=by)


def _judged(text: Text, made: _Made, by: Actor) -> list[str]:
    """Every comment and open suggestion that is not listed, has lost its text, or points wrong."""
    db.session.flush()
    db.session.expire_all()
    return [*_judged_suggestions(text, made), *_judged_comments(text, made, by)]


def _judged_suggestions(text: Text, made: _Made) -> list[str]:
    listed = {one.id for card in cards_of_texts([text.id]) for one in card.suggestions}
    faults = []
    for one in db.session.scalars(sa.select(Suggestion).where(Suggestion.id.in_(made.suggestions))):
        made_on, tag = made.suggestions[one.id]
        if one.state not in OPEN_STATES:
            continue
        if one.id not in listed:
            faults.append(f"suggestion {one.id} is not listed")
        if (one.earlier[0].base_text if one.earlier else one.base_text) != made_on:
            faults.append(f"suggestion {one.id} has lost the text it was made on")
        if one.state == "open" and not _changes(one, tag):
            faults.append(f"suggestion {one.id} points at another paragraph: {one.block.text}")
    return faults


def _changes(one: Suggestion, tag: str) -> bool:
    """Whether a suggestion that can be accepted puts its word where its sentence stands."""
    try:
        wanted = proposed(plan_of(one.block), one.block.text, one.id)
    except RuleBroken:
        return False
    return wanted == one.block.text.replace(f" {tag} ", f" {tag} nytt ") != one.block.text


def _judged_comments(text: Text, made: _Made, by: Actor) -> list[str]:
    reading = read(text, by)
    beside = {
        said.id: margin.block.id
        for margin in [*reading.margins, *reading.outdated]
        for said in margin.comments
    }
    faults = []
    for said in db.session.scalars(sa.select(Comment).where(Comment.id.in_(made.comments))):
        made_on, tags = made.comments[said.id]
        talk = said.conversation
        if said.id not in beside and len(_beside(talk)) <= 3:
            faults.append(f"comment {said.id} is not listed")
        if talk.quote != made_on:
            faults.append(f"comment {said.id} has lost the text it was made on")
        here = {word.strip(".").lower() for word in talk.block.text.split(" ")}
        if talk.anchor != "outdated" and len(tags & here) * 2 < len(tags) - 1:
            faults.append(f"comment {said.id} points at another paragraph: {talk.block.text}")
    return faults


def _beside(talk: Conversation) -> list[Comment]:
    """The comments beside the block of a conversation; of many the oldest are a link away."""
    return list(
        db.session.scalars(
            sa.select(Comment).join(Conversation).where(Conversation.block_id == talk.block_id)
        )
    )


def _count_moved(text: Text) -> int:
    talks = sa.select(sa.func.count()).where(
        Conversation.text_id == text.id, Conversation.anchor == "moved"
    )
    rows = db.session.scalars(sa.select(Suggestion).where(Suggestion.text_id == text.id))
    return int(db.session.scalar(talks) or 0) + sum(bool(one.earlier) for one in rows)
