"""The store by content."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from ideell.files.store import Damaged, Store


def test_a_content_comes_back_as_it_was(tmp_path: Path) -> None:
    store = Store(tmp_path / "files")
    number = store.put(b"hej")
    assert number == hashlib.sha256(b"hej").hexdigest()
    assert store.get(number) == b"hej"
    assert store.put(b"hej") == number
    assert [path.name for path in (tmp_path / "files").rglob("*") if path.is_file()] == [number]


def test_a_damaged_content_is_never_given_out(tmp_path: Path) -> None:
    store = Store(tmp_path)
    number = store.put(b"hej")
    store.path(number).write_bytes(b"hEj")
    with pytest.raises(Damaged):
        store.get(number)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "g" * 64, "A" * 64])
def test_only_a_checksum_is_a_place(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="sha256"):
        Store(tmp_path).path(name)
