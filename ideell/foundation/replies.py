"""The three answers a view can give, with or without htmx: page, changed, form."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from flask import Response, flash, make_response, redirect, render_template, request


def page(template: str, *, status: int = 200, **context: Any) -> Response:
    """Answer with a whole page."""
    return make_response(render_template(template, **context), status)


def form(template: str, *, also: Any = (), **context: Any) -> Response:
    """Answer with a form: 200 when asked for, 422 when it was sent and cannot be used.

    A form that somebody else's save has overtaken says 409 instead (`SharedForm`).

    `template` is the page; with htmx its pair, the partial of the same name with an
    underscore, is answered instead, where there is one, and `also` as in `changed`.
    """
    refused = getattr(context.get("form"), "refused_with", 422)
    status = refused if request.method == "POST" else 200
    folder, _, name = template.rpartition("/")
    pair = [f"{folder}/_{name}"] if is_fragment() else []
    pieces = [render_template([*pair, template], **context)]
    pieces += [render_template(name, **values) for name, values in also if pair]
    return make_response("\n".join(pieces), status)


def changed(
    template: str | None = None,
    *,
    at: str,
    said: str = "",
    undo: Any = None,
    also: Iterable[tuple[str, dict[str, Any]]] = (),
    **context: Any,
) -> Response:
    """Answer that something changed: the thing in place, or the page `at` without htmx.

    `said` is one sentence for the status region, `undo` the deed its "Ångra" takes back,
    `also` further pieces that are swapped out of band.
    """
    if not is_fragment() or template is None:
        if said:
            flash({"sentence": said, "undo": undo_address(undo), "kind": "good"})  # type: ignore[arg-type]  # because Flask types it as text
        if is_fragment():
            answer = make_response("", 204)
            answer.headers["HX-Redirect"] = at
            return answer
        return make_response(redirect(at, 303))
    pieces = [render_template(template, **context)]
    pieces += [render_template(name, **values) for name, values in also]
    if said:
        said_now = {"sentence": said, "undo": undo_address(undo)}
        pieces.append(render_template("components/_said.html", said=said_now))
    return make_response("\n".join(pieces))


def undo_address(deed: Any) -> str | None:
    """Return where to take `deed` back, or None when there is no deed or no way back."""
    return f"/handelser/{deed.id}/atertagande" if deed is not None and deed.can_be_undone else None


def is_fragment() -> bool:
    """Tell whether htmx asked, and so a fragment is wanted."""
    return bool(request.htmx)  # type: ignore[attr-defined]  # because htmx-flask adds it


def download(
    content: bytes | Iterator[bytes], *, name: str, media_type: str, size: int | None = None
) -> Response:
    """Answer with a file to keep: never shown inline, never sniffed, sandboxed.

    Content that comes in pieces is sent as it comes; its `size` in bytes tells when it is whole.
    """
    from ideell.foundation.headers import FILE_POLICY

    answer = make_response(content)
    if size is not None:
        answer.content_length = size
    answer.headers["Content-Disposition"] = _kept_as(name)
    answer.headers["Content-Type"] = media_type
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _kept_as(name: str) -> str:
    """Return how to keep a file: its name in full, and in plain letters for old programs.

    A header holds no letters beyond Latin-1 (RFC 6266 and 8187).
    """
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = "".join(c for c in bare if c.isprintable() and c not in '"\\') or "fil"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
