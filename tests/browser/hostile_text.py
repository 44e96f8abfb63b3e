# ruff: noqa: E501  # because scripts for the browser stand here
"""S5: text that people write never runs, asks for anything or changes anything.

The texts are stored by the product's own verbs and forms in every place that shows text, and
every page is opened in a real Chromium whose content policy is switched off, so that only our
own care is judged. The control shows the same texts bare: they must run.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route

from ideell import create_app
from ideell.extensions import db
from tests.browser.scenes import Stage, Texts, overtake, play, set_the_stage
from tests.browser.signing import signed_in
from tests.browser.vectors import Vector, core, corpus
from tests.conftest import settings_for
from tests.promises.outcome import Outcome
from tests.serving import free_port, in_thread

FIRED = "it ran: "
HOOKS = """
for (const name of ["alert", "confirm", "prompt", "print"])
  window[name] = (what) => { console.error("it ran: " + name + " " + what); };
"""

# What none of our own pages holds, wherever it came from.
FOUND = """() => {
  const own = (url) => { try { return ["http:", "https:", "mailto:", "tel:"].includes(new URL(url, location).protocol); } catch { return true; } };
  const faults = [];
  for (const el of document.querySelectorAll("*")) {
    for (const {name, value} of el.attributes) {
      if (/^on/i.test(name) || name === "style" || name === "srcdoc") faults.push(`${name} on ${el.tagName}`);
      if (/^(data-)?hx-(on|vals|headers|ext|boost|push|confirm|prompt)/.test(name)) faults.push(`${name} on ${el.tagName}`);
      if (/^(href|src|action|formaction|xlink:href|data|poster|background|(data-)?hx-(get|post|put|delete|patch))$/i.test(name) && !own(value))
        faults.push(`${name}=${value}`);
    }
  }
  const strange = "iframe, object, embed, applet, base, video, audio, source, img, style, math, frame, frameset, marquee, dialog, meta[http-equiv],"
    + " link:not([rel=icon], [rel=stylesheet]), script:not([src^='/static/']), link:not([href^='/static/']), form:not([action^='/']),"
    + " svg :not(use, path, g, circle, rect), .prose:not(.field) :is([id], [name], [class*=' '])";
  for (const el of document.querySelectorAll(strange)) faults.push("element " + el.outerHTML.slice(0, 120));
  const ids = [...document.querySelectorAll("[id]")].map((el) => el.id);
  for (const id of ["besked", "main", "words"]) if (ids.filter((one) => one === id).length !== 1) faults.push("id " + id);
  return faults;
}"""

# Does to a bare page what people and time do: every event that something listens for, every link.
POKE = """() => {
  for (const el of document.querySelectorAll("*")) {
    for (const {name, value} of [...el.attributes]) {
      if (/^on/i.test(name)) try { el.dispatchEvent(new Event(name.slice(2))); } catch {}
      if (/^(href|action|formaction|xlink:href)$/i.test(name) && /^\\s*j\\s*a\\s*v\\s*a/i.test(value)) try { el.click?.(); } catch {}
    }
  }
  for (const el of document.querySelectorAll("a, button, input, summary")) try { el.focus(); el.click(); } catch {}
}"""


@dataclass
class Recorder:
    """What a browser window did that it should not have."""

    address: str
    faults: list[str] = field(default_factory=list)
    looking_at: str = ""
    said_here: int = 0

    def over(self, context: BrowserContext) -> None:
        """Record a window's dialogs, scripts and requests."""
        context.add_init_script(HOOKS)
        context.on("console", self._said)
        context.on("request", self._asked)
        context.on(
            "dialog", lambda dialog: (self.note(f"dialog {dialog.message}"), dialog.dismiss())
        )

    def note(self, fault: str) -> None:
        """Keep a fault with where it was seen."""
        self.faults.append(f"{self.looking_at}: {fault}")

    def _is_the_forms_own(self, request: Request) -> bool:
        """Tell whether a form says, once, that it stands open; a second one is somebody else's."""
        at = self.looking_at.partition("?")[0]
        form = re.fullmatch(r"(/(?:stycken|texter)/\d+)/(?:skriv|forslag|stycken)", at)
        own = form and request.url == f"{self.address}{form[1]}/narvaro"
        return bool(own) and request.method == "POST" and not self.said_here

    def _said(self, message: ConsoleMessage) -> None:
        if message.text.startswith(FIRED):
            self.note(message.text)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:", "about:")):
            self.note(f"foreign request {request.url}")
        elif self._is_the_forms_own(request):
            self.said_here += 1
        elif request.method != "GET" and request.resource_type != "document":
            self.note(f"{request.method} {request.url}")
        elif (
            request.resource_type
            not in {"document", "stylesheet", "script", "other", "fetch", "xhr"}
            and "/static/" not in request.url
        ):
            self.note(f"{request.resource_type} {request.url}")


