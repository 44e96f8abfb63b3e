"""Every answer that is not what was asked for: a sentence, the typed text back, no stack."""

from __future__ import annotations

import logging
import secrets
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from flask import Flask, Response, flash, g, make_response, redirect, render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from ideell.extensions import db
from ideell.foundation.access import SignInNeeded, find_who_asks
from ideell.foundation.actor import STRANGER
from ideell.foundation.dates import wait_in_words
from ideell.foundation.keep import AlreadyDone
from ideell.foundation.kept_replies import typed_or_left
from ideell.foundation.language import gettext as _
from ideell.foundation.links import came_from
from ideell.foundation.moments import only_read_from_here
from ideell.foundation.replies import is_fragment
from ideell.foundation.rules import RuleBroken
from ideell.foundation.sent import chosen_files

log = logging.getLogger(__name__)

# Words of SQLite and PostgreSQL about faults of the place or the moment, not of the question.
PASSING = ("locked", "deadlock", "readonly", "read-only", "full", "disk", "no space",
           "unable to open", "connect", "timeout", "shared memory", "serialize")  # fmt: skip


def answer_errors(app: Flask) -> None:
    """Answer every error of `app` in words."""
    app.register_error_handler(RuleBroken, rule_broken)
    app.register_error_handler(StaleDataError, stale)
    app.register_error_handler(sa.exc.IntegrityError, stale)
    app.register_error_handler(AlreadyDone, already_done)
    app.register_error_handler(SignInNeeded, sign_in_needed)
    app.register_error_handler(CSRFError, forged_or_old)
    app.register_error_handler(sa.exc.OperationalError, database_busy)
    app.register_error_handler(sa.exc.InternalError, database_busy)
    app.register_error_handler(SecurityError, wrong_host)
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(Exception, broken)


def rule_broken(error: RuleBroken) -> Response:
    """409: a rule refused; the act is rolled back, the typed text kept and shown."""
    _let_go()
    return _answer(409, "rule", error.sentence)


def stale(_error: StaleDataError) -> Response:
    """409: a version counter did not match."""
    _let_go()
    sentence = _(
        "Någon annan hann ändra före dig. Det du skrev finns kvar. Läs om sidan och försök igen."
    )
    return _answer(409, "rule", sentence)


def already_done(_error: AlreadyDone) -> Response:
    """The form was sent twice: say so and lead back; nothing was done twice."""
    _let_go()
    sentence = _("Det var redan gjort. Inget gjordes två gånger.")
    if is_fragment():
        answer = make_response(
            render_template("components/_said.html", said={"sentence": sentence, "undo": None})
        )
        answer.headers["HX-Reswap"] = "none"
        return answer
    flash({"sentence": sentence, "undo": None, "kind": "good"})  # type: ignore[arg-type]  # because Flask types it as text
    return make_response(redirect(came_from() or "/", 303))


def sign_in_needed(_error: SignInNeeded) -> Response:
    """401 for what was typed (it is shown, to be kept), else the way to the sign-in page."""
    _let_go()
    if request.method == "POST" or is_fragment():
        sentence = _("Du har loggats ut. Din text finns kvar. Logga in igen i en ny flik.")
        return _answer(401, "signed_out", sentence)
    asked = request.full_path.rstrip("?")
    return make_response(redirect(f"/logga-in?next={quote(asked, safe='/')}", 303))


def forged_or_old(_error: CSRFError) -> Response:
    """400: the form's token is not this session's; the text is kept and may be sent again."""
    _let_go()
    if not current_user.is_authenticated and request.path != "/logga-in":
        return sign_in_needed(SignInNeeded())
    sentence = _(
        "Sidan var för gammal för att ta emot det du skickade. Din text finns kvar. "
        "Tryck på Skicka igen."
    )
    return _answer(400, "old_form", sentence, resend=_may_resend())


