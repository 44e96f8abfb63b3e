"""Who may fetch an attached file."""

from __future__ import annotations

from ideell.files.attachments import Attachment
from ideell.foundation.actor import Actor


def may_fetch(actor: Actor, attachment: Attachment) -> bool:
    """Whoever sees the thing that it hangs on; the gate has found it through that."""
    return True
