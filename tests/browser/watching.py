"""What must never happen in a browser, noted while a test drives it."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page, Request

# These are normal answers here: the page says in words what to do.
IN_WORDS = re.compile(r"the server responded with a status of (409|422) ")
OWN_SCHEMES = ("data:", "blob:", "about:")

TELL_OF_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`content policy: ${event.violatedDirective} ${event.blockedURI}`);
});
"""


class Watch:
    """Notes console errors, script errors, policy violations, dialogs and foreign requests."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.problems: list[str] = []
        self.allowed: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Watch every page of a context."""
        context.add_init_script(TELL_OF_VIOLATIONS)
        context.on("page", self._over_page)
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.note(f"script error: {error.error}"))

    def allow(self, *fragments: str) -> None:
        """Let what a test provokes pass: problems that hold one of these words."""
        self.allowed += fragments

    def note(self, problem: str) -> None:
        """Keep a problem."""
        self.problems.append(problem)

    def unexpected(self) -> list[str]:
        """Return every problem that nobody allowed."""
        return [
            problem
            for problem in self.problems
            if not any(fragment in problem for fragment in self.allowed)
        ]

    def _over_page(self, page: Page) -> None:
        page.on("dialog", self._dialog)
        page.on("crash", lambda _page: self.note("the page crashed"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not IN_WORDS.search(message.text):
            where = message.location.get("url", "")
            self.note(f"console {message.type}: {message.text} ({where})")

    def _dialog(self, dialog: Dialog) -> None:
        self.note(f"dialog {dialog.type}: {dialog.message}")
        if dialog.type == "beforeunload":
            dialog.accept()
        else:
            dialog.dismiss()

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address + "/", *OWN_SCHEMES)):
            self.note(f"foreign request: {request.url}")