def database_busy(error: sa.exc.DatabaseError) -> Response:
    """503: the database cannot be written just now; reads go on, the text is kept."""
    if not _is_passing(error):
        return broken(error)
    _let_go()
    log.warning("database refused", extra={"fault": type(error.orig).__name__})
    if "actor" not in g or "connect" in str(error.orig).lower():
        g.actor = STRANGER  # nobody is looked up: the database is what failed
    sentence = _(
        "Det går inte att spara just nu. Din text finns kvar här. Vänta en minut och skicka igen."
    )
    answer = _answer(503, "old_form", sentence, resend=_may_resend())
    answer.headers["Retry-After"] = "60"
    return answer


def wrong_host(_error: SecurityError) -> Response:
    """400 in one line: asked under a name that is not ours. No page, as it has no addresses."""
    sentence = _("Den här adressen hör inte hit. Kontrollera adressen och försök igen.")
    return make_response(sentence, 400, {"Content-Type": "text/plain; charset=utf-8"})


def refused(error: HTTPException) -> Response:
    """The plain refusals: 403, 404, 405, 413, 429 and the like, each with its own page."""
    _let_go()
    code = error.code or 500
    page = {403: "403", 404: "404", 413: "413", 429: "429"}.get(code, "other")
    sentence = getattr(error, "sentence", "") or _SENTENCES.get(code, _fallback)()
    if not isinstance(seconds := getattr(error, "retry_after", None), int):
        return _answer(code, page, sentence, way=getattr(error, "way", None))
    wait = wait_in_words(seconds)
    sentence = _("Det blev för många försök. Vänta %(wait)s och försök igen.", wait=wait)
    answer = _answer(code, page, sentence)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def broken(error: Exception) -> Response:
    """500: a fault of ours, with the number that the log carries too. Never typed text there."""
    _let_go()
    g.setdefault("actor", STRANGER)  # nobody is looked up: anything may be what failed
    number = secrets.token_hex(2).upper()
    told = {"number": number, "endpoint": request.endpoint}
    log.error("request failed", exc_info=error, extra=told)
    sentence = _(
        "Det blev fel hos oss. Numret %(number)s hjälper oss att hitta felet.", number=number
    )
    return _answer(500, "500", sentence, number=number)


_SENTENCES = {
    400: lambda: _("Vi förstod inte det som skickades. Gå tillbaka och försök igen."),
    403: lambda: (  # who sends something had the page, and may have lost the right meanwhile
        _("Det går inte längre. Någon kan ha låst eller stängt det här medan du skrev.")
        if request.method == "POST"
        else _("Sidan är för andra, eller stängd just nu. Fråga kansliet om du är osäker.")
    ),
    404: lambda: _("Sidan finns inte. Den kan ha bytt plats."),
    405: lambda: _("Det går inte att öppna den adressen så. Gå tillbaka och använd knappen."),
    413: lambda: _("Det du skickade är för stort. Dela upp det eller be kansliet om hjälp."),
    429: lambda: _("Det blev för många försök. Vänta en stund och försök igen."),
}


def _fallback() -> str:
    return _("Det gick inte. Gå tillbaka och försök igen.")


def _answer(code: int, page: str, sentence: str, **context: Any) -> Response:
    """Answer with a page, or one sentence for the status region when htmx asked.

    It knows who asks, also where no gate was reached.
    """
    find_who_asks()
    if is_fragment():
        answer = make_response(render_template("errors/_sentence.html", sentence=sentence), code)
        if code in {409, 422}:
            answer.headers["HX-Retarget"] = "#besked"
            answer.headers["HX-Reswap"] = "innerHTML"
        return answer
    context |= {"sentence": sentence, "typed": typed_or_left(code), "back_url": came_from()}
    context["files"] = chosen_files()
    return make_response(render_template(f"errors/{page}.html", **context), code)


def _let_go() -> None:
    """Undo what was begun; the answer reads only, whoever may hold the database now."""
    db.session.rollback()
    only_read_from_here()


def _may_resend() -> bool:
    site = request.headers.get("Sec-Fetch-Site", "same-origin" if came_from() else "none")
    return site == "same-origin"


def _is_passing(error: sa.exc.DatabaseError) -> bool:
    return any(word in str(error.orig).lower() for word in PASSING)
