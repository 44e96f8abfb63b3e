"""The catalogue: every page in its states, who sees it so, and how to get there.

A page template without a state here, and a GET address that no state reaches, fail a test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from ideell.consultations.models import Consultation, Milestone, SourceDocument, SourceNode
from ideell.people.models import Membership, Organisation, User
from ideell.positions.models import Contribution
from tests.browser import extras
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

    who: str
    at: str | Place
    status: int = 200

    def path(self, town: Town) -> str:
        """Return its address."""
        return self.at if isinstance(self.at, str) else self.at(town)


OFFICE, PEN, MEMBER, OUTSIDER, LONER = "kerstin", "birgitta", "amina", "urban", "ensam"
TWO_HATS, ALLIANCE = "hakan", "asa.ohrnfalk"
BIG = "Kultur i hela landet"


def of(model: type, pattern: str, **facts: object) -> Place:
    """Return the place of the first such row: `of(User, "/personer/{id}", name="…")`."""

    def find(town: Town) -> str:
        row = town.one(model, **facts)
        values = {key: getattr(row, key, "") for key in ("id", "consultation_id", "organisation_id", "response_id")}
        return pattern.format(**values)

    return find


def consultation(tail: str = "", title: str = BIG) -> Place:
    """Return a place under a consultation."""
    return of(Consultation, "/remisser/{id}" + tail, title=title)


def report(tail: str = "", title: str = BIG) -> Place:
    """Return a place under the newest report of a consultation."""

    def find(town: Town) -> str:
        whole = town.one(Consultation, title=title)
        newest = max(document.id for document in whole.documents)
        return f"/remisser/{whole.id}/underlag/{newest}{tail}"

    return find


def node(tail: str = "", title: str = BIG, **facts: object) -> Place:
    """Return a place under a part of a report."""

    def find(town: Town) -> str:
        whole = town.one(Consultation, title=title)
        found = town.one(SourceNode, consultation_id=whole.id, **facts)
        return f"/remisser/{whole.id}/kapitel/{found.id}{tail}"

    return find


def send(label: str, **typed: str) -> Steps:
    """Return steps that fill fields by id and press a button."""

    def act(page: Page, _town: Town) -> None:
        for field, value in typed.items():
            page.locator(f"#{field}").fill(value)
        page.locator("main").get_by_role("button", name=label, exact=True).first.click()
        page.wait_for_load_state()

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


def post_to(path: str) -> Steps:
    """Return a step that sends an empty form to an address."""

    def act(page: Page, _town: Town) -> None:
        page.evaluate(
            "(path) => { const form = document.createElement('form'); form.method = 'post';"
            " form.action = path; document.body.append(form); form.submit(); }",
            path,
        )
        page.wait_for_url(f"**{path}")
        page.wait_for_load_state()

    return act


LONG = "Vi tycker att förslaget är bra, men att pengarna ska räcka till alla län. " * 3

SIGN_IN = [
    State("front page of a stranger", "home/welcome.html", "", "/"),
    State("sign-in", "people/sign_in.html", "", "/logga-in"),
    State("sign-in without an address", "people/sign_in.html", "", "/logga-in", send("Mejla mig en kod"), status=422),
    State("code", "people/sign_in_code.html", "", "/logga-in/kod"),
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
]  # fmt: skip

PEOPLE = [
    State("who is who", "people/index.html", PEN, "/organisationer"),
    State("who is who, for the office", "people/index.html", OFFICE, "/organisationer", is_long=True),
    State("who is who, searched", "people/index.html", PEN, "/organisationer?q=birgitta"),
    State("who is who, nothing found", "people/index.html", PEN, "/organisationer?q=xyzzy"),
    State("organisation", "people/organisation.html", MEMBER, of(Organisation, "/organisationer/{id}", kind="umbrella")),
    State("organisation, for the office", "people/organisation.html", OFFICE, of(Organisation, "/organisationer/{id}", kind="regional_alliance")),
    State("organisation with a long name and nobody in it", "people/organisation.html", OFFICE, of(Organisation, "/organisationer/{id}", name=extras.LONG_WORD)),
    State("new organisation", "people/organisation_form.html", OFFICE, "/organisationer/ny"),
    State("new organisation without a name", "people/organisation_form.html", OFFICE, "/organisationer/ny", send("Spara"), status=422),
    State("organisation changed by its coordinator", "people/organisation_form.html", PEN, of(Organisation, "/organisationer/{id}/andra", name="Riksförbundet Gårdstun")),
    State("new person", "people/person_form.html", OFFICE, of(Organisation, "/organisationer/{id}/personer/ny", kind="umbrella")),
    State("new person without a name", "people/person_form.html", OFFICE, of(Organisation, "/organisationer/{id}/personer/ny", kind="umbrella"), send("Lägg till"), status=422),
    State("roles", "people/roles_form.html", OFFICE, of(Membership, "/medlemskap/{id}/uppgifter")),
    State("organisation to link", "people/link_form.html", OFFICE, of(Organisation, "/organisationer/{id}/medlemmar/ny", kind="umbrella")),
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
    State("heading left empty", "consultations/node_form.html", OFFICE, node("/andra", extras.TO_APPROVE, number="1.1"), send("Spara", heading=""), status=422),
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
    State("input changed", "positions/contribution_form.html", TWO_HATS, of(Contribution, "/inspel/{id}/andra", state="draft")),
    State("stance", "positions/stance_form.html", OFFICE, lambda town: f"/kapitel/{town.one(SourceNode, kind='proposal').id}/stallning"),
    State("stance without a choice", "positions/stance_form.html", OFFICE, lambda town: f"/kapitel/{town.one(SourceNode, kind='assessment').id}/stallning", send("Spara"), status=422),
]  # fmt: skip

STATES = [*SIGN_IN, *HOME, *PEOPLE, *ERRORS, *CONSULTATIONS, *POSITIONS]

DOWNLOADS = [
    Download("", "/halsa"),
    Download(PEN, report("/fil")),
    Download(OFFICE, report("/lasning", extras.WAITING), status=302),
]

# Error pages that need more than a visit: shown by tests of their own.
ELSEWHERE = {
    "errors/413.html": "tests/browser/test_pages.py: a form that is too large",
    "errors/429.html": "tests/browser/test_pages.py: too many tries",
    "errors/rule.html": "tests/browser/test_pages.py: a rule refused",
}
