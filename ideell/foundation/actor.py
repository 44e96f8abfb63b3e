"""Who acts: a person, the organisation acted for, and how it reached us."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Actor:
    """Somebody who asks or acts. Every write carries `user` and `org`.

    `roles` are those held in the organisation acted for; `org_ids` all organisations the
    person belongs to, and `linked_org_ids` the owners whose rooms those organisations share
    (their alliances and their umbrella). Reading follows the person, acting follows the hat.
    `lost_hat` tells that the form sent was for an organisation that the person has left.
    """

    user: Any = None
    org: Any = None
    roles: frozenset[str] = frozenset()
    org_ids: frozenset[int] = frozenset()
    linked_org_ids: frozenset[int] = frozenset()
    on_behalf: bool = False
    channel: str = "web"
    hats: tuple[Any, ...] = field(default=(), compare=False)
    lost_hat: bool = field(default=False, compare=False)

    @property
    def is_stranger(self) -> bool:
        """Tell whether nobody is signed in."""
        return self.user is None

    @property
    def user_id(self) -> int | None:
        """Return the person's number, or None for a stranger."""
        return None if self.user is None else self.user.id

    @property
    def org_id(self) -> int | None:
        """Return the number of the organisation acted for, or None."""
        return None if self.org is None else self.org.id

    @property
    def belongs(self) -> bool:
        """Tell whether the person is in any organisation now."""
        return bool(self.org_ids)

    @property
    def own(self) -> list[int]:
        """Return the numbers of the person's organisations, as a condition asks for them."""
        return sorted(self.org_ids)

    @property
    def shared(self) -> list[int]:
        """Return those numbers and the ones of the owners whose rooms they share."""
        return sorted(self.org_ids | self.linked_org_ids)

    def has(self, role: str, org_id: int | None = None) -> bool:
        """Tell whether the person holds `role` in the organisation acted for.

        With `org_id` it must also be that organisation.
        """
        return role in self.roles and (org_id is None or org_id == self.org_id)

    @property
    def is_office(self) -> bool:
        """Tell whether the person acts as the umbrella's office, the administrator."""
        return "office" in self.roles


STRANGER = Actor()
