"""R5: once-only acts happen once: the same form sent twenty times at once acts once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

from ideell.foundation import keep
from tests.promises.deeds import NO_DEED
from tests.promises.forms import Sendable, sendable
from tests.promises.outcome import Outcome
from tests.promises.town import Town, standing

AT_ONCE = 20
SMALL = 6


def r5(*, full: bool) -> Outcome:
    """Send each form that acts many times at once, and again afterwards."""
    at_once = AT_ONCE if full else SMALL
    with standing() as town:
        forms = [form for form in sendable(town) if form.acts and once_only(form)]
        forms = forms if full else forms[::6]
        faults = [fault for form in forms if (fault := _acted_again(town, form, at_once))]
        some = forms[:: max(1, len(forms) // 6)][:6]  # from all rooms
        with nothing_claimed():
            red = [fault for form in some if (fault := _acted_again(town, form, at_once))]
    return Outcome(
        figure=f"{len(faults)} of {len(forms)} acts happened more than once, {at_once} at once",
        faults=faults,
        control=f"with claims switched off, {len(red)} of {min(6, len(forms))}",
        control_is_red=bool(red),
    )


def once_only(form: Sendable) -> bool:
    """Tell whether a form leaves a deed; drafts and settings may be sent as often as one likes."""
    return form.address.endpoint not in NO_DEED


def _acted_again(town: Town, form: Sendable, at_once: int) -> str:
    before = _deeds(town)
    form.send(town, once="the-one")
    single = _deeds(town) - before
    town.snapshot.restore()

    def send(_number: int) -> int:
        return form.send(town, once="the-one").status_code

    with ThreadPoolExecutor(at_once) as pool:
        codes = list(pool.map(send, range(at_once)))
    form.send(town, once="the-one")
    many = _deeds(town) - before
    town.snapshot.restore()
    town.snapshot.changed()
    if many == single and not [code for code in codes if code >= 500]:
        return ""
    return f"{form.name}: {many} deeds instead of {single}, {sorted(set(codes))}"


def _deeds(town: Town) -> int:
    return len(town.snapshot.rows()["deeds"])


@contextlib.contextmanager
def nothing_claimed() -> Iterator[None]:
    """The control: nobody remembers that a form was sent."""
    with mock.patch.object(keep, "claim", return_value=None):
        yield
