"""Make everything ready, a step at a time, each only when something it depends on changed.

`python3 -m tools.prepare run` is enough to run the product; `dev` adds what tests and
linters need. Nothing needs root, and nothing outside this folder is written but the usual
caches of pip and npm.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tools import assets, node
from tools.place import (
    REQUIREMENTS,
    ROOT,
    VENV,
    VENV_PYTHON,
    SetupStopped,
    environment,
    fingerprint,
    say,
)

LEAST = (3, 11, 2)
NEWER_NAMES = ["python3.14", "python3.13", "python3.12", "python3.11"]


def use_new_python() -> None:
    """Go on with a Python that is new enough, if this one is not."""
    if sys.version_info[:3] >= LEAST:
        return
    question = f"import sys; sys.exit(sys.version_info[:3] < {LEAST})"
    for name in NEWER_NAMES:
        found = shutil.which(name)
        if found and subprocess.run([found, "-c", question], capture_output=True).returncode == 0:
            os.execv(found, [found, "-m", "tools.prepare", *sys.argv[1:]])
    this = f"{sys.version.split()[0]} ({sys.executable})"
    raise SetupStopped(
        f"Ideell needs Python 3.11.2 or newer; this is {this}. "
        "Install a newer one, or say which: make PYTHON=/path/to/python3"
    )


def make_venv() -> None:
    """Make .venv, with pip from this Python or, where it was left out, from the system's pip."""
    shutil.rmtree(VENV, ignore_errors=True)
    if importlib.util.find_spec("ensurepip"):
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        return
    if not importlib.util.find_spec("pip"):
        raise SetupStopped(
            "This Python ({}) comes without venv and pip. On Debian and Ubuntu: apt install "
            "python{}.{}-venv. Then try again.".format(sys.executable, *sys.version_info[:2])
        )
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(VENV)], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(VENV_PYTHON)]
    subprocess.run([*pip, "install", "--quiet", "pip"], check=True, env=environment())


def venv() -> None:
    """Make sure that .venv stands and runs."""
    if VENV_PYTHON.exists():
        question = f"import pip, sys; sys.exit(sys.version_info[:3] < {LEAST})"
        if subprocess.run([str(VENV_PYTHON), "-c", question], capture_output=True).returncode == 0:
            return
    say(f"virtual environment, Python {sys.version.split()[0]}")
    make_venv()


def install(lock: Path) -> None:
    """Let pip install a lock, telling every tenth package as it comes.

    Raises CalledProcessError when pip fails, after showing what it said.
    """
    total = sum(1 for line in lock.read_text().splitlines() if re.match(r"\w", line))
    command = [str(VENV_PYTHON), "-m", "pip", "install", "--require-hashes", "--no-deps"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "-r", str(lock)]
    running = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert running.stdout is not None
    lines, fetched = [], 0
    for line in running.stdout:
        lines.append(line)
        if line.startswith(("Collecting", "Requirement already satisfied")):
            fetched += 1
            if fetched % 10 == 0:
                say(f"  {fetched} of {total} packages")
        elif line.startswith("Installing"):
            say("  unpacking them")
    if running.wait() != 0:
        sys.stderr.writelines(lines[-40:])
        raise subprocess.CalledProcessError(running.returncode, command)


def packages(extent: str) -> None:
    """Install the locked packages: for `run` the product's, for `dev` the tests' too."""
    names = {"run": "runtime", "dev": "dev"}
    state = {name: fingerprint([REQUIREMENTS / f"{name}.txt"]) for name in names.values()}
    stamp = VENV / "installed.json"
    installed = json.loads(stamp.read_text()) if stamp.is_file() else {}
    wanted = names[extent]
    if installed.get(wanted) == state[wanted]:
        return
    say(f"Python packages ({wanted}); the first time takes a minute or two")
    began = time.monotonic()
    stamp.unlink(missing_ok=True)
    install(REQUIREMENTS / f"{wanted}.txt")
    done = {"runtime": state["runtime"]} if extent == "run" else state
    stamp.write_text(json.dumps(installed | done))
    say(f"  done in {time.monotonic() - began:.0f} s")


def build_assets() -> None:
    """Build style sheet, scripts and pictures."""
    if not assets.is_built():
        subprocess.run([str(VENV_PYTHON), "-m", "tools.assets"], check=True, cwd=ROOT)


def prepare(extent: str) -> None:
    """Take every step that `extent` needs."""
    venv()
    packages(extent)
    node.install(extent)
    build_assets()
    if extent == "dev":
        subprocess.run([str(VENV_PYTHON), "-m", "tools.browser"], check=True, cwd=ROOT)


def main() -> int:
    """Prepare to the extent that the command line names; say in words what is missing."""
    extent = sys.argv[1] if len(sys.argv) > 1 else "dev"
    try:
        use_new_python()
        prepare(extent)
    except SetupStopped as stopped:
        print(f"\n{stopped}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as failed:
        command = " ".join(str(word) for word in failed.cmd[:6])
        print(f"\nThis command failed, its own words are above: {command} …", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
