"""Every page of the answer in every state, for eyes, keys, phones and screen readers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.judging import Judge, hold_against
from tests.browser.states import THE_ANSWER, State
from tests.browser.town import Town


@pytest.mark.parametrize("state", THE_ANSWER, ids=lambda state: state.name)
def test_a_page_is_fit_for_everybody(
    state: State, show: Callable[..., Page], town: Town, axe: Judge
) -> None:
    faults = hold_against(show(state), state, town, axe)
    assert not faults, "\n".join(faults)
