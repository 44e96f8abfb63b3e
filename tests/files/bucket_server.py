"""A little server that speaks as much of S3's HTTP as the store uses; in this process.

It keeps contents in memory, knows HEAD, GET, PUT and the list of a bucket, refuses a body whose
checksum is not the one that was said, and can be told to be down.
"""

from __future__ import annotations

import base64
import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name>
<IsTruncated>false</IsTruncated><KeyCount>{count}</KeyCount>{rows}</ListBucketResult>"""
ROW = (
    "<Contents><Key>{key}</Key><LastModified>2026-11-29T10:00:00.000Z</LastModified>"
    '<ETag>"{etag}"</ETag><Size>{size}</Size></Contents>'
)


class BucketServer(ThreadingHTTPServer):
    """The server with what it keeps."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.kept: dict[str, bytes] = {}
        self.is_down = False
        self.delay = 0.0
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        """The endpoint to give to the store."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: BucketServer
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._give(with_body=False)

    def do_GET(self) -> None:
        if "list-type" in parse_qs(urlsplit(self.path).query):
            self._list()
        else:
            self._give(with_body=True)

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        said = self.headers.get("x-amz-checksum-sha256", "")
        if base64.b64decode(said) != hashlib.sha256(body).digest():
            self._answer(400, b"BadDigest")
        elif self._is_up():
            self.server.kept[self._key()] = body
            self._answer(200, b"", ETag=f'"{hashlib.md5(body).hexdigest()}"')  # because S3 says so

    def _give(self, *, with_body: bool) -> None:
        if not self._is_up():
            return
        content = self.server.kept.get(self._key())
        if content is None:
            self._answer(404, b"")
            return
        headers = {"ETag": '"e"', "Last-Modified": "Sun, 29 Nov 2026 10:00:00 GMT"}
        self._answer(200, content, with_body=with_body, **headers)

    def _list(self) -> None:
        if not self._is_up():
            return
        begins = parse_qs(urlsplit(self.path).query).get("prefix", [""])[0]
        keys = sorted(key for key in self.server.kept if key.startswith(begins))
        rows = "".join(
            ROW.format(key=key, etag="e", size=len(self.server.kept[key])) for key in keys
        )
        self._answer(200, LIST.format(count=len(keys), rows=rows).encode())

    def _is_up(self) -> bool:
        self.server.asked.append(self.command)
        time.sleep(self.server.delay)
        if self.server.is_down:
            self._answer(503, b"<Error><Code>SlowDown</Code></Error>")
        return not self.server.is_down

    def _key(self) -> str:
        return urlsplit(self.path).path.split("/", 2)[2]

    def _answer(self, code: int, body: bytes, *, with_body: bool = True, **headers: Any) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, *_said: Any) -> None:
        """Say nothing."""


@contextmanager
def bucket_server() -> Iterator[BucketServer]:
    """Give a server that runs while the block lasts."""
    server = BucketServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
