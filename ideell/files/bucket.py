"""The store in an S3-compatible bucket, through obstore (decision 19).

The number of a content is its name under the prefix, and its checksum goes with it, so that the
server refuses what was changed on the way. An upload is answered once it is whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import IO, Any
from urllib.parse import urlsplit

from ideell.files.contents import CHUNK, Contents, Missing, StoreDown, checked

PATIENCE = timedelta(seconds=10)  # for one question; a content that moves is not cut off
CONNECT = timedelta(seconds=3)


class Bucket(Contents):
    """Contents by sha256 in a bucket; raises `ImportError` without the `s3` extra."""

    def __init__(
        self, address: str, *, endpoint: str = "", region: str = "", key: str = "", secret: str = ""
    ) -> None:
        import obstore
        from obstore.store import S3Store

        parts = urlsplit(address)
        given = {"endpoint": endpoint, "access_key_id": key, "secret_access_key": secret}
        config: dict[str, Any] = {name: value for name, value in given.items() if value}
        self._call = obstore
        self._store = S3Store(
            parts.netloc,
            prefix=parts.path.strip("/") or None,
            region=region or "eu-north-1",
            checksum_algorithm="SHA256",
            virtual_hosted_style_request=not endpoint,
            client_options={
                "allow_http": endpoint.startswith("http://"),
                "connect_timeout": CONNECT,
                "timeout": PATIENCE * 6,
            },
            retry_config={"max_retries": 2, "retry_timeout": PATIENCE},
            **config,
        )

    def exists(self, sha256: str) -> bool:
        """Tell whether there is such a content."""
        try:
            with _answering(sha256):
                self._call.head(self._store, _name(sha256))
        except Missing:
            return False
        return True

    def chunks(self, sha256: str) -> Iterator[bytes]:
        """Give a content in pieces, unchecked."""
        with _answering(sha256):
            for chunk in self._call.get(self._store, _name(sha256)).stream(min_chunk_size=CHUNK):
                yield bytes(chunk)

    def write(self, sha256: str, stream: IO[bytes]) -> None:
        """Store a content whole: S3 shows nothing of it before it has everything."""
        with _answering(sha256):
            self._call.put(self._store, _name(sha256), stream.read(), use_multipart=False)

    def names(self) -> Iterator[str]:
        """Give the number of every content."""
        with _answering(""):
            for page in self._call.list(self._store):
                yield from (one["path"].rpartition("/")[2] for one in page)


def _name(sha256: str) -> str:
    return f"{checked(sha256)[:2]}/{sha256}"


@contextmanager
def _answering(sha256: str) -> Iterator[None]:
    """Let what obstore raises be the faults of every store."""
    from obstore.exceptions import BaseError, NotFoundError

    try:
        yield
    except (NotFoundError, FileNotFoundError) as fault:
        raise Missing(sha256) from fault
    except (BaseError, OSError, TimeoutError) as fault:
        raise StoreDown from fault
