"""The stores by content: a folder and a bucket, under one set of tests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest

from ideell.config import SettingMissing, Settings, read_settings
from ideell.files import bucket
from ideell.files.bucket import Bucket
from ideell.files.contents import CHUNK, Contents, Damaged, Missing, StoreDown
from ideell.files.opening import open_store
from ideell.files.store import Store
from tests.files.bucket_server import BucketServer, bucket_server

Spoil = Callable[[str, bytes | None], None]
LARGE = bytes(range(256)) * (CHUNK // 100)


@pytest.fixture(scope="module")
def server() -> Iterator[BucketServer]:
    with bucket_server() as running:
        yield running


def a_bucket(server: BucketServer, prefix: str = "filer") -> Bucket:
    server.kept.clear()
    server.is_down = False
    return Bucket(f"s3://ideell/{prefix}", endpoint=server.address, key="k", secret="s")


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path, server: BucketServer) -> Contents:
    return Store(tmp_path / "files") if request.param == "folder" else a_bucket(server)


@pytest.fixture
def spoil(store: Contents, server: BucketServer) -> Spoil:
    """Change what a store keeps behind its back, or take it away."""

    def do(sha256: str, content: bytes | None) -> None:
        if isinstance(store, Store):
            path = store.path(sha256)
            path.unlink() if content is None else path.write_bytes(content)
            return
        key = f"filer/{sha256[:2]}/{sha256}"
        del server.kept[key]
        if content is not None:
            server.kept[key] = content

    return do


@pytest.fixture
def down(store: Contents, server: BucketServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the store not answer: a folder that is no folder, a server that is overwhelmed."""
    if isinstance(store, Store):
        store.folder.write_bytes(b"")
    server.is_down = True


@pytest.mark.parametrize("content", [b"hej", b"", LARGE])
def test_a_content_comes_back_as_it_was(store: Contents, content: bytes) -> None:
    number = store.put(content)
    assert number == hashlib.sha256(content).hexdigest()
    assert store.get(number) == content
    assert store.exists(number)
    assert store.fault(number) == ""
    with store.at_hand(number) as path:
        assert path.read_bytes() == content


def test_equal_contents_are_stored_once(store: Contents) -> None:
    number = store.put(b"hej")
    assert store.put(b"hej") == number
    assert list(store.names()) == [number]
    other = store.put(b"hopp")
    assert sorted(store.names()) == sorted([number, other])


def test_a_stream_is_stored_and_can_be_read_again(store: Contents) -> None:
    stream = BytesIO(LARGE)
    stream.read(5)
    taken = store.take(stream)
    assert taken.size == len(LARGE)
    assert stream.read() == store.get(taken.sha256) == LARGE


def test_a_content_is_given_in_pieces(store: Contents) -> None:
    pieces = list(store.stream(store.put(LARGE)))
    assert len(pieces) > 1
    assert b"".join(pieces) == LARGE


@pytest.mark.parametrize("content", [b"hej", LARGE])
def test_a_damaged_content_is_never_given_out_whole(
    store: Contents, spoil: Spoil, content: bytes
) -> None:
    number = store.put(content)
    spoil(number, content[:-1] + b"!")
    with pytest.raises(Damaged) as fault:
        store.get(number)
    assert "skadad" in fault.value.sentence
    assert store.fault(number) == "damaged"
    given = []
    with pytest.raises(Damaged):
        given.extend(store.stream(number))
    assert len(b"".join(given)) < len(content)


def test_a_content_that_is_gone_is_missing(store: Contents, spoil: Spoil) -> None:
    number = store.put(b"hej")
    spoil(number, None)
    assert not store.exists(number)
    assert store.fault(number) == "missing"
    with pytest.raises(Missing), store.at_hand(number):
        pass


def test_a_store_that_is_down_says_so_in_words(store: Contents, down: None) -> None:
    with pytest.raises(StoreDown) as fault:
        store.put(b"hej")
    assert "svarar inte" in fault.value.sentence
    with pytest.raises(StoreDown):
        store.fault("a" * 64)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a" * 63, "g" * 64, "A" * 64])
def test_only_a_checksum_is_a_place(store: Contents, name: str) -> None:
    with pytest.raises(ValueError, match="sha256"):
        store.exists(name)


def test_a_content_that_could_not_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ideell.files.store.shutil.copyfileobj", full)
    with pytest.raises(StoreDown):
        Store(tmp_path).put(b"hej")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_is_still_being_written_has_no_number(tmp_path: Path) -> None:
    store = Store(tmp_path)
    number = store.put(b"hej")
    (store.path(number).parent / "tmpabc").write_bytes(b"h")
    assert list(store.names()) == [number]


def test_a_bucket_that_is_not_there_is_a_store_that_is_down() -> None:
    nowhere = Bucket("s3://ideell", endpoint="http://127.0.0.1:9", key="k", secret="s")
    with pytest.raises(StoreDown):
        nowhere.put(b"hej")


def test_a_slow_bucket_is_a_store_that_is_down(
    server: BucketServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bucket, "PATIENCE", bucket.PATIENCE / 60)
    slow = a_bucket(server)
    server.delay = 2.0
    try:
        with pytest.raises(StoreDown):
            slow.exists("a" * 64)
    finally:
        server.delay = 0.0


def test_the_settings_say_which_store(tmp_path: Path, server: BucketServer) -> None:
    assert isinstance(open_store(Settings(data=tmp_path)), Store)
    settings = Settings(data=tmp_path, store="s3://ideell", store_endpoint=server.address)
    assert isinstance(open_store(settings), Bucket)
    assert open_store(settings) is open_store(settings)


@pytest.mark.parametrize("address", ["ideell", "s3://", "https://s3.example.se/ideell"])
def test_an_address_that_is_no_bucket_is_named_at_the_start(address: str) -> None:
    with pytest.raises(SettingMissing, match=r"IDEELL_STORE must be like s3://"):
        read_settings({"IDEELL_DEMO": "1", "IDEELL_STORE": address})


def test_a_bucket_keeps_the_case_of_its_folder() -> None:
    read = read_settings({"IDEELL_DEMO": "1", "IDEELL_STORE": "s3://ideell/Filer/"})
    assert read.store == "s3://ideell/Filer"