@dataclass
class Play:
    """The product, the people and the browser of all scenes."""

    app: Flask
    stage: Stage
    recorder: Recorder
    page: Page
    seen: int = 0
    places: int = 0

    def look(self, path: str) -> None:
        """Open a page and hold everything against it."""
        self.recorder.looking_at, self.recorder.said_here = path, 0
        self.page.goto(path)
        self.judge()

    def judge(self) -> None:
        """Hold everything against the page that stands there."""
        self.seen += 1
        for fault in self.page.evaluate(FOUND):
            self.recorder.note(fault)

    def scene(self, batch: list[str], start: int) -> None:
        """Write one scene and look at every page of it, and at the pages that echo."""
        take = Texts(batch, start)
        scene = play(self.stage, take)
        self.places = take.handed
        db.session.rollback()  # the server must not wait for what is read here
        for path in scene.paths:
            self.look(path)
        self._echoes(take)
        self._collision(scene.write_path, scene, take)

    def _echoes(self, take: Texts) -> None:
        """Type into forms that answer with what was typed."""
        for path, name in (("/organisationer", "q"), ("/remisser", "q")):
            self.look(path)
            self._send(f"form:has([name={name}])", {name: take(300)})
        self.look("/remisser/ny")
        typed = {
            "issuer": take(190),
            "summary": take(3000),
            "deadline": take(60),
            "url": take(300),
            "title": "",
        }
        self._send("main form[method=post]", typed)
        self.look("/organisationer/ny")
        self._send(
            "main form[method=post]",
            {"about": take(1500), "email": take(200), "web": take(250), "name": ""},
        )
        self.look("/min-sida")
        self._send("main form[method=post]", {"name": take(110), "csrf_token": "old"})
        self.look("/min-sida")
        self._send("main form[method=post]", {"name": "Kerstin Alm", "phone": take(39)})

    def _collision(self, path: str, scene: object, take: Texts) -> None:
        """Save on a stale base: the page with both texts, and the one after it."""
        self.look(path)
        overtake(scene.section, self.stage, take(4000))  # type: ignore[attr-defined]  # because it is a Scene
        db.session.rollback()
        self._send("#write-form", {"text": take(4000), "note": take(300)})
        self._send("main form.columns, #write-form", {})

    def _send(self, selector: str, typed: dict[str, str]) -> None:
        """Fill a form and send it without scripts, as any browser can."""
        form = self.page.locator(selector).first
        if form.count() == 0:
            self.recorder.note(f"no form {selector}")
            return
        with self.page.expect_navigation():
            form.evaluate(
                "(form, typed) => { for (const [name, value] of Object.entries(typed))"
                " for (const field of form.querySelectorAll(`[name=${name}]`)) field.value = value;"
                " HTMLFormElement.prototype.submit.call(form); }",
                typed,
            )
        self.judge()


def s5(full: bool, browser: Browser) -> Outcome:
    """Show every text in every place; the control shows them bare."""
    vectors = core() + (corpus() if full else corpus()[:12])
    with _playing(browser) as playing:
        live = [vector.text for vector in vectors if vector.is_live]
        dead = [vector.text for vector in vectors if not vector.is_live]
        for batch, step in ((live, 1 if full else 16), (dead, 8 if full else 28)):
            for start in range(0, len(batch), step):
                playing.scene(batch, start)
    ran, of = control(browser, [vector for vector in vectors if vector.is_live])
    return Outcome(
        figure=f"{len(playing.recorder.faults)} executed or asked for anything, of {len(vectors)} texts "
        f"({len(live)} live) in {playing.places} places, {playing.seen} pages",
        faults=playing.recorder.faults,
        control=f"{ran} of {of} live texts ran on a bare page",
        control_is_red=ran > of // 2,
    )


@contextlib.contextmanager
def _playing(browser: Browser) -> Iterator[Play]:
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_for(Path(folder), base_address=f"http://127.0.0.1:{port}"))
        with app.app_context():
            db.create_all()
            stage = set_the_stage()
            cookie = signed_in(app, stage.moderator, stage.umbrella)
            with in_thread(app, port) as address:
                context = browser.new_context(base_url=address, bypass_csp=True, locale="sv-SE")
                context.set_default_timeout(10_000)
                context.add_cookies([{**cookie, "url": address}])  # type: ignore[list-item]  # because playwright types it closer
                recorder = Recorder(address)
                recorder.over(context)
                yield Play(app, stage, recorder, context.new_page())
                context.close()
            db.session.remove()
            db.engine.dispose()


def control(browser: Browser, vectors: list[Vector]) -> tuple[int, int]:
    """Return how many texts run when they stand bare on a page, and of how many."""
    context = browser.new_context(base_url="http://127.0.0.1:9")
    recorder = Recorder("http://127.0.0.1:9")
    recorder.over(context)
    texts = iter(vectors)
    shown: list[str] = [""]

    def answer(route: Route) -> None:
        if route.request.is_navigation_request() and route.request.url.endswith("/bare"):
            html = f"<!doctype html><title>x</title><body>{shown[0]}"
            route.fulfill(body=html, content_type="text/html")
        else:
            route.abort()

    context.route("**/*", answer)
    ran = 0
    for vector in texts:
        page = context.new_page()
        recorder.faults.clear()
        shown[0] = vector.text
        with contextlib.suppress(Exception):
            page.goto("/bare")
            page.evaluate(POKE)
            page.wait_for_timeout(40)
        ran += bool(recorder.faults)
        page.close()
    context.close()
    return ran, len(vectors)
