# ruff: noqa: E501  # because a catalogue reads best as a table
"""The catalogue: every page in its states, who sees it so, and how to get there.

A page template without a state here, and a GET address that no state reaches, fail a test.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Page

from ideell.activity.models import Deed
from ideell.consultations.models import Consultation, SourceNode
from ideell.discussions.models import Post, Thread
from ideell.documents.models import Document, DocumentVersion
from ideell.drafting.models import Response, Section
from ideell.files.attachments import Attachment
from ideell.files.models import StoredFile, Upload
from ideell.foundation.clock import today
from ideell.people.models import Membership, Organisation, OrganisationLink, User
from ideell.positions.models import Contribution, Gathering
from ideell.writing.comments import Comment, Conversation
from ideell.writing.models import Revision
from ideell.writing.suggestions import Packet, Suggestion, Support
from tests.browser import extras
from tests.browser.document_extras import (
    EMPTY_TEXT,
    PICTURE,
    PLAIN,
    SCANNED,
    TWIN,
    VERSIONED,
)
from tests.browser.town import Town

Place = Callable[[Town], str]
Steps = Callable[[Page, Town], None]


@dataclass(frozen=True)
class State:
    """A page in one state. `who` begins an e-mail address; "" is a stranger."""

    name: str
    template: str
    who: str
    at: str | Place
    then: Steps | None = None
    hat: str = ""
    status: int = 200
    is_long: bool = False

    def path(self, town: Town) -> str:
        """Return where it begins."""
        return self.at if isinstance(self.at, str) else self.at(town)


@dataclass(frozen=True)
class Download:
    """A GET address that gives a file, or that no page stands behind."""

    name: str
    who: str
    at: str | Place
    status: int = 200

    def path(self, town: Town) -> str:
        """Return its address."""
        return self.at if isinstance(self.at, str) else self.at(town)


OFFICE, PEN, MEMBER, OUTSIDER, LONER = "kerstin", "birgitta", "amina", "urban", "ensam"
TWO_HATS, ALLIANCE = "hakan", "asa.ohrnfalk"
OTHER_MODERATOR = "majken"  # represents a member, too
BIG = "Kultur i hela landet"


def of(model: type, pattern: str, **facts: object) -> Place:
    """Return the place of the first such row: `of(User, "/personer/{id}", name="…")`."""

    def find(town: Town) -> str:
        row = town.one(model, **facts)
        values = {
            key: getattr(row, key, "")
            for key in ("id", "consultation_id", "organisation_id", "response_id")
        }
        return pattern.format(**values)

    return find


def _consultation(town: Town, title: str) -> Consultation:
    found: Consultation = town.beginning(Consultation.title, title)
    return found


def consultation(tail: str = "", title: str = BIG) -> Place:
    """Return a place under a consultation."""
    return lambda town: f"/remisser/{_consultation(town, title).id}{tail}"


def report(tail: str = "", title: str = BIG) -> Place:
    """Return a place under the newest report of a consultation."""

    def find(town: Town) -> str:
        whole = _consultation(town, title)
        newest = max(document.id for document in whole.documents)
        return f"/remisser/{whole.id}/underlag/{newest}{tail}"

    return find


def node(tail: str = "", title: str = BIG, **facts: object) -> Place:
    """Return a place under a part of a report."""

    def find(town: Town) -> str:
        whole = _consultation(town, title)
        found = town.one(SourceNode, consultation_id=whole.id, **facts)
        return f"/remisser/{whole.id}/kapitel/{found.id}{tail}"

    return find


def send(label: str, **typed: str) -> Steps:
    """Return steps that fill fields by id and press a button."""

    def act(page: Page, _town: Town) -> None:
        for field, value in typed.items():
            page.locator(f"#{field}").fill(value)
        with page.expect_navigation():
            page.locator("main").get_by_role("button", name=label, exact=True).first.click()

    return act


def forget_who(page: Page, _town: Town) -> None:
    """Lose the sign-in, as when it is ended elsewhere."""
    page.context.clear_cookies()


def then(*steps: Steps) -> Steps:
    """Return steps after each other."""

    def act(page: Page, town: Town) -> None:
        for step in steps:
            step(page, town)

    return act


def spoil(selector: str, value: str) -> Steps:
    """Return a step that changes a hidden field, as an old page would hold another one."""

    def act(page: Page, _town: Town) -> None:
        page.locator(selector).first.evaluate("(el, value) => { el.value = value }", value)

    return act


def break_view(endpoint: str) -> Steps:
    """Return a step that breaks a view and loads the page again."""

    def act(page: Page, town: Town) -> None:
        whole = town.app.view_functions[endpoint]

        def broken(**_address: object) -> None:
            raise ZeroDivisionError

        broken.gate = whole.gate  # type: ignore[attr-defined]  # because the gate asks for it
        town.app.view_functions[endpoint] = broken  # type: ignore[assignment]  # because it never answers
        try:
            page.reload()
        finally:
            town.app.view_functions[endpoint] = whole

    return act


def post_with_token(tail: str) -> Steps:
    """Return a step that sends a form which the page does not show (any more)."""

    def act(page: Page, _town: Town) -> None:
        with page.expect_navigation():
            page.evaluate(
                "(tail) => { const form = document.querySelector('form:has([name=csrf_token])').cloneNode(true);"
                " form.action = location.pathname + tail; document.body.append(form); form.submit(); }",
                tail,
            )

    return act


def meanwhile_asks(email: str) -> Steps:
    """Return a step in which somebody asks for a code in a browser of their own."""

    def act(page: Page, town: Town) -> None:
        browser = page.context.browser
        assert browser is not None
        other = browser.new_context(base_url=town.address)
        theirs = other.new_page()
        theirs.goto("/logga-in")
        send("Mejla mig en kod", email=email)(theirs, town)
        other.close()

    return act


def ask_too_often(page: Page, _town: Town) -> None:
    """Ask for codes until the server has had enough."""
    for _ in range(6):
        page.goto("/logga-in")
        send("Mejla mig en kod", email="ofta@example.se")(page, _town)


def answer(tail: str = "", title: str = BIG) -> Place:
    """Return a place under the answer to a consultation."""

    def find(town: Town) -> str:
        return f"/svar/{_answer(town, title).id}{tail}"

    return find


def section(tail: str = "", number: int = 4, title: str = BIG) -> Place:
    """Return a place under a section of an answer."""
    return lambda town: f"{_section(town, number, title).url}{tail}"


def block(tail: str, number: int = 4, which: int = 0, title: str = BIG) -> Place:
    """Return a place of one block of a section."""
    return lambda town: f"/stycken/{_section(town, number, title).text.blocks[which].id}{tail}"


def suggestion(tail: str, **facts: object) -> Place:
    """Return a place of an open suggestion."""
    return of(Suggestion, "/forslag/{id}" + tail, **({"state": "open"} | facts))


def of_text(tail: str, number: int = 4) -> Place:
    """Return a place of the text of a section."""
    return lambda town: f"/texter/{_section(town, number, BIG).text_id}{tail}"


def with_no(town: Town) -> str:
    """Return the place of a suggestion that somebody does not agree with."""
    return f"/forslag/{town.one(Support, stance='disagrees').suggestion_id}"


def of_packet(town: Town) -> str:
    """Return the place of a suggestion that was sent with others."""
    return f"/forslag/{town.one(Packet).suggestions[0].id}"


def comment_at(pattern: str, words: str) -> Place:
    """Return a place of the comment that begins with these words."""

    def find(town: Town) -> str:
        said: Comment = town.beginning(Comment.body, words)
        return pattern.format(id=said.id, block_id=said.conversation.block_id)

    return find


def _answer(town: Town, title: str) -> Response:
    whole: Response = town.one(Response, consultation_id=_consultation(town, title).id)
    return whole


def _section(town: Town, number: int, title: str) -> Section:
    found: Section = town.one(Section, response_id=_answer(town, title).id, position=number)
    return found


def built_upon(town: Town) -> str:
    """Return the place that shows what the office wrote and what was made of it."""
    text_id = _section(town, 1, extras.TWO).text_id
    mine = town.one(Revision, text_id=text_id, number=extras.BUILT_UPON)
    return f"/handelser/{town.one(Deed, thing_kind='Revision', thing_id=mine.id).id}/bada"


def of_link(pattern: str) -> Place:
    """Return a place of what ties the first member to the umbrella."""

    def find(town: Town) -> str:
        found = town.one(OrganisationLink)
        return pattern.format(id=found.id, owner_id=found.owner_id)

    return find


def alliance(tail: str = "", name: str = "Korsstygnet Jämtland Härjedalen") -> Place:
    """Return a place of an alliance's own room."""
    return lambda town: f"/allianser/{town.one(Organisation, name=name).id}{tail}"


