"""What is accepted: sizes, pages and nodes. Everything here is told to people in words."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

FILE_BYTES = 50 * MEGABYTE
"""The largest file that is read (SOU 2025:96 with all its pictures is about 10 MB)."""

TEXT_BYTES = 20 * MEGABYTE
"""The largest Markdown, HTML or plain text file: text alone, some 10,000 pages."""

PAGES = 3_000
"""The most pages of a PDF (the longest Swedish reports have about 2,000)."""

NODES = 5_000
"""The most nodes of an outline."""

PASTED_CHARACTERS = 400_000
"""The longest table of contents that can be pasted."""

ARCHIVE_MEMBERS = 2_000
"""The most parts in a Word file (a report with 500 pictures has about 600)."""

ARCHIVE_BYTES = 150 * MEGABYTE
"""The most that all parts of a Word file may take unpacked; they are never all unpacked."""

PART_BYTES = 40 * MEGABYTE
"""The most that one part that is read (the text, the styles, the numbering) may take."""

ARCHIVE_RATIO = 200
"""How many times larger than the file its parts may be. Text packs about 20 times."""

HEADING_CHARACTERS = 2_000
"""Longer headings are cut with a visible ellipsis; the whole text stays in the node."""

BODY_CHARACTERS = 2_000
"""How much of a section's own text is kept beside its heading."""

BOX_CHARACTERS = 20_000
"""How much of the text of a proposal or an assessment is kept."""

LINE_CHARACTERS = 400
"""Longer lines are never headings; patterns are only tried on shorter ones."""

DEEPEST_LEVEL = 9
"""Levels below this are shown as this one."""

NUMBER_CHARACTERS = 40
"""The longest number of a node, such as "5.2.1" or "Förslag 38"."""

PREVIEW_CHARACTERS = 300_000
"""How much of the text of a file is shown and searched: some hundred pages."""

PREVIEW_PIECES = 5_000
"""How many paragraphs, headings and rows of a file are shown."""

PIECE_CHARACTERS = 20_000
"""A longer paragraph is shown in several."""

TABLE_CELLS = 40
"""How many cells of a row are shown."""

RESULT_BYTES = 64 * MEGABYTE
"""The most that a child process may send back."""
