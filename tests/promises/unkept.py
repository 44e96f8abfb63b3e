"""The control of R8, a plugin for pytest: nothing that is typed is kept, and no act is claimed.

The server keeps no drafts and overwrites what others wrote, its pages of errors show nothing of
what was sent, and the browser keeps no copies and forgets fields when one goes back.
"""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from playwright.sync_api import Browser, BrowserContext

from ideell.foundation import access, errors, keep
from ideell.foundation.clock import now
from tests.promises.overwriting import overwriting

FORGETFUL = """
Storage.prototype.setItem = () => {};
addEventListener("DOMContentLoaded", () => {
  for (const form of document.forms) form.autocomplete = "off";
});
"""
new_context = Browser.new_context


def _forgetful(self: Browser, **settings: Any) -> BrowserContext:
    context = new_context(self, **settings)
    context.add_init_script(FORGETFUL)
    return context


@pytest.fixture(autouse=True, scope="session")
def nothing_kept() -> Any:
    """Switch off what keeps."""
    with (
        overwriting(),
        mock.patch.object(access, "_keep_typed", return_value=None),
        mock.patch.object(keep, "claim", return_value=None),
        mock.patch.object(keep, "keep_typed", side_effect=lambda *_, **__: now()),
        mock.patch.object(errors, "typed_text", return_value=[]),
        mock.patch.object(errors, "_may_resend", return_value=False),
        mock.patch.object(Browser, "new_context", _forgetful),
    ):
        yield