def past() -> date:
    """Return the last day of the demo's gathering that is over."""
    return today() - timedelta(days=12)


def gathered(pattern: str) -> Place:
    """Return a place of the first gathering, about what the first input to it is about."""

    def find(town: Town) -> str:
        asked = town.one(Gathering)
        given = town.one(Contribution, gathering_id=asked.id)
        return f"/insamlingar/{asked.id}" + pattern.format(node=given.node_id)

    return find


def spoken_on(town: Town) -> str:
    """Return where an alliance puts together more on what it has spoken on."""
    asked = town.one(Gathering, last_day=past())
    said = town.one(Contribution, state="released", voice_of_id=asked.id)
    return f"/insamlingar/{asked.id}/sammanstallning/{said.node_id or 0}"


def differing(tail: str) -> Place:
    """Return a place of a draft that stands beside another of the same organisation."""

    def find(town: Town) -> str:
        mine = town.one(Contribution, gathering_id=town.one(Gathering).id, state="shared")
        return f"/inspel/{mine.id}{tail}"

    return find


def untick_all(page: Page, _town: Town) -> None:
    """Take every tick away."""
    for box in page.locator("main input[type=checkbox]").all():
        box.uncheck()


def press(selector: str, wait: str) -> Steps:
    """Return a step that presses something and waits for what it brings."""

    def act(page: Page, _town: Town) -> None:
        page.locator(selector).first.click()
        page.locator(wait).first.wait_for()

    return act


def without_script(selector: str) -> Steps:
    """Return a step that sends a button's form as a browser without scripts does."""

    def act(page: Page, _town: Town) -> None:
        with page.expect_navigation():
            page.locator(selector).first.evaluate(
                "(el) => { if (el.hasAttribute('formaction')) el.form.action = el.formAction;"
                " el.form.submit(); }"
            )

    return act


def typed(selector: str, text: str) -> Steps:
    """Return a step that fills a field."""
    return lambda page, _town: page.locator(selector).first.fill(text)


def brought(selector: str, *names: str) -> Steps:
    """Return a step that chooses small files."""
    files = [{"name": name, "mimeType": "text/plain", "buffer": b"a;b\n"} for name in names]
    return lambda page, _town: page.locator(selector).first.set_input_files(files)


def meanwhile(who: str, text: str) -> Steps:
    """Return a step in which somebody else writes the same block and saves first."""

    def act(page: Page, town: Town) -> None:
        browser = page.context.browser
        assert browser is not None
        other = browser.new_context(base_url=town.address)
        other.add_cookies([town.cookie(who)])  # type: ignore[list-item]  # because playwright types it closer
        theirs = other.new_page()
        theirs.goto(page.url)
        theirs.locator("main textarea").first.fill(text)
        theirs.get_by_role("button", name="Spara texten").click()
        theirs.locator("#besked .status").wait_for()
        other.close()

    return act


def opened_by(who: str) -> Steps:
    """Return a step in which somebody else has the same form open."""

    def act(page: Page, town: Town) -> None:
        browser = page.context.browser
        assert browser is not None
        other = browser.new_context(base_url=town.address)
        other.add_cookies([town.cookie(who)])  # type: ignore[list-item]  # because playwright types it closer
        theirs = other.new_page()
        with theirs.expect_response(re.compile("/narvaro$")):
            theirs.goto(page.url)
        other.close()

    return act


def talk(tail: str) -> Place:
    """Return a place of an open conversation in section 4."""

    def find(town: Town) -> str:
        text_id = _section(town, 4, BIG).text_id
        found = town.one(Conversation, text_id=text_id, state="open")
        return f"/samtal/{found.id}{tail}"

    return find


LONG = "Vi tycker att förslaget är bra, men att pengarna ska räcka till alla län. " * 3


def document(title: str, tail: str = "") -> Place:
    """Return a place under a shared document."""
    return lambda town: f"{town.beginning(Document.title, title).url}{tail}"


def version_of(title: str, number: int, tail: str = "") -> Place:
    """Return a place under a version of a shared document."""

    def find(town: Town) -> str:
        whole = town.beginning(Document.title, title)
        found = town.one(DocumentVersion, document_id=whole.id, number=number)
        return f"{found.url}{tail}"

    return find


def uploaded(name: str) -> Place:
    """Return where one tells of a file that was received."""

    def find(town: Town) -> str:
        file = town.beginning(StoredFile.name, name)
        return f"/dokument/uppladdning/{town.one(Upload, file_id=file.id, used_at=None).id}"

    return find


def newer_version(name: str, title: str) -> Place:
    """Return where one tells of a file that is a newer version of a document."""

    def find(town: Town) -> str:
        number = uploaded(name)(town).rpartition("/")[2]
        return f"{town.beginning(Document.title, title).url}/versioner/ny/{number}"

    return find


def choose_first_room(page: Page, _town: Town) -> None:
    """Choose the narrowest of the rooms that are offered."""
    page.locator("input[name=room]").first.check()


SIGN_IN = [
    State("front page of a stranger", "home/welcome.html", "", "/"),
    State("sign-in", "people/sign_in.html", "", "/logga-in"),
    State("sign-in without an address", "people/sign_in.html", "", "/logga-in", send("Mejla mig en kod"), status=422),
    State("code", "people/sign_in_code.html", "", "/logga-in", send("Mejla mig en kod", email="y@example.se")),
    State("code that is wrong", "people/sign_in_code.html", "", "/logga-in", then(send("Mejla mig en kod", email="x@example.se"), send("Logga in", code="123456")), status=422),
    State("outbox", "home/outbox.html", "", "/utkorg"),
    State("sign-in asked for on the way", "people/sign_in.html", "", "/remisser"),
]  # fmt: skip

HOME = [
    State("overview of a pen holder", "home/overview.html", PEN, "/"),
    State("overview of the office", "home/overview.html", OFFICE, "/"),
    State("overview with nothing in it", "home/overview.html", OUTSIDER, "/"),
    State("overview without an organisation", "home/overview.html", LONER, "/"),
    State("overview with two hats", "home/overview.html", TWO_HATS, "/"),
    State("overview with more under another hat", "home/overview.html", OTHER_MODERATOR, "/"),
]  # fmt: skip

