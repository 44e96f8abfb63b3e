"""S14: mail and file names carry no code: no second recipient, no further header."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from types import SimpleNamespace
from typing import Any

from ideell.foundation import clock, mail, replies
from tests.promises.outcome import Outcome, thousands
from tests.promises.town import standing
from tests.promises.vectors import payloads

HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language",
    "Content-Type", "Content-Transfer-Encoding", "MIME-Version",
}  # fmt: skip
SENDER = "Ideell <ideell@example.se>"
PLAIN = {"to": "anna.ek@example.se", "subject": "Hej", "text": "Hej Anna!"}

Make = Callable[[Any, str], Any]


def s14(*, full: bool) -> Outcome:
    """Put every vector in every part of a mail, and in the name of a file."""
    vectors = payloads("email", "header", "name", "filename", full=full)
    vectors += [f"Hej\r\nBcc: {vector}" for vector in vectors]
    with standing() as town, town.app.test_request_context("/"):
        faults = injected(vectors, mail.as_message)
        names = [fault for vector in vectors if (fault := _wrong_name(vector))]
        red = injected(vectors, by_hand)
    tried = 4 * len(vectors)
    return Outcome(
        figure=f"{len(faults) + len(names)} of {thousands(tried)} mails and files carry more",
        faults=[*faults, *names],
        control=f"with headers put together by hand, {len(red)}",
        control_is_red=len(red) > 10,
    )


def injected(vectors: list[str], make: Make) -> list[str]:
    """Return the vectors by which a mail gets another recipient or a header of its own."""
    faults = []
    for vector in vectors:
        for part in PLAIN:
            letter = SimpleNamespace(**(PLAIN | {part: vector}), made_at=clock.now(), secret=False)
            if part == "subject":
                letter.subject = " ".join(vector.split())[:300]
            try:
                sent = message_from_bytes(bytes(make(letter, SENDER)), policy=policy.default)
            except (ValueError, LookupError, AttributeError, MessageError):
                continue  # the library refuses: nothing is sent
            if wrong := _carries_more(sent):
                faults.append(f"{part} {vector[:60]!r}: {wrong}")
    return faults


def _carries_more(sent: Message) -> str:
    more = set(sent.keys()) - HEADERS
    if more:
        return f"headers {sorted(more)}"
    if len(sent.get_all("To", [])) != 1 or len(sent["To"].addresses) != 1:
        return f"goes to {sent['To']}"
    return ""


def by_hand(letter: Any, sender: str) -> bytes:
    """The control: a mail as a string."""
    lines = [f"From: {sender}", f"To: {letter.to}", f"Subject: {letter.subject}", "", letter.text]
    return "\r\n".join(lines).encode("utf-8", "replace")


def _wrong_name(vector: str) -> str:
    """Return what is wrong with the answer for a file of this name."""
    try:
        answer = replies.download(b"x", name=vector, media_type="text/plain")
    except (ValueError, UnicodeError):
        return ""
    lines = [f"{name}: {value}" for name, value in answer.headers]
    broken = [line for line in lines if "\r" in line or "\n" in line]
    return f"file name {vector[:60]!r}: {broken}" if broken else ""
