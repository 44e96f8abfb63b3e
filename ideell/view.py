"""What every template can use."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from flask import Flask, g, request, url_for
from flask_wtf.csrf import generate_csrf
from jinja2 import Environment, pass_environment
from jinja2.filters import do_truncate
from markupsafe import Markup

from ideell.config import Settings
from ideell.foundation import clock, dates, kinds
from ideell.foundation.access import current_actor
from ideell.foundation.actor import Actor
from ideell.foundation.keep import new_once
from ideell.foundation.language import (
    current_language,
    in_a_row,
    languages,
    plain_gettext,
    plain_ngettext,
    use_language,
)
from ideell.foundation.links import came_from, local_path

THEMES = {"ljust": "light", "morkt": "dark"}


class May:
    """`may.accept(suggestion)`: the policies, asked for the one who looks.

    Every room gives its `may_<verb>` functions; a name that no room has raises, so that a
    misspelt question never means "no".
    """

    def __init__(self, policies: dict[str, Any]) -> None:
        self._policies = policies

    def __getattr__(self, verb: str) -> Any:
        policy = self._policies[f"may_{verb}"]
        return lambda *things: policy(current_actor, *things)


def equip_templates(app: Flask, settings: Settings) -> None:
    """Give templates their globals, filters and translations."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(plain_gettext, plain_ngettext, newstyle=True)  # type: ignore[attr-defined]  # because the extension adds it
    app.jinja_env.globals.update(
        current_actor=current_actor,
        may=May(collect_policies()),
        hidden_fields=hidden_fields,
        forms_of_page=forms_of_page,
        rooms_in_header=rooms_in_header,
        footer_links=footer_links,
        settings=SimpleNamespace(help_contact=help_contact(settings), demo=settings.demo),
        today=clock.today,
        url_of=kinds.url_of,
        title_of=kinds.title_of,
        this_page=this_page,
        sign_in_url="/logga-in",
        home_url="/",
        my_page_url="/min-sida",
        search_url="/sok",
        acting_url="/organisation",
    )
    app.jinja_env.filters.update(
        truncate=shortened,
        long_date=dates.long_date,
        short_date=dates.short_date,
        month=dates.month,
        letter_date=dates.letter_date,
        clock_time=dates.clock_time,
        moment=dates.moment_in_words,
        days_left=dates.days_left,
        file_size=dates.file_size,
        number=dates.number,
        in_words=dates.number_in_words,
        in_a_row=in_a_row,
    )
    app.before_request(_choose_language)
    app.context_processor(_of_this_reader)


HIDDEN = Markup('<input type="hidden" name="{}" value="{}">')
END = '">'


@dataclass
class FormsOfPage:
    """The hidden fields of one page's forms: alike but for a count.

    The token against foreign forms, the number of the form instance (`once`), and for somebody
    who represents several organisations the one that the page was made for. A page may hold
    hundreds of forms: what they have in common is made once, and compresses to almost nothing.
    """

    before: str
    after: str
    count: int = 0

    @classmethod
    def begin(cls, actor: Actor) -> FormsOfPage:
        """Prepare the fields for a page that `actor` looks at."""
        hat = HIDDEN.format("hat", actor.org_id) if len(actor.hats) > 1 else ""
        fields = HIDDEN.format("csrf_token", generate_csrf()) + hat
        last = HIDDEN.format("once", f"{new_once()}-")
        return cls(f"{fields}{last}".removesuffix(END), END)

    def next(self) -> str:
        """Return the HTML of the fields of one more form."""
        self.count += 1
        return f"{self.before}{self.count}{self.after}"


def forms_of_page() -> FormsOfPage:
    """Return the hidden fields of the page that is being made."""
    forms: FormsOfPage | None = g.get("forms_of_page")
    if forms is None:
        forms = g.forms_of_page = FormsOfPage.begin(current_actor)
    return forms


def hidden_fields() -> Markup:
    """Return what stands first in every form that is sent by POST."""
    return Markup(forms_of_page().next())  # noqa: S704  # because its parts are escaped


@pass_environment
def shortened(
    environment: Environment, text: str, length: int = 255, leeway: int | None = None
) -> str:
    """Return a text cut between words, with the one sign of ellipsis that Swedish has."""
    return do_truncate(environment, text, length, end="…", leeway=leeway)


def collect_policies() -> dict[str, Any]:
    """Return every `may_<verb>` of the rooms by its name."""
    from ideell.policies import POLICIES

    found: dict[str, Any] = {}
    for room in POLICIES:
        for name, policy in vars(room).items():
            if name.startswith("may_") and policy.__module__ == room.__name__:
                assert name not in found, f"two rooms have {name}: templates could ask either"
                found[name] = policy
    return found


def help_contact(settings: Settings) -> SimpleNamespace:
    """Return whom to ask, shown in the same place on every page."""
    return SimpleNamespace(
        name=settings.help_name,
        phone=settings.help_phone,
        hours=settings.help_hours,
        email=settings.help_email,
    )


def rooms_in_header() -> list[tuple[str, str, bool]]:
    """Return (title, address, is where the reader is) for the rooms that stand."""
    if current_actor.is_stranger:
        return []
    return [(str(room.title), url_for(room.endpoint), is_in(room.prefix)) for room in kinds.rooms()]


def is_in(prefix: str) -> bool:
    """Tell whether the page asked for belongs under `prefix`."""
    return request.path == prefix if prefix == "/" else request.path.startswith(prefix)


def this_page() -> str:
    """Return the address of the page that is looked at, to come back to it."""
    own = request.full_path.rstrip("?") if request.method == "GET" else None
    return local_path(own) or came_from() or "/"


def footer_links() -> list[tuple[str, str]]:
    """Return (title, address) of the pages about the product that exist."""
    return []


def _choose_language() -> None:
    wanted = request.cookies.get("sprak", "sv")
    use_language(wanted if wanted in languages() else "sv")


def _of_this_reader() -> dict[str, Any]:
    actor = current_actor
    return {
        "theme": THEMES.get(request.cookies.get("tema", ""), ""),
        "lang": current_language(),
        "keys_on": actor.keys_on,
    }