PEOPLE = [
    State("who is who", "people/index.html", PEN, "/organisationer"),
    State("who is who, for the office", "people/index.html", OFFICE, "/organisationer", is_long=True),
    State("who is who, searched", "people/index.html", PEN, "/organisationer?q=birgitta"),
    State("who is who, nothing found", "people/index.html", PEN, "/organisationer?q=xyzzy"),
    State("organisation", "people/organisation.html", MEMBER, of(Organisation, "/organisationer/{id}", kind="umbrella")),
    State("organisation, for the office", "people/organisation.html", OFFICE, of(Organisation, "/organisationer/{id}", kind="umbrella")),
    State("membership to end", "people/link_end_form.html", OFFICE, of_link("/organisationer/{owner_id}/medlemmar/{id}/avslut")),
    State("membership that had not begun", "people/link_end_form.html", OFFICE, of_link("/organisationer/{owner_id}/medlemmar/{id}/avslut"), send("Avsluta medlemskapet", last_day="1 jan 2001"), status=422),
    State("organisation with a long name and nobody in it", "people/organisation.html", OFFICE, of(Organisation, "/organisationer/{id}", name=extras.LONG_WORD)),
    State("new organisation", "people/organisation_form.html", OFFICE, "/organisationer/ny"),
    State("new organisation without a name", "people/organisation_form.html", OFFICE, "/organisationer/ny", send("Spara"), status=422),
    State("organisation changed by its coordinator", "people/organisation_form.html", PEN, of(Organisation, "/organisationer/{id}/andra", name="Riksförbundet Gårdstun")),
    State("new person", "people/person_form.html", OFFICE, of(Organisation, "/organisationer/{id}/personer/ny", kind="umbrella")),
    State("new person without a name", "people/person_form.html", OFFICE, of(Organisation, "/organisationer/{id}/personer/ny", kind="umbrella"), send("Lägg till"), status=422),
    State("roles", "people/roles_form.html", OFFICE, of(Membership, "/medlemskap/{id}/uppgifter")),
    State("no organisation to link", "people/link_form.html", OFFICE, of(Organisation, "/organisationer/{id}/medlemmar/ny", kind="umbrella"), send("Lägg till"), status=422),
    State("organisation to link", "people/link_form.html", OFFICE, of(Organisation, "/organisationer/{id}/medlemmar/ny", kind="umbrella")),
    State("person", "people/person.html", MEMBER, of(User, "/personer/{id}", name="Birgitta Lindqvist")),
    State("person, for the office", "people/person.html", OFFICE, of(User, "/personer/{id}", name="Birgitta Lindqvist")),
    State("person who is paused", "people/person.html", OFFICE, of(User, "/personer/{id}", state="paused")),
    State("name and address of a person", "people/details_form.html", OFFICE, of(User, "/personer/{id}/andra", name="Birgitta Lindqvist")),
    State("a code to read out", "people/code_given.html", OFFICE, of(User, "/personer/{id}", name="Amina Rahimi"), then(meanwhile_asks("amina.rahimi@nasta-rida.example.se"), send("Ta fram en kod"))),
    State("no code to read out", "errors/rule.html", OFFICE, of(User, "/personer/{id}", name="Birgitta Lindqvist"), send("Ta fram en kod"), status=409),
    State("my page", "people/my_page.html", PEN, "/min-sida"),
    State("my page with two hats", "people/my_page.html", TWO_HATS, "/min-sida"),
    State("my page without an organisation", "people/my_page.html", LONER, "/min-sida"),
    State("my page without a name", "people/my_page.html", PEN, "/min-sida", send("Spara", name=""), status=422),
]  # fmt: skip

ERRORS = [
    State("no right", "errors/403.html", MEMBER, "/organisationer/ny", status=403),
    State("not there", "errors/404.html", MEMBER, "/finns-inte", status=404),
    State("not there, for a stranger", "errors/404.html", "", "/finns-inte", status=404),
    State("asked in another way", "errors/other.html", MEMBER, "/min-sida/farger", status=405),
    State("a fault of ours", "errors/500.html", MEMBER, "/organisationer", break_view("people.index"), status=500),
    State("signed out while writing", "errors/signed_out.html", MEMBER, consultation("/inspel/nytt"), then(forget_who, send("Spara", text=LONG)), status=401),
    State("too much at once", "errors/413.html", MEMBER, consultation("/inspel/nytt"), then(lambda page, _town: page.locator("main textarea").first.evaluate("(el) => { el.value = 'a'.repeat(3e6) }"), send("Spara")), status=413),
    State("too many tries", "errors/429.html", "", "/logga-in", ask_too_often, status=429),
    State("a rule refused", "errors/rule.html", OFFICE, report("", extras.HAND), post_with_token("/godkannande"), status=409),
    State("an old form", "errors/old_form.html", MEMBER, consultation("/inspel/nytt"), then(spoil("main [name=csrf_token]", "old"), send("Spara", text=LONG)), status=400),
]  # fmt: skip

CONSULTATIONS = [
    State("consultations", "consultations/index.html", PEN, "/remisser"),
    State("consultations, for the office", "consultations/index.html", OFFICE, "/remisser"),
    State("consultations, none yet", "consultations/index.html", OUTSIDER, "/remisser"),
    State("consultations, nothing found", "consultations/index.html", PEN, "/remisser?q=xyzzy"),
    State("consultations, searched", "consultations/index.html", PEN, "/remisser?q=kultur&lage=pagar"),
    State("new consultation", "consultations/consultation_form.html", OFFICE, "/remisser/ny"),
    State("new consultation without a title", "consultations/consultation_form.html", OFFICE, "/remisser/ny", send("Lägg till"), status=422),
    State("consultation changed", "consultations/consultation_form.html", OFFICE, consultation("/andra")),
    State("workspace of a member", "consultations/show.html", MEMBER, consultation()),
    State("workspace of a pen holder", "consultations/show.html", PEN, consultation()),
    State("workspace of the office", "consultations/show.html", OFFICE, consultation()),
    State("workspace without a report", "consultations/show.html", OFFICE, consultation(title=extras.LATE)),
    State("workspace without a report, for a member", "consultations/show.html", MEMBER, consultation(title=extras.LATE)),
    State("workspace with a file being read", "consultations/show.html", OFFICE, consultation(title=extras.WAITING)),
    State("workspace with a file that cannot be read", "consultations/show.html", OFFICE, consultation(title=extras.UNREADABLE)),
    State("workspace with an outline to approve", "consultations/show.html", OFFICE, consultation(title=extras.TO_APPROVE)),
    State("workspace of what is declined", "consultations/show.html", MEMBER, consultation(title=extras.DECLINED)),
    State("workspace of what is closed", "consultations/show.html", MEMBER, consultation(title=extras.FINISHED)),
    State("workspace with a long word", "consultations/show.html", OFFICE, consultation(title=extras.HAND)),
    State("dates", "consultations/dates.html", OFFICE, consultation("/datum")),
    State("dates without a deadline", "consultations/dates.html", OFFICE, consultation("/datum", extras.HAND)),
    State("a date nobody understands", "consultations/dates.html", OFFICE, consultation("/datum"), then(lambda page, _town: page.locator("main input[type=text]").first.fill("nästa vecka nån gång"), send("Spara datumen")), status=422),
    State("deadline", "consultations/deadline_form.html", OFFICE, consultation("/svarsdatum")),
    State("deadline without a reason", "consultations/deadline_form.html", OFFICE, consultation("/svarsdatum"), send("Ändra svarsdatum", deadline="", reason=""), status=422),
    State("state", "consultations/state.html", OFFICE, consultation("/lage")),
    State("declining", "consultations/move_form.html", OFFICE, consultation("/avbojande")),
    State("endorsing another", "consultations/move_form.html", OFFICE, consultation("/anslutning")),
    State("going back", "consultations/move_form.html", OFFICE, consultation("/atergang")),
    State("ways to bring a report in", "consultations/source_form.html", OFFICE, consultation("/underlag/nytt", extras.LATE)),
    State("a corrected report", "consultations/source_form.html", OFFICE, consultation("/underlag/nytt", BIG)),
    State("no file chosen", "consultations/source_form.html", OFFICE, consultation("/underlag/nytt", extras.LATE), send("Lägg in filen"), status=422),
    State("a file being read", "consultations/reading.html", OFFICE, report("", extras.WAITING)),
    State("a file that cannot be read", "consultations/unreadable.html", OFFICE, report("", extras.UNREADABLE)),
    State("outline to approve", "consultations/source.html", OFFICE, report("", extras.TO_APPROVE)),
    State("outline without a heading", "consultations/source.html", OFFICE, report("", extras.HAND)),
    State("outline corrected", "consultations/source.html", OFFICE, report("", extras.CORRECTION)),
    State("outline", "consultations/source.html", MEMBER, report()),
    State("outline, for the office", "consultations/source.html", OFFICE, report()),
    State("outline, everything open", "consultations/source.html", MEMBER, report("?kapitel=alla"), is_long=True),
    State("new heading", "consultations/new_node_form.html", OFFICE, report("/kapitel", extras.TO_APPROVE)),
    State("new heading without words", "consultations/new_node_form.html", OFFICE, report("/kapitel", extras.TO_APPROVE), send("Lägg till"), status=422),
    State("heading changed", "consultations/node_form.html", OFFICE, node("/andra", extras.TO_APPROVE, number="1.1")),
    State("heading left empty", "consultations/node_form.html", OFFICE, node("/andra", extras.TO_APPROVE, number="1.1"), then(typed("main textarea[name=heading], main input[name=heading]", ""), press("main [id^=save-]", ".field-error")), status=422),
    State("chapter", "consultations/node.html", MEMBER, node(number="5", kind="chapter")),
    State("section", "consultations/node.html", PEN, node(number="5.7")),
    State("proposal", "consultations/node.html", OFFICE, node(kind="proposal")),
]  # fmt: skip

