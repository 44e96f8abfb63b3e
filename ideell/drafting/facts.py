"""What is printed around the text of an answer."""

from __future__ import annotations

from collections.abc import Mapping

from ideell.activity.models import Deed, record
from ideell.drafting.models import Response
from ideell.drafting.responding import refuse_when_closed
from ideell.foundation.actor import Actor

FACTS = ("about", "decision_line", "responsible_line", "signatories")


def change_facts(response: Response, values: Mapping[str, str], *, by: Actor) -> Deed:
    """Change who we are, how the answer was made, who decided and who signs.

    Who decided is known late: it may be written until the answer has left.
    """
    if response.state in {"submitted", "published"}:
        refuse_when_closed(response)
    for name in FACTS:
        setattr(response, name, values.get(name) or "")
    response.process = values.get("how_made") or ""
    return record(by, "response.facts", response)
