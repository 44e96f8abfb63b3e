"""Style sheet, scripts and pictures: built beforehand, named by their hash, kept for ever.

`tools/assets.py` fills `ideell/static/dist` and writes its manifest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from ideell.foundation.headers import ALWAYS, FILE_POLICY

BUILT = Path(__file__).resolve().parent.parent / "static" / "dist"
ADDRESS = "/static/"
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")

# A static file is no page: it may load nothing and be framed by nobody.
HEADERS = {**ALWAYS, "Content-Security-Policy": FILE_POLICY}
STAY_ON_TLS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


class AssetsNotBuilt(Exception):
    """The style sheet and scripts are not there; the message says which command makes them."""


@dataclass(frozen=True)
class Asset:
    """Where a file is fetched, and the hash that the browser checks it against."""

    url: str
    integrity: str


def load_manifest(folder: Path = BUILT) -> Mapping[str, Asset]:
    """Return every asset by its name, e.g. `ideell.css`.

    Raises AssetsNotBuilt when `folder` has no manifest.
    """
    try:
        entries = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise AssetsNotBuilt(f"There are no built assets in {folder}: run make assets.") from None
    return {
        name: Asset(url=ADDRESS + entry["file"], integrity=entry["integrity"])
        for name, entry in entries.items()
    }


@cache
def _manifest() -> Mapping[str, Asset]:
    return load_manifest()


def asset(name: str) -> Asset:
    """Return the asset that templates call `name`; raises AssetsNotBuilt if there is none."""
    try:
        return _manifest()[name]
    except KeyError:
        raise AssetsNotBuilt(
            f"{name} is not among the built assets: is it in ideell/static/src? Run make assets."
        ) from None


def _is_hashed(_path: str, url: str) -> bool:
    return HASHED.search(url) is not None


def serve_static(app: Flask, folder: Path = BUILT, *, https: bool = False) -> None:
    """Serve the built files under /static/ in front of `app`, and give templates `asset`.

    Hashed names may be kept for ever, anything else for a minute. Files that are not built
    are answered by the application: 404.
    """
    app.add_template_global(asset)
    if not folder.is_dir():
        return
    always = {**HEADERS, **STAY_ON_TLS} if https else HEADERS

    def add_headers(headers: Headers, _path: str, _url: str) -> None:
        for name, value in always.items():
            headers[name] = value

    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # because it is Flask's own way to wrap it
        app.wsgi_app,
        root=folder,
        prefix=ADDRESS,
        max_age=60,
        allow_all_origins=False,
        immutable_file_test=_is_hashed,
        add_headers_function=add_headers,
    )