POSITIONS = [
    State("input", "positions/contributions.html", PEN, consultation("/inspel")),
    State("input, none yet", "positions/contributions.html", MEMBER, consultation("/inspel", extras.LATE)),
    State("new input", "positions/contribution_form.html", MEMBER, consultation("/inspel/nytt")),
    State("new input on a consultation without a report", "positions/contribution_form.html", MEMBER, consultation("/inspel/nytt", extras.LATE)),
    State("new input without words", "positions/contribution_form.html", MEMBER, consultation("/inspel/nytt"), send("Spara", text=""), status=422),
    State("input that is a draft", "positions/contribution.html", TWO_HATS, of(Contribution, "/inspel/{id}", state="draft")),
    State("input that is released", "positions/contribution.html", MEMBER, of(Contribution, "/inspel/{id}", state="released")),
    State("input, for the office", "positions/contribution.html", OFFICE, of(Contribution, "/inspel/{id}", state="released")),
    State("new input on a proposal", "positions/contribution_form.html", MEMBER, lambda town: f"/kapitel/{town.one(SourceNode, kind='proposal').id}/inspel/nytt"),
    State("answer to input without a reason", "positions/disposition_form.html", OFFICE, of(Contribution, "/inspel/{id}", state="released"), then(lambda page, _town: page.locator("main input[value=not_taken]").check(), send("Spara svaret", reason="")), status=422),
    State("input changed", "positions/contribution_form.html", TWO_HATS, of(Contribution, "/inspel/{id}/andra", state="draft")),
    State("stance", "positions/stance_form.html", OFFICE, lambda town: f"/kapitel/{town.one(SourceNode, kind='proposal').id}/stallning"),
    State("stance without a reason", "positions/stance_form.html", OFFICE, lambda town: f"/kapitel/{town.one(SourceNode, kind='assessment').id}/stallning", then(lambda page, _town: page.locator("main select[name=stance]").select_option("oppose"), send("Spara", reason="")), status=422),
]  # fmt: skip

SHORT, PLAN = "Enklare föreningsbidrag", "Regional kulturplan"

