"""S6, shared: every hostile file uploaded as a document, looked at, fetched, and compared.

Run in a process of its own, so that the memory of the children that read can be told.
"""

from __future__ import annotations

import io
import re
import resource
import secrets
import time
from pathlib import Path
from typing import Any

from werkzeug.test import TestResponse

from tests.promises.town import Town, standing

SECONDS, MEGABYTES = 2.0, 256
OVERHEAD = 1.0  # seconds for what a request does beside the reading
SECRET = "root:"  # how /etc/passwd begins
SENTENCE = re.compile(r'class="field-error"[^>]*>.*?</span>([^<]{10,})</span>', re.DOTALL)
PICTURE = re.compile(r'<img class="shared-picture" src="([^"]+)"')
PLAIN = (b"Ett vanligt underlag.\n", "underlag.txt")
FILE_POLICY = "sandbox"


def hurt_by(paths: list[str]) -> tuple[int, float, float, list[str]]:
    """Share each file; return how many were taken, the slowest, the most memory, and faults."""
    with standing() as town:
        someone = Sharer(town)
        for path in map(Path, paths):
            someone.share(path.read_bytes(), path.name)
        someone.share(*PLAIN)
        if someone.refused_last:
            someone.faults.append("an ordinary file is no longer taken")
    taken = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    if taken > MEGABYTES:
        someone.faults.append(f"reading took {taken:.0f} MB")
    return someone.taken, someone.slowest, taken, someone.faults


class Sharer:
    """A member who shares file after file, and looks at what became of each."""

    def __init__(self, town: Town) -> None:
        self.town, self.who = town, town.people["author"]
        self.faults: list[str] = []
        self.taken = 0
        self.slowest = 0.0
        self.refused_last = False
        self.document = self._shared(*PLAIN)

    def share(self, content: bytes, name: str) -> None:
        """Share one file, as a document of its own and as a newer version of another."""
        began = time.monotonic()
        answer = self._upload("/dokument/uppladdning", content, name)
        seconds = time.monotonic() - began
        self.slowest = max(self.slowest, seconds)
        if seconds > SECONDS + OVERHEAD:
            self.faults.append(f"{name}: {seconds:.1f} s")
        self.refused_last = answer.status_code != 303
        if self.refused_last:
            self._expect(name, answer.status_code == 422, f"answered {answer.status_code}")
            self._expect(name, bool(SENTENCE.search(answer.text)), "refused without a sentence")
            return
        self.taken += 1
        self._look(name, self._told_of(answer))
        version = self._upload(f"{self.document}/versioner/ny", content, name)
        self._told_of(version)
        compared = self._get(f"{self.document}/jamforelse?fran=1&till={self.taken + 1}")
        self._whole(name, compared)

    def _look(self, name: str, document: str) -> None:
        page = self._get(document)
        self._whole(name, page)
        fetched = re.search(rf'href="({document}/versioner/\d+/fil)"', page.text)
        assert fetched is not None, f"{name}: nothing to fetch"
        file = self._get(fetched[1])
        headers = file.headers
        kept = headers["Content-Disposition"].startswith("attachment")
        safe = FILE_POLICY in headers["Content-Security-Policy"]
        self._expect(name, kept and safe, "is not given to keep, sandboxed")
        self._expect(name, headers["X-Content-Type-Options"] == "nosniff", "may be sniffed")
        active = headers["Content-Type"].startswith(("text/html", "image/svg", "application/xml"))
        self._expect(name, not active, f"given as {headers['Content-Type']}")
        shown = PICTURE.search(page.text)
        if shown is not None:
            of_a_kind = headers["Content-Type"] in {"image/png", "image/jpeg", "image/gif",
                                                    "image/webp"}  # fmt: skip
            self._expect(name, of_a_kind, f"shown as a picture: {headers['Content-Type']}")

    def _whole(self, name: str, answer: TestResponse) -> None:
        self._expect(name, answer.status_code == 200, f"answered {answer.status_code}")
        self._expect(name, SECRET not in answer.text, "shows a file of the server")
        scripts = re.findall(r"<script(?![^>]* src=)[^>]*>", answer.text)
        self._expect(name, not scripts, f"has a script of its own: {scripts}")

    def _shared(self, content: bytes, name: str) -> str:
        return self._told_of(self._upload("/dokument/uppladdning", content, name))

    def _told_of(self, uploaded: TestResponse) -> str:
        at = uploaded.headers["Location"]
        answer = self._post(at, title="Ett underlag", anyway="y", note="Nytt")
        assert answer.status_code == 303, f"{at}: {answer.status_code}"
        return str(answer.headers["Location"])

    def _upload(self, path: str, content: bytes, name: str) -> TestResponse:
        return self._post(path, file=(io.BytesIO(content), name))

    def _post(self, path: str, **typed: Any) -> TestResponse:
        fields = {"csrf_token": self.who.token, "once": secrets.token_urlsafe(18), **typed}
        return self.who.ask(self.town.app, "POST", path, data=fields)

    def _get(self, path: str) -> TestResponse:
        return self.who.ask(self.town.app, "GET", path)

    def _expect(self, name: str, holds: bool, otherwise: str) -> None:
        if not holds:
            self.faults.append(f"{name}: {otherwise}")
