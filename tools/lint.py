"""Run every linter, show what each finds, and say at the end which were content."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tools.place import ROOT, VENV

# djLint guesses at taste too; these are the rules that do not fit here.
NOT_ASKED = [
    "H043",  # a button without type sends its form, and every button here does
    "H015",  # lines are broken where the thought is
    "H006",  # pictures are drawn by CSS or sized there
    "H030",  # pages behind sign-in need no description for search machines
    "H031",  # nor keywords
    "J018",  # static files come by asset(), links by what a thing is called
    "H023",  # &nbsp; is clearer than a blank that nobody sees
]
LINTERS = {
    "ruff": ["ruff", "check", "--quiet", "."],
    "layout": ["ruff", "format", "--check", "--quiet", "."],
    "types": ["mypy"],
    "imports": ["lint-imports", "--cache-dir", ".cache/imports"],
    "templates": ["djlint", "templates", "--lint", "--quiet", "--profile=jinja"]
    + [f"--ignore={','.join(NOT_ASKED)}"],
}


def passes(command: list[str]) -> bool:
    """Run one linter of the virtual environment."""
    program = VENV / "bin" / command[0]
    return subprocess.run([str(program), *command[1:]], cwd=ROOT, check=False).returncode == 0


def main() -> int:
    """Run all of them, or those named."""
    chosen = sys.argv[1:] or list(LINTERS)
    ended = {name: passes(LINTERS[name]) for name in chosen if Path(ROOT / "ideell").is_dir()}
    for name, content in ended.items():
        print(f"{name:10} {'ok' if content else 'has something to say, above'}")
    return 0 if all(ended.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
