"""Making any content fit to be written out, and telling what had to change.

An export never fails over what somebody typed. What a file cannot hold is taken away or
replaced by words, and every change is told in a sentence for the reader, so that nothing is
lost in silence: the text on the server stays as it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from string import punctuation
from urllib.parse import quote

from ideell.export.letter import Block, Letter, Part, Run
from ideell.export.mapping import mapped, on_one_line
from ideell.export.notes import Notes
from ideell.foundation.language import _
from ideell.foundation.text import glued

_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Every other way to say a new line."""

_PLANE_ENDS = "".join(chr(plane * 0x10000 + end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u200b\ufeff\ufff9-\ufffb\ufdd0-\ufdef"
    f"\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f{_PLANE_ENDS}]"
)
"""Signs without a shape of their own: controls, non-characters, tags, and the marks that turn
the reading direction round so that a line shows other words than it holds (CVE-2021-42574)."""

_BROKEN = re.compile("[\ud800-\udfff]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
_ADDRESS = re.compile(r"(?i)(https?://[^\s/?#]|mailto:[^\s@]+@)[^\s<>\"\x00-\x1f\x7f-\x9f]*")
LONGEST_ADDRESS = 2000
"""Characters; Word takes no longer link."""


def made_sound(letter: Letter) -> tuple[Letter, tuple[str, ...]]:
    """Return the letter as every kind of file can hold it, and what changed, in sentences."""
    notes = Notes()
    letter = mapped(letter, lambda text: _clean(text, notes))
    letter = replace(
        letter,
        title=letter.title or _untitled(letter, notes),
        language=letter.language if _LANGUAGE.fullmatch(letter.language) else "sv-SE",
        recipient_lines=_filled(letter.recipient_lines),
        copy_lines=_filled(letter.copy_lines),
        their_numbers=_filled(letter.their_numbers),
        sender_lines=_filled(letter.sender_lines),
        annexes=_filled(letter.annexes),
        body=_blocks(letter.body, notes),
        summary=_blocks(letter.summary, notes),
        parts=_parts(letter.parts, notes),
        about=_blocks(letter.about, notes),
        process=_blocks(letter.process, notes),
    )
    return letter, notes.sentences()


def _clean(text: str, notes: Notes) -> str:
    text, broken = _BROKEN.subn("\ufffd", text)
    text, hidden = _HIDDEN.subn("", _BREAKS.sub("\n", text).replace("\t", " "))
    notes.broken += broken
    notes.hidden += hidden
    return glued(unicodedata.normalize("NFC", text))


def _untitled(letter: Letter, notes: Notes) -> str:
    if letter.kind == "document":
        notes.add(_("Texten saknar rubrik. I filen står det ”Dokument”."))
        return _("Dokument")
    notes.add(_("Svaret saknar rubrik. I filen står det ”Remissvar”."))
    return _("Remissvar")


def _filled(lines: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(line for line in lines if line)


def _blocks(blocks: tuple[Block, ...], notes: Notes) -> tuple[Block, ...]:
    sound = [replace(block, runs=_runs(block.runs, notes)) for block in blocks]
    kept = tuple(block for block in sound if block.text.strip() or _has_notes(block))
    notes.empty_blocks += len(blocks) - len(kept)
    return kept


def _has_notes(block: Block) -> bool:
    return any(run.footnote for run in block.runs)


def _runs(runs: tuple[Run, ...], notes: Notes) -> tuple[Run, ...]:
    return tuple(
        _linked(replace(run, footnote=_said_in(_runs(run.footnote, notes))), notes) for run in runs
    )


def _said_in(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return what a note says, and nothing of a note that only holds space or other notes."""
    words = tuple(replace(run, footnote=()) for run in runs)
    return words if any(run.text.strip() for run in words) else ()


def _linked(run: Run, notes: Notes) -> Run:
    """Only addresses of pages and mail become links; other schemes can run or open things."""
    if not run.href:
        return replace(run, href=None)
    address = quote(_clean(run.href, Notes()).strip(), safe=punctuation)
    if _ADDRESS.fullmatch(address) and len(address) <= LONGEST_ADDRESS:
        return replace(run, href=address)
    notes.links.append(on_one_line(_clean(run.href, Notes())))
    return replace(run, href=None)


def _parts(parts: tuple[Part, ...], notes: Notes) -> tuple[Part, ...]:
    """Leave out parts that say nothing, and let levels start at 1 and never skip one."""
    sound: list[Part] = []
    for part in _said(tuple(_part(part, notes) for part in parts), notes):
        allowed = sound[-1].level + 1 if sound else 1
        level = max(1, min(part.level, allowed))
        if level != part.level:
            notes.moved.append(part.heading)
        sound.append(replace(part, level=level))
    return tuple(sound)


def _part(part: Part, notes: Notes) -> Part:
    blocks = _blocks(part.blocks, notes)
    if part.heading or part.number or not blocks:
        return replace(part, blocks=blocks)
    notes.add(_("Ett avsnitt saknar rubrik. I filen står det ”Utan rubrik”."))
    return replace(part, heading=_("Utan rubrik"), blocks=blocks)


def _said(parts: tuple[Part, ...], notes: Notes) -> list[Part]:
    """Keep parts with text, and the headings that parts with text stand under."""
    kept: list[Part] = []
    for part in reversed(parts):
        if part.blocks or (kept and kept[-1].level > part.level):
            kept.append(part)
        else:
            notes.silent.append(part.heading or part.number)
    notes.silent.reverse()
    return kept[::-1]