DRAFTING = [
    State("section of its pen holder", "drafting/section.html", PEN, section(), is_long=True),
    State("section of a member", "drafting/section.html", MEMBER, section(), is_long=True),
    State("section of the office", "drafting/section.html", OFFICE, section(), is_long=True),
    State("section that is approved", "drafting/section.html", MEMBER, section(number=1)),
    State("section that is reviewed", "drafting/section.html", OFFICE, section(number=5)),
    State("section being written", "drafting/section.html", "stig", section(number=6)),
    State("section with nothing written", "drafting/section.html", "elsa", section(number=1, title=PLAN)),
    State("section with nobody at the pen", "drafting/section.html", ALLIANCE, section(number=4, title=PLAN)),
    State("section with the suggestions in it", "drafting/section.html", PEN, section("?vy=forslagen")),
    State("section, only the changes", "drafting/section.html", MEMBER, section("?vy=andringarna")),
    State("section with a comment being written", "drafting/section.html", MEMBER, section(), press("main a:text-is('Kommentera')[hx-get]", "main .margin textarea"), is_long=True),
    State("section with a comment without words", "drafting/section.html", MEMBER, section(), then(press("main a:text-is('Kommentera')[hx-get]", "main .margin textarea"), press("main .margin form button:text-is('Skicka kommentaren')", ".field-error")), is_long=True),
    State("section on paper", "drafting/section_paper.html", MEMBER, section("/papper")),
    State("section on paper with nothing in it", "drafting/section_paper.html", ALLIANCE, section("/papper", number=4, title=PLAN)),
    State("whole draft", "drafting/whole.html", MEMBER, answer("/hela")),
    State("published answer", "drafting/letter.html", "", answer("/hela", extras.FINISHED)),
    State("published answer, for an outsider", "drafting/letter.html", OUTSIDER, answer("/hela", extras.FINISHED)),
    State("whole draft with nothing in it", "drafting/whole.html", ALLIANCE, answer("/hela", PLAN)),
    State("review", "drafting/queue.html", PEN, answer("/forslag?avsnitt=4"), is_long=True),
    State("review of the whole answer", "drafting/queue.html", OFFICE, answer("/forslag"), is_long=True),
    State("review, looked at by a member", "drafting/queue.html", MEMBER, answer("/forslag?avsnitt=4")),
    State("review of the wording alone", "drafting/queue.html", PEN, answer("/forslag?avsnitt=4&slag=sprak")),
    State("review with nothing to review", "drafting/queue.html", OFFICE, answer("/forslag?avsnitt=8")),
    State("review with an answer that has none", "drafting/queue.html", ALLIANCE, answer("/forslag", PLAN)),
    State("review, declining", "drafting/queue.html", PEN, answer("/forslag?avsnitt=4"), press("[id^=decline-]", "textarea[name=own_words]"), is_long=True),
    State("review, declining without a reason", "drafting/queue.html", PEN, answer("/forslag?avsnitt=4"), then(press("[id^=decline-]", "textarea[name=own_words]"), press("button:text('Neka förslag')", ".field-error")), is_long=True),
    State("review, changing", "drafting/queue.html", PEN, answer("/forslag?avsnitt=4"), press("[id^=change-]", "main textarea"), is_long=True),
    State("who takes part", "drafting/participants.html", MEMBER, answer("/deltagare")),
    State("taking the answer out", "drafting/export.html", PEN, answer("/hamta")),
    State("taking an empty answer out", "drafting/export.html", ALLIANCE, answer("/hamta", PLAN)),
    State("steps", "drafting/steps.html", OFFICE, answer("/steg")),
    State("steps that cannot be taken", "drafting/steps.html", OFFICE, answer("/steg", SHORT), send("Gå vidare"), status=409),
    State("going back a step without a reason", "drafting/steps.html", OFFICE, answer("/steg"), send("Gå tillbaka"), status=422),
    State("facts of the answer", "drafting/facts_form.html", OFFICE, answer("/uppgifter")),
    State("sections and pens", "drafting/sections.html", OFFICE, answer("/avsnitt")),
    State("new sections", "drafting/new_sections.html", OFFICE, answer("/avsnitt/nya")),
    State("new sections, none chosen", "drafting/new_sections.html", OFFICE, answer("/avsnitt/nya"), send("Lägg till avsnitten"), status=422),
    State("changes of wording together", "drafting/language.html", OFFICE, answer("/sprakforslag")),
    State("changes of wording, none chosen", "drafting/language.html", OFFICE, answer("/sprakforslag?avsnitt=4"), then(untick_all, send("Godkänn de ikryssade")), status=422),
    State("changes of wording, none there", "drafting/language.html", "stig", answer("/sprakforslag")),
    State("section changed", "drafting/section_form.html", OFFICE, section("/andring")),
    State("section left without a heading", "drafting/section_form.html", OFFICE, section("/andring"), send("Spara", heading=""), status=422),
    State("review of a section", "drafting/review_form.html", OFFICE, section("/granskning", number=5)),
    State("return without words", "drafting/review_form.html", OFFICE, section("/granskning", number=5), then(lambda page, _town: page.locator("main input[value=return]").check(), send("Spara", note="")), status=422),
    State("opening a section again", "drafting/reopen_form.html", OFFICE, section("/ateroppning", number=1)),
    State("nothing to say", "drafting/silence_form.html", "elsa", section("/tystnad", number=1, title=PLAN)),
    State("a day nobody understands", "drafting/charge_form.html", OFFICE, answer("/avsnitt"), then(typed("input[name=day]", "nån dag snart"), press("ol.pens li:first-child form[action$='/ansvar'] button", "main .error-summary")), status=422),
    State("versions", "writing/versions.html", MEMBER, section("/versioner")),
    State("versions of what is not written", "writing/versions.html", ALLIANCE, section("/versioner", number=1, title=PLAN)),
    State("two versions", "writing/comparison.html", PEN, section("/versioner/jamforelse?fran=2&till=8")),
    State("one version", "writing/version.html", PEN, section("/versioner/2")),
    State("the newest version", "writing/version.html", MEMBER, lambda town: f"{_section(town, 4, BIG).place.versions}/{_section(town, 4, BIG).text.revision_count}"),
    State("a version that is not there", "writing/no_version.html", MEMBER, section("/versioner/99"), status=404),
    State("nothing to compare", "writing/no_version.html", MEMBER, section("/versioner/jamforelse"), status=404),
    State("who has written a block", "writing/origins.html", MEMBER, block("/ursprung", which=1)),
    State("section with who has written a block", "drafting/section.html", MEMBER, section(), press("main a:text-is('Vem har skrivit?')", "main .origins"), is_long=True),
    State("what the answer covers", "drafting/coverage.html", PEN, answer("/tackning")),
    State("what the answer covers, for the office", "drafting/coverage.html", OFFICE, answer("/tackning?visa=utan-stallning")),
    State("what the answer covers, nothing there", "drafting/coverage.html", MEMBER, answer("/tackning?visa=orort")),
    State("what an answer without a report covers", "drafting/coverage.html", ALLIANCE, answer("/tackning", PLAN)),
    State("a number nobody has", "drafting/no_number.html", MEMBER, answer("/4:99"), status=404),
    State("a number nobody understands", "drafting/no_number.html", MEMBER, answer("/stycke?nummer=det+om+dans"), status=404),
    State("no number", "drafting/no_number.html", MEMBER, answer("/stycke")),
    State("a removed block by its number", "drafting/removed_block.html", MEMBER, answer("/1:4", extras.FINISHED)),
    State("the language of an answer", "drafting/proof.html", OFFICE, answer("/sprak"), is_long=True),
    State("the language of a section", "drafting/proof.html", "stig", section("/sprak", number=6)),
    State("the language of a section without a fault", "drafting/proof.html", PEN, section("/sprak")),
    State("the language of a section, one thing settled", "drafting/proof.html", "stig", section("/sprak", number=6), without_script("main .comment button")),
    State("the language of what is not written", "drafting/proof.html", ALLIANCE, answer("/sprak", PLAN)),
    State("the same version twice", "writing/comparison.html", MEMBER, section("/versioner/jamforelse?fran=2&till=2")),
]  # fmt: skip

