"""Reading the mail that the product wrote."""

from __future__ import annotations

import re

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.mail import Mail


def newest_letter() -> Mail:
    """Return the newest letter to anybody."""
    found = db.session.scalar(
        sa.select(Mail).where(Mail.to != "").order_by(Mail.id.desc()).limit(1)
    )
    assert found is not None, "no letter was written"
    return found


def letters() -> int:
    """Return how many letters to somebody were written."""
    return db.session.scalar(sa.select(sa.func.count()).where(Mail.to != "")) or 0


def code_in_mail() -> str:
    """Return the six digits of the newest letter."""
    found = re.search(r"(\d{3}) (\d{3})", newest_letter().text)
    assert found, newest_letter().text
    return found[1] + found[2]
