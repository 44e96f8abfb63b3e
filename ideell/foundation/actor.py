"""Who acts: a person, the organisation acted for, and how it reached us."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

from ideell.extensions import db
from ideell.foundation import kinds


class Hat(NamedTuple):
    """An organisation that a person belongs to today: what it is, its names, the roles there."""

    id: int
    kind: str
    name: str
    short_name: str
    roles: frozenset[str]

    @property
    def called(self) -> str:
        """Return the short name when there is one."""
        return self.short_name or self.name


@dataclass(frozen=True)
class Actor:
    """Somebody who asks or acts. Every write carries `user_id` and `org_id`.

    Who asks is known as plain values, since most of what is asked acts on neither the person
    nor the organisation; whoever does finds them as `user` and `org`. `roles` are those held in
    the organisation acted for; `org_ids` all organisations the person belongs to, and
    `linked_org_ids` the owners whose rooms those organisations share (their alliances and their
    umbrella). Reading follows the person, acting follows the hat. `lost_hat` tells that the form
    sent was for an organisation that the person has left.
    """

    user_id: int | None = None
    org_id: int | None = None
    name: str = ""
    keys_on: bool = False
    roles: frozenset[str] = frozenset()
    org_ids: frozenset[int] = frozenset()
    linked_org_ids: frozenset[int] = frozenset()
    on_behalf: bool = False
    channel: str = "web"
    hats: tuple[Hat, ...] = field(default=(), compare=False)
    lost_hat: bool = field(default=False, compare=False)

    @property
    def is_stranger(self) -> bool:
        """Tell whether nobody is signed in."""
        return self.user_id is None

    @cached_property
    def user(self) -> Any:
        """Return the person as a thing to act on, or None for a stranger."""
        return None if self.user_id is None else db.session.get(kinds.named("User"), self.user_id)

    @cached_property
    def org(self) -> Any:
        """Return the organisation acted for as a thing to act on, or None."""
        known = self.org_id is not None
        return db.session.get(kinds.named("Organisation"), self.org_id) if known else None

    @property
    def hat(self) -> Hat | None:
        """Return the one worn, or None."""
        return next((hat for hat in self.hats if hat.id == self.org_id), None)

    def wearing(self, hat: Hat) -> Actor:
        """Return the same person, acting for another of their organisations."""
        return replace(self, org_id=hat.id, roles=hat.roles)

    @property
    def belongs(self) -> bool:
        """Tell whether the person is in any organisation now."""
        return bool(self.org_ids)

    @property
    def itself(self) -> Actor:
        """Return the actor, also from where it is only stood for (`access.current_actor`)."""
        return self

    @cached_property
    def own(self) -> list[int]:
        """Return the numbers of the person's organisations, as a condition asks for them."""
        return sorted(self.org_ids)

    @cached_property
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