WRITING = [
    State("suggesting", "writing/suggestion_form.html", MEMBER, block("/forslag")),
    State("suggesting nothing", "writing/suggestion_form.html", MEMBER, block("/forslag", which=1), send("Skicka förslaget"), status=422),
    State("suggesting, with the change shown", "writing/suggestion_form.html", MEMBER, block("/forslag", which=1), then(typed("main textarea", LONG), lambda page, _town: page.locator("#change ins").first.wait_for())),
    State("suggesting a new block", "writing/suggestion_form.html", MEMBER, block("/forslag?slag=nytt")),
    State("suggesting to remove", "writing/suggestion_form.html", MEMBER, block("/forslag?slag=bort")),
    State("suggesting in words", "writing/suggestion_form.html", MEMBER, block("/forslag?slag=ord")),
    State("suggesting where many have", "writing/suggestion_form.html", "lars-erik", block("/forslag", which=2)),
    State("suggesting a move", "writing/suggestion_form.html", MEMBER, block("/forslag?slag=flytt")),
    State("suggesting a move to nowhere", "writing/suggestion_form.html", MEMBER, block("/forslag?slag=flytt"), send("Skicka förslaget"), status=422),
    State("suggesting what others suggest", "writing/suggestion_form.html", MEMBER, block("/forslag?slag=bort", number=3, which=5), send("Skicka förslaget", why="Det behövs inte."), status=422),
    State("suggesting out of a comment", "writing/suggestion_form.html", MEMBER, comment_at("/stycken/{block_id}/forslag?kommentar={id}", "Vi i Småland")),
    State("suggesting in several blocks", "writing/packet_form.html", MEMBER, of_text("/forslag")),
    State("suggesting nothing in several blocks", "writing/packet_form.html", MEMBER, of_text("/forslag"), send("Skicka förslagen"), status=422),
    State("choosing blocks", "writing/choose_blocks.html", MEMBER, of_text("/forslag?valj=1")),
    State("choosing no blocks", "writing/choose_blocks.html", MEMBER, of_text("/forslag?valj=1", 3), send("Fortsätt")),
    State("suggestion", "writing/suggestion.html", MEMBER, suggestion("", op="replace")),
    State("suggestion that others disagree with, for its pen holder", "writing/suggestion.html", "stig", with_no),
    State("suggestion that belongs to others, for its author", "writing/suggestion.html", "anders.pilbage", of_packet),
    State("suggestion to move a block", "writing/suggestion.html", MEMBER, suggestion("", op="move")),
    State("suggestion that is declined", "writing/suggestion.html", MEMBER, suggestion("", state="declined")),
    State("not agreeing", "writing/oppose_form.html", PEN, suggestion("/invandning", op="move")),
    State("not agreeing without a word", "writing/oppose_form.html", PEN, suggestion("/invandning", op="move"), press("main button:text('Säg att')", ".field-error")),
    State("writing", "writing/write_form.html", PEN, block("/skriv")),
    State("writing nothing", "writing/write_form.html", PEN, block("/skriv"), send("Spara texten", text=""), status=422),
    State("adding a block", "writing/add_form.html", PEN, lambda town: f"/texter/{_section(town, 4, BIG).text_id}/stycken"),
    State("writing the first words", "writing/add_form.html", "elsa", lambda town: f"/texter/{_section(town, 1, PLAN).text_id}/stycken"),
    State("adding nothing", "writing/add_form.html", PEN, lambda town: f"/texter/{_section(town, 4, BIG).text_id}/stycken", send("Spara texten", text=""), status=422),
    State("two who changed one sentence", "writing/collision.html", "stig", block("/skriv", number=6), then(meanwhile("kerstin", "Tabell 7.1 visar i siffror det som varje kassör känner i axlarna. Vi avstyrker gemensamma grunder för redovisning (avsnitt 7.2)."), send("Spara texten", text="Tabell 7.1 visar i siffror det som varje kassör känner i axlarna. Vi tillstyrker delvis gemensamma grunder för redovisning (avsnitt 7.2).")), status=409),
    State("two who wrote the same words", "writing/collision.html", "stig", block("/skriv", number=6), then(meanwhile("kerstin", "Kerstins helt nya mening om redovisning."), send("Spara texten", text="Stigs helt andra ord om ideell tid.")), status=409),
    State("a choice taken up again", "writing/collision.html", "stig", block("/skriv", number=6), then(meanwhile("kerstin", "Kerstins ännu nyare mening om redovisning."), send("Spara texten", text="Stigs sista ord om ideell tid."), press("main button:text-is('Bestäm senare')", "#besked .good"), press("a:text-is('Bestäm nu')", "#both"))),
    State("writing where somebody else writes", "writing/write_form.html", PEN, block("/skriv"), then(opened_by("kerstin"), lambda page, _town: page.reload())),
    State("a section where somebody writes", "drafting/section.html", MEMBER, block("/forslag"), then(opened_by("kerstin"), press("main a:text-is('Avbryt')", "[id^=writing-] p")), is_long=True),
    State("folding comments", "writing/resolve_form.html", OFFICE, talk("/klart")),
    State("folding comments on the page", "drafting/section.html", PEN, section(), press("[id^=resolve-] a", "form[id^=resolve-]"), is_long=True),
    State("handing the pen over", "drafting/pen_form.html", PEN, section("/overlamning")),
    State("changing a suggestion", "writing/change_form.html", OFFICE, suggestion("/andring")),
    State("declining, without script", "writing/decline_form.html", PEN, answer("/forslag?avsnitt=4"), without_script("[id^=decline-]"), status=422),
    State("looking over one's own suggestion", "writing/look_over.html", "kaisa", suggestion("/oversyn", state="review_needed", op="replace")),
    State("looking over another's suggestion", "writing/look_over.html", "stig", suggestion("/oversyn", state="review_needed", op="replace")),
    State("looking over nothing", "writing/look_over.html", OFFICE, suggestion("/oversyn")),
    State("sending again without words", "writing/look_over.html", "kaisa", suggestion("/oversyn", state="review_needed", op="replace"), send("Skicka på nytt", text=""), status=422),
    State("looking over what lost its block", "writing/look_over.html", MEMBER, suggestion("/oversyn", state="review_needed", why=extras.LOST)),
    State("both, when somebody built on it", "writing/both.html", OFFICE, built_upon),
    State("comments on a block", "writing/comments.html", MEMBER, block("/kommentarer", which=2)),
    State("comments on a block, none yet", "writing/comments.html", "stig", block("/kommentarer", number=8)),
    State("comment without words", "writing/comments.html", MEMBER, block("/kommentarer", which=2), without_script("main form button:text-is('Skicka kommentaren')"), status=422),
    State("comment on a part of the report without words", "writing/talk.html", MEMBER, node(number="5.7"), send("Skicka kommentaren"), status=422),
]  # fmt: skip

SEARCH = [
    State("search", "search/index.html", MEMBER, "/sok"),
    State("search that finds much", "search/index.html", MEMBER, "/sok?q=mötesplats"),
    State("search of one kind", "search/index.html", MEMBER, "/sok?q=kulturen&slag=betankanden&sida=2"),
    State("search that comes by itself", "search/index.html", MEMBER, "/sok", then(typed("#q", "folkbildningen"), lambda page, _town: page.locator("#hits mark").first.wait_for())),
    State("search for a misspelt word", "search/index.html", MEMBER, "/sok?q=mötesplatsr"),
    State("search for words that stand everywhere", "search/index.html", PEN, "/sok?q=och+att"),
    State("search narrowed to nothing", "search/index.html", OFFICE, "/sok?q=kultur&ar=1999"),
    State("search of a stranger", "search/index.html", "", "/sok?q=kultur"),
]  # fmt: skip


def thread(tail: str = "", title: str = "Hur räknar") -> Place:
    """Return a place under a discussion."""
    return lambda town: f"{town.beginning(Thread.title, title).url}{tail}"


def post(tail: str = "", words: str = "I körerna räknar") -> Place:
    """Return a place under a post."""
    return lambda town: f"/inlagg/{town.beginning(Post.body, words).id}{tail}"


