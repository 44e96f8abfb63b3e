"""Text that people write: read by one small grammar, shown as safe HTML.

What is stored is always the text as typed. Its HTML is made by ``render`` when it is saved, and
stored beside it with RENDERER_VERSION, so that a page view renders nothing.
"""

from ideell.foundation.text.cleaning import DOCUMENT, INLINE, clean
from ideell.foundation.text.gluing import glued
from ideell.foundation.text.grammar import Run, plain, runs
from ideell.foundation.text.rendering import RENDERER_VERSION, marked, render

__all__ = [
    "DOCUMENT",
    "INLINE",
    "RENDERER_VERSION",
    "Run",
    "clean",
    "glued",
    "marked",
    "plain",
    "render",
    "runs",
]
