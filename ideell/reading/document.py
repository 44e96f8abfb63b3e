"""Reading a file into an outline, here and now. In the product it runs in a child process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ideell.reading.assembling import assemble
from ideell.reading.blocks import Reading
from ideell.reading.kinds_of_file import decoded, form_of, is_markdown
from ideell.reading.markdown import read_markdown
from ideell.reading.nodes import Form, Outline
from ideell.reading.unreadable import Step

Progress = Callable[[float, Step], None]


def read_outline(path: Path, name: str = "", *, on_progress: Progress | None = None) -> Outline:
    """Return the outline of a PDF, Word, Markdown, HTML or plain text file.

    What kind of file it is shows in its content; `name` (what the person called it) only
    stands in for a title that the file lacks. `on_progress` is told the share that is done,
    0 to 1, and the step. Raises `Unreadable` with one of its reasons.
    """
    say = on_progress or _silently
    say(0.0, Step.OPENING)
    form = form_of(path)
    form, reading = _read(path, form, say)
    say(0.8, Step.FINDING_HEADINGS)
    outline = assemble(reading, form)
    say(1.0, Step.DONE)
    return outline if outline.title else replace(outline, title=_title_from(name))


def _read(path: Path, form: Form, say: Progress) -> tuple[Form, Reading]:
    """Read the blocks with the reader for the form; readers are imported when they are needed."""
    if form is Form.PDF:
        from ideell.reading.pdf import read_pdf

        return form, read_pdf(path, lambda share: say(0.05 + 0.7 * share, Step.READING_PAGES))
    say(0.1, Step.READING_TEXT)
    if form is Form.DOCX:
        from ideell.reading.word import read_word

        return form, read_word(path)
    content = path.read_bytes()
    if form is Form.HTML:
        from ideell.reading.web import read_html

        return form, read_html(content)
    text = decoded(content)
    return Form.MARKDOWN if is_markdown(text) else Form.TEXT, read_markdown(text)


def _title_from(name: str) -> str:
    return " ".join(name.rpartition(".")[0].replace("_", " ").split())[:500]


def _silently(_share: float, _step: Step) -> None:
    return None