DISCUSSIONS = [
    State("discussions", "discussions/index.html", MEMBER, "/diskussioner"),
    State("discussions with something new", "discussions/index.html", PEN, "/diskussioner?visa=nytt"),
    State("discussions of somebody who follows none", "discussions/index.html", OUTSIDER, "/diskussioner?visa=mina"),
    State("starting a discussion", "discussions/start.html", MEMBER, "/diskussioner/ny"),
    State("starting a discussion about a consultation", "discussions/start.html", MEMBER, lambda town: f"/diskussioner/ny?om=remiss-{_consultation(town, BIG).id}"),
    State("starting a discussion without a word", "discussions/start.html", MEMBER, "/diskussioner/ny", send("Starta diskussionen"), status=422),
    State("discussion", "discussions/thread.html", OFFICE, thread(), is_long=True),
    State("discussion for a member who has written in it", "discussions/thread.html", MEMBER, thread(), is_long=True),
    State("discussion that is over", "discussions/thread.html", MEMBER, thread(title="Behöver vi")),
    State("discussion with a hidden post", "discussions/thread.html", MEMBER, thread(title="Vad betyder")),
    State("discussion with a hidden post, for who wrote it", "discussions/thread.html", "vidar", thread(title="Vad betyder")),
    State("discussion with a post taken back", "discussions/thread.html", MEMBER, thread(title=extras.TAKEN_BACK)),
    State("discussion of 300 posts, for somebody new", "discussions/thread.html", OUTSIDER, thread(title="Vad hände"), is_long=True),
    State("saying nothing", "discussions/thread.html", PEN, thread(title="Erfarenhets"), press("#reply .actions button", "#reply .error-summary"), is_long=True),
    State("saying nothing without script", "discussions/reply.html", MEMBER, thread(title="Vad betyder"), without_script("#reply .actions button"), status=422),
    State("naming somebody who is not there", "discussions/thread.html", PEN, thread(title="Erfarenhets"), then(typed("#body", "@Hokan, hej"), press("#reply .actions button", "#reply .error-summary")), is_long=True),
    State("files that wait for the post", "discussions/thread.html", PEN, thread(title="Erfarenhets"), then(typed("#body", "@Hokan, se här"), brought("#files", "Timmar 2026.csv", "Protokoll.txt"), press("#reply .actions button", "#waiting")), is_long=True),
    State("answering a post", "discussions/thread.html", PEN, thread(title="Erfarenhets"), press("article.post button:text-is('Citera')", "#quoted blockquote"), is_long=True),
    State("title of a discussion", "discussions/rename.html", OFFICE, thread("/rubrik")),
    State("summary of a discussion", "discussions/summary_form.html", OFFICE, thread("/sammanfattning")),
    State("summaries of a discussion", "discussions/summaries.html", MEMBER, thread("/sammanfattningar")),
    State("no summaries of a discussion", "discussions/summaries.html", MEMBER, thread("/sammanfattningar", "Vad betyder")),
    State("ending a discussion", "discussions/close_form.html", OFFICE, thread("/avslut")),
    State("moving a discussion", "discussions/move.html", OFFICE, thread("/flytt")),
    State("moving a discussion, and whom it concerns", "discussions/move.html", OFFICE, thread("/flytt?room=network")),
    State("asking a discussion", "discussions/ask.html", OFFICE, thread("/omrostning", "Vad betyder")),
    State("asking nothing", "discussions/ask.html", OFFICE, thread("/omrostning", "Vad betyder"), send("Öppna omröstningen"), status=422),
    State("post", "discussions/post.html", MEMBER, post()),
    State("hidden post, for who hid it", "discussions/post.html", OFFICE, post(words="Den som skrev")),
    State("changing a post", "discussions/change_post.html", "lars-erik", post("/andra")),
    State("changing a post to nothing", "discussions/change_post.html", "lars-erik", post("/andra"), send("Spara", body=""), status=422),
    State("hiding a post", "discussions/reason_form.html", OFFICE, post("/doljande")),
    State("hiding a post without a reason", "discussions/reason_form.html", OFFICE, post("/doljande"), send("Dölj inlägget"), status=422),
    State("reporting a post", "discussions/reason_form.html", MEMBER, post("/anmalan", "Styrelsemöten")),
    State("moderation, with a report", "discussions/moderation.html", OFFICE, "/diskussioner/moderering"),
    State("moderation", "discussions/moderation.html", MEMBER, "/diskussioner/moderering"),
    State("moderation where nothing was done", "discussions/moderation.html", "urban", "/diskussioner/moderering"),
]  # fmt: skip

HOME_OF, ASKS, ASKED, DIFFERING = (
    "Korsstygnet Jämtland Härjedalen",
    "asa.ohrnfalk",
    "per-olof",
    "disa",
)
SPOKE = "mirjam"

ALLIANCES = [
    State("regions as a map", "alliances/index.html", PEN, "/allianser"),
    State("a region beside the map", "alliances/index.html", ASKED, "/allianser?region=23"),
    State("a region beside the map, brought in", "alliances/index.html", OFFICE, "/allianser", press("#r10", "#region-side")),
    State("a municipality looked for", "alliances/index.html", PEN, "/allianser?q=krokom"),
    State("a municipality that is nowhere", "alliances/index.html", PEN, "/allianser?q=xyzzy"),
    State("region with an alliance", "alliances/region.html", PEN, "/allianser/regioner/23"),
    State("region without an alliance", "alliances/region.html", OFFICE, "/allianser/regioner/10"),
    State("region without an alliance, for somebody outside", "alliances/region.html", ASKED, "/allianser/regioner/09"),
    State("contact", "alliances/contact_form.html", OFFICE, "/allianser/regioner/10/kontakter/ny"),
    State("alliance", "alliances/alliance.html", PEN, alliance()),
    State("alliance, for its coordinator", "alliances/alliance.html", "elsa", alliance(), hat=HOME_OF),
    State("alliance, under another hat", "alliances/alliance.html", "elsa", alliance()),
    State("alliance that is forming", "alliances/alliance.html", OFFICE, alliance(name="Korsstygnet Halland")),
    State("new alliance", "alliances/start_form.html", PEN, "/allianser/ny?region=10"),
    State("new alliance without a name", "alliances/start_form.html", OFFICE, "/allianser/ny", send("Starta alliansen"), status=422),
    State("new association", "alliances/association_form.html", "elsa", alliance("/foreningar/ny"), hat=HOME_OF),
    State("new association without an address", "alliances/association_form.html", "elsa", alliance("/foreningar/ny"), send("Lägg till", name="Ny kör", person="Ny Person"), hat=HOME_OF, status=422),
    State("gathering, for a member", "positions/gathering.html", ASKED, of(Gathering, "/insamlingar/{id}")),
    State("gathering, for who asks", "positions/gathering.html", ASKS, of(Gathering, "/insamlingar/{id}")),
    State("gathering that spoke", "positions/gathering.html", SPOKE, of(Gathering, "/insamlingar/{id}", last_day=past())),
    State("gathering with two drafts", "positions/gathering.html", DIFFERING, of(Gathering, "/insamlingar/{id}")),
    State("part of the report in a gathering", "positions/gathered_node.html", ASKED, gathered("/kapitel/{node}")),
    State("new gathering", "positions/gathering_form.html", "anders.pilbage", consultation("/insamling/ny")),
    State("new gathering without a question", "positions/gathering_form.html", "anders.pilbage", consultation("/insamling/ny"), send("Ställ frågan"), status=422),
    State("gathering changed", "positions/gathering_form.html", ASKS, of(Gathering, "/insamlingar/{id}/andra")),
    State("input to an alliance", "positions/contribution_form.html", ASKED, gathered("/inspel/nytt?kapitel={node}")),
    State("input to an alliance, released", "positions/contribution.html", ASKED, lambda town: f"/inspel/{town.one(Contribution, gathering_id=town.one(Gathering).id).id}"),
    State("putting together", "positions/voice_form.html", ASKS, gathered("/sammanstallning/{node}")),
    State("putting together without words", "positions/voice_form.html", ASKS, gathered("/sammanstallning/{node}"), send("Spara", text=""), status=422),
    State("putting together what was said on already", "positions/voice_form.html", SPOKE, spoken_on),
    State("releasing with nothing to release", "positions/voice_release.html", SPOKE, of(Gathering, "/insamlingar/{id}/frislappande", last_day=past())),
    State("releasing one voice", "positions/voice_release.html", "kaisa", lambda town: f"/insamlingar/{extras.unspoken().id}/frislappande"),
    State("the voice of an alliance", "positions/contribution.html", SPOKE, lambda town: f"/inspel/{town.one(Contribution, state='released', voice_of_id=town.one(Gathering, last_day=past()).id).id}"),
    State("two drafts", "positions/drafts_compared.html", DIFFERING, differing("/jamforelse")),
    State("two drafts to write together", "positions/merge_form.html", DIFFERING, differing("/sammanskrivning")),
    State("two drafts written together without words", "positions/merge_form.html", DIFFERING, differing("/sammanskrivning"), send("Spara det sammanskrivna", text=""), status=422),
    State("draft beside another", "positions/contribution.html", DIFFERING, differing("")),
]  # fmt: skip

