"""Reading a draft for its language: what a careful editor would mark. Nothing here decides."""

from ideell.drafting.proofreading.reading import findings, readability
from ideell.drafting.proofreading.shape import KINDS, Draft, Finding, Limits, Part, Passage

__all__ = ["KINDS", "Draft", "Finding", "Limits", "Part", "Passage", "findings", "readability"]
