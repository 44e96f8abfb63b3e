"""How much one request may bring: a form of words far less than a file."""

from __future__ import annotations

from flask import Flask, request

WORDS = "application/x-www-form-urlencoded"


def limit_forms(app: Flask) -> None:
    """Hold a form that carries no file to MAX_FORM_MEMORY_SIZE.

    Werkzeug holds only the parts of a multipart form to it; a form of words would be read
    whole into memory, up to the limit that files need.
    """

    @app.before_request
    def limit() -> None:
        if request.mimetype == WORDS:
            request.max_content_length = app.config["MAX_FORM_MEMORY_SIZE"]