DOCUMENTS = [
    State("documents", "documents/index.html", MEMBER, "/dokument"),
    State("documents, narrowed", "documents/index.html", PEN, "/dokument?amne=civilsamhället&typ=word"),
    State("documents, searched", "documents/index.html", MEMBER, "/dokument?q=samlingslokal"),
    State("documents, no such subjects", "documents/index.html", MEMBER, "/dokument?amne=film&amne=museer"),
    State("documents, nothing fits", "documents/index.html", MEMBER, "/dokument?q=xyzzy"),
    State("documents that no longer hold", "documents/index.html", OFFICE, "/dokument?utgatt=ja"),
    State("documents, none yet", "documents/index.html", OUTSIDER, "/dokument?typ=bildspel"),
    State("document in four versions", "documents/show.html", MEMBER, document("Verksamhetsplan")),
    State("document, for the office", "documents/show.html", OFFICE, document("Verksamhetsplan")),
    State("document as a table", "documents/show.html", PEN, document("Medlemsorganisationernas lokaler")),
    State("document as a picture", "documents/show.html", MEMBER, document("Läget för amatörkulturen")),
    State("document with a receipt asked", "documents/show.html", "margareta", document("Så skriver vi")),
    State("document with receipts", "documents/show.html", OFFICE, document("Så skriver vi")),
    State("document that is retired", "documents/show.html", OFFICE, document("Riktlinjer för bidrag")),
    State("document that is locked", "documents/show.html", "anders.pilbage", document("Kartläggning av arkiven")),
    State("document without a text to show", "documents/show.html", MEMBER, document(SCANNED)),
    State("an older version", "documents/show.html", MEMBER, version_of("Verksamhetsplan", 1)),
    State("two versions of a document", "documents/comparison.html", MEMBER, document("Verksamhetsplan", "/jamforelse?fran=1&till=4")),
    State("two versions of a table", "documents/comparison.html", MEMBER, document("Medlemsorganisationernas lokaler", "/jamforelse?fran=1&till=2")),
    State("versions without text", "documents/no_comparison.html", MEMBER, document(VERSIONED, "/jamforelse?fran=1&till=2")),
    State("no two versions", "documents/no_comparison.html", MEMBER, document("Verksamhetsplan", "/jamforelse"), status=404),
    State("document written here", "documents/written.html", PEN, document("Gemensamma ord"), is_long=True),
    State("document written by others", "documents/written.html", MEMBER, document("Gemensamma ord"), is_long=True),
    State("document that nobody has written in", "documents/written.html", PEN, document(EMPTY_TEXT)),
    State("document that nobody has written in, for others", "documents/written.html", MEMBER, document(EMPTY_TEXT)),
    State("suggestions to a document", "documents/queue.html", PEN, document("Gemensamma ord", "/forslag"), is_long=True),
    State("suggestions to a document, for others", "documents/queue.html", MEMBER, document("Gemensamma ord", "/forslag")),
    State("history of a document", "writing/versions.html", MEMBER, document("Gemensamma ord", "/historik")),
    State("document after one save", "writing/version.html", PEN, document("Gemensamma ord", "/historik/1")),
    State("saves of a document compared", "writing/comparison.html", MEMBER, document("Gemensamma ord", "/historik/jamforelse?fran=1&till=1")),
    State("a document to upload", "documents/upload.html", MEMBER, "/dokument/uppladdning"),
    State("a document to upload, none chosen", "documents/upload.html", MEMBER, "/dokument/uppladdning", send("Ladda upp"), status=422),
    State("a newer version to upload", "documents/upload.html", OFFICE, document("Verksamhetsplan", "/versioner/ny")),
    State("a document to tell of", "documents/share_form.html", PEN, uploaded(PLAIN)),
    State("a picture to tell of", "documents/share_form.html", PEN, uploaded(PICTURE)),
    State("a document that is here already", "documents/share_form.html", PEN, uploaded(TWIN), send("Dela dokumentet"), status=422),
    State("a document without a title", "documents/share_form.html", PEN, uploaded(PLAIN), send("Dela dokumentet", title=""), status=422),
    State("a newer version to tell of", "documents/version_form.html", PEN, newer_version(PLAIN, VERSIONED)),
    State("a document to write", "documents/new_form.html", MEMBER, "/dokument/nytt"),
    State("a document to write, without a title", "documents/new_form.html", MEMBER, "/dokument/nytt", send("Börja skriva"), status=422),
    State("facts of a document", "documents/facts_form.html", OFFICE, document("Verksamhetsplan", "/andring")),
    State("facts of a document, without a title", "documents/facts_form.html", OFFICE, document("Verksamhetsplan", "/andring"), send("Spara", title="", year="17"), status=422),
    State("who sees a document", "documents/move.html", OFFICE, document("Verksamhetsplan", "/flytt")),
    State("who would see a document", "documents/move.html", OFFICE, document("Verksamhetsplan", "/flytt"), then(choose_first_room, send("Se vilka det berör"))),
    State("who writes", "documents/writers_form.html", PEN, document("Gemensamma ord", "/skribenter")),
    State("a text to take out", "documents/take_out.html", MEMBER, document("Gemensamma ord", "/hamta")),
    State("a kept text to take out", "documents/take_out.html", MEMBER, version_of("Gemensamma ord", 1, "/hamta")),
    State("who sees a document, as it is", "documents/move.html", OFFICE, document("Verksamhetsplan", "/flytt"), send("Se vilka det berör")),
    State("the text as a version", "documents/snapshot_form.html", PEN, document("Gemensamma ord", "/version")),
    State("locking a document", "documents/reason_form.html", OFFICE, document("Verksamhetsplan", "/lasning")),
    State("retiring a document without a reason", "documents/reason_form.html", OFFICE, document("Verksamhetsplan", "/indragning"), send("Dra in"), status=422),
    State("retiring a version", "documents/reason_form.html", OFFICE, version_of("Verksamhetsplan", 2, "/indragning")),
    State("the store of files", "documents/store.html", OFFICE, "/dokument/lagret"),
]  # fmt: skip

BEFORE_THE_ANSWER = [
    *SIGN_IN,
    *SEARCH,
    *DISCUSSIONS,
    *HOME,
    *PEOPLE,
    *ERRORS,
    *CONSULTATIONS,
    *POSITIONS,
    *ALLIANCES,
    *DOCUMENTS,
]
THE_ANSWER = [*DRAFTING, *WRITING]
STATES = [*BEFORE_THE_ANSWER, *THE_ANSWER]

DOWNLOADS = [
    Download("report through a gathering", "per-olof", of(Gathering, "/insamlingar/{id}/fil")),
    Download("health", "", "/halsa"),
    Download("file of a post", MEMBER, of(Attachment, "/filer/{id}")),
    Download("file of a report", PEN, report("/fil")),
    Download("file of a document", MEMBER, version_of("Verksamhetsplan", 2, "/fil")),
    Download("text written here as a file", MEMBER, document("Gemensamma ord", "/hamta/docx")),
    Download("kept text as a file", MEMBER, version_of("Gemensamma ord", 1, "/hamta/pdf")),
    Download("progress", OFFICE, report("/lasning", extras.WAITING), status=303),
]

REDIRECTS = [
    Download("code that nobody asked for", "", "/logga-in/kod", status=303),
    Download("a choice that nobody put off", PEN, block("/sammanskrivning"), status=303),
    Download("who writes in the answer", MEMBER, answer("/narvaro"), status=303),
    Download(
        "what is new in a text",
        MEMBER,
        lambda town: f"/texter/{_section(town, 4, BIG).text_id}/nytt",
        status=303,
    ),
    Download(
        "what is new about a part of the report", MEMBER, node("/nytt", number="5.7"), status=303
    ),
    Download("what is new in a discussion", MEMBER, thread("/nytt"), status=303),
    Download("answer", MEMBER, answer(), status=303),
    Download("block by its number", MEMBER, answer("/4:1"), status=303),
]
FILES = [Download(kind, MEMBER, answer(f"/hamta/{kind}")) for kind in ("docx", "pdf", "html", "md")]
