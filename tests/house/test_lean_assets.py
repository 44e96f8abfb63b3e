"""What the browser gets of our own is what we wrote, without what only people read."""

from __future__ import annotations

import gzip
import json
import subprocess

import pytest

from tools.assets import BUILT
from tools.lean import lean_script, lean_style
from tools.node import program


@pytest.mark.parametrize(
    ("written", "got"),
    [
        ("a(); // told\nb();\n", "a();\nb();\n"),
        ("/* one\n   two */\nlet a = 1,\n    b = 2;\n", "let a=1,\nb=2;\n"),
        ("const a = 'http://x  // y';", "const a='http://x  // y';\n"),
        ("const a = `  two  spaces\n  and a line`;", "const a=`  two  spaces\n  and a line`;\n"),
        ("if (/[/*]  '/.test(x)) y();", "if(/[/*]  '/.test(x))y();\n"),
        ("return /a  b/ ;", "return /a  b/;\n"),
        ("const a = b / c, d = e / f; // g", "const a=b / c,d=e / f;\n"),
        ("return a + +b - -c", "return a + +b - -c\n"),
        ('say("it\\"s  // fine")', 'say("it\\"s  // fine")\n'),
        ("a\n\n\n  b", "a\nb\n"),
    ],
)
def test_a_script_loses_only_what_people_read(written: str, got: str) -> None:
    assert lean_script(written) == got


@pytest.mark.parametrize(
    ("written", "got"),
    [
        ("a , b > c { top: calc(1px - 2px) ; }", "a,b > c{top:calc(1px - 2px)}"),
        ("/* x */ a :hover { b: url(data:a, b) }", "a :hover{b:url(data:a, b)}"),
        ("@media (width: 3rem) and (hover) {\n  a { b: 'c ;  d' }\n}",
         "@media (width:3rem) and (hover){a{b:'c ;  d'}}"),
    ],
)  # fmt: skip
def test_a_style_sheet_loses_only_what_people_read(written: str, got: str) -> None:
    assert lean_style(written) == got


@pytest.mark.parametrize(("name", "most"), [("ideell.js", 3000), ("ideell.css", 9000)])
def test_what_we_wrote_ourselves_stays_small(name: str, most: int) -> None:
    content = built(name)
    assert len(gzip.compress(content, 9)) <= most


def test_the_lean_script_can_be_read() -> None:
    checked = subprocess.run(
        [program(), "--check", "-"], input=built("ideell.js"), capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stderr.decode()


def built(name: str) -> bytes:
    manifest = json.loads((BUILT / "manifest.json").read_text())
    return (BUILT / manifest[name]["file"]).read_bytes()
