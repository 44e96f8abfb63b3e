"""What a rule says when it refuses."""

from __future__ import annotations


class RuleBroken(Exception):
    """A rule of the domain refused an act; the message is a sentence for the reader.

    One error page answers it with 409 after the act is rolled back. Typed text is kept.
    """

    @property
    def sentence(self) -> str:
        """What to tell the person, in words."""
        return str(self.args[0])


class Followed(RuleBroken):
    """What somebody would take back is built upon. `deed_id` is the deed, once it is known: a
    page shows both what was done and what stands now.
    """

    deed_id: int | None = None


class Stale(RuleBroken):
    """Somebody else changed the thing first (a version counter did not match)."""
