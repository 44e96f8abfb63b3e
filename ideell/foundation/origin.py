"""Forms come from our own pages: what a browser says was sent from elsewhere is refused.

The token in the form is the first lock; this is the second, for the day a token leaks.
"""

from __future__ import annotations

from flask import Flask, request
from flask_wtf.csrf import CSRFError

from ideell.foundation.links import split

READS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITE = frozenset({"same-origin", "none"})  # "none": the person did it, no page


def refuse_foreign_forms(app: Flask) -> None:
    """Answer what was sent from another site like a form with a wrong token."""

    @app.before_request
    def check_origin() -> None:
        if request.method not in READS and app.config["WTF_CSRF_ENABLED"] and not is_own():
            raise CSRFError("The form was sent from another site.")


def is_own() -> bool:
    """Tell whether the browser says that one of our pages sent the request, or says nothing.

    Browsers of today send both headers with every POST; `null` is a page without an origin.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in OWN_SITE:
        return False
    origin = request.headers.get("Origin")
    return origin is None or split(origin).netloc == request.host
