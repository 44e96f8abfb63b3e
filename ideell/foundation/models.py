"""The base of every table."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from ideell.extensions import Base, db

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model

__all__ = ["Base", "DeclarativeBase", "Identity", "Model", "UtcDateTime", "choice"]


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, stored as UTC without zone on both databases and read back aware."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Refuse naive moments: nobody knows what they mean."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Give the moment its zone back."""
        return value.replace(tzinfo=UTC) if value is not None else None


def choice(*values: str, name: str) -> sa.Enum:
    """Return a column type that holds one of `values`, checked by the database."""
    return sa.Enum(
        *values, name=name, native_enum=False, create_constraint=True, validate_strings=True
    )


class Identity:
    """A row's own number."""

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)
