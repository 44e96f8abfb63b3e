"""Build what the browser gets: ideell/static/src and htmx become ideell/static/dist.

Every file gets its hash in its name, so that a browser may keep it for ever, and stands
there ready-compressed. `manifest.json` tells name, file and integrity. The catalogues of
sentences are compiled here too. Run with the virtual environment's Python.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import shutil
import sys
import time
from pathlib import Path

from tools.lean import lean_script, lean_style
from tools.place import NODE_MODULES, ROOT, STAMPS, SetupStopped, fingerprint, once

SOURCES = ROOT / "ideell" / "static" / "src"
BUILT = ROOT / "ideell" / "static" / "dist"
TRANSLATIONS = ROOT / "ideell" / "translations"
FROM_NPM = {"htmx.min.js": NODE_MODULES / "htmx.org" / "dist" / "htmx.min.js"}
STAMP = STAMPS / "assets"
KEPT = 3600  # seconds
OWN_CODE = (Path(__file__).resolve(), Path(__file__).resolve().with_name("lean.py"))

IMPORT = re.compile(r'^@import\s+"([^"]+)"\s*(?:layer\(([\w.-]+)\))?\s*;[ \t]*$', re.MULTILINE)
REFERENCE = re.compile(r"""url\(\s*(["']?)(?!data:|#)([^"')]+)\1\s*\)""")
WORTH_COMPRESSING = {".css", ".js", ".svg", ".txt", ".json", ".webmanifest", ".ico"}


def state() -> str:
    """Return a hash over everything that the result depends on."""
    sources = [path for path in SOURCES.rglob("*") if path.is_file()]
    npm = [path for path in FROM_NPM.values() if path.is_file()]
    return fingerprint([*sources, *npm, *TRANSLATIONS.glob("*.po"), *OWN_CODE])


def is_built() -> bool:
    """Tell whether the result stands there whole and belongs to these sources."""
    manifest = BUILT / "manifest.json"
    if not (STAMP.is_file() and manifest.is_file()):
        return False
    files = [entry["file"] for entry in json.loads(manifest.read_text()).values()]
    catalogues = [path.with_suffix(".mo") for path in TRANSLATIONS.glob("*.po")]
    there = all(path.is_file() for path in [*(BUILT / name for name in files), *catalogues])
    return there and STAMP.read_text() == state()


def gather() -> dict[str, Path]:
    """Return the files for the browser by the name that templates know them by.

    Raises SetupStopped when one from npm is missing.
    """
    found = {path.name: path for path in sorted(SOURCES.glob("*")) if path.is_file()}
    for name, path in FROM_NPM.items():
        if not path.is_file():
            raise SetupStopped(f"{name} is missing: run make setup, which fetches it by npm.")
        found[name] = path
    return found


def joined(sheet: Path, taken: set[Path]) -> str:
    """Return the style sheet with its parts in the place of their @import lines."""

    def part(match: re.Match[str]) -> str:
        path = (sheet.parent / match[1]).resolve()
        if not path.is_file():
            raise SetupStopped(f"{sheet.name} imports {match[1]}, which does not exist.")
        taken.add(path)
        text = joined(path, taken)
        return f"@layer {match[2]} {{\n{text}\n}}" if match[2] else text

    return IMPORT.sub(part, sheet.read_text(encoding="utf-8"))


def style_sheet(sheet: Path, files: dict[str, str], taken: set[Path]) -> bytes:
    """Return a style sheet in one piece, without comments, pointing at hashed names."""

    def hashed(match: re.Match[str]) -> str:
        name = Path(match[2]).name
        if name not in files:
            raise SetupStopped(f"{sheet.name} points at {match[2]}, which is not in static/src.")
        return f'url("{files[name]}")'

    return REFERENCE.sub(hashed, lean_style(joined(sheet, taken))).encode()


def content_of(path: Path, files: dict[str, str], taken: set[Path]) -> bytes:
    """Return what the browser gets of one source; what others wrote is left as it is."""
    if path.suffix == ".css":
        return style_sheet(path, files, taken)
    if path.suffix == ".js" and path.is_relative_to(SOURCES):
        return lean_script(path.read_text(encoding="utf-8")).encode()
    return path.read_bytes()


def hashed_name(name: str, content: bytes) -> str:
    """Return `ideell.css` as `ideell.0123456789ab.css`."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}.{hashlib.sha384(content).hexdigest()[:12]}.{ending}"


def write(folder: Path, name: str, content: bytes) -> dict[str, str]:
    """Write one file with its compressed twins; return its line of the manifest."""
    import brotli  # because this module is also read before the virtual environment stands

    file = hashed_name(name, content)
    (folder / file).write_bytes(content)
    if Path(name).suffix in WORTH_COMPRESSING:
        (folder / f"{file}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
        (folder / f"{file}.br").write_bytes(brotli.compress(content, quality=11))
    digest = base64.b64encode(hashlib.sha384(content).digest()).decode()
    return {"file": file, "integrity": f"sha384-{digest}"}


def build_files(folder: Path) -> None:
    """Fill `folder` with everything the browser gets, style sheets last (they name the rest)."""
    found = gather()
    taken: set[Path] = set()
    manifest: dict[str, dict[str, str]] = {}
    for name in sorted(found, key=lambda name: (name.endswith(".css"), name)):
        files = {other: entry["file"] for other, entry in manifest.items()}
        manifest[name] = write(folder, name, content_of(found[name], files, taken))
    forgotten = {path.resolve() for path in SOURCES.glob("*/**/*.css")} - taken
    if forgotten:
        names = ", ".join(sorted(str(path.relative_to(SOURCES)) for path in forgotten))
        raise SetupStopped(f"No style sheet imports {names}: add a line to ideell.css.")
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n")


def compile_catalogues() -> None:
    """Compile every ideell/translations/<language>.po to .mo."""
    sources = sorted(TRANSLATIONS.glob("*.po"))
    if not sources:
        return
    from babel.messages.mofile import write_mo  # because babel lives in the environment
    from babel.messages.pofile import read_po

    for source in sources:
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.stem)
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)


def build() -> None:
    """Build into a folder beside, then put the files in place, the manifest last.

    Files of the builds before stay for an hour: a server that runs may still be asked for
    them.
    """
    beside = BUILT.with_name("dist.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        build_files(beside)
        compile_catalogues()
        BUILT.mkdir(exist_ok=True)
        new = {path.name for path in beside.iterdir()}
        for name in sorted(new, key=lambda name: (name == "manifest.json", name)):
            (beside / name).replace(BUILT / name)
        for path in BUILT.iterdir():
            if path.name not in new and path.stat().st_mtime < time.time() - KEPT:
                path.unlink()
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def main() -> int:
    """Build unless everything is there."""
    if is_built():
        return 0
    STAMP.unlink(missing_ok=True)
    try:
        once(STAMP, state(), "building style sheet, scripts and pictures", build)
    except SetupStopped as stopped:
        print(stopped, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
