"""What is typed into the forms of input and of stances."""

from __future__ import annotations

from typing import Any

ROWS: dict[str, Any] = {
    "positions.contribute": {"text": "Vi tycker att det är bra.", "node": "0", "stance": ""},
    "positions.save_draft": {"text": "Vi tycker att", "node": "0", "stance": ""},
    "positions.change": {"text": "Vi tycker att det är mycket bra.", "node": "0", "stance": ""},
    "positions.contribute_on": {"text": "Vi tycker att det är bra.", "stance": ""},
    "positions.save_draft_on": {"text": "Vi tycker att", "stance": ""},
    "positions.save_change_draft": {"text": "Vi tycker att", "stance": ""},
    "positions.gather": {"introduction": "Vad tycker ni?", "last_day": "i morgon"},
    "positions.contribute_in": {"text": "Vi tycker att det är bra.", "node": "0", "stance": ""},
    "positions.save_draft_in": {"text": "Vi tycker att", "node": "0", "stance": ""},
    "positions.merge_drafts": {"text": "Vi tycker båda delarna.", "stance": ""},
    "positions.save_merge_draft": {"text": "Vi tycker", "stance": ""},
    "positions.dispose": {"disposition": "partly", "reason": "Det mesta kom med."},
    "positions.stance": {"stance": "support", "reason": "Det stärker oss."},
}
