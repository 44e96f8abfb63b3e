"""The codes that input and stances are described with."""

from __future__ import annotations

STANCES = (
    "support", "support_mainly", "support_with_changes", "no_objection", "doubtful", "oppose",
    "insufficient", "no_opinion", "abstain",
)  # fmt: skip
NEED_NO_REASON = frozenset({"no_objection", "no_opinion", "abstain"})
DISPOSITIONS = ("taken", "partly", "not_taken")
STATES = ("draft", "shared", "released", "withdrawn", "merged", "replaced")
