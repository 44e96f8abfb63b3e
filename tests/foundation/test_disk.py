"""What is told to be on the disk is there after a power cut: names too."""

from __future__ import annotations

from pathlib import Path

import pytest

from ideell.files import store
from ideell.files.store import Store
from ideell.foundation import disk


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were synced, in order."""
    folders: list[Path] = []
    for module in (disk, store):
        monkeypatch.setattr(module, "sync_folder", folders.append)
    return folders


def test_a_new_folder_is_named_on_the_disk_and_those_above_it_too(
    synced: list[Path], tmp_path: Path
) -> None:
    disk.make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    assert synced == [tmp_path, tmp_path / "a"]


def test_a_folder_that_stands_is_left_alone(synced: list[Path], tmp_path: Path) -> None:
    disk.make_folder(tmp_path)
    assert synced == []


def test_a_content_is_on_the_disk_with_every_folder_above_it(
    synced: list[Path], tmp_path: Path
) -> None:
    place = Store(tmp_path / "files")
    final = place.path(place.put(b"ett papper"))
    assert synced == [tmp_path, tmp_path / "files", final.parent]


def test_a_folder_is_synced(tmp_path: Path) -> None:
    disk.sync_folder(tmp_path)
    with pytest.raises(FileNotFoundError):
        disk.sync_folder(tmp_path / "nowhere")
