"""Hostile input for the forms of this room: the shared corpus, or a core of our own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import SHARED

CORE = {
    "email": [
        "\u0430dmin@ideell.test", "a@b.se\r\nBcc: x@evil.example", "a@b.se\u0000", "\u0130@b.se",
        "a@b.se;x@evil.example", "<a@b.se>", '"a b"@b.se', "a" * 65 + "@b.se",  "a@-b.se",
        "a@" + "b" * 250 + ".se",
        "a@b.se\u2028Bcc:x", "a@b.se x@evil.example", "a..b@b.se", "@b.se", "a@b",
    ],
    "name": [
        "admin\u200b", "\uff41\uff44\uff4d\uff49\uff4e", "K\u0435rstin Alm", "Sverige\u202enegrevS",
        "Anna\r\nBcc: x", "\ufb01", "%", "#1", "\ufeff", "{{7*7}}", "Anna\u0000", "\u03a3igurd Pil",
    ],
}  # fmt: skip


def vectors(kind: str) -> list[str]:
    """Return the hostile values of a kind."""
    shared = SHARED / "hostile" / "given" / f"{kind}.jsonl"
    given = shared.read_text("utf-8").splitlines() if shared.exists() else []
    return CORE[kind] + [str(json.loads(line)["payload"]) for line in given]


def pytest_generate_tests(metafunc: Any) -> None:
    for kind in CORE:
        if f"hostile_{kind}" in metafunc.fixturenames:
            values = [pytest.param(one, id=ascii(one)[:40]) for one in vectors(kind)]
            metafunc.parametrize(f"hostile_{kind}", values)
