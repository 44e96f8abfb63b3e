"""What the browser gets is built once, named by its hash, and kept for ever."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from ideell.foundation import assets as served
from tools import assets
from tools.place import SetupStopped


@pytest.fixture
def sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small tree of sources, built to a folder of its own."""
    folder = tmp_path / "src"
    (folder / "css").mkdir(parents=True)
    (folder / "ideell.css").write_text(
        '/* all */\n@import "css/a.css";\n@import "css/b.css" layer(b);\n'
    )
    (folder / "css" / "a.css").write_text('a { content: "/* kept */" }\n\n/* gone */\n')
    (folder / "css" / "b.css").write_text(
        'b { mask: url("../band.svg") } c { background: url(data:,) }'
    )
    (folder / "band.svg").write_text("<svg/>")
    (tmp_path / "htmx.js").write_text("htmx")
    monkeypatch.setattr(assets, "SOURCES", folder)
    monkeypatch.setattr(assets, "BUILT", tmp_path / "dist")
    monkeypatch.setattr(assets, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(assets, "TRANSLATIONS", tmp_path / "translations")
    monkeypatch.setattr(assets, "FROM_NPM", {"htmx.min.js": tmp_path / "htmx.js"})
    return folder


def built(name: str) -> bytes:
    manifest = json.loads((assets.BUILT / "manifest.json").read_text())
    return (assets.BUILT / manifest[name]["file"]).read_bytes()


def test_parts_are_joined_in_the_order_of_their_imports(sources: Path) -> None:
    assert assets.main() == 0
    band = json.loads((assets.BUILT / "manifest.json").read_text())["band.svg"]["file"]
    assert built("ideell.css").decode() == (
        f'a{{content:"/* kept */"}}@layer b{{b{{mask:url("{band}")}}c{{background:url(data:,)}}}}'
    )


def test_the_manifest_tells_what_a_browser_checks(sources: Path) -> None:
    assets.main()
    manifest = json.loads((assets.BUILT / "manifest.json").read_text())
    assert set(manifest) == {"ideell.css", "band.svg", "htmx.min.js"}
    for name, entry in manifest.items():
        digest = hashlib.sha384(built(name))
        assert entry["integrity"] == f"sha384-{base64.b64encode(digest.digest()).decode()}"
        assert digest.hexdigest()[:12] in entry["file"]
        packed = assets.BUILT / f"{entry['file']}.gz"
        assert gzip.decompress(packed.read_bytes()) == built(name)
        assert packed.with_suffix(".br").is_file()


def test_what_is_built_is_not_built_again(sources: Path) -> None:
    assets.main()
    first = (assets.BUILT / "manifest.json").stat().st_ino
    assets.main()
    assert (assets.BUILT / "manifest.json").stat().st_ino == first
    (sources / "css" / "a.css").write_text("a { color: red }")
    assert not assets.is_built()
    assets.main()
    assert b"red" in built("ideell.css")


def test_files_of_the_build_before_stay_for_a_running_server(sources: Path) -> None:
    assets.main()
    old = next(assets.BUILT.glob("ideell.*.css"))
    (sources / "css" / "a.css").write_text("a { color: red }")
    assets.main()
    assert old.exists()
    assert built("ideell.css") != old.read_bytes()
    os.utime(old, (0, 0))
    (sources / "css" / "a.css").write_text("a { color: blue }")
    assets.main()
    assert not old.exists()


def test_a_file_that_vanished_is_built_again(sources: Path) -> None:
    assets.main()
    next(assets.BUILT.glob("band.*.svg")).unlink()
    assert not assets.is_built()


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        ("css/c.css", "", "No style sheet imports css/c.css"),
        ("ideell.css", '@import "css/x.css";', "imports css/x.css, which does not exist"),
        ("css/a.css", "a { mask: url(x.svg) }", "points at x.svg"),
    ],
)
def test_a_mistake_stops_the_build_in_words(
    sources: Path, file: str, text: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assets.main()
    before = built("ideell.css")
    (sources / file).write_text(text)
    assert assets.main() == 1
    assert sentence in capsys.readouterr().err
    assert built("ideell.css") == before
    assert not assets.is_built()


def test_without_htmx_the_build_says_how_to_get_it(sources: Path) -> None:
    assets.FROM_NPM["htmx.min.js"].unlink()
    with pytest.raises(SetupStopped, match="make setup"):
        assets.gather()


def test_catalogues_are_compiled(sources: Path) -> None:
    assets.TRANSLATIONS.mkdir()
    (assets.TRANSLATIONS / "en.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Spara"\nmsgstr "Save"\n'
    )
    assets.main()
    assert b"Save" in (assets.TRANSLATIONS / "en.mo").read_bytes()


@pytest.fixture
def client(sources: Path) -> FlaskClient:
    """An application with nothing but the built files."""
    (sources / "css" / "a.css").write_text("a { color: red }\n" * 100)
    assets.main()
    app = Flask("bare", static_folder=None)
    served.serve_static(app, assets.BUILT, https=True)
    return app.test_client()


def fetch(client: FlaskClient, name: str, **headers: str) -> TestResponse:
    address = served.load_manifest(assets.BUILT)[name].url
    response = client.get(address, headers=headers)
    response.close()
    return response


def test_a_hashed_file_is_kept_for_ever(client: FlaskClient) -> None:
    answer = fetch(client, "ideell.css")
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert "max-age=315360000" in answer.headers["Cache-Control"]
    with client.get("/static/manifest.json") as manifest:
        assert "immutable" not in manifest.headers["Cache-Control"]


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_files_go_out_compressed(client: FlaskClient, encoding: str) -> None:
    answer = fetch(client, "ideell.css", **{"Accept-Encoding": encoding})
    assert answer.headers["Content-Encoding"] == encoding
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_files_carry_the_headers_of_every_answer(client: FlaskClient) -> None:
    headers = fetch(client, "band.svg").headers
    for name, value in {**served.HEADERS, **served.STAY_ON_TLS}.items():
        assert headers[name] == value
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in headers


@pytest.mark.parametrize("path", ["/static/none.css", "/static/../setup.cfg", "/static/"])
def test_what_is_not_built_is_not_there(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_application_without_built_files_starts_and_says_so(tmp_path: Path) -> None:
    app = Flask("bare", static_folder=None)
    served.serve_static(app, tmp_path / "none")
    assert app.test_client().get("/static/ideell.css").status_code == 404
    with pytest.raises(served.AssetsNotBuilt, match="make assets"):
        served.load_manifest(tmp_path / "none")


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(served.AssetsNotBuilt, match=r"nothing\.css"):
        served.asset("nothing.css")
    assert served.asset("ideell.css").url.startswith("/static/ideell.")


def test_the_product_s_own_files_call_nobody() -> None:
    for path in served.BUILT.glob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert "//" not in text, path.name
        assert "@import" not in text, path.name
