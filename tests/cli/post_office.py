"""A mail server for tests: takes messages in, and notes when."""

from __future__ import annotations

import contextlib
import socketserver
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class PostOffice:
    """What has arrived, and the port it arrives at."""

    port: int = 0
    arrived: list[tuple[float, str]] = field(default_factory=list)

    def wait(self, seconds: float) -> str:
        """Return the first message, waiting at most so long."""
        latest = time.monotonic() + seconds
        while time.monotonic() < latest:
            if self.arrived:
                return self.arrived[0][1]
            time.sleep(0.05)
        raise AssertionError(f"no mail arrived in {seconds} seconds")


@contextlib.contextmanager
def post_office() -> Iterator[PostOffice]:
    """Run a mail server on this computer."""
    office = PostOffice()

    class Counter(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 post office")
            for line in iter(self.rfile.readline, b""):
                word = line.strip().upper()
                if word == b"DATA":
                    self.say("354 go on")
                    lines = list(iter(self.rfile.readline, b".\r\n"))
                    office.arrived.append((time.monotonic(), b"".join(lines).decode()))
                self.say("221 bye" if word == b"QUIT" else "250 ok")
                if word == b"QUIT":
                    return

        def say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Counter) as server:
        server.daemon_threads = True
        office.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield office
        server.shutdown()
