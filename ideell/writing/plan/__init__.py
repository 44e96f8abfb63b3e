"""All open suggestions to one block, planned on the text as it stands. Source: model, Merging."""

from ideell.writing.plan.making import Suggested, plan_suggestions
from ideell.writing.plan.settling import accept_all, rebase, settle
from ideell.writing.plan.shape import Hunk, Leftover, Plan, PlannedEdit, Wording

__all__ = [
    "Hunk",
    "Leftover",
    "Plan",
    "PlannedEdit",
    "Suggested",
    "Wording",
    "accept_all",
    "plan_suggestions",
    "rebase",
    "settle",
]
