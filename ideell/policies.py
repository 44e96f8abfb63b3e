"""The rooms' policies in one readable place: templates ask them as `may.<verb>(thing)`."""

from __future__ import annotations

from ideell.activity import policy as activity
from ideell.alliances import policy as alliances
from ideell.consultations import policy as consultations
from ideell.discussions import policy as discussions
from ideell.documents import policy as documents
from ideell.drafting import policy as drafting
from ideell.files import policy as files
from ideell.people import policy as people
from ideell.positions import gathering_policy as gatherings
from ideell.positions import policy as positions
from ideell.search import policy as search
from ideell.writing import policy as writing

POLICIES = (
    activity, people, writing, files, discussions, documents, consultations, positions, gatherings,
    drafting, alliances, search,
)  # fmt: skip
