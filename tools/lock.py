"""Write the locks anew, for every platform and Python from 3.11, with hashes and without addresses.

For those who change what Ideell stands on; installing takes plain pip and npm.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

from tools import node
from tools.place import CACHE, REQUIREMENTS, ROOT, environment, say

UV = "uv==0.13.9"
HOME = CACHE / "lock"
SHAPE = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header"]
SHAPE += ["--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet"]
SHAPE += ["--system-certs"]  # as pip and npm do

# The order matters: tests use the very versions that the product uses.
LOCKS = {
    "runtime.txt": ["setup.cfg", "--all-extras"],
    "dev.txt": ["setup.cfg", "requirements/dev.in", "--all-extras"]
    + ["--constraint", "requirements/runtime.txt"],
    "node.txt": ["requirements/node.in"],
}


def uv() -> Path:
    """Return uv, in an environment of its own."""
    program = HOME / "bin" / "uv"
    if not program.exists():
        venv.create(HOME, with_pip=True)
        pip = [str(HOME / "bin" / "python"), "-m", "pip", "install", "--quiet", UV]
        subprocess.run(pip, check=True, env=environment())
    return program


def main() -> int:
    """Lock Python's packages, then npm's."""
    program = str(uv())
    for name, sources in LOCKS.items():
        say(f"requirements/{name}")
        output = ["--output-file", str(REQUIREMENTS / name)]
        subprocess.run([program, "pip", "compile", *sources, *SHAPE, *output], cwd=ROOT, check=True)
    lock = [*node.npm(), "install", "--package-lock-only", "--loglevel=error"]
    for folder in (ROOT, REQUIREMENTS / "chromium"):
        say(str((folder / "package-lock.json").relative_to(ROOT)))
        subprocess.run(lock, cwd=folder, check=True, env=environment())
    return 0


if __name__ == "__main__":
    sys.exit(main())
