"""The demo: an invented umbrella, its members and their consultations."""

from __future__ import annotations

from ideell.demo.answers import bring_in_the_answer
from ideell.demo.cases import bring_in_the_cases
from ideell.demo.cast import bring_in_the_cast
from ideell.demo.content_files import content
from ideell.demo.discussions import bring_in_the_discussions
from ideell.demo.documents import bring_in_the_documents
from ideell.demo.gatherings import bring_in_the_gatherings
from ideell.demo.views import bring_in_the_views
from ideell.extensions import db
from ideell.foundation.clock import today


def fill() -> None:
    """Write the demo content into an empty database; its dates count from today."""
    start = today()
    cast = bring_in_the_cast(start)
    cases = bring_in_the_cases(cast, start)
    for row in content("answer")["responses"]:
        bring_in_the_views(row, cases[row["consultation"]], cast, start)
        bring_in_the_answer(row, cases[row["consultation"]], cast, start)
    bring_in_the_discussions(cases, cast, start)
    bring_in_the_gatherings(cases, cast, start)
    db.session.commit()
    bring_in_the_documents(cast, cases, start)
