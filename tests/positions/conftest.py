"""An answer under way: chapter 5 with a proposal, a section whose pen Birgitta holds."""

from __future__ import annotations

import pytest

from tests.drafting.builders import Answer, make_answer
from tests.world import World


@pytest.fixture
def answer(world: World) -> Answer:
    """A consultation of Samklang's with a report and an answer."""
    return make_answer(world)
