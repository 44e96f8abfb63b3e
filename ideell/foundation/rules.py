"""What a rule says when it refuses."""

from __future__ import annotations

from werkzeug.exceptions import HTTPException


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


class NotOpen(HTTPException):
    """The policy of a page says no, and the page can say why; the message is a sentence."""

    code = 403

    @property
    def sentence(self) -> str:
        """What to tell the person, in words; nothing leaves it to the page for them all."""
        return self.description or ""


class OutOfReach(HTTPException):
    """A part that the product leans on does not answer just now; the message is a sentence.

    It is answered with 503: what else is asked for goes on, and typed text is kept.
    """

    code = 503

    @property
    def sentence(self) -> str:
        """What to tell the person, in words."""
        return self.description or ""
