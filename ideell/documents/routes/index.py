"""The list, and how the store of files is."""

from __future__ import annotations

from flask import Response, request

from ideell.documents.listing import listed
from ideell.documents.policy import may_see_documents, may_see_store
from ideell.documents.routes.blueprint import bp
from ideell.documents.wanted import wanted_from
from ideell.documents.words import KIND_WORDS
from ideell.files.checking import latest_check
from ideell.foundation import replies
from ideell.foundation.access import authorized, current_actor


@bp.get("/dokument")
@authorized(may_see_documents)
def index() -> Response:
    """The documents that are open to the reader."""
    found = listed(wanted_from(request.args), current_actor)
    return replies.page("documents/index.html", found=found, kind_words=KIND_WORDS)


@bp.get("/dokument/lagret")
@authorized(may_see_store)
def store() -> Response:
    """What the newest check of every stored file found."""
    return replies.page("documents/store.html", check=latest_check())
